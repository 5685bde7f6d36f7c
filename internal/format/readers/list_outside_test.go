//go:build outside

package readers_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestOutsideOpenpyxlReadsXLSX(t *testing.T) {
	var got map[string][][]any
	byPython(t, &got, "xlsx", download(t, "/export/institutes.xlsx?fields=name,founded,kinds,location.latitude,disputed", "xlsx"))
	want := [][]any{
		{"name", "founded", "kinds", "location.latitude", "disputed"},
		{awkward["beta"], nil, nil, nil, false},
		{awkward["alpha"], 1900.0, "hospital; university", 50.5, false},
	}
	if diff := cmp.Diff(want, got["Data"]); diff != "" {
		t.Error(diff)
	}
	about := map[any]any{}
	for _, row := range got["About"] {
		if len(row) > 1 {
			about[row[0]] = row[1]
		}
	}
	for name, want := range map[string]string{"licence": "CC0-1.0", "page": "A page", "question": home + "export/institutes.xlsx?fields=name%2Cfounded%2Ckinds%2Clocation.latitude%2Cdisputed"} {
		if about[name] != want {
			t.Errorf("the second sheet says of %s %v, want %s", name, about[name], want)
		}
	}
}
