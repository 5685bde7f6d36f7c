package cost

import (
	"math"

	"whojoins/internal/plan"
)

const (
	// unitsOrder is for each participation that is brought into order before pairs are counted.
	unitsOrder = 10
	// pairsPerUnit is the number of pairs of actors in one initiative that are counted in one unit.
	pairsPerUnit = 4
	// distinctPart is the part of these pairs that are different, betweennessUnits the units of
	// measuring betweenness for each node and each link, and communityUnits those of finding
	// communities for each link.
	distinctPart     = 0.9
	betweennessUnits = 0.4
	communityUnits   = 15
	maxCommunity     = 5_000_000
	// doubt is the factor by which a network may be estimated too large and still be measured.
	doubt = 2
)

// collaboration estimates the network of actors.
func (e *estimator) collaboration(q *plan.Collaboration, g *plan.GraphQuery) found {
	p := e.model.Participation
	n, _ := e.participations(math.MaxInt32, e.actor(q.Between), e.initiative(q.In), plan.ActiveOn(q.On))
	e.add(Pairs, n*unitsOrder)
	pairs := e.pairs(q, n)
	if pairs > float64(g.Pairs) {
		return found{objects: 1} // TOO_LARGE
	}
	distinct := distinctPart * pairs / float64(q.Minimum*q.Minimum)
	e.add(Pairs, pairs/pairsPerUnit+distinct*plan.UnitsRow)
	links := distinct
	if q.Page.Limit >= 0 {
		links = min(distinct, float64(q.Page.Limit))
		e.add(Sort, 2*sortUnits(min(distinct, 4*links)))
	}
	actors := min(e.participants(q, ratio(n, e.all(p, false).n)), n, 2*distinct)
	e.measures(g, actors, distinct)
	nodes := min(2*links, actors)
	if g.SelectsWithin("links", "activeFrom") || g.SelectsWithin("links", "activeUntil") {
		e.add(Walk, min(nodes*ratio(n, max(actors, 1)), n)*(plan.UnitsLookup+plan.UnitsRow+2*plan.UnitsRef))
	}
	return found{objects: 1, by: p.From.Side, sizes: map[string]float64{"nodes": nodes, "links": links, "initiatives": 1}}
}

// pairs estimates the number of pairs that n participations make, among the actors that have as
// many as a link needs.
func (e *estimator) pairs(q *plan.Collaboration, n float64) float64 {
	p := e.model.Participation
	left := ratio(n, e.all(p, false).n)
	squares := 0.0
	for _, t := range p.To.Target.Members {
		if d := e.objects(t).Sides[p.To.Side.Name]; d != nil {
			squares += float64(d.Squares)
		}
	}
	in := e.meets(e.at(p.To), q.In)
	// Of the members of an initiative, as many are left as conditions on the actors leave.
	among := ratio(left, max(in, atLeast))
	if q.Minimum > 1 {
		among *= e.degrees(e.at(p.From), p.From.Side, false).mean(func(relations float64) float64 {
			if relations*left < float64(q.Minimum) {
				return 0
			}
			return 1
		})
	}
	return in * among * among * max(squares-e.all(p, false).n, 0) / 2
}

// participants estimates the number of actors with as many participations as a link needs, of
// which a part is left.
func (e *estimator) participants(q *plan.Collaboration, left float64) (n float64) {
	for _, t := range e.model.Participation.From.Target.Members {
		d := e.objects(t).Sides[e.model.Participation.From.Side.Name]
		if d == nil {
			continue
		}
		for i, entities := range d.Entities {
			if q.Minimum == 1 || float64(d.Relations[i])*left >= float64(q.Minimum*entities) {
				n += left * float64(entities)
			}
		}
	}
	return n
}

// measures estimates the measures of a network.
func (e *estimator) measures(g *plan.GraphQuery, nodes, links float64) {
	if most := float64(g.Measures); g.SelectsWithin("nodes", "betweenness") && nodes*links <= doubt*most {
		e.add(Pairs, betweennessUnits*min(nodes*links, most))
	}
	if g.SelectsWithin("nodes", "community") && links <= doubt*maxCommunity {
		e.add(Pairs, communityUnits*min(links, maxCommunity))
	}
}
