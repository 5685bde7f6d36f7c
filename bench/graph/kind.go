package graph

import (
	"cmp"
	"fmt"
	"slices"

	"whojoins/internal/model"
)

// shares are the numbers of nodes of each type per thousand. The remaining nodes are
// institutes.
var shares = map[string]int{
	"Alliance": 10, "Document": 80, "Event": 20, "Funder": 10, "JointAction": 20, "Network": 10,
	"Person": 250, "Project": 170, "Source": 10, "Topic": 20,
}

// programmes is the number of programmes in a graph of any size.
const programmes = 12

// kind is an entity type and the number of its entities.
type kind struct {
	typ   *model.Type
	slug  string
	count int
	// first is the position of the kind's first entity among all entities.
	first int
	width int
}

// id returns the id of the n-th entity. All numbers are padded to the same width, so that ids
// are in the order of numbers.
func (k *kind) id(n int) string { return fmt.Sprintf("%s-%0*d", k.slug, k.width, n) }

// divide divides a number of entities among the types.
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
		s.kinds = append(s.kinds, kind{typ: t, slug: t.Slug(), count: count})
	}
	s.of("Institute").count = rest
	slices.SortFunc(s.kinds, func(a, b kind) int { return cmp.Compare(a.slug, b.slug) })
	for i := range s.kinds {
		k := &s.kinds[i]
		k.first, k.width = s.nodes, max(6, len(fmt.Sprint(k.count)))
		s.nodes += k.count
	}
}

// of returns the kind of the type with a name.
func (s *Synthetic) of(name string) *kind {
	return &s.kinds[slices.IndexFunc(s.kinds, func(k kind) bool { return k.typ.Name == name })]
}

// node returns the kind of the n-th of all entities, and the entity's number within its kind.
func (s *Synthetic) node(n uint32) (*kind, int) {
	i, found := slices.BinarySearchFunc(s.kinds, int(n), func(k kind, n int) int { return cmp.Compare(k.first, n) })
	if !found {
		i--
	}
	// A type without entities starts where the next one does.
	for s.kinds[i].count == 0 {
		i++
	}
	return &s.kinds[i], int(n) - s.kinds[i].first
}
