//go:build outside

package cli

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"whojoins/internal/testenv"
)

// TestOutsideOpenRefine reconciles names with OpenRefine's own operations, and fetches columns for the
// matches, on the dataset and on a packed graph.
func TestOutsideOpenRefine(t *testing.T) {
	root, err := testenv.Root()
	if err != nil {
		t.Fatal(err)
	}
	dev := filepath.Join(root, "dev", "openrefine")
	java, jars := testenv.Jars(t, "openrefine", filepath.Join(dev, "pom.xml"))
	refine := func(t *testing.T, s *Service, rows string) refined {
		t.Helper()
		command := exec.CommandContext(t.Context(), java, "-cp", filepath.Join(jars, "*"), filepath.Join(dev, "Reconcile.java"),
			t.TempDir(), s.URL()+"/reconcile", "INSTITUTE", "country,founded,participations,participations.role")
		command.Stdin = strings.NewReader("name\tcountry\n" + rows)
		var problems strings.Builder
		command.Stderr = &problems
		printed, err := command.Output()
		if err != nil {
			t.Fatalf("%v\n%s", err, problems.String())
		}
		return parseRefined(t, string(printed), strings.Count(rows, "\n"))
	}
	t.Run("the dataset", func(t *testing.T) {
		service := start(t, Config{})
		got := refine(t, service, "Sciensano\tBelgium\nNational Cancer Institute\nNational Cancer Institute\tLT\n"+
			"National Cancer Institut\tSlovakia\nSciensano\tFrance\nLeuven\nUnknown Association\n")
		for i, want := range []string{
			"Sciensano | Matched | sciensano | sciensano",
			"National Cancer Institute | None |  | national-cancer-institute-lithuania national-cancer-institute-slovakia",
			"National Cancer Institute | Matched | national-cancer-institute-lithuania | national-cancer-institute-lithuania",
			"National Cancer Institut | Matched | national-cancer-institute-slovakia | national-cancer-institute-slovakia",
			"Sciensano | None |  | sciensano-cancer-centre sciensano",
			"Leuven | None |  | ku-leuven leuven-kanker-instituut uz-leuven",
			"Unknown Association | None |  | ",
		} {
			if got.judgments[i] != want {
				t.Errorf("%s\nwant\n%s", got.judgments[i], want)
			}
		}
		got.compare(t, service, "sciensano", "national-cancer-institute-lithuania", "national-cancer-institute-slovakia")
	})
	t.Run("a packed graph", func(t *testing.T) {
		packed := synthetic(t)
		names := namesOf(t, packed, 1000)
		began := time.Now()
		got := refine(t, packed, strings.Join(names, "\n")+"\n")
		t.Logf("1,000 names and the columns of their matches in %v", time.Since(began))
		for i, judgment := range got.judgments {
			if i%4 == 0 && !strings.HasPrefix(judgment, fmt.Sprintf("%s | Matched | institute-%06d | ", names[i], i)) ||
				i%4 == 3 && !strings.HasPrefix(judgment, names[i]+" | None |  | ") {
				t.Error(judgment)
			}
		}
		got.compare(t, packed, "institute-000000", "institute-000004")
	})
}

// refined is what OpenRefine made of a table.
type refined struct {
	judgments []string            // by row
	head      string              // names of the columns after the fetch
	columns   map[string][]string // id of the match → the rows with its fetched values
}

func parseRefined(t *testing.T, printed string, rows int) refined {
	t.Helper()
	lines := strings.Split(strings.TrimSuffix(printed, "\n"), "\n")
	if len(lines) < 2*rows+1 {
		t.Fatalf("only %d lines for %d rows:\n%.2000s", len(lines), rows, printed)
	}
	r := refined{judgments: lines[:rows], head: lines[rows], columns: map[string][]string{}}
	id := ""
	for _, line := range lines[rows+1:] {
		cells := strings.SplitN(line, " | ", 3) // the name with its match, the country of the table, what was fetched
		if cells[0] != "" {
			id = strings.TrimSuffix(cells[0][strings.LastIndex(cells[0], "(")+1:], ")")
		}
		r.columns[id] = append(r.columns[id], cells[2])
	}
	return r
}

// compare reports the matches whose columns differ from the answer to a GraphQL query.
func (r refined) compare(t *testing.T, s *Service, ids ...string) {
	t.Helper()
	if want := "name | country | Country | Founded | Takes part in | Takes part in: role"; r.head != want {
		t.Errorf("columns %s\nwant %s", r.head, want)
	}
	for _, id := range ids {
		want := columnsOf(t, s, id)
		if got := byName(r.columns[id]); !slices.Equal(got, want) {
			t.Errorf("%s: OpenRefine has\n%s\nand GraphQL\n%s", id, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
}

// byName returns the scalars of the first row, and then the relations of all rows in alphabetical order.
func byName(rows []string) []string {
	scalars, relations := "", []string{}
	for i, row := range rows {
		cells := strings.SplitN(row, " | ", 3) // country, year of foundation, initiative with role
		if i == 0 {
			scalars = cells[0] + " | " + cells[1]
		}
		relations = append(relations, cells[2])
	}
	slices.Sort(relations)
	return append([]string{scalars}, relations...)
}

// columnsOf returns the scalars and, in alphabetical order, the relations that OpenRefine must
// fetch for an institute, as GraphQL answers them.
func columnsOf(t *testing.T, s *Service, id string) (rows []string) {
	t.Helper()
	query := fmt.Sprintf(`{ institute(id: %q) { country founded participations(first: 1000) { nodes { role initiative { id name } } } } }`, id)
	_, body := fetch(t, http.MethodGet, s.URL()+"/graphql?query="+url.QueryEscape(query), "", nil)
	var answer struct {
		Data struct {
			Institute struct {
				Country        string
				Founded        int
				Participations struct {
					Nodes []struct {
						Role       string
						Initiative struct{ ID, Name string }
					}
				}
			}
		}
	}
	if err := json.Unmarshal([]byte(body), &answer); err != nil {
		t.Fatal(err)
	}
	institute := answer.Data.Institute
	if len(institute.Participations.Nodes) == 0 {
		t.Fatalf("%s has no participations to compare: %.500s", id, body)
	}
	for _, p := range institute.Participations.Nodes {
		rows = append(rows, fmt.Sprintf("%s (%s) | %s", p.Initiative.Name, p.Initiative.ID, p.Role))
	}
	slices.Sort(rows)
	return append([]string{fmt.Sprintf("%s | %d", institute.Country, institute.Founded)}, rows...)
}
