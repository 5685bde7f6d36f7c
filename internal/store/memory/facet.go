package memory

import (
	"cmp"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// facet counts the rows of a connection by a value of the row, by a value of the entity at an
// end, or by that entity.
type facet struct {
	plan *plan.Facet
	snap *snapshot
	// ends maps a relation to the entity that is counted, or is nil.
	ends []uint32
	// column is nil if the entities themselves are counted, or if no row has a value.
	column  *column
	tally   tally
	add     func(code uint32)
	missing int
	buckets []bucket
	result  store.FacetResult
}

// bucket is a value, given by its lowest code, and the number of rows that have it.
type bucket struct {
	code  uint32
	count int
}

func (r *run) facet(s space, p *plan.Facet) *facet {
	f, table := &facet{plan: p, snap: r.snap}, s.table
	if p.End != nil {
		f.ends, table = s.rel.ends[endIndex(p.End)], r.snap.entities
	}
	if p.Field != nil {
		f.column = table.columns[p.Field]
	}
	f.add = f.tally.add
	return f
}

func (f *facet) reset() {
	f.tally.reset()
	f.missing, f.buckets = 0, f.buckets[:0]
	f.result = store.FacetResult{Buckets: f.result.Buckets[:0]}
}

func (f *facet) count(row uint32) {
	if f.ends != nil {
		row = f.ends[row]
	}
	if f.plan.Field == nil {
		f.tally.add(row + 1)
	} else if !f.column.each(row, f.add) {
		f.missing++
	}
}

// finish chooses the buckets to show.
func (f *facet) finish(r *run) {
	if f.merge(r); plan.SortFunc(r.work, f.buckets, f.compare) != nil {
		return
	}
	f.result.Missing = f.missing
	shown := min(f.plan.First, len(f.buckets))
	for _, b := range f.buckets[:shown] {
		f.result.Buckets = append(f.result.Buckets, f.bucket(b))
	}
	for _, b := range f.buckets[shown:] {
		f.result.Other += b.count
	}
}

// merge makes the buckets, one for all dates of a year. The codes of dates are sorted by first
// day.
func (f *facet) merge(r *run) {
	if f.plan.Year && plan.Sort(r.work, f.tally.seen) != nil {
		return
	}
	for _, code := range f.tally.seen {
		if r.stop() {
			return
		}
		n := int(f.tally.counts[code])
		if last := len(f.buckets) - 1; f.plan.Year && last >= 0 && f.text(code) == f.text(f.buckets[last].code) {
			f.buckets[last].count += n
		} else {
			f.buckets = append(f.buckets, bucket{code, n})
		}
	}
}

// compare sorts buckets by count, descending, then by value in code points.
func (f *facet) compare(a, b bucket) int {
	if a.count != b.count {
		return cmp.Compare(b.count, a.count)
	}
	if f.plan.Field == nil {
		return cmp.Compare(a.code, b.code)
	}
	return cmp.Compare(f.text(a.code), f.text(b.code))
}

// text returns the value of a bucket.
func (f *facet) text(code uint32) string {
	switch {
	case f.plan.Field == nil:
		return f.snap.names.ids.text.at(int(code) - 1)
	case f.plan.Year:
		return model.YearOf(f.column.dict.first[code-1])
	}
	return f.column.dict.value(code).String()
}

func (f *facet) bucket(b bucket) store.Bucket {
	value := f.text(b.code)
	shown := store.Bucket{Value: value, Label: value, Count: b.count}
	if f.plan.Field == nil {
		name := f.snap.entities.columns[f.snap.model.AnyEntity.Field("name")]
		shown.Label = name.value(b.code - 1).Text
	} else if enum := f.plan.Field.Enum; enum != nil {
		if i := enum.Position(value); i >= 0 && enum.Values[i].Description != "" {
			shown.Label = enum.Values[i].Description
		}
	}
	return shown
}
