package pages

import (
	"fmt"
	"strings"

	"whojoins/internal/model"
)

// shownRelations is the number of relations of each kind in linked data.
const shownRelations = 200

// entityQuery returns the query for everything about one entity of a type, for linked data: its fields,
// and each of its connections with the other ends, by name, and the evidence.
func entityQuery(t *model.Type) string {
	var b strings.Builder
	fmt.Fprintf(&b, "query EntityData($id: ID!) { entity(id: $id) { ... on %s {", t.Name)
	selectFields(&b, t.Fields)
	for _, s := range t.Sides {
		fmt.Fprintf(&b, " %s(first: %d, sort: [{%s: {name: ASC}}]) { nodes {", s.Name, shownRelations, s.Far.Name)
		selectFields(&b, s.Relation.Fields)
		fmt.Fprintf(&b, " %s { id name type } } }", s.Far.Name)
	}
	b.WriteString(" } } }")
	return b.String()
}

// pageQuery returns the query for the page of an entity: its fields, and the first rows of each of its
// lists. The variables $where, $sort and $after are those of the list that the address names.
func (h *Entities) pageQuery(t *model.Type, chosen *model.Side) string {
	var b strings.Builder
	b.WriteString("query EntityPage($id: ID!")
	if chosen != nil {
		fmt.Fprintf(&b, ", $where: %[1]sWhere, $sort: [%[1]sSort!], $after: String", chosen.Relation.Name)
	}
	fmt.Fprintf(&b, ") { meta { dataDate citation } entity(id: $id) { ... on %s {", t.Name)
	selectFields(&b, t.Fields)
	for _, s := range t.Sides {
		switch {
		case s == chosen:
			fmt.Fprintf(&b, " %s(first: %d, where: $where, sort: $sort, after: $after)", s.Name, listRows)
		case h.participation(s):
			fmt.Fprintf(&b, " %s(first: %d, sort: [{%s: {name: ASC}}])", s.Name, listRows, s.Far.Name)
		default:
			fmt.Fprintf(&b, " %s(first: %d, sort: [{%s: {name: ASC}}])", s.Name, fewRows, s.Far.Name)
		}
		b.WriteString(" { totalCount pageInfo { hasNextPage endCursor } nodes {")
		selectFields(&b, s.Relation.Fields)
		fmt.Fprintf(&b, " %s { id name type %s } } }", s.Far.Name, detailNames(s.Far.Target))
	}
	b.WriteString(" } } }")
	return b.String()
}

// participation reports whether a side shows who takes part in what.
func (h *Entities) participation(s *model.Side) bool { return s.Relation == h.model.Participation }

// aroundQuery returns the query for what a page shows of the entities around one of a type: the values
// that its lists can be filtered by, the largest sums, its neighbours and its collaborators.
func (h *Entities) aroundQuery(t *model.Type, chosen *model.Side) string {
	var b strings.Builder
	fmt.Fprintf(&b, "query EntityAround($id: ID!, $near: Int!, $links: Int!) { entity(id: $id) { ... on %s { id", t.Name)
	for _, s := range t.Sides {
		if !h.participation(s) && s != chosen {
			continue
		}
		fmt.Fprintf(&b, " all_%s: %s(first: 0) { totalCount", s.Name, s.Name)
		var facets []string
		for _, f := range filterFields(s) {
			facets = append(facets, f.facet)
		}
		if len(facets) > 0 {
			fmt.Fprintf(&b, " facets(by: [%s], first: %d) { field buckets { value label count } missing }", strings.Join(facets, ", "), optionsOfFilter)
		}
		money := moneyField(s)
		if money != nil {
			fmt.Fprintf(&b, " aggregate { %s { currency count sum } }", money.Name)
		}
		b.WriteString(" }")
		if money != nil {
			fmt.Fprintf(&b, " money_%[1]s: %[1]s(first: %[2]d, sort: [{%[3]s: DESC}], where: {%[3]s: {isNull: false}}) { totalCount nodes { %[3]s { amount currency } %[4]s { id name type } } }", s.Name, moneyBars, money.Name, s.Far.Name)
		}
	}
	b.WriteString(" } } neighbourhood(of: [$id], first: $near, links: $links) { omitted nodes { distance degree entity { id name type } } links { from { id } to { id } } }")
	if h.actor(t) {
		fmt.Fprintf(&b, " collaborators(of: $id, first: %d) { totalCount nodes { shared actor { id name type %s } initiatives(first: 5) { id name } } }", closest, detailNames(h.model.Participation.From.Target))
	}
	b.WriteString(" }")
	return b.String()
}

const (
	// moneyBars is the number of sums that a page compares, closest that of the collaborators.
	moneyBars = 12
	closest   = 10
	// nearby and nearbyLinks bound the picture of the network around an entity.
	nearby      = 45
	nearbyLinks = 300
)

// moneyField returns the first sum of money of a relation, or nil.
func moneyField(s *model.Side) *model.Field {
	for _, f := range s.Relation.Fields {
		if f.Money() {
			return f
		}
	}
	return nil
}

// actor reports whether entities of a type can take part in something.
func (h *Entities) actor(t *model.Type) bool {
	return h.model.Participation != nil && h.model.Participation.From.Target.Types.Has(t)
}

// selectFields selects fields with everything in them; for an entity that is referred to, only
// what a link needs.
func selectFields(b *strings.Builder, list []*model.Field) {
	for _, f := range list {
		b.WriteByte(' ')
		b.WriteString(f.Name)
		switch f.Scalar {
		case model.Parts:
			b.WriteString(" {")
			selectFields(b, f.Object.Fields)
			b.WriteString(" }")
		case model.Embedded:
			b.WriteString(" {")
			selectFields(b, f.Leaves)
			b.WriteString(" }")
		case model.Reference:
			b.WriteString(" { id name }")
		}
	}
}
