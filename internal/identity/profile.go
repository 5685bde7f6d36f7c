package identity

import (
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"whojoins/internal/model"
	"whojoins/internal/names"
)

// profile has what is compared of a group of records.
type profile struct {
	// root is the group, first the record that stands for it.
	root, first int32
	names       []string
	// variants are those of each name.
	variants [][]variant
	// keys are those of the names, of which the first whole have lost no more than a legal form.
	keys  []names.Key
	whole int
	// long reports whether a name has several words, so that a short one is an abbreviation.
	long      bool
	countries []string
	cities    []string
	// towns are the distinctive words of the cities.
	towns    []string
	places   []model.Position
	domains  []string
	partners []int32
	sources  []string
	pics     []string
	// registered reports whether a register of organisations has the group, whose entry has all
	// names.
	registered bool

	terms     []term
	candidate *names.Candidate
}

// term is a name to be matched, of which an equal one has at most a weight.
type term struct {
	*names.Term
	variant
}

// mostNames is the largest number of names of a group that are compared.
const mostNames = 24

// profiles returns the groups of the classes in which names are evidence, by class.
func (r *resolver) profiles() map[string][]*profile {
	byClass := map[string][]*profile{}
	for _, p := range r.allProfiles() {
		if p != nil {
			class := r.records[p.first].Class
			byClass[class] = append(byClass[class], p)
		}
	}
	for _, list := range byClass {
		slices.SortFunc(list, func(a, b *profile) int { return int(a.first - b.first) })
	}
	return byClass
}

// rootsAtOnce is the number of groups whose profiles one goroutine makes before it takes the next ones.
const rootsAtOnce = 256

// allProfiles returns the profiles of all groups by root, several made at a time. Those for which names
// are no evidence are nil.
func (r *resolver) allProfiles() []*profile {
	list := make([]*profile, len(r.union.groups))
	var next atomic.Int64
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			lexicon := names.Default().Remembering()
			for r.ctx.Err() == nil {
				end := int(next.Add(rootsAtOnce))
				for root := end - rootsAtOnce; root < min(end, len(list)); root++ {
					if r.union.parent[root] == int32(root) {
						list[root] = r.profile(int32(root), lexicon)
					}
				}
				if end >= len(list) {
					return
				}
			}
		})
	}
	workers.Wait()
	return list
}

// profile returns the profile of a group, or nil if names are no evidence for it.
func (r *resolver) profile(root int32, lexicon *names.Lexicon) *profile {
	p := &profile{root: root, first: -1}
	var cities, domains, sources, countries []string
	for _, m := range slices.Sorted(slices.Values(r.union.groups[root].members)) {
		if int(m) >= len(r.records) || !r.records[m].Named {
			continue
		}
		record := r.records[m]
		if p.first < 0 || compareIDs(record, r.records[p.first]) < 0 {
			p.first = m
		}
		for _, name := range record.Names {
			if len(p.names) < mostNames && !slices.Contains(p.names, name) {
				p.names = append(p.names, name)
			}
		}
		cities, domains = append(cities, record.Cities...), append(domains, record.Domains...)
		sources, countries = append(sources, record.Sources...), append(countries, record.Countries...)
		for _, at := range record.Places {
			if position, ok := model.PositionOf(at[0], at[1]); ok {
				p.places = append(p.places, position)
			}
		}
		for _, ref := range record.Partners {
			p.partners = append(p.partners, r.partner(ref))
		}
		for _, id := range record.Identifiers {
			p.registered = p.registered || id.Scheme == "ror"
			if id.Scheme == "pic" {
				p.pics = append(p.pics, id.Value)
			}
		}
	}
	if p.first < 0 || len(p.names) == 0 {
		return nil
	}
	p.addKeys(lexicon)
	p.cities, p.domains, p.sources, p.countries = both(cities, nil), both(domains, nil), both(sources, nil), both(countries, nil)
	for _, city := range p.cities {
		p.towns = append(p.towns, lexicon.Key(city).Distinctive...)
	}
	for _, key := range p.keys[:p.whole] {
		if short := key.Without(p.towns); short.Whole != key.Whole && len(short.Distinctive) > 0 {
			p.keys = append(p.keys, short)
		}
	}
	slices.Sort(p.partners)
	p.partners = slices.Compact(p.partners)
	return p
}

// addKeys adds the variants and the keys of the names.
func (p *profile) addKeys(lexicon *names.Lexicon) {
	var parts []names.Key
	for _, name := range p.names {
		p.variants = append(p.variants, variants(name))
		p.keys = append(p.keys, lexicon.Key(name))
		for _, v := range p.variants[len(p.variants)-1] {
			if key := lexicon.Key(v.text); v.lost {
				parts = append(parts, key)
			} else {
				p.keys = append(p.keys, key)
			}
		}
	}
	p.whole = len(p.keys)
	p.long = slices.ContainsFunc(p.keys, func(k names.Key) bool { return strings.Contains(k.Whole, " ") })
	p.keys = append(p.keys, parts...)
}

// partner returns a number for a thing that records take part in: its group, or a negative number
// if no record describes it.
func (r *resolver) partner(ref string) int32 {
	if i, ok := r.lookUp(ref); ok {
		return r.union.find(i)
	}
	r.mutex.Lock()
	defer r.mutex.Unlock()
	n, ok := r.strangers[ref]
	if !ok {
		n = -1 - int32(len(r.strangers))
		r.strangers[ref] = n
	}
	return n
}

// Fields of the names of a candidate: a name as a source has it, or without a legal form; a part of one;
// and one that others may have.
const (
	wholeName   = "name"
	partName    = "part of a name"
	partialName = "beginning or abbreviation of a name"
)

// prepare parses the names, as terms or as those of an entry.
func (p *profile) prepare(lexicon *names.Lexicon, terms bool) {
	switch {
	case terms && p.terms == nil:
		for i, name := range p.names {
			p.terms = append(p.terms, term{lexicon.Term(name), variant{text: name, most: weightSameName}})
			for _, v := range p.variants[i] {
				p.terms = append(p.terms, term{lexicon.Term(v.text), v})
			}
		}
	case !terms && p.candidate == nil:
		e := names.Entity{Places: p.cities, Countries: p.countries}
		for i, name := range p.names {
			e.Names = append(e.Names, names.Name{Field: wholeName, Text: name})
			for _, v := range p.variants[i] {
				field := wholeName
				switch {
				case v.partial:
					field = partialName
				case v.lost:
					field = partName
				}
				e.Names = append(e.Names, names.Name{Field: field, Text: v.text})
			}
		}
		p.candidate = lexicon.Candidate(&e)
	}
}

// alone returns a copy whose names one goroutine may prepare.
func (p *profile) alone() *profile {
	alone := *p
	return &alone
}
