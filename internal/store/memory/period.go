package memory

import (
	"whojoins/internal/model"
	"whojoins/internal/store"
)

// period has the columns with the start and the end of the entities of one type; they are nil if
// the type has no such field, or if no entity has a value.
type period struct {
	start, finish *column
	endsWithStart bool
}

// entityPeriods returns the columns with the dates of the entities of each type, by Type.Index.
func (s *snapshot) entityPeriods() []period {
	list := make([]period, len(s.model.Entities))
	for _, t := range s.model.Entities {
		list[t.Index] = period{s.entities.columns[t.WithRole(model.Start)], s.entities.columns[t.WithRole(model.Finish)], t.EndsWithStart}
	}
	return list
}

// active reports whether an entity is active on any day from from to to.
func (s *snapshot) active(entity uint32, from, to model.Days) bool {
	first, last := s.period(entity)
	return max(from, first) <= min(to, last)
}

// period returns the first and the last day of an entity, by its own dates, as store.PeriodOf reads
// them.
func (s *snapshot) period(entity uint32) (first, last model.Days) {
	p := &s.periods[s.typeOf[entity]]
	begins, startLast := p.start.days(entity)
	_, ends := p.finish.days(entity)
	if ends == store.NoLast && p.endsWithStart {
		ends = startLast
	}
	return begins, ends
}

// days returns the first and the last day of the dates of a row; store.NoFirst and store.NoLast
// if there is none.
func (c *column) days(row uint32) (first, last model.Days) {
	first, last = store.NoFirst, store.NoLast
	if c == nil {
		return first, last
	}
	some := false
	for at, end := c.places(row); at < end; at++ {
		code := c.codes.at(at)
		if code == 0 {
			continue
		}
		if !some {
			some, first, last = true, c.dict.first[code-1], c.dict.last[code-1]
		}
		first, last = min(first, c.dict.first[code-1]), max(last, c.dict.last[code-1])
	}
	return first, last
}
