package identity

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"whojoins/internal/names"
)

// Evidence is one reason for or against two records being one, with its weight in points.
type Evidence struct {
	What   string
	Weight int
}

// Pair is two records that may be one.
type Pair struct {
	Left, Right *Record
	Evidence    []Evidence
	// Points are the sum of the weights, and Score is the same between 0 and 1.
	Points int
	Score  float64
	// Settles is how much depends on the decision: the records of both sides and what they take
	// part in, multiplied.
	Settles int

	a, b  int32
	level names.Level
	// key is that of the name that matched.
	key names.Key
	// domain, place and work report whether both have a domain, a place or something that they
	// take part in in common.
	domain, place, work bool
	// ownDomain reports whether no other group in the country has the domain, nearDomain whether few
	// have, lost whether the name
	// is only a part of one, and partial whether it is one that other things may have.
	ownDomain, nearDomain, lost, partial bool
}

// Weights of the evidence, in points. Two points double the odds.
const (
	weightIdentifier   = 20
	weightSameName     = 8
	weightWorded       = 6
	weightReordered    = 6
	weightPart         = 5
	weightPartial      = 3
	weightUnique       = 1
	weightMistyped     = 4
	weightSimilar      = 1
	weightOtherName    = -5
	weightCommonName   = -4
	weightSameDomain   = 7
	weightOtherDomain  = -2
	weightSamePlace    = 3
	weightOtherPlace   = -3
	weightSharedWork   = 2
	weightListedTwice  = -6
	mostSharedWork     = 3
	weightOtherPIC     = -3
	weightSharedDomain = 3
)

// Bounds on the points of a pair.
const (
	certain = 9
	open    = 5
	// margin is how many points a pair must have more than any that excludes it.
	margin = 3
)

// add adds a reason; one without weight is none.
func (p *Pair) add(weight int, what string, args ...any) {
	if weight == 0 {
		return
	}
	p.Evidence = append(p.Evidence, Evidence{fmt.Sprintf(what, args...), weight})
	p.Points += weight
	p.Score = scoreOf(p.Points)
}

// nameEvidence is the place of the evidence about names: the first.
const nameEvidence = 0

// drop takes a piece of evidence back.
func (p *Pair) drop(i int) {
	if i < len(p.Evidence) {
		p.Points -= p.Evidence[i].Weight
		p.Evidence = slices.Delete(p.Evidence, i, i+1)
	}
}

// scoreOf returns points as a confidence: the odds are one to one at 4 points, and double with
// every 2 points.
func scoreOf(points int) float64 {
	odds := math.Pow(2, float64(points-4)/2)
	return math.Round(1000*odds/(1+odds)) / 1000
}

// Reasons returns the evidence in one line: "same name +8; same place +3".
func (p *Pair) Reasons() string {
	list := make([]string, 0, len(p.Evidence))
	for _, e := range p.Evidence {
		list = append(list, fmt.Sprintf("%s %+d", e.What, e.Weight))
	}
	return strings.Join(list, "; ")
}

// openShared lists two records that share an identifier, and that another contradicts.
func (r *resolver) openShared(id Identifier, a, b int32) {
	p := Pair{a: a, b: b, Left: r.records[a], Right: r.records[b]}
	p.add(weightIdentifier, "same %v", id)
	if against := r.union.contradiction(a, b); against != "" {
		p.add(-weightIdentifier, "%s", against)
	}
	r.open = append(r.open, p)
}
