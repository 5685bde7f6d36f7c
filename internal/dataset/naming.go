package dataset

import (
	"slices"
	"strings"
	"unicode/utf8"

	"whojoins/internal/model"
	"whojoins/internal/store"
)

// Naming has the ways in which texts name an entity.
type Naming struct {
	// IDs are the id and the former ids of the entity.
	IDs []string
	// Refs are the ids and external identifiers, as scheme:value, by which files refer to it.
	Refs []string
	// Names are its name and its aliases.
	Names []string
	// Families are its family names.
	Families []string
	// Links are the addresses of its pages.
	Links []string
}

// minLink is the shortest address, and minValue the shortest value of an identifier without its
// scheme, that names an entity.
const (
	minLink  = 12
	minValue = 8
)

// NamingOf returns the ways in which texts name an entity. Former maps former ids to current
// ones.
func NamingOf(e *store.Object, former map[string]string) Naming {
	name := e.Type.Field("name")
	n := Naming{IDs: []string{e.ID}, Names: []string{e.Value(name).Text}}
	for _, claim := range e.Objects(e.Type.Field(fieldClaims)) {
		if len(claim.Cells) > 1 && claim.Cells[0].Value.Text == name.Name && !slices.Contains(n.Names, claim.Cells[1].Value.Text) {
			n.Names = append(n.Names, claim.Cells[1].Value.Text) // another source's
		}
	}
	for old, current := range former {
		if current == e.ID {
			n.IDs = append(n.IDs, old)
		}
	}
	slices.Sort(n.IDs)
	n.Refs = slices.Clone(n.IDs)
	for _, alias := range e.Objects(e.Type.Field("aliases")) {
		n.Names = append(n.Names, alias.Cells[0].Value.String())
	}
	for _, x := range e.Objects(e.Type.Field(fieldIdentifiers)) {
		n.Refs = append(n.Refs, x.Cells[0].Value.String()+":"+x.Cells[1].Value.String())
	}
	for _, cell := range e.Cells {
		if cell.Field.Term == "familyName" {
			n.Families = append(n.Families, cell.Value.Text)
		}
	}
	for _, list := range e.Parts {
		for _, link := range list.Objects {
			if u := link.Value(list.Field.Object.Field("url")).Text; list.Field.Name == "links" && len(u) >= minLink {
				n.Links = append(n.Links, strings.ToLower(u))
			}
		}
	}
	return n
}

// Finder finds the texts that name an entity.
type Finder struct {
	// certain are the names of several words, and all these, those of one word and the family
	// names, as sequences of folded words by their first word.
	certain, all map[string][][]string
	// refs are the ids and identifiers in lower case.
	refs  map[string]bool
	links []string
}

// Finder returns a finder of the texts that name the entity.
func (n *Naming) Finder() *Finder {
	return &Finder{certain: n.sequences(true), all: n.sequences(false), refs: n.references(), links: n.Links}
}

// Certain reports whether a text certainly names the entity: by an id, by an identifier, or by
// a name of several words in any rotation, such as "Family, Given". A name of one word could be
// anything.
func (f *Finder) Certain(text string) bool {
	words := model.Words(model.Fold(text))
	return hasRef(text, f.refs) || starts(words, len(words), f.certain)
}

// Lines returns the lines of a text that name the entity in any way: those of Certain, and those
// that have a name of one word, a family name, or an address. A name that continues in the next
// line counts for the line in which it begins.
func (f *Finder) Lines(file string, text []byte) (list []Fault) {
	over := maxOver
	if strings.HasSuffix(file, ".csv") {
		over = 0 // a line is a row
	}
	lines, next := strings.Split(string(text), "\n"), []string(nil)
	for i := len(lines) - 1; i >= 0; i-- {
		words := model.Words(model.Fold(lines[i]))
		all := slices.Concat(words, next[:min(len(next), over)])
		next = words
		if hasRef(lines[i], f.refs) || starts(all, len(words), f.all) || f.hasLink(lines[i]) {
			list = append(list, Fault{File: file, Line: i + 1, Message: excerpt(lines[i])})
		}
	}
	slices.Reverse(list)
	return list
}

// maxOver is the number of words of the next line that may complete a name.
const maxOver = 10

// sequences returns the names as sequences of folded words, in every rotation, and the family
// names, by their first word. Only those of several words count as certain, and no family name.
func (n *Naming) sequences(certain bool) map[string][][]string {
	byFirst := map[string][][]string{}
	add := func(words []string) { byFirst[words[0]] = append(byFirst[words[0]], words) }
	for _, name := range n.Names {
		words := model.Words(model.Fold(name))
		for i := range words {
			if len(words) > 1 || !certain {
				add(slices.Concat(words[i:], words[:i]))
			}
		}
	}
	for _, name := range n.Families {
		if words := model.Words(model.Fold(name)); len(words) > 0 && !certain {
			add(words)
		}
	}
	return byFirst
}

// starts reports whether one of the sequences begins at one of the first words.
func starts(words []string, first int, sequences map[string][][]string) bool {
	for i := range first {
		for _, s := range sequences[words[i]] {
			if len(words)-i >= len(s) && slices.Equal(words[i:i+len(s)], s) {
				return true
			}
		}
	}
	return false
}

// hasLink reports whether a line has the address of one of the entity's pages.
func (f *Finder) hasLink(line string) bool {
	if len(f.links) == 0 {
		return false
	}
	line = strings.ToLower(line)
	return slices.ContainsFunc(f.links, func(u string) bool { return strings.Contains(line, u) })
}

// references returns the ids and identifiers in lower case, the latter with and without their
// scheme.
func (n *Naming) references() map[string]bool {
	refs := map[string]bool{}
	for _, ref := range n.Refs {
		refs[strings.ToLower(ref)] = true
		if _, value, external := strings.Cut(ref, ":"); external && len(value) >= minValue {
			refs[strings.ToLower(value)] = true
		}
	}
	return refs
}

// hasRef reports whether a text has one of the references, alone or as part of an address.
func hasRef(text string, refs map[string]bool) bool {
	tokens := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return r != '-' && r != ':' && r != '.' && (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
	return slices.ContainsFunc(tokens, func(token string) bool {
		token = strings.Trim(token, ":.-")
		return refs[token] || slices.ContainsFunc(strings.Split(token, ":"), func(part string) bool { return refs[part] })
	})
}

// withoutIDs returns a text without the ids that are words in it.
func withoutIDs(text []byte, ids []string) []byte {
	gone := setOf(ids)
	lines := strings.Split(string(text), "\n")
	for i, line := range lines {
		words := strings.FieldsFunc(line, func(r rune) bool { return strings.ContainsRune(" \t,[]'\"", r) })
		if slices.ContainsFunc(words, func(w string) bool { return gone[w] }) {
			words = slices.DeleteFunc(words, func(w string) bool { return gone[w] })
			lines[i] = strings.Join(words, " ")
		}
	}
	return []byte(strings.Join(lines, "\n"))
}

// maxExcerpt is the largest number of bytes of a line in a report.
const maxExcerpt = 300

// excerpt returns the beginning of a line.
func excerpt(line string) string {
	line = strings.TrimSpace(line)
	if len(line) <= maxExcerpt {
		return line
	}
	cut := maxExcerpt
	for !utf8.RuneStart(line[cut]) {
		cut--
	}
	return line[:cut] + " …"
}

func setOf(list []string) map[string]bool {
	set := map[string]bool{}
	for _, s := range list {
		set[s] = true
	}
	return set
}
