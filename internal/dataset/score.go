package dataset

import (
	"fmt"
	"strings"

	"whojoins/internal/dataset/statement"
	"whojoins/internal/model"
	"whojoins/internal/store"
)

// Share is how many of a number of things have a quality.
type Share struct {
	What      string
	Count, Of int
}

// Score returns how well a dataset is founded.
func Score(g *store.Graph) ([]Share, error) {
	schema, err := statement.NewSchema(g.Model)
	if err != nil {
		return nil, err
	}
	sources := sourcesOf(g, schema)
	var sourced, located, read Share
	sourced.What, located.What, read.What = "statements with a source", "statements with the place in it", "statements with the day on which it was read"
	eachStatement(g, schema, func(line *store.Object, of *statement.Line) {
		source := sources[line.Ref(of.Source)]
		sourced.add(source != nil)
		located.add(!line.Value(of.Locator).Null())
		read.add(source != nil && has(source, model.Retrieved))
	})
	things := Share{What: "entities, without sources, with an identifier of a register"}
	countries, licences := Share{What: "organisations with a country"}, Share{What: "sources with a licence"}
	disputed, contested := Share{What: "entities about which sources disagree"}, Share{What: "relations about which sources disagree"}
	var coverage store.CoverageTotals
	for _, o := range g.Entities {
		coverage.Add(g.Model, o.Value)
		disputed.add(o.Value(o.Type.Field(fieldDisputed)).Int != 0)
		if o.Type == schema.Source {
			licences.add(has(o, model.Terms))
		} else {
			things.add(registered(o))
		}
		if o.Type.WithRole(model.Country) != nil {
			countries.add(has(o, model.Country))
		}
	}
	for _, o := range g.Relations {
		contested.add(o.Value(o.Type.Field(fieldDisputed)).Int != 0)
	}
	return []Share{
		sourced, located, read, things, countries, licences,
		{"participants on record, of those that sources count", coverage.Recorded, coverage.Stated},
		{"initiatives with all participants on record, of those with a count", coverage.Complete, coverage.Initiatives},
		disputed, contested,
	}, nil
}

// has reports whether an object has a value in its field with a role.
func has(o *store.Object, role model.Role) bool {
	f := o.Type.WithRole(role)
	return f != nil && !o.Value(f).Null()
}

func (s *Share) add(yes bool) {
	s.Of++
	if yes {
		s.Count++
	}
}

// Markdown returns shares as a table.
func Markdown(shares []Share) string {
	var b strings.Builder
	b.WriteString("| | number | of | share |\n|---|---:|---:|---:|\n")
	for _, s := range shares {
		share := "–"
		if s.Of > 0 {
			// One decimal, rounded down, so that only a complete share is shown as 100.
			tenths := s.Count * 1000 / s.Of
			share = fmt.Sprintf("%d.%d %%", tenths/10, tenths%10)
		}
		fmt.Fprintf(&b, "| %s | %d | %d | %s |\n", s.What, s.Count, s.Of, share)
	}
	return b.String()
}
