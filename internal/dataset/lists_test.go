package dataset_test

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"whojoins/internal/store"
)

// readList returns the rows of a table in seed/testdata, by column name.
func readList(t *testing.T, name string) (rows []map[string]string) {
	t.Helper()
	file, err := os.Open("../../seed/testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	records, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, record := range records[1:] {
		row := map[string]string{}
		for i, column := range records[0] {
			row[column] = record[i]
		}
		rows = append(rows, row)
	}
	return rows
}

// TestFacts checks the facts on public pages: each is in the graph, stated by that page, or
// is left out for a reason.
func TestFacts(t *testing.T) {
	g := embedded(t)
	sources := map[string]string{}
	for _, e := range g.Entities {
		if e.Type.Name == "Source" {
			sources[e.ID] = e.ID
			sources[value(e, "url")] = e.ID
		}
	}
	for _, name := range factLists(t) {
		for i, row := range readList(t, name) {
			what := fmt.Sprintf("%s, line %d, %s %s %s", name, i+2, row["subject"], row["relation"], row["object"])
			walk(t, g, what, sources[row["source"]], row)
		}
	}
}

// factLists returns the names of the tables of facts: facts.csv, and one for each part of a
// later reading.
func factLists(t *testing.T) []string {
	t.Helper()
	parts, err := filepath.Glob("../../seed/testdata/facts2-*.csv")
	if err != nil {
		t.Fatal(err)
	}
	names := []string{"facts.csv"}
	for _, part := range parts {
		names = append(names, filepath.Base(part))
	}
	return names
}

// undated lists the sources for which the day of reading is not known: a release of ROR, and a
// copy of tables of CORDIS.
var undated = []string{"source-ror", "source-cordis-horizon-europe-data"}

// TestSourcesAreDated checks that each source has an address and the day on which it was read.
func TestSourcesAreDated(t *testing.T) {
	for _, e := range embedded(t).Entities {
		if e.Type.Name != "Source" {
			continue
		}
		if value(e, "url") == "" || value(e, "retrieved") == "" && !slices.Contains(undated, e.ID) {
			t.Errorf("%s has the address %q and was read on %q", e.ID, value(e, "url"), value(e, "retrieved"))
		}
	}
}

// walk checks that the source states all that the column found lists: statements separated
// by semicolons, either ENTITY FIELD VALUE or RELATION FROM TO KEY=VALUE...
func walk(t *testing.T, g *store.Graph, what, source string, row map[string]string) {
	t.Helper()
	if source == "" {
		t.Errorf("%s: no source of the graph has the address %s", what, row["source"])
	}
	if row["found"] == "" && row["left_out"] == "" {
		t.Errorf("%s: neither found nor left out", what)
	}
	for statement := range strings.SplitSeq(row["found"], "; ") {
		words := strings.Fields(statement)
		switch {
		case statement == "":
		case g.Model.Type(words[0]) != nil:
			if !statedRelation(g, words, source) {
				t.Errorf("%s: %s is not stated by %s", what, statement, source)
			}
		default:
			if !statedField(g, statement, source) {
				t.Errorf("%s: %s is not stated by %s", what, statement, source)
			}
		}
	}
}

// statedRelation reports whether a source states TYPE FROM TO KEY=VALUE... An underscore
// means a space.
func statedRelation(g *store.Graph, words []string, source string) bool {
	return slices.ContainsFunc(relations(g, words[0], words[1], words[2]), func(r *store.Object) bool {
		for _, word := range words[3:] {
			key, want, _ := strings.Cut(word, "=")
			want = strings.ReplaceAll(want, "_", " ")
			got := value(r, key)
			if f := r.Type.Field(key); len(f.Leaves) > 0 {
				got = value(r, key+".currency") + " " + value(r, key+".amount")
			}
			if got != want && strings.ReplaceAll(got, "_", " ") != want {
				return false
			}
		}
		return slices.Contains(lines(r, "evidence", "source"), source)
	})
}

// statedField reports whether a source states ENTITY FIELD VALUE. A figure is written as
// MEASURE=VALUE, and a star matches any further text.
func statedField(g *store.Graph, statement, source string) bool {
	id, rest, _ := strings.Cut(statement, " ")
	field, want, _ := strings.Cut(rest, " ")
	if field == "figures" {
		measure, number, _ := strings.Cut(want, "=")
		want = "measure: " + measure + ", value: " + number + ", *"
	}
	i := slices.IndexFunc(g.Entities, func(e *store.Object) bool { return e.ID == id })
	if i < 0 {
		return false
	}
	prefix, open := strings.CutSuffix(want, "*")
	return slices.ContainsFunc(lines(g.Entities[i], "claims", "source", "field", "value"), func(claim string) bool {
		got, ok := strings.CutPrefix(claim, source+"|"+field+"|")
		return ok && (got == want || open && strings.HasPrefix(got, prefix))
	})
}
