package result_test

import (
	"strings"
	"testing"

	"whojoins/internal/plan"
	"whojoins/internal/result"
	"whojoins/internal/store"
)

// A computed column comes last and is escaped like any other; a name that the table has is rejected.
func TestAddedColumn(t *testing.T) {
	p := compiled(t, `{ people(first: 1, sort: {id: ASC}) { nodes { id name } } }`)
	made, err := result.NewTable(p)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := made.With(&result.Added{Name: "name"}); err == nil || !strings.Contains(err.Error(), "two columns have the name name") {
		t.Errorf("a second column of a name: %v", err)
	}
	with, err := made.With(&result.Added{Name: "both", Text: func(cell func(string) string) string {
		return "=" + cell("id") + "," + cell("both") + cell("none")
	}})
	if err != nil {
		t.Fatal(err)
	}
	view, err := fixture(t).View(t.Context(), store.ViewOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer view.Close()
	cursor, err := view.Run(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	got, err := with.Write(nil, result.CSV, cursor, enough, plan.NewWork(t.Context()))
	head, row, _ := strings.Cut(string(got), "\n")
	id, _, _ := strings.Cut(row, ",")
	if err != nil || strings.TrimSpace(head) != "id,name,both" || !strings.HasSuffix(strings.TrimSpace(row), `,"'=`+id+`,"`) || len(made.Columns()) != 2 {
		t.Errorf("%q, %v", got, err)
	}
}
