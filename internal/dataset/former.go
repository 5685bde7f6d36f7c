package dataset

import (
	"slices"

	"whojoins/internal/model"
	"whojoins/internal/store"
)

// The list of the records that make up an entity, and the fields of its objects.
const (
	fieldIdentity = "identity"
	partRecord    = "record"
	partLeft      = "left"
	partRight     = "right"
	partReason    = "reason"
	partBy        = "by"
)

// The reason why a former id and an entity are one, and the rule by which they are.
const (
	formerReason = "a former id of the entity"
	formerRule   = "merged"
)

// formerIDs returns the former ids of each entity, in order.
func (m *merger) formerIDs() map[string][]string {
	ids := map[string][]string{}
	for former, to := range m.about.Merged {
		if to.Stated {
			continue
		}
		if current, ok := m.about.Current(former); ok {
			ids[current] = append(ids[current], former)
		}
	}
	for _, list := range ids {
		slices.Sort(list)
	}
	return ids
}

// addFormer adds the former ids of an entity to the records that make it up. They have no source,
// since dataset.yaml states them for the dataset.
func (m *merger) addFormer(o *store.Object, former []string) {
	f := o.Type.Field(fieldIdentity)
	if f == nil || len(former) == 0 {
		return
	}
	var objects []*store.Object
	for _, id := range former {
		one := &store.Object{}
		for _, part := range []struct{ name, text string }{
			{partRecord, id}, {partLeft, id}, {partRight, m.about.Merged[id].ID}, {partReason, formerReason}, {partBy, formerRule},
		} {
			if pf := f.Object.Field(part.name); pf != nil {
				one.Cells = append(one.Cells, store.Cell{Field: pf, Value: model.TextValue(part.text)})
			}
		}
		objects = append(objects, one)
	}
	i := slices.IndexFunc(o.Parts, func(l store.PartList) bool { return l.Field == f })
	if i < 0 {
		i = len(o.Parts)
		o.Parts = append(o.Parts, store.PartList{Field: f})
	}
	objects = append(objects, o.Parts[i].Objects...)
	slices.SortStableFunc(objects, func(a, b *store.Object) int { return compareStated(a, b, f.Object, m.sourceOf(f.Object)) })
	o.Parts[i].Objects = objects
}
