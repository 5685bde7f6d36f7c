package pages

import (
	"fmt"
	"strings"

	"whojoins/internal/model"
)

// shownRelations is the number of relations of each kind on a page; the rest are counted.
const shownRelations = 200

// entityQuery returns the query for everything about one entity of a type: its fields, and each of its
// connections with the other ends, by name, and the evidence.
func entityQuery(t *model.Type) string {
	var b strings.Builder
	fmt.Fprintf(&b, "query EntityPage($id: ID!) { entity(id: $id) { ... on %s {", t.Name)
	selectFields(&b, t.Fields)
	for _, s := range t.Sides {
		fmt.Fprintf(&b, " %s(first: %d, sort: [{%s: {name: ASC}}]) { totalCount nodes {", s.Name, shownRelations, s.Far.Name)
		selectFields(&b, s.Relation.Fields)
		fmt.Fprintf(&b, " %s { id name type } } }", s.Far.Name)
	}
	b.WriteString(" } } }")
	return b.String()
}

// selectFields selects fields with everything in them; for an entity that is referred to, only
// what a link needs.
func selectFields(b *strings.Builder, list []*model.Field) {
	for _, f := range list {
		if f.Parent != nil {
			continue
		}
		b.WriteByte(' ')
		b.WriteString(f.Name)
		switch f.Scalar {
		case model.Parts:
			b.WriteString(" {")
			selectFields(b, f.Object.Fields)
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
