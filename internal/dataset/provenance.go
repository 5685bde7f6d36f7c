package dataset

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"whojoins/internal/dataset/statement"
	"whojoins/internal/model"
)

// provenance is the origin and the rank of a statement.
type provenance struct {
	source  string
	locator string
	// date is as the source writes it, or empty; day is its first day.
	date string
	day  model.Days
	// rank is a position in the enum of ranks; ranked reports whether a curator gave it.
	rank      uint8
	ranked    bool
	authority statement.Authority
}

// origin is the provenance of a statement as its reader gives it.
type origin struct {
	source, locator, date, retrieved, rank string
	authority                              statement.Authority
}

// provenanceOf checks and returns the provenance of a statement. Most consecutive statements
// have the same provenance, and share it.
func (m *merger) provenanceOf(st *statement.Statement) (*provenance, error) {
	o := origin{source: st.Source, locator: st.Locator, date: st.Date, retrieved: st.Retrieved, rank: st.Rank, authority: st.Authority}
	if m.lastProvenance != nil && m.lastOrigin == o {
		return m.lastProvenance, nil
	}
	p := &provenance{date: o.date, rank: m.position(statement.Normal), authority: o.authority}
	var err error
	if o.locator != "" {
		if p.locator, err = statement.Clean(o.locator); err != nil {
			return nil, fmt.Errorf("locator: %w", err)
		}
	}
	if o.rank != "" {
		if err := m.schema.CheckRank(o.rank); err != nil {
			return nil, fmt.Errorf("rank: %w", err)
		}
		p.rank, p.ranked = m.position(o.rank), true
	}
	if o.date != "" {
		if p.day, _, err = model.ParseDate(o.date); err != nil {
			return nil, fmt.Errorf("date: %w", err)
		}
	}
	if o.retrieved != "" {
		if _, _, err := model.ParseDate(o.retrieved); err != nil {
			return nil, fmt.Errorf("retrieved: %w", err)
		}
	}
	p.source, _ = m.about.Current(o.source) // circles are reported at dataset.yaml
	if _, known := m.sources[p.source]; !known {
		m.sources[p.source] = st.Place
	}
	m.lastProvenance, m.lastOrigin = p, o
	return p, nil
}

// position returns the position of a word in the enum of ranks.
func (m *merger) position(rank string) uint8 { return uint8(m.schema.Rank.Position(rank)) }

func (m *merger) deprecated(p *provenance) bool { return p.rank >= m.position(statement.Deprecated) }

// checkSources reports statements whose source is not declared. It reports nothing if there
// are other faults, since one of them may be in the declaration.
func (m *merger) checkSources() {
	if len(m.Faults) > 0 {
		return
	}
	for _, id := range slices.Sorted(maps.Keys(m.sources)) {
		if e := m.entities[id]; e == nil || e.kind != m.schema.Source {
			m.fault(m.sources[id], "the source %q of the statement is not declared; declare an entity of type %s with this id", id, m.schema.Source.Name)
		}
	}
}

// compareProvenance orders claims and evidence, best first: by rank, by date (newest
// first), by the source's id, by locator. Missing dates and locators come last.
func compareProvenance(a, b *provenance) int {
	if a == b {
		return 0
	}
	return cmp.Or(
		cmp.Compare(a.rank, b.rank),
		compareMissing(a.date == "", b.date == ""),
		cmp.Compare(b.day, a.day),
		strings.Compare(a.source, b.source),
		compareText(a.locator, b.locator),
	)
}

// compareText compares by code point; missing text comes last.
func compareText(a, b string) int {
	return cmp.Or(compareMissing(a == "", b == ""), strings.Compare(a, b))
}

func compareMissing(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	default:
		return -1
	}
}
