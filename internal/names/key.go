package names

import (
	"slices"
	"strings"
)

// Key is a name reduced to its meaning, for finding equal and similar names among many.
type Key struct {
	// Whole has the meaning of all words, sorted, without legal forms, articles and what is in
	// brackets. Names in two languages, or with their words in another order, can have the same.
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
		whole = append(whole, w.concept)
		if w.weight > weightGeneric {
			k.Distinctive = append(k.Distinctive, w.concept)
		}
	}
	slices.Sort(whole)
	slices.Sort(k.Distinctive)
	k.Whole, k.Distinctive = strings.Join(slices.Compact(whole), " "), slices.Compact(k.Distinctive)
	return k
}
