package dataset

import (
	"strings"

	"go.yaml.in/yaml/v3"

	"whojoins/internal/model"
)

// credit is a word of the head that ties the source to somebody: `publisher: ID` makes
// a relation of which the source is one end and the word, in capitals, the only key.
type credit struct {
	source *model.End
	word   string
}

// credits are the words that the model has for it: those of an enum that is the only
// key of a relation with a source at one end.
func (l *loader) credits() map[string]*credit {
	words := map[string]*credit{}
	for _, r := range l.model.Relations {
		if len(r.Key) != 1 || r.Key[0].Enum == nil {
			continue
		}
		end := r.To
		if !end.Target.Types.Has(l.source) {
			continue
		}
		for _, w := range r.Key[0].Enum.Values {
			words[strings.ToLower(w.Name)] = &credit{source: end, word: w.Name}
		}
	}
	return words
}

// readCredits makes the relations of the words in the head.
func (f *file) readCredits() {
	if f.headEntity == nil {
		return
	}
	words := f.credits()
	for _, p := range f.head {
		c := words[p.key.Value]
		if c == nil {
			continue
		}
		items := []*yaml.Node{p.value}
		if p.value.Kind == yaml.SequenceNode {
			items = p.value.Content
		}
		for _, item := range items {
			f.readCredit(c, item, f.headBase)
		}
	}
}

// readCredit reads the id of who is named, plain or as {value: ID, at: ...}.
func (f *file) readCredit(c *credit, n *yaml.Node, base statement) {
	s, id := base, n
	if n.Kind == yaml.MappingNode {
		pairs, _ := f.pairs(n, strings.ToLower(c.word))
		var rest []pair
		var ok bool
		if s, rest, ok = f.provenance(pairs, base, notOwn); !ok || len(rest) != 1 || rest[0].key.Value != keyValue {
			f.fault(f.at(n), "write the id of an entity, or {value: id, at: ...}")
			return
		}
		id = rest[0].value
	}
	s.at = f.at(n)
	who := f.end(c.source.Other(), id)
	if who == nil {
		return
	}
	r := f.relate(c.source.Relation, who, f.headEntity, []model.Value{model.EnumOf(c.word)}, s)
	if r != nil {
		r.itself = append(r.itself, s)
	}
}
