package cost

import (
	"whojoins/internal/model"
	"whojoins/internal/store"
)

// group is a set of objects at one level of an answer, or the rows of a list: how many there
// are, and what they are like.
type group struct {
	// n is the number of objects.
	n float64
	// of has the kinds of objects.
	of []share
	// by is the side through which relations lead to the objects, which reach an entity the more
	// often the more relations it has; nil if all are equally likely.
	by *model.Side
	// top is the side by whose number of relations the objects are sorted, the largest first.
	top *model.Side
	// named are the references by which a caller names the objects; nil if they are not named.
	named []string
	// deprecated reports whether the objects are deprecated relations.
	deprecated bool
}

// share is a kind of objects in a group: its type (nil for parts), its statistics, and the part
// of the group that it makes up.
type share struct {
	typ     *model.Type
	objects *store.Objects
	part    float64
}

// nothing are the statistics of objects of which there are none.
var nothing = &store.Objects{}

// objects returns the statistics of a concrete type.
func (e *estimator) objects(t *model.Type) *store.Objects {
	if o := e.statistics.Objects[t.Name]; o != nil {
		return o
	}
	return nothing
}

// all returns all entities or relations of a type, as a list at the root has them.
func (e *estimator) all(t *model.Type, deprecated bool) *group {
	g := &group{deprecated: deprecated}
	for _, member := range t.Members {
		o := e.objects(member)
		n := float64(o.Count - o.Deprecated)
		if deprecated {
			n = float64(o.Deprecated)
		}
		g.of = append(g.of, share{member, o, n})
		g.n += n
	}
	return g.normal()
}

// table returns all rows of the table that objects of a type are in: all entities, or the current
// and the deprecated relations of a type.
func (e *estimator) table(t *model.Type) *group {
	if t.Kind != model.Relation {
		return e.all(e.model.AnyEntity, false)
	}
	g := e.all(t, false)
	return g.times(g.n + e.all(t, true).n)
}

// normal makes the parts add up to one.
func (g *group) normal() *group {
	total := 0.0
	for i := range g.of {
		total += g.of[i].part
	}
	for i := range g.of {
		if total > 0 {
			g.of[i].part /= total
		} else {
			g.of[i].part = 1 / float64(len(g.of))
		}
	}
	return g
}

// mean returns the mean of a value over the kinds of objects.
func (g *group) mean(of func(*share) float64) float64 {
	total := 0.0
	for i := range g.of {
		if g.of[i].part > 0 {
			total += g.of[i].part * of(&g.of[i])
		}
	}
	return total
}

// types returns the part of the group that has one of the types.
func (g *group) types(set model.TypeSet) float64 {
	return g.mean(func(s *share) float64 {
		if s.typ == nil || set.Has(s.typ) {
			return 1
		}
		return 0
	})
}

// values returns how many values of a field an object has on average, and the mean length of a
// value.
func (g *group) values(f *model.Field) (items, bytes float64) {
	total := 0.0
	items = g.mean(func(s *share) float64 {
		v := s.objects.Fields[f.Path()]
		if v == nil || s.objects.Count == 0 {
			return 0
		}
		total += s.part * float64(v.Bytes) / float64(s.objects.Count)
		return float64(v.Items) / float64(s.objects.Count)
	})
	return items, ratio(total, items)
}

// present returns the part of the objects that have a value of a field.
func (g *group) present(f *model.Field) float64 {
	return g.mean(func(s *share) float64 { return s.present(f) })
}

func (s *share) present(f *model.Field) float64 {
	v := s.objects.Fields[f.Path()]
	if v == nil {
		return 0
	}
	return ratio(float64(v.Present), float64(s.objects.Count))
}

// parts returns the parts in a field of one object: their mean number, and what they are like.
func (g *group) parts(f *model.Field) *group {
	parts := &group{}
	for i := range g.of {
		s := &g.of[i]
		if o := s.objects.Parts[f.Path()]; o != nil && s.objects.Count > 0 {
			n := s.part * float64(o.Count) / float64(s.objects.Count)
			parts.of = append(parts.of, share{nil, o, n})
			parts.n += n
		}
	}
	return parts.normal()
}

// times returns the same objects in another number.
func (g *group) times(n float64) *group {
	other := *g
	other.n = n
	return &other
}

// at returns the entities at one end of relations.
func (e *estimator) at(end *model.End) *group {
	g := &group{by: end.Side}
	for _, t := range end.Target.Members {
		o := e.objects(t)
		n := 0
		if d := o.Sides[end.Side.Name]; d != nil {
			n = sum(d.Relations)
		}
		g.of = append(g.of, share{t, o, float64(n)})
		g.n += float64(n)
	}
	return g.normal()
}

func sum(list []int) (n int) {
	for _, each := range list {
		n += each
	}
	return n
}

// ratio returns a / b, or 0 if b is 0.
func ratio(a, b float64) float64 {
	if b == 0 {
		return 0
	}
	return a / b
}
