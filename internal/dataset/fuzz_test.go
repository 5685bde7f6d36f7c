package dataset_test

import (
	"io/fs"
	"strings"
	"testing"

	"whojoins/internal/dataset"
	"whojoins/seed"
)

// FuzzLoad checks for any text that Load does not panic, that it returns either a graph or
// faults, and that each fault is one line about a file of the dataset.
func FuzzLoad(f *testing.F) {
	f.Add(head, source("s", ", publisher: a-1", two))
	f.Add(head+"merged: {x: a-1}\nremoved: [y]\n", source("s", "", "entities:\n  Institute:\n    a-1: {name: [{value: A, at: x, rank: NORMAL, date: 2024}], location: {latitude: 1, longitude: 2}, identifiers: \"a:b\"}\n    \"a:b\": {founded: 1}\n"))
	f.Add("", "source: &x [*x]\n")
	f.Add("- 1", "source:\n  ? [a]\n  : {b: c}\n")
	list, err := fs.Glob(seed.Embedded(), "*.yaml")
	if err != nil {
		f.Fatal(err)
	}
	for i, name := range list {
		if text, err := fs.ReadFile(seed.Embedded(), name); err == nil && i%20 == 0 {
			f.Add(head, string(text))
		}
	}
	m := readModel(f)
	f.Fuzz(func(t *testing.T, about, file string) {
		g, report, err := dataset.Load(t.Context(), m, folder(map[string]string{"dataset.yaml": about, "a.yaml": file}))
		if (g == nil) != (err != nil) || (err != nil) != (len(report.Faults) > 0) {
			t.Fatalf("graph %v, error %v, %d faults", g != nil, err, len(report.Faults))
		}
		for _, fault := range append(report.Faults, report.Warnings...) {
			if fault.File != "a.yaml" && fault.File != "dataset.yaml" || strings.ContainsAny(fault.Message, "\n\r\x1b") {
				t.Errorf("fault %q", fault)
			}
		}
	})
}
