package memory

import (
	"slices"

	"whojoins/internal/model"
	"whojoins/internal/store"
)

// statistics computes the statistics of the dataset from the columns. They are those that
// store.StatisticsOf computes from objects.
func (s *snapshot) statistics() *store.Statistics {
	all := store.NewStatistics(s.model)
	var entities, relations [model.MaxTypes]*store.Objects
	for _, t := range s.model.Entities {
		entities[t.Index] = all.Objects[t.Name]
	}
	s.entities.describe(s.typeOf, &entities)
	for _, r := range s.relations {
		if r == nil {
			continue
		}
		to := all.Objects[r.typ.Name]
		relations[0] = to
		r.table.describe(make([]uint8, r.table.rows), &relations)
		to.Deprecated = len(r.deprecated)
		for i, end := range []*model.End{r.typ.From, r.typ.To} {
			for e := range s.typeOf {
				if n := r.byEnd[i].degree(uint32(e)); n > 0 {
					entities[s.typeOf[e]].Degrees(end.Side).Add(n)
				}
			}
		}
	}
	s.hubs(all)
	for e := range s.typeOf {
		if s.isDeprecated.has(uint32(e)) {
			entities[s.typeOf[e]].Deprecated++
			continue
		}
		all.Coverage.Add(s.model, func(f *model.Field) model.Value { return s.entities.columns[f].value(uint32(e)) })
	}
	words := s.words()
	all.Words.SetWords(func(yield func(string, int) bool) {
		for i := range words.words.len() {
			if !yield(words.words.at(i), len(words.entitiesWith(uint32(i)))) {
				return
			}
		}
	})
	return all
}

// hubs adds the entities with the most relations of each type.
func (s *snapshot) hubs(all *store.Statistics) {
	for _, t := range s.model.Entities {
		all.Objects[t.Name].SetHubs(func(yield func(store.Hub) bool) {
			for _, e := range s.ofType[t.Index] {
				h := store.Hub{ID: s.id(e)}
				for _, r := range s.relations {
					if r != nil {
						h.Add(r.typ.From.Side.Name, r.byEnd[0].degree(e))
						h.Add(r.typ.To.Side.Name, r.byEnd[1].degree(e))
					}
				}
				if !yield(h) {
					return
				}
			}
		})
	}
}

// describe adds the rows of a table to the statistics of their owners. owners has the position
// in to of each row.
func (t *table) describe(owners []uint8, to *[model.MaxTypes]*store.Objects) {
	for _, owner := range owners {
		to[owner].Count++
	}
	for f, c := range t.columns {
		c.describe(owners, func(owner int) *store.Values { return to[owner].Values(f) })
	}
	for f, parts := range t.parts {
		of := make([]uint8, parts.table.rows)
		var lists [model.MaxTypes]*store.Objects
		for row, owner := range owners {
			start, end := window(parts.ends, uint32(row))
			for ; start < end; start++ {
				of[start] = owner
				if lists[owner] == nil {
					lists[owner] = to[owner].PartsIn(f)
				}
			}
		}
		parts.table.describe(of, &lists)
	}
}

// describe adds the values of a column to the statistics of their owners.
func (c *column) describe(owners []uint8, of func(owner int) *store.Values) {
	var counts [model.MaxTypes]store.Values
	var occurs []int
	if c.dict != nil {
		occurs = make([]int, c.dict.n+1)
	}
	for row, owner := range owners {
		start, end := c.places(uint32(row))
		v, before := &counts[owner], counts[owner].Items
		for ; start < end; start++ {
			if code := c.codes.at(start); code != 0 {
				v.Items++
				if occurs != nil {
					occurs[code]++
					v.Bytes += c.dict.length(code)
				}
			}
		}
		if v.Items > before {
			v.Present++
		}
	}
	var table store.Values
	table.SetDistinct(slices.Values(occurs))
	for owner := range counts {
		if v := counts[owner]; v.Items > 0 {
			v.Distinct, v.Same = table.Distinct, table.Same
			*of(owner) = v
		}
	}
	if c.dict != nil && c.dict.n <= store.FewValues {
		c.describeCommon(owners, of)
	}
}

// describeCommon adds the common values of a column with few values.
func (c *column) describeCommon(owners []uint8, of func(owner int) *store.Values) {
	n := c.dict.n + 1
	occurs := make([]int, model.MaxTypes*n)
	for row, owner := range owners {
		start, end := c.places(uint32(row))
		for ; start < end; start++ {
			occurs[int(owner)*n+int(c.codes.at(start))]++
		}
	}
	for at, times := range occurs {
		if code := at % n; code > 0 && times > 0 {
			of(at/n).AddCommon(c.dict.value(uint32(code)).String(), times)
		}
	}
}

// length returns the number of bytes of the text of a code; 0 for numbers.
func (d *dict) length(code uint32) int {
	if d.text.len() == 0 {
		return 0
	}
	return len(d.text.at(int(code) - 1))
}

// places returns the positions of a row's codes: from start up to, but not including, end.
func (c *column) places(row uint32) (start, end uint32) {
	if c.ends == nil {
		return row, row + 1
	}
	return c.items(row)
}
