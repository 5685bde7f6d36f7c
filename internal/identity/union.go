package identity

import (
	"slices"
	"strings"
	"unique"
)

// union keeps the records that are one, and those that must not be.
type union struct {
	parent []int32
	groups []group // of roots
}

// group is a set of records that are one.
type group struct {
	members []int32
	// facts are the values of which two different ones contradict each other, in the order of what
	// they are about.
	facts []fact
	// apart are the roots of groups from which a person keeps this one apart, with the decision.
	apart map[int32]*Decision
}

// fact has sorted values about one thing.
type fact struct {
	about  string
	values []string
}

func newUnion(records []*Record, ghosts int) *union {
	u := &union{parent: make([]int32, len(records)+ghosts), groups: make([]group, len(records)+ghosts)}
	for i := range u.parent {
		u.parent[i] = int32(i)
		u.groups[i].members = []int32{int32(i)}
		if i < len(records) {
			u.groups[i].facts = factsOf(records[i])
		}
	}
	return u
}

// What two records can contradict each other about, besides the registers.
const (
	aboutCurated = "curated ids"
	aboutCountry = "countries"
	aboutVAT     = "VAT numbers of "
)

// softly are the registers in which a thing can have two identifiers after a change, so that
// another identifier may show that two records are one; names alone may not.
var softly = []string{"pic", "wikidata"}

// single are the registers in which a thing has one identifier. It may have several VAT numbers,
// one in each country.
var single = []string{"ror", "orcid", "grant"}

// factsOf returns the values of a record that contradict others.
func factsOf(r *Record) []fact {
	list := make([]fact, 0, len(r.Identifiers)+2)
	for _, i := range r.Identifiers {
		switch {
		case i.Scheme == "vat" && len(i.Value) > 2:
			list = append(list, fact{vatOf(i.Value[:2]), []string{i.Value}})
		case slices.Contains(single, i.Scheme) || slices.Contains(softly, i.Scheme):
			list = append(list, fact{i.Scheme, []string{i.Value}})
		}
	}
	if r.Curated {
		list = append(list, fact{aboutCurated, []string{r.ID}})
	}
	if len(r.Countries) > 0 {
		list = append(list, fact{aboutCountry, both(r.Countries, nil)})
	}
	return slices.Clip(joinFacts(list))
}

// vatOf returns what a VAT number of a country is about; each of these texts is made once.
func vatOf(country string) string { return unique.Make(aboutVAT + country).Value() }

// joinFacts sorts facts, and makes one of those about the same. It reuses the list, but no values.
func joinFacts(list []fact) []fact {
	slices.SortStableFunc(list, func(a, b fact) int { return strings.Compare(a.about, b.about) })
	kept := list[:0]
	for _, f := range list {
		if n := len(kept); n > 0 && kept[n-1].about == f.about {
			kept[n-1].values = both(kept[n-1].values, f.values)
			continue
		}
		kept = append(kept, f)
	}
	clear(list[len(kept):])
	return kept
}

// find returns the root of a group. It changes nothing, so that several may call it at a time; merge
// keeps the ways short.
func (u *union) find(i int32) int32 {
	for u.parent[i] != i {
		i = u.parent[i]
	}
	return i
}

// contradiction says what keeps two groups apart that share an identifier, or returns "". It names
// the values in a fixed order.
func (u *union) contradiction(a, b int32) string { return u.against(a, b, false) }

// against is contradiction; with evidence, it is about two groups that share no identifier, which
// the identifiers in softly keep apart too.
func (u *union) against(a, b int32, evidence bool) string {
	a, b = u.find(a), u.find(b)
	if d := u.groups[a].apart[b]; d != nil {
		return "decision " + d.String()
	}
	others := u.groups[b].facts
	for _, f := range u.groups[a].facts {
		i, found := slices.BinarySearchFunc(others, f.about, func(f fact, about string) int { return strings.Compare(f.about, about) })
		if found && disjoint(f.values, others[i].values) && (evidence || !slices.Contains(softly, f.about)) {
			pair := []string{strings.Join(f.values, ", "), strings.Join(others[i].values, ", ")}
			slices.Sort(pair)
			return "two " + f.about + ": " + strings.Join(pair, " and ")
		}
	}
	return ""
}

func disjoint(a, b []string) bool {
	return !slices.ContainsFunc(a, func(v string) bool { return slices.Contains(b, v) })
}

// merge makes two groups one.
func (u *union) merge(a, b int32) {
	a, b = u.find(a), u.find(b)
	if a == b {
		return
	}
	if len(u.groups[a].members) < len(u.groups[b].members) || len(u.groups[a].members) == len(u.groups[b].members) && b < a {
		a, b = b, a
	}
	to, from := &u.groups[a], &u.groups[b]
	u.parent[b] = a
	to.members = append(to.members, from.members...)
	to.facts = joinFacts(slices.Concat(to.facts, from.facts))
	for other, d := range from.apart {
		u.keepApart(a, other, d)
		delete(u.groups[other].apart, b)
	}
	*from = group{}
}

// keepApart keeps two groups apart because of a decision.
func (u *union) keepApart(a, b int32, d *Decision) {
	a, b = u.find(a), u.find(b)
	for _, pair := range [][2]int32{{a, b}, {b, a}} {
		g := &u.groups[pair[0]]
		if g.apart == nil {
			g.apart = map[int32]*Decision{}
		}
		if known := g.apart[pair[1]]; known == nil || d.before(known) {
			g.apart[pair[1]] = d
		}
	}
}

// before orders decisions, so that the one that a message names does not depend on their order.
func (d *Decision) before(other *Decision) bool {
	p, q := d.pair(), other.pair()
	if p != q {
		return slices.Compare(p[:], q[:]) < 0
	}
	return d.On < other.On
}
