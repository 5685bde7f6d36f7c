package cost

import (
	"whojoins/internal/model"
	"whojoins/internal/store"
)

// degrees is a distribution of numbers of relations: how probable it is that an object has
// about so many. The rest of the objects have none.
type degrees []degree

type degree struct{ relations, probability float64 }

// degrees returns the distribution of the number of relations on a side of the objects of a
// group.
func (e *estimator) degrees(g *group, side *model.Side, deprecated bool) (list degrees) {
	scale := 1.0
	if o := e.objects(side.Relation); deprecated {
		scale = ratio(float64(o.Deprecated), float64(o.Count-o.Deprecated))
	}
	others := 1.0
	if len(g.named) > 0 {
		others = 0
		for _, ref := range g.named {
			if hub := e.hub(ref); hub != nil {
				list = append(list, degree{scale * float64(hub[side.Name]), 1 / float64(len(g.named))})
			} else {
				others += 1 / float64(len(g.named))
			}
		}
	}
	for i := range g.of {
		s := &g.of[i]
		d := s.objects.Sides[side.Name]
		if d == nil || s.part == 0 || others == 0 {
			continue
		}
		switch {
		case g.by == side:
			list = list.add(d, others*s.part/float64(sum(d.Relations)), scale, true)
		case g.top == side:
			list = list.addTop(d, s.part, g.n*s.part, scale)
		default:
			list = list.add(d, others*s.part/float64(s.objects.Count), scale, false)
		}
	}
	return list
}

// hub returns the number of relations on each side of a well-connected entity, or nil.
func (e *estimator) hub(ref string) map[string]int {
	for _, t := range e.model.Entities {
		if h := e.objects(t).Hubs[ref]; h != nil {
			return h
		}
	}
	return nil
}

// add adds the degrees of the entities of one type. If they are reached by relations, each
// counts as often as it has relations.
func (list degrees) add(d *store.Degrees, unit, scale float64, reached bool) degrees {
	for i, n := range d.Entities {
		if n == 0 {
			continue
		}
		weight := float64(n)
		if reached {
			weight = float64(d.Relations[i])
		}
		list = append(list, degree{scale * float64(d.Relations[i]) / float64(n), unit * weight})
	}
	return list
}

// addTop adds the degrees of the n entities with the most relations.
func (list degrees) addTop(d *store.Degrees, part, n, scale float64) degrees {
	for i, left := len(d.Entities)-1, n; i >= 0 && left > 0; i-- {
		if d.Entities[i] == 0 {
			continue
		}
		taken := min(left, float64(d.Entities[i]))
		left -= taken
		list = append(list, degree{scale * float64(d.Relations[i]) / float64(d.Entities[i]), part * taken / n})
	}
	return list
}

// mean returns the mean of a function of the number of relations that is 0 for none.
func (list degrees) mean(of func(relations float64) float64) float64 {
	total := 0.0
	for _, d := range list {
		total += d.probability * of(d.relations)
	}
	return total
}

// relations returns the mean number of relations.
func (list degrees) relations() float64 { return list.mean(func(n float64) float64 { return n }) }
