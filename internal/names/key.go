package names

import (
	"slices"
	"strings"
)

// Key is a name reduced to its meaning, for finding equal and similar names among many.
type Key struct {
	// Whole has the meaning of all words, sorted, without legal forms, articles and what is in
	// brackets. Names in two languages, or with their words in another order, can have the same, unless
	// the language makes a difference (Leuven, Louvain).
	Whole string
	// Distinctive are the words that distinguish the name from others, each once, sorted.
	Distinctive []string
}

// Key returns the key of a name. Whole is empty if no word of the name has a meaning.
func (l *Lexicon) Key(text string) (k Key) {
	words := l.withPhrases(l.scan(text).words)
	if expanded := l.expand(words, true); expanded != nil {
		words = expanded
	}
	var whole []string
	for i := range words {
		w := &words[i]
		if !w.meaningful() || w.role == roleLegal || w.aside {
			continue
		}
		concept := w.concept
		if concept == w.text {
			concept = w.plain
		}
		if w.role == roleSisters {
			whole = append(whole, w.text)
		} else {
			whole = append(whole, concept)
		}
		if w.weight > weightGeneric {
			k.Distinctive = append(k.Distinctive, concept)
		}
	}
	slices.Sort(whole)
	slices.Sort(k.Distinctive)
	k.Whole, k.Distinctive = strings.Join(slices.Compact(whole), " "), slices.Compact(k.Distinctive)
	return k
}

// Without returns the key of the name without some words.
func (k Key) Without(words []string) (short Key) {
	left := func(list []string) []string {
		return slices.DeleteFunc(slices.Clone(list), func(w string) bool { return slices.Contains(words, w) })
	}
	if !slices.ContainsFunc(k.Distinctive, func(w string) bool { return slices.Contains(words, w) }) {
		return k
	}
	return Key{Whole: strings.Join(left(strings.Fields(k.Whole)), " "), Distinctive: left(k.Distinctive)}
}

// Kinds returns the words of a name that say what kind of organisation, or what part of one, it is
// the name of: each concept once, sorted.
func (l *Lexicon) Kinds(text string) (kinds []string) {
	words := l.withPhrases(l.scan(text).words)
	if expanded := l.expand(words, true); expanded != nil {
		words = expanded
	}
	for i := range words {
		if w := &words[i]; w.role == roleKind || w.role == rolePart {
			kinds = append(kinds, w.concept)
		}
	}
	slices.Sort(kinds)
	return slices.Compact(kinds)
}
