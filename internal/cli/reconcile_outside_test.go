//go:build outside

package cli

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"whojoins/bench/graph"
	"whojoins/internal/store/memory"
	"whojoins/internal/testenv"
)

// synthetic serves a packed graph of 100,000 nodes.
func synthetic(t *testing.T) *Service {
	t.Helper()
	src, err := memory.SourceOf(graph.New(readModel(t), 100_000, 1))
	if err != nil {
		t.Fatal(err)
	}
	st, err := memory.From(t.Context(), src)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "synthetic.pack")
	if err := st.Pack(t.Context(), path, func(string, int64, int64) {}); err != nil {
		t.Fatal(err)
	}
	return start(t, Config{Store: path})
}

// TestOutsideReconciler reconciles a column of names with reconciler from PyPI, on the dataset and on
// a packed graph.
func TestOutsideReconciler(t *testing.T) {
	folder, err := filepath.Abs(filepath.Join(clientsFolder, "reconciler"))
	if err != nil {
		t.Fatal(err)
	}
	python := testenv.Python(t, "reconciler", filepath.Join(folder, "requirements.txt"))
	packed := synthetic(t)
	one := namesOf(t, packed, 1)[0]
	for _, c := range []struct {
		reason           string
		service          *Service
		kind, rows, want string
	}{
		{"the dataset", start(t, Config{}), "INSTITUTE", "Sciensano,Belgium\nNational Cancer Institute,LT\nNational Cancer Institut,Slovakia\n",
			"Sciensano | sciensano | True\nNational Cancer Institute | national-cancer-institute-lithuania | True\nNational Cancer Institut | national-cancer-institute-slovakia | True\n"},
		{"a packed graph", packed, "INSTITUTE", one + ",\n", one + " | institute-000000 | True\n"},
	} {
		command := exec.CommandContext(t.Context(), python, filepath.Join(folder, "main.py"), c.service.URL()+"/reconcile", c.kind)
		command.Stdin = strings.NewReader("name,country\n" + c.rows)
		printed, err := command.Output()
		if err != nil || !strings.HasPrefix(string(printed), c.want) {
			t.Errorf("%s: %v\n%s\nwant\n%s", c.reason, err, printed, c.want)
		}
	}
}

// TestOutsideTenThousandNames reconciles 10,000 names in batches of 1,000, as they are, with a typing
// error, with another word, and unknown ones, on the dataset and on a packed graph.
func TestOutsideTenThousandNames(t *testing.T) {
	for reason, service := range map[string]*Service{"the dataset": start(t, Config{}), "a packed graph": synthetic(t)} {
		names := namesOf(t, service, 10_000)
		began, matched := time.Now(), 0
		for batch := range 10 {
			queries := map[string]any{}
			for i, name := range names[batch*1000 : batch*1000+1000] {
				queries[fmt.Sprintf("q%d", i)] = map[string]any{"query": name}
			}
			text, err := json.Marshal(queries)
			if err != nil {
				t.Fatal(err)
			}
			response, body := fetch(t, http.MethodPost, service.URL()+"/reconcile", url.Values{"queries": {string(text)}}.Encode(), http.Header{"Content-Type": {"application/x-www-form-urlencoded"}})
			if response.StatusCode != http.StatusOK {
				t.Fatalf("%s: %s %.500s", reason, response.Status, body)
			}
			matched += strings.Count(body, `"match":true`)
		}
		t.Logf("%s: 10,000 names in %v, %d certain", reason, time.Since(began), matched)
		if matched < 2500 {
			t.Errorf("%s: %d of 10,000 names were certain; want at least a quarter", reason, matched)
		}
	}
}

// namesOf returns names of institutes, each fourth as it is, and the others changed.
func namesOf(t *testing.T, s *Service, count int) (names []string) {
	t.Helper()
	_, body := fetch(t, http.MethodGet, s.URL()+"/graphql?query="+url.QueryEscape(`{ institutes(first: 1000) { nodes { name } } }`), "", nil)
	var answer struct {
		Data struct {
			Institutes struct{ Nodes []struct{ Name string } }
		}
	}
	if err := json.Unmarshal([]byte(body), &answer); err != nil {
		t.Fatal(err)
	}
	all := answer.Data.Institutes.Nodes
	for i := range count {
		name := all[i%len(all)].Name
		switch i % 4 {
		case 1:
			name = name[:len(name)/2] + name[min(len(name), len(name)/2+1):]
		case 2:
			name += " Centre"
		case 3:
			name = fmt.Sprintf("Unknown Association %d", i)
		}
		names = append(names, strings.ToValidUTF8(name, ""))
	}
	return names
}
