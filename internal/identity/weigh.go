package identity

import (
	"cmp"
	"maps"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"unicode/utf8"

	"whojoins/internal/model"
	"whojoins/internal/names"
)

type namesKey = names.Key

// Distances between places, in km.
const (
	nearKm = 25
	farKm  = 60
)

// weigh compares the groups that identifiers have left, and merges those that are certainly one.
func (r *resolver) weigh() error {
	byClass := r.profiles()
	for _, class := range slices.Sorted(maps.Keys(byClass)) {
		pairs := r.pairs(byClass[class])
		if err := r.ctx.Err(); err != nil {
			return err
		}
		r.settle(pairs)
	}
	return r.ctx.Err()
}

// pairs compares the groups of a class, several countries at a time, the largest first. The pairs
// are in the order of the countries.
func (r *resolver) pairs(list []*profile) []Pair {
	byCountry, sorted := countries(list)
	found := make([][]Pair, len(sorted))
	order := make([]int, len(sorted))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return len(byCountry[sorted[j]]) - len(byCountry[sorted[i]]) })
	var next atomic.Int64
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for n := next.Add(1) - 1; n < int64(len(order)) && r.ctx.Err() == nil; n = next.Add(1) - 1 {
				country := sorted[order[n]]
				var anywhere []*profile
				if country != "" {
					anywhere = byCountry[""]
				}
				found[order[n]] = r.pairsOf(newBlock(byCountry[country], anywhere))
			}
		})
	}
	workers.Wait()
	return slices.Concat(found...)
}

// pairsOf compares the groups of a block.
func (r *resolver) pairsOf(b *block) (pairs []Pair) {
	b.pairs(func(p, q *profile) {
		if pair, ok := r.compare(b, p, q); ok {
			pairs = append(pairs, pair)
		}
	})
	return pairs
}

// compare weighs the evidence about two groups. It reports false if they are not one.
func (r *resolver) compare(b *block, p, q *profile) (Pair, bool) {
	if d := r.union.groups[p.root].apart[q.root]; d != nil && d.Verdict == Different {
		return Pair{}, false
	}
	if p.registered && q.registered || r.union.contradiction(p.root, q.root) != "" && !r.isUnsure(p.root, q.root) {
		return Pair{}, false
	}
	if r.records[q.first].ID < r.records[p.first].ID {
		p, q = q, p
	}
	pair := Pair{a: p.first, b: q.first, Left: r.records[p.first], Right: r.records[q.first]}
	b.compareNames(&pair, p, q)
	if pair.Points < 0 && !slices.ContainsFunc(p.domains, func(d string) bool { return slices.Contains(q.domains, d) }) {
		return Pair{}, false
	}
	b.compareDomains(&pair, p, q)
	comparePlaces(&pair, p, q)
	compareCalled(&pair, p, q)
	comparePartners(&pair, p, q)
	if len(pair.key.Whole) > 0 && len(pair.key.Distinctive) == 0 && !pair.place && !pair.domain {
		pair.add(weightCommonName, "a name without a distinctive word")
	}
	if len(p.pics) > 0 && len(q.pics) > 0 {
		pair.add(weightOtherPIC, "two PICs")
	}
	return pair, pair.Points >= open && pair.level > names.Similar || pair.Points >= certain
}

// isUnsure reports whether a person was unsure about two groups.
func (r *resolver) isUnsure(a, b int32) bool {
	d := r.union.groups[a].apart[b]
	return d != nil && d.Verdict == Unsure
}

// compareNames compares all names. The names of the group that a register has are those to be
// matched, since an entry has them in all languages.
func (b *block) compareNames(pair *Pair, p, q *profile) {
	term, entry := p, q
	if p.registered {
		term, entry = q, p
	}
	term.prepare(b.lexicon, true)
	entry.prepare(b.lexicon, false)
	best, most := nameMatch{}, 0
	for _, t := range term.terms {
		field := ""
		if t.lost { // the parts of two names may be the same, and the rests not
			field = wholeName
		}
		m := nameMatch{entry.candidate.CompareField(t.Term, field), t.most, t}
		switch {
		case strings.HasPrefix(m.Reason, partialName):
			m.most, m.term.lost, m.term.partial = min(m.most, weightPartial), true, true
		case strings.HasPrefix(m.Reason, partName):
			m.most, m.term.lost = min(m.most, weightPart), true
		case p.long && q.long && isShort(t.Text):
			m.most, m.term.lost, m.term.partial, m.term.what = min(m.most, weightPartial), true, true, "an abbreviation, which others may have"
		}
		if m.Level == names.Mistyped && model.Letters(strings.ReplaceAll(t.Text, " ", "")) < mistypedLetters {
			m.Level = names.Similar // abbreviations with a common ending differ by a letter
		}
		if m.Level > names.Similar && m.weight() > most || most == 0 && m.Better(&best.Match) {
			best = m
			if m.Level > names.Similar {
				most = m.weight()
			}
		}
	}
	pair.level, pair.lost, pair.partial = best.Level, best.term.lost, best.term.partial
	pair.add(best.weight(), "%s", best.describe())
	if best.Level > names.Similar {
		pair.key = b.lexicon.Key(best.term.Text)
		if b.named(pair.key.Whole) > several {
			pair.add(weightCommonName, "a name that several have")
		}
	}
}

// mistypedLetters is the number of letters from which a name with a typo is taken for the same.
const mistypedLetters = 12

// isShort reports whether a name is a single short word, as abbreviations are.
func isShort(name string) bool {
	const most = 7
	words := model.Words(model.Fold(name))
	return len(words) == 1 && utf8.RuneCountInString(words[0]) <= most
}

// several is the number of groups in a country above which a name says little.
const several = 3

// nameMatch is the match of a term.
type nameMatch struct {
	names.Match
	most int
	term term
}

// weight returns the points of the match.
func (m *nameMatch) weight() int {
	switch m.Level {
	case names.Exact, names.Joined:
		return min(weightSameName, m.most)
	case names.Placed, names.Worded:
		return min(weightWorded, m.most)
	case names.Reordered:
		return min(weightReordered, m.most)
	case names.Mistyped:
		return min(weightMistyped, m.most)
	}
	if m.Score >= leastSimilar {
		return weightSimilar
	}
	return weightOtherName
}

// leastSimilar is the least score of names that resemble each other.
const leastSimilar = 0.5

// describe says how the names are alike.
func (m *nameMatch) describe() string {
	what := "another name"
	switch {
	case m.Level >= names.Joined:
		what = "same name"
	case m.Level >= names.Worded:
		what = "same name in other words"
	case m.Level == names.Reordered:
		what = "same words in another order"
	case m.Level == names.Mistyped:
		what = "name with a typo"
	case m.Score >= leastSimilar:
		what = "similar name"
	}
	if m.term.Term == nil {
		return what
	}
	how := m.term.Text
	if m.term.what != "" {
		how += ", " + m.term.what
	}
	return what + " (" + how + "; " + m.Reason + ")"
}

// compareDomains compares the registered domains; one that many share says less.
func (b *block) compareDomains(pair *Pair, p, q *profile) {
	if len(p.domains) == 0 || len(q.domains) == 0 {
		return
	}
	fewest := 0
	for _, d := range p.domains {
		if slices.Contains(q.domains, d) && (fewest == 0 || len(b.byDomain[d]) < fewest) {
			fewest, pair.domain = len(b.byDomain[d]), true
		}
	}
	const few = 4
	const both = 2
	pair.ownDomain, pair.nearDomain = pair.domain && fewest <= both, pair.domain && fewest <= few
	switch {
	case !pair.domain && slices.ContainsFunc(p.domains, func(d string) bool {
		return slices.ContainsFunc(q.domains, func(e string) bool { return labelOf(d) == labelOf(e) })
	}):
		// One may have moved: example.be, example.eu. Two companies may have such domains too.
	case !pair.domain:
		pair.add(weightOtherDomain, "another domain")
	case fewest <= few:
		pair.add(weightSameDomain, "same domain")
	default:
		pair.add(weightSharedDomain, "same domain, which %d have", fewest)
	}
}

// labelOf returns the part of a registered domain that its owner has chosen.
func labelOf(domain string) string {
	label, _, _ := strings.Cut(domain, ".")
	return label
}

// comparePlaces compares the towns, then the positions.
func comparePlaces(pair *Pair, p, q *profile) {
	if slices.ContainsFunc(p.towns, func(w string) bool { return slices.Contains(q.towns, w) }) {
		pair.place = true
		pair.add(weightSamePlace, "same town")
		return
	}
	if len(p.places) > 0 && len(q.places) > 0 {
		nearest := 4.0
		for _, at := range p.places {
			for _, other := range q.places {
				nearest = min(nearest, at.Chord2(other))
			}
		}
		switch {
		case nearest <= model.Chord2Of(nearKm):
			pair.place = true
			pair.add(weightSamePlace, "less than %d km apart", nearKm)
			return
		case nearest < model.Chord2Of(farKm):
			return
		}
	}
	if len(p.towns) > 0 && len(q.towns) > 0 || len(p.places) > 0 && len(q.places) > 0 {
		pair.add(weightOtherPlace, "another town")
	}
}

// comparePartners compares what both take part in. A source that lists both in one thing says
// that they are two; two sources that list one each may mean the same.
func comparePartners(pair *Pair, p, q *profile) {
	shared := 0
	for _, partner := range p.partners {
		if _, found := slices.BinarySearch(q.partners, partner); found {
			shared++
		}
	}
	switch {
	case shared == 0:
	case disjoint(p.sources, q.sources):
		pair.work = true
		pair.add(weightSharedWork*min(shared, mostSharedWork), "take part in the same")
	default:
		pair.add(weightListedTwice, "a source lists both as partners")
	}
}

// settle merges the pairs that are certain, best first, and lists the others.
func (r *resolver) settle(pairs []Pair) {
	slices.SortFunc(pairs, func(a, b Pair) int {
		return cmp.Or(cmp.Compare(b.Points, a.Points), cmp.Compare(b.level, a.level), cmp.Compare(a.a, b.a), cmp.Compare(a.b, b.b))
	})
	byRecord := map[int32][]int{}
	for i := range pairs {
		byRecord[pairs[i].a] = append(byRecord[pairs[i].a], i)
		byRecord[pairs[i].b] = append(byRecord[pairs[i].b], i)
	}
	for i := range pairs {
		p := &pairs[i]
		if p.level > names.Similar && len(byRecord[p.a]) == 1 && len(byRecord[p.b]) == 1 {
			p.add(weightUnique, "no other in the country resembles them")
		}
	}
	sure := make([]bool, len(pairs))
	for i := range pairs {
		p := &pairs[i]
		sure[i] = p.certain() && !r.rivals(pairs, byRecord[p.a], i, p.b) && !r.rivals(pairs, byRecord[p.b], i, p.a)
	}
	for i := range pairs {
		p := &pairs[i]
		if r.union.find(p.a) == r.union.find(p.b) {
			continue
		}
		against := r.union.against(p.a, p.b, !p.moved())
		if !sure[i] || against != "" {
			r.open = append(r.open, *p)
			continue
		}
		r.union.merge(p.a, p.b)
		r.edges = append(r.edges, edge{p.a, p.b, p.Reasons(), p.Score, ruleEvidence})
	}
}

// certain reports whether the evidence is enough by itself: similar names never are, nor is a name
// alone. A name that has lost a part needs the same place, and a domain that few have; a partial one a
// domain that only these two have.
func (p *Pair) certain() bool {
	if p.partial && (!p.ownDomain || !p.place) || p.lost && (!p.nearDomain || !p.place) {
		return false
	}
	return p.Points >= certain && p.level > names.Similar && (p.place || p.domain || p.work)
}

// moved reports whether the evidence is enough for a thing that has registered again: name,
// domain and place are the same.
func (p *Pair) moved() bool { return p.level >= names.Joined && !p.lost && p.domain && p.place }

// rivals reports whether one of a record's other pairs is nearly as good as pair i, and excludes
// it: both other records cannot be the same.
func (r *resolver) rivals(pairs []Pair, list []int, i int, other int32) bool {
	for _, j := range list {
		rival := &pairs[j]
		if j == i || rival.Points+margin <= pairs[i].Points {
			continue
		}
		third := rival.a
		if pairs[i].a == rival.a || pairs[i].b == rival.a {
			third = rival.b
		}
		if r.union.against(third, other, true) != "" {
			return true
		}
	}
	return false
}
