package result_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"whojoins/internal/result"
	"whojoins/internal/store/memory"
	"whojoins/internal/store/storetest"
)

// TestStatementsOnce checks that statements which differ in their place alone are one row of a
// table, and one item of a cell.
func TestStatementsOnce(t *testing.T) {
	k, err := whole()
	if err != nil {
		t.Fatal(err)
	}
	b := storetest.NewBuilder(k.model)
	b.Entity("Source", "s", storetest.Fields{"name": "S"})
	b.Entity("Source", "r", storetest.Fields{"name": "R"})
	line := func(field, value, source, locator string) storetest.Fields {
		f := storetest.Fields{"rank": "NORMAL", "source": source}
		for name, v := range map[string]string{"field": field, "value": value, "locator": locator} {
			if v != "" {
				f[name] = v
			}
		}
		return f
	}
	b.Entity("Institute", "i", storetest.Fields{"claims": []storetest.Fields{
		line("city", "X", "s", "p1"), line("city", "Y", "s", "p1"), line("city", "X", "s", "p;2"), line("city", "X", "r", "p1"), line("city", "X", "s", ""), line("city", "X", "s", "p1"),
	}})
	b.Entity("Alliance", "a", nil)
	b.Relation("PartOf", "", "i", "a", storetest.Fields{"evidence": []storetest.Fields{
		line("", "", "s", "p1"), line("", "", "s", "p;2"), line("", "", "r", "p1"), line("since", "2024", "s", "p1"),
	}})
	st, err := memory.New(b.Graph)
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	for _, test := range []struct {
		reason, query string
		want          [][]string
	}{
		{"the places of rows are joined", `{ entity(id: "i") { name claims { value source { id } locator } } }`,
			[][]string{{"i", "X", "s", `p1; p\;2`}, {"i", "Y", "s", "p1"}, {"i", "X", "r", "p1"}}},
		{"no place is selected", `{ entity(id: "i") { claims { value source { id } } } }`, [][]string{{"X", "s"}, {"Y", "s"}, {"X", "r"}}},
		{"the lists of several rows are apart", `{ entities(ids: ["i", "a", "i"]) { id claims { value } } }`, [][]string{{"i", "X"}, {"i", "Y"}, {"a", ""}, {"i", "X"}, {"i", "Y"}}},
		{"the items of a cell, which stay aligned", `{ partOfs { nodes { type evidence { source { id } locator field } } } }`, [][]string{{"PART_OF", "s; r; s", `p1\; p\\\;2; p1; p1`, "; ; since"}}},
		{"the sources of a cell", `{ partOfs { nodes { evidence { source { id } } type } } }`, [][]string{{"s; r", "PART_OF"}}},
		{"beside another list", `{ institutes { nodes { claims { value locator } aliases { name } } } }`, [][]string{{"X; Y", `p1\; p\\\;2; p1`, ""}}},
	} {
		got, err := table(t, st, test.query, result.CSV, enough)
		if err != nil {
			t.Errorf("%s: %v", test.reason, err)
			continue
		}
		if diff := cmp.Diff(test.want, read(t, got, ',')[1:]); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.reason, diff)
		}
	}
}
