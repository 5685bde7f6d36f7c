package result_test

import (
	"encoding/csv"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/validator/rules"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/result"
	"whojoins/internal/store"
	"whojoins/internal/store/memory"
	"whojoins/internal/store/storetest"
)

var update = flag.Bool("update", false, "write the golden tables anew")

const enough = 1 << 20

// whole is the model and the schema, read once, as the fields of two models differ.
var whole = sync.OnceValues(func() (known, error) {
	m, s, err := storetest.Schema()
	return known{m, s}, err
})

type known struct {
	model  *model.Model
	schema *ast.Schema
}

// compiled returns the plan of the first root field of a query.
func compiled(t testing.TB, query string) *plan.Plan {
	t.Helper()
	k, err := whole()
	if err != nil {
		t.Fatal(err)
	}
	doc, errs := gqlparser.LoadQueryWithRules(k.schema, query, rules.NewDefaultRules())
	if errs != nil {
		t.Fatalf("%s: %s", query, errs)
	}
	field := doc.Operations[0].SelectionSet[0].(*ast.Field)
	p, err := plan.Compile(plan.Request{Model: k.model, Schema: k.schema, Field: field, Selections: field.SelectionSet, Limits: plan.DefaultLimits()})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// table returns the answer of a store to the first root field of a query, as a table.
func table(t testing.TB, st store.Store, query string, f result.Form, limit int) (string, error) {
	t.Helper()
	p := compiled(t, query)
	made, err := result.NewTable(p)
	if err != nil {
		return "", err
	}
	view, err := st.View(t.Context(), store.ViewOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer view.Close()
	cursor, err := view.Run(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	got, err := made.Write([]byte("before:"), f, cursor, limit, plan.NewWork(t.Context()))
	if err != nil {
		return "", err
	}
	rest, ok := strings.CutPrefix(string(got), "before:")
	if !ok {
		t.Errorf("what stood in dst is gone: %q", got)
	}
	return rest, nil
}

func fixture(t testing.TB) store.Store {
	t.Helper()
	k, err := whole()
	if err != nil {
		t.Fatal(err)
	}
	st, err := memory.New(storetest.Fixture(k.model))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	return st
}

// TestGoldenTables compares a table for every rule of docs/tables.md with the golden file next to
// its query. The TSV must have the same cells.
func TestGoldenTables(t *testing.T) {
	files, err := filepath.Glob("testdata/tables/*.graphql")
	if err != nil || len(files) == 0 {
		t.Fatal("no queries", err)
	}
	st := fixture(t)
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".graphql"), func(t *testing.T) {
			query, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got, err := table(t, st, string(query), result.CSV, enough)
			if err != nil {
				t.Fatal(err)
			}
			golden := strings.TrimSuffix(file, ".graphql") + ".csv"
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("table differs (-want +got); go test ./result -update writes it anew:\n%s", diff)
			}
			tsv, err := table(t, st, string(query), result.TSV, enough)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(read(t, got, ','), read(t, tsv, '\t')); diff != "" {
				t.Errorf("CSV and TSV differ:\n%s", diff)
			}
		})
	}
}

// read reads a table with the standard library's reader, which also requires the same number
// of cells in all rows.
func read(t testing.TB, text string, comma rune) [][]string {
	t.Helper()
	r := csv.NewReader(strings.NewReader(text))
	r.Comma = comma
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatalf("%v in %q", err, text)
	}
	return rows
}

// TestTablesRejected requires a helpful message for every plan without a table.
func TestTablesRejected(t *testing.T) {
	st := fixture(t)
	for _, row := range []struct{ name, query, message, hint string }{
		{"one object", `{institute(id:"alpha"){name kinds}}`, "institute selects none", "such as institutes"},
		{"a count alone", `{institutes{totalCount}}`, "institutes selects none", "`nodes`"},
		{"several lists of one object", `{institute(id:"alpha"){aliases{name} participations{nodes{role}}}}`, "selects 2 lists: aliases, participations", "one of them"},
		{"rows and facets", `{institutes{nodes{name} facets(by:[COUNTRY]){field}}}`, "selects 2 lists", "one of them"},
		{"rows twice", `{institutes{nodes{name} edges{node{id}}}}`, "selected 2 times", "either `nodes` or `edges`"},
		{"nested rows twice", `{institutes{nodes{participations{a:nodes{id} b:nodes{id}}}}}`, "selected 2 times", "once"},
		{"two columns of one name", `{institutes{totalCount nodes{totalCount:name}}}`, "have the name totalCount", "another alias"},
		{"nothing within rows", `{institutes{nodes{name @skip(if:true)}}}`, "selects none", "fields of them"},
	} {
		t.Run(row.name, func(t *testing.T) {
			_, err := table(t, st, row.query, result.CSV, enough)
			var e *plan.Error
			if !errors.As(err, &e) {
				t.Fatalf("accepted, or an error without a code: %v", err)
			}
			if e.Code != plan.BadUserInput || !strings.Contains(e.Message, row.message) || !strings.Contains(e.Hint, row.hint) {
				t.Errorf("got %s %q with the hint %q, want %q with %q", e.Code, e.Message, e.Hint, row.message, row.hint)
			}
		})
	}
}

// TestTableTooLarge rejects a table above the limit of bytes.
func TestTableTooLarge(t *testing.T) {
	st := fixture(t)
	const query = `{jointActions{nodes{name title participants{nodes{role}}}}}`
	whole, err := table(t, st, query, result.CSV, enough)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := table(t, st, query, result.CSV, len(whole)); err != nil || got != whole {
		t.Errorf("at the limit: %v", err)
	}
	var e *plan.Error
	if _, err := table(t, st, query, result.CSV, len(whole)-1); !errors.As(err, &e) || e.Code != plan.TooLarge || e.Hint == "" {
		t.Errorf("over the limit: got %v, want TOO_LARGE with a hint", err)
	}
}

// TestLimitWriter checks that a writer passes on a number of bytes, and nothing after an error.
func TestLimitWriter(t *testing.T) {
	var out strings.Builder
	w := result.LimitWriter(&out, 5)
	for _, piece := range []string{"abc", "de"} {
		if n, err := io.WriteString(w, piece); n != len(piece) || err != nil {
			t.Errorf("%s: %d, %v", piece, n, err)
		}
	}
	for _, piece := range []string{"f", ""} {
		var over *plan.Error
		if _, err := io.WriteString(w, piece); !errors.As(err, &over) || over.Code != plan.TooLarge || over.Limit != "answerBytes" || over.Allowed != 5 || out.String() != "abcde" {
			t.Errorf("%q is too many: %v, %q written", piece, err, out.String())
		}
	}
}
