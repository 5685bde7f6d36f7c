package memory

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"whojoins/internal/model"
)

// names finds entities by what callers call them: an id, the id of an entity that was
// merged into another, or an external identifier such as ror:05abc.
type names struct {
	ids *dict
	// former are the ids of merged entities, formerOf the entities they are now.
	former   texts
	formerOf []uint32
	// keys are the external identifiers in lower case, keyOf their entities.
	keys  texts
	keyOf []uint32
}

// named is a name and the entity that has it.
type reference struct {
	name   string
	entity uint32
}

func newNames(s *snapshot, former map[string]string) (n names, err error) {
	n.ids = s.entities.columns[s.model.AnyEntity.Field("id")].dict
	var list []reference
	for old := range former {
		id := former[old]
		for n := 0; former[id] != "" && n < len(former); n++ {
			id = former[id]
		}
		at, ok := n.ids.text.find(id)
		if !ok {
			return n, fmt.Errorf("the former id %q leads to %q, which is not the id of an entity", old, id)
		}
		list = append(list, reference{old, uint32(at)})
	}
	if n.former, n.formerOf, err = packNames(list); err != nil {
		return n, err
	}
	n.keys, n.keyOf, err = packNames(identifiers(s))
	return n, err
}

// identifiers lists the external identifiers of all entities.
func identifiers(s *snapshot) (list []reference) {
	field := s.model.AnyEntity.Field("identifiers")
	if field == nil || field.Object == nil {
		return nil
	}
	parts := s.entities.parts[field]
	if parts == nil {
		return nil
	}
	scheme := parts.table.columns[field.Object.Field("scheme")]
	value := parts.table.columns[field.Object.Field("value")]
	for e := range uint32(s.entities.rows) {
		start, end := window(parts.ends, e)
		for i := start; i < end; i++ {
			list = append(list, reference{strings.ToLower(scheme.value(i).Text + ":" + value.value(i).Text), e})
		}
	}
	return list
}

// packNames sorts names; of two entities with one name the first by id has it.
func packNames(list []reference) (texts, []uint32, error) {
	slices.SortFunc(list, func(a, b reference) int {
		return cmp.Or(cmp.Compare(a.name, b.name), cmp.Compare(a.entity, b.entity))
	})
	list = slices.CompactFunc(list, func(a, b reference) bool { return a.name == b.name })
	packed, err := packTexts(len(list), func(i int) string { return list[i].name })
	entities := make([]uint32, len(list))
	for i, each := range list {
		entities[i] = each.entity
	}
	return packed, entities, err
}

// find gives the entity that a reference names.
func (n *names) find(ref string) (entity uint32, ok bool) {
	if i, ok := n.ids.text.find(ref); ok {
		return uint32(i), true
	}
	if i, ok := n.former.find(ref); ok {
		return n.formerOf[i], true
	}
	if i, ok := n.keys.find(strings.ToLower(ref)); ok {
		return n.keyOf[i], true
	}
	return 0, false
}

// resolve gives the entities that references name, ascending; unknown ones are left out.
func (n *names) resolve(refs []string) []uint32 {
	var list []uint32
	for _, ref := range refs {
		if e, ok := n.find(ref); ok {
			list = append(list, e)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// typ is the concrete type of an entity.
func (s *snapshot) typ(entity uint32) *model.Type { return s.types[s.typeOf[entity]] }
