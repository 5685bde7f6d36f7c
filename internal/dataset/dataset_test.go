package dataset_test

import (
	"testing"

	"whojoins/internal/dataset"
	"whojoins/seed"
)

// TestEmbeddedIsClean checks that the dataset in the program has neither faults nor
// warnings.
func TestEmbeddedIsClean(t *testing.T) {
	report, _ := dataset.Check(t.Context(), readModel(t), seed.Embedded())
	for _, f := range append(report.Faults, report.Warnings...) {
		t.Error(f)
	}
	t.Logf("%s %s: %d entities, %d relations", report.Name, report.Version, report.Entities, report.Relations)
}
