package sedia

import (
	"fmt"

	"whojoins/internal/dataset/intake"
	"whojoins/internal/dataset/statement"
)

// call takes a call for proposals: a topic.
func (r *Reader) call(f *fields) error {
	code := f.one("topicId", "identifier")
	id := intake.Slug(code)
	if id == "" || !statement.IsID(id) {
		return fmt.Errorf("identifier: %.60q is not the code of a call", code)
	}
	title := f.one("title")
	if title == "" {
		return fmt.Errorf("the call %.60s has no title", code)
	}
	opens, err := f.day("startDate", "openingDate", "plannedOpeningDate")
	if err != nil {
		return err
	}
	var deadlines []string
	for _, name := range []string{"deadlineDate", "deadlineDates", "deadline"} {
		for _, text := range f.all(name) {
			day, err := intake.Day(text)
			if err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			deadlines = append(deadlines, day)
		}
	}
	if !r.meets(f, nil) {
		r.count.LeftOut++
		return nil
	}
	r.taken[id] = true
	at := "topic " + code
	r.rows.Entity("Call", id, id, at, "")
	r.rows.Text("name", title)
	r.rows.State("aliases", statement.Parts("name", code))
	r.rows.Text("code", code)
	r.rows.Text("opens", opens)
	for _, day := range deadlines {
		r.rows.Text("deadlines", day)
	}
	if address := intake.URL(f.one("portalUrl", "url")); address != "" {
		r.rows.State("links", statement.Parts("kind", "website", "url", address))
	}
	if whole := r.programme(f); whole != "" {
		r.rows.Relation("PartOf", id, at, "", "part", id, "whole", whole)
	}
	return nil
}
