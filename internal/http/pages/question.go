package pages

import (
	"fmt"
	"strings"

	"whojoins/internal/model"
)

// shown is how many relations of each kind stand on a page; the rest is counted.
const shown = 200

// question asks for everything about one entity of a type: its fields, and each of its
// connections with the other ends, by name, and the evidence.
func question(t *model.Type) string {
	var b strings.Builder
	fmt.Fprintf(&b, "query EntityPage($id: ID!) { entity(id: $id) { ... on %s {", t.Name)
	fields(&b, t.Fields)
	for _, s := range t.Sides {
		fmt.Fprintf(&b, " %s(first: %d, sort: [{%s: {name: ASC}}]) { totalCount nodes {", s.Name, shown, s.Far.Name)
		fields(&b, s.Relation.Fields)
		fmt.Fprintf(&b, " %s { id name type } } }", s.Far.Name)
	}
	b.WriteString(" } } }")
	return b.String()
}

// fields selects fields with all that they hold; of an entity that is referred to, what
// a link needs.
func fields(b *strings.Builder, list []*model.Field) {
	for _, f := range list {
		if f.Parent != nil {
			continue
		}
		b.WriteByte(' ')
		b.WriteString(f.Name)
		switch f.Scalar {
		case model.Parts:
			b.WriteString(" {")
			fields(b, f.Object.Fields)
			b.WriteString(" }")
		case model.Embedded:
			b.WriteString(" {")
			for _, leaf := range f.Leaves {
				b.WriteByte(' ')
				b.WriteString(leaf.Name)
			}
			b.WriteString(" }")
		case model.Reference:
			b.WriteString(" { id name }")
		}
	}
}
