package graph

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"whojoins/internal/model"
)

// shares are of a thousand nodes; institutes are the rest.
var shares = map[string]int{
	"Alliance": 10, "Document": 80, "Event": 20, "Funder": 10, "JointAction": 20, "Network": 10,
	"Person": 250, "Project": 170, "Source": 10, "Topic": 20,
}

// programmes is how many programmes there are, whatever the size.
const programmes = 12

// kind is an entity type and how many there are of it.
type kind struct {
	typ   *model.Type
	slug  string
	count int
	// first is the number of the first among all entities.
	first int
	width int
}

// id is that of the n-th. Numbers have as many digits as the largest, so that ids stand in
// the order of numbers.
func (k *kind) id(n int) string { return fmt.Sprintf("%s-%0*d", k.slug, k.width, n) }

// divide decides how many entities there are of each type.
func (s *Synthetic) divide(nodes int) {
	rest := nodes
	for _, t := range s.model.Entities {
		count := 0
		switch share, known := shares[t.Name]; {
		case known:
			count = max(2, nodes*share/1000)
		case t.Name == "Programme":
			count = programmes
		}
		rest -= count
		s.kinds = append(s.kinds, kind{typ: t, slug: slug(t), count: count})
	}
	s.of("Institute").count = rest
	slices.SortFunc(s.kinds, func(a, b kind) int { return cmp.Compare(a.slug, b.slug) })
	for i := range s.kinds {
		k := &s.kinds[i]
		k.first, k.width = s.nodes, max(6, len(fmt.Sprint(k.count)))
		s.nodes += k.count
	}
}

// of is the kind of a type, by the type's name.
func (s *Synthetic) of(name string) *kind {
	return &s.kinds[slices.IndexFunc(s.kinds, func(k kind) bool { return k.typ.Name == name })]
}

// node is the kind of the n-th of all entities, and its number there.
func (s *Synthetic) node(n uint32) (*kind, int) {
	i, found := slices.BinarySearchFunc(s.kinds, int(n), func(k kind, n int) int { return cmp.Compare(k.first, n) })
	if !found {
		i--
	}
	// A type that the schema has and the graph has none of starts where the next one does.
	for s.kinds[i].count == 0 {
		i++
	}
	return &s.kinds[i], int(n) - s.kinds[i].first
}

// slug is a type's name as it stands in ids: joint-action.
func slug(t *model.Type) string {
	return strings.ToLower(strings.ReplaceAll(t.Enum, "_", "-"))
}
