package main

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"whojoins/internal/dataset"
	"whojoins/internal/model"
	"whojoins/seed"
)

// TestDraw expects every entity that has a relation to something other than a source, in its
// colour.
func TestDraw(t *testing.T) {
	m, err := model.ParseFile("../../schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	g, _, err := dataset.Load(t.Context(), m, seed.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := draw(&out, g); err != nil {
		t.Fatal(err)
	}
	var drawn []string
	for _, found := range regexp.MustCompile(`(?m)^  "([^"]+)" \[`).FindAllStringSubmatch(out.String(), -1) {
		drawn = append(drawn, found[1])
	}
	_, degree := links(g)
	for _, e := range g.Entities {
		if want := degree[e.ID] > 0; slices.Contains(drawn, e.ID) != want || want && e.Type.Name == "Source" {
			t.Errorf("%s (%s): drawn %v, with %d links", e.ID, e.Type.Name, !want, degree[e.ID])
		}
	}
	for _, part := range []string{
		`"sciensano" [label="Sciensano", tooltip="Sciensano", fillcolor="#cfe3f5"`,
		`"msd" [label="MSD", tooltip="MSD", fillcolor="#c9e7d8"`,
		`"becra" [label="BeCRA", tooltip="Belgian Cancer Research Alliance", fillcolor="#ffd9a8"`,
		`  "becra" -- "sciensano"`,
	} {
		if !strings.Contains(out.String(), part) {
			t.Errorf("missing: %s", part)
		}
	}
	if strings.Contains(out.String(), `"eunetccc" -- "horizon-europe"`) {
		t.Error("a deprecated relation is drawn")
	}
}
