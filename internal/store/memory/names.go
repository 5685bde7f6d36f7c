package memory

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"whojoins/internal/model"
	"whojoins/internal/plan"
)

// names finds entities by reference: by their id, by a former id, or by an external identifier
// such as ror:05abc.
type names struct {
	ids *dict
	// former are the former ids, formerOf the entities that have them now.
	former   texts
	formerOf []uint32
	// keys are the external identifiers in lower case, keyOf their entities.
	keys  texts
	keyOf []uint32
}

// reference is a former id or an external identifier with its entity, which may be deprecated.
type reference struct {
	name       string
	entity     uint32
	deprecated bool
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
		list = append(list, reference{name: old, entity: uint32(at)})
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
			list = append(list, reference{strings.ToLower(scheme.value(i).Text + ":" + value.value(i).Text), e, s.isDeprecated.has(e)})
		}
	}
	return list
}

// packNames sorts references. If two entities share one, it belongs to the first of them by id,
// but to a deprecated entity only if no other has it.
func packNames(list []reference) (texts, []uint32, error) {
	slices.SortFunc(list, func(a, b reference) int {
		switch {
		case a.name != b.name:
			return cmp.Compare(a.name, b.name)
		case a.deprecated == b.deprecated:
			return cmp.Compare(a.entity, b.entity)
		case b.deprecated:
			return -1
		}
		return 1
	})
	list = slices.CompactFunc(list, func(a, b reference) bool { return a.name == b.name })
	packed, err := packTexts(len(list), func(i int) string { return list[i].name })
	entities := make([]uint32, len(list))
	for i, each := range list {
		entities[i] = each.entity
	}
	return packed, entities, err
}

// find returns the entity with a reference.
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

// resolve returns the entities with the references, ascending; unknown references are left out.
func (r *run) resolve(refs []string) []uint32 {
	var list []uint32
	for _, ref := range refs {
		if r.work.Add(plan.UnitsLookup) != nil {
			return nil
		}
		if e, ok := r.snap.names.find(ref); ok {
			list = append(list, e)
		}
	}
	return r.distinct(list)
}

// typ returns the concrete type of an entity.
func (s *snapshot) typ(entity uint32) *model.Type { return s.types[s.typeOf[entity]] }
