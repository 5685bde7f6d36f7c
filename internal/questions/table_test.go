package questions_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"whojoins/internal/questions"
)

func TestTables(t *testing.T) {
	for _, c := range []struct {
		reason, data string
		want         map[string][][]string
	}{
		{"rows of a connection, with objects flattened and lists joined",
			`{"list":{"nodes":[{"name":"A","at":{"x":1,"y":null},"words":["p","q"],"said":[{"by":"S"},{"by":null},{"by":"T"}],"in":[{"z":1}]},{"name":"B","at":null,"words":[],"said":[],"in":[]}]}}`,
			map[string][][]string{"": {{"name", "at.x", "at.y", "words", "said.by", "in.z"}, {"A", "1", "", "p; q", "S; ; T", "1"}, {"B", "", "", "", "", ""}}}},
		{"the items of the only list in a row are rows",
			`{"list":{"nodes":[{"name":"A","in":{"nodes":[{"x":1},{"x":2}]}},{"name":"B","in":{"nodes":[]}}]}}`,
			map[string][][]string{"": {{"name", "in.x"}, {"A", "1"}, {"A", "2"}, {"B", ""}}}},
		{"values around a list are repeated in its rows",
			`{"one":{"name":"A","claims":[{"value":"x"},{"value":"y"}]}}`,
			map[string][][]string{"": {{"name", "claims.value"}, {"A", "x"}, {"A", "y"}}}},
		{"statements that differ in their place alone are one row, with the places joined",
			`{"one":{"claims":[{"value":"x","source":{"id":"S"},"locator":"p1"},{"value":"y","source":{"id":"S"},"locator":"p1"},{"value":"x","source":{"id":"S"},"locator":"p2"},{"value":"x","source":{"id":"S"},"locator":"p1"},{"value":"x","source":{"id":"R"},"locator":null},{"value":"x","source":{"id":"R"},"locator":"p3"}]}}`,
			map[string][][]string{"": {{"claims.value", "claims.source.id", "claims.locator"}, {"x", "S", "p1; p2"}, {"y", "S", "p1"}, {"x", "R", "p3"}}}},
		{"a source that states a fact at two places is named once",
			`{"list":{"nodes":[{"name":"A","evidence":[{"source":{"name":"S"}},{"source":{"name":"S"}},{"source":{"name":"R"}}]}]}}`,
			map[string][][]string{"": {{"name", "evidence.source.name"}, {"A", "S; R"}}}},
		{"equal items that are no statements stay", `{"list":[{"x":1},{"x":1}]}`, map[string][][]string{"": {{"x"}, {"1"}, {"1"}}}},
		{"a list at the root", `{"all":[{"name":"A"},null,{"name":"B"}]}`,
			map[string][][]string{"": {{"name"}, {"A"}, {""}, {"B"}}}},
		{"of several lists, each is a table",
			`{"one":{"cut":true,"joined":[{"name":"A"}],"left":[{"name":"B","said":[{"by":"S"},{"by":"T"}]}]}}`,
			map[string][][]string{
				"joined": {{"joined.name"}, {"A"}},
				"left":   {{"left.name", "left.said.by"}, {"B", "S"}, {"B", "T"}},
				"":       {{"cut"}, {"true"}},
			}},
		{"an empty list is an empty table", `{"one":{"joined":[{"name":"A"}],"left":[]}}`,
			map[string][][]string{"joined": {{"joined.name"}, {"A"}}, "left": {nil}}},
		{"an answer without lists is one row", `{"one":{"name":"A"}}`, map[string][][]string{"": {{"name"}, {"A"}}}},
		{"null is not a table", `{"one":null}`, map[string][][]string{}},
	} {
		tables, err := questions.Tables([]byte(c.data))
		if err != nil {
			t.Errorf("%s: %v", c.reason, err)
		}
		got := map[string][][]string{}
		for _, table := range tables {
			got[table.Name] = texts(table)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.reason, diff)
		}
	}
	if _, err := questions.Tables([]byte(`{"list":{"nodes":[`)); err == nil {
		t.Error("an incomplete answer is a table")
	}
}

// texts returns the names of the columns and the cells of the rows.
func texts(table questions.Table) (rows [][]string) {
	var names []string
	for _, c := range table.Columns {
		names = append(names, c.Name)
	}
	rows = append(rows, names)
	for _, row := range table.Rows {
		var cells []string
		for _, cell := range row {
			cells = append(cells, cell.String())
		}
		rows = append(rows, cells)
	}
	return rows
}

// A name links its entity or the page of a source, and every other link is a web address.
func TestAddresses(t *testing.T) {
	tables, err := questions.Tables([]byte(`{"list":{"nodes":[{"who":{"id":"a b","name":"A"},"source":{"name":"S","url":"https://s.example/"},"url":"javascript:alert(1)"}]}}`))
	if err != nil || len(tables) != 1 {
		t.Fatalf("%v, %v", tables, err)
	}
	var got []string
	for i, cell := range tables[0].Rows[0] {
		if tables[0].Columns[i].Shown == questions.Everywhere {
			got = append(got, cell[0].Text+" "+cell[0].Address)
		}
	}
	if diff := cmp.Diff([]string{"A /id/a%20b", "S https://s.example/", "javascript:alert(1) "}, got); diff != "" {
		t.Error(diff)
	}
}
