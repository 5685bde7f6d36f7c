package sedia_test

import (
	"testing"

	"whojoins/internal/dataset/sedia"
)

// TestProgramme reads names and numbers of programmes.
func TestProgrammeNumber(t *testing.T) {
	for text, want := range map[string]string{"EU4Health": "43332642", " horizon europe": "43108390", "12345": "12345", "": "", "Horizon": ""} {
		if got, err := sedia.ProgrammeNumber(text); got != want || (err == nil) != (want != "") {
			t.Errorf("%q: %q, %v", text, got, err)
		}
	}
}
