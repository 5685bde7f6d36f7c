package files

import (
	"context"

	"whojoins/graph"
	"whojoins/internal/format"
	"whojoins/internal/plan"
)

// readCoverage reads how many participants of the initiatives that the file is about are on record.
func (s *sink) readCoverage(ctx context.Context, a *graph.Answer) (err error) {
	of := s.plan
	for _, p := range s.others {
		if list, ok := p.Root.Slots[0].(*plan.Connection); ok && list.Type == s.model.Participation {
			of = p
		}
	}
	if list, ok := of.Root.Slots[0].(*plan.Connection); ok && s.whole {
		all := *list
		all.Page = plan.Page{Limit: s.file.Rows}
		of = &plan.Plan{Model: of.Model, Field: of.Field, Root: &plan.Select{Slots: []plan.Slot{&all}}}
	}
	s.coverage, err = a.Coverage(ctx, of)
	return err
}

// coverageNotes returns the line of a description that states the coverage.
func (s *sink) coverageNotes() []format.Pair {
	if text := s.coverage.In("en"); text != "" {
		return []format.Pair{{Name: "coverage", Text: text}}
	}
	return nil
}
