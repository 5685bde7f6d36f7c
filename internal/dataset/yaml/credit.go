package yaml

import (
	"strings"

	"go.yaml.in/yaml/v3"

	"whojoins/internal/dataset/statement"
)

// credit is a key of the head that links the source to an author: `publisher: ID` states
// a relation between the entity ID and the source, with the word PUBLISHER as its key.
type credit struct {
	// relation is the name of the relation type; author and source are those of its ends.
	relation, author, source string
	// property is the name of the key property that has the word.
	property, word string
}

// credits returns the keys of the head that are credits: the words, in lower case, of an
// enum that is the only key property of a relation which leads to sources.
func credits(schema *statement.Schema) map[string]credit {
	words := map[string]credit{}
	for _, r := range schema.Relations {
		if len(r.Key) != 1 || r.Key[0].Enum == nil || !r.To.Target.Types.Has(schema.Source) {
			continue
		}
		for _, w := range r.Key[0].Enum.Values {
			words[strings.ToLower(w.Name)] = credit{relation: r.Name, author: r.From.Name, source: r.To.Name, property: r.Key[0].Name, word: w.Name}
		}
	}
	return words
}

// readCredits states the relations of the credits in the head.
func (f *file) readCredits(head []pair, base statement.Statement) {
	for _, p := range head {
		c, ok := f.credits[p.key.Value]
		if !ok {
			continue
		}
		for _, item := range items(p.value) {
			f.readCredit(c, item, base)
		}
	}
}

// readCredit reads the author: an id, plain or as {value: id, at: ...}.
func (f *file) readCredit(c credit, n *yaml.Node, base statement.Statement) {
	s := &statement.Subject{Type: c.relation, Place: f.at(n.Line), Key: []statement.Property{
		{Name: c.author}, {Name: c.source, Text: f.base.Source}, {Name: c.property, Text: c.word},
	}}
	fault := f.faultOf(s)
	author := n
	if n.Kind == yaml.MappingNode {
		list, _ := pairs(n, strings.ToLower(c.word), fault)
		var rest []pair
		var ok bool
		base, rest, ok = f.provenance(list, base, func(string) bool { return false }, fault)
		if !ok || len(rest) != 1 || rest[0].key.Value != keyValue {
			fault(n.Line, "write the id of an entity, or {value: id, at: ...}")
			return
		}
		author = rest[0].value
	}
	s.Key[0] = endOf(c.author, author, fault)
	f.declare(s, base)
}
