package cli

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io/fs"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// newType adds an entity type, a relation and an enum to the schema.
const newType = `
"A synthetic instrument."
type Instrument implements Entity @entity(one: "instrument", many: "instruments") {
  "Serial number."
  serial: String
  "Purchase price."
  price: Money
  "Its condition."
  condition: Condition
}

"An institute uses an instrument."
type Usage implements Relation @relation(many: "usages", key: ["purpose"]) {
  "The institute."
  user: Institute! @end(as: "usages", describe: "Instruments that the institute uses.")
  "The instrument."
  instrument: Instrument! @end(as: "users", describe: "Institutes that use the instrument.")
  "Purpose of the use."
  purpose: String
}

"Condition of an instrument."
enum Condition {
  "As new"
  NEW
  "In use"
  USED
}
`

const newData = `source: {id: synthetic-source, name: Synthetic source, licence: CC0-1.0}
entities:
  Institute:
    synthetic-institute: {name: Synthetic institute, at: row 1}
  Instrument:
    synthetic-instrument: {name: Synthetic instrument, serial: S1, price: EUR 12.50, condition: USED, at: row 2}
relations:
  Usage:
    - {user: synthetic-institute, instrument: synthetic-instrument, purpose: measuring, since: 2024, at: row 3}
`

// TestNewType adds an entity type with a relation and an enum to a copy of the module, by
// schema text and data only. It generates, builds and queries the program, and runs the tests
// there that a new type could break: those of the schema, and those with golden files.
func TestNewType(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the program twice")
	}
	module := copyModule(t)
	appendTo(t, filepath.Join(module, "schema.graphqls"), newType)
	data := t.TempDir()
	for name, text := range map[string]string{"dataset.yaml": "name: Synthetic\nversion: \"1\"\nlicence: CC0-1.0\n", "synthetic.yaml": newData} {
		if err := os.WriteFile(filepath.Join(data, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	do(t, module, "go", "generate", "./...")
	do(t, module, "go", "build", "-o", "whojoins", ".")
	do(t, module, "go", "test", "-short", "./graph", "./internal/plan", "./internal/model/...")
	do(t, module, "go", "test", "-run", "Golden", "./internal/store/neo4j")
	url := serve(t, filepath.Join(module, "whojoins"), "--addr", "127.0.0.1:0", "--data", data)

	const query = `{
		instruments(where: {condition: {in: [USED]}, users: {some: {purpose: {folds: "MEASURING"}, user: {name: {startsWith: "Synth"}}, activeOn: "2025"}}}, sort: {users: {count: DESC}}) {
			totalCount
			nodes { id type serial condition price { amount currency } users { nodes { purpose since user { name usages { totalCount } } evidence { field source { id } } } } }
			facets(by: [SERIAL, CONDITION]) { buckets { value label count } }
			aggregate { price { currency sum } }
		}
		usages { facets(by: [INSTRUMENT_SERIAL, USER]) { buckets { value label } } }
		instrument(id: "synthetic-instrument") { name claims { field value } }
		meta { counts { type count } }
	}`
	body, err := json.Marshal(map[string]string{"query": query})
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Errors any
		Data   struct {
			Instruments, Usages, Instrument any
			Meta                            struct {
				Counts []struct {
					Type  string
					Count int
				}
			}
		}
	}
	_, text := fetch(t, http.MethodPost, url+"/graphql", string(body), http.Header{"Content-Type": {"application/json"}})
	if err := json.Unmarshal([]byte(text), &got); err != nil || got.Errors != nil {
		t.Fatalf("%v: %s", err, text)
	}
	for name, pair := range map[string][2]any{
		"instruments": {got.Data.Instruments, `{"totalCount": 1, "nodes": [{"id": "synthetic-instrument", "type": "INSTRUMENT", "serial": "S1", "condition": "USED", "price": {"amount": 12.5, "currency": "EUR"},
			"users": {"nodes": [{"purpose": "measuring", "since": "2024", "user": {"name": "Synthetic institute", "usages": {"totalCount": 1}}, "evidence": [{"field": null, "source": {"id": "synthetic-source"}}, {"field": "since", "source": {"id": "synthetic-source"}}]}]}}],
			"facets": [{"buckets": [{"value": "S1", "label": "S1", "count": 1}]}, {"buckets": [{"value": "USED", "label": "In use", "count": 1}]}], "aggregate": {"price": [{"currency": "EUR", "sum": 12.5}]}}`},
		"usages":     {got.Data.Usages, `{"facets": [{"buckets": [{"value": "S1", "label": "S1"}]}, {"buckets": [{"value": "synthetic-institute", "label": "Synthetic institute"}]}]}`},
		"instrument": {got.Data.Instrument, `{"name": "Synthetic instrument", "claims": [{"field": "condition", "value": "USED"}, {"field": "name", "value": "Synthetic instrument"}, {"field": "price", "value": "EUR 12.5"}, {"field": "serial", "value": "S1"}]}`},
	} {
		var want any
		if err := json.Unmarshal([]byte(pair[1].(string)), &want); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, pair[0]); diff != "" {
			t.Errorf("%s (-want +got)\n%s", name, diff)
		}
	}
	for _, c := range got.Data.Meta.Counts {
		if (c.Type == "INSTRUMENT" || c.Type == "USAGE") && c.Count != 1 {
			t.Errorf("meta counts %d of %s, want 1", c.Count, c.Type)
		}
	}
}

// copyModule copies the module to a temporary folder, without anything that was built or
// installed.
func copyModule(t *testing.T) string {
	t.Helper()
	to := t.TempDir()
	err := fs.WalkDir(os.DirFS("../.."), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		switch d.Name() {
		case ".git", "bin", "node_modules":
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if d.IsDir() {
			return os.MkdirAll(filepath.Join(to, path), 0o700)
		}
		text, err := os.ReadFile(filepath.Join("../..", path))
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, path), text, 0o600)
	})
	if err != nil {
		t.Fatal(err)
	}
	return to
}

func appendTo(t *testing.T, path, text string) {
	t.Helper()
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, append(before, text...), 0o600); err != nil {
		t.Fatal(err)
	}
}

// do runs a command in a folder and fails the test if the command fails.
func do(t *testing.T, dir, name string, args ...string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), name, args...)
	cmd.Dir = dir
	// Without the path of the copy in its results, the compiler finds them in its cache again.
	cmd.Env = append(os.Environ(), "GOFLAGS="+strings.TrimSpace(os.Getenv("GOFLAGS")+" -trimpath"))
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
	}
}

var address = regexp.MustCompile(`http://127\.0\.0\.1:\d+`)

// serve runs the program until the test ends and returns the address in its log.
func serve(t *testing.T, program string, args ...string) string {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = 10 * time.Second
	log, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		stop()
		_ = cmd.Wait()
	})
	var printed bytes.Buffer
	for lines := bufio.NewScanner(log); lines.Scan(); {
		printed.WriteString(lines.Text() + "\n")
		if url := address.FindString(lines.Text()); url != "" {
			return url
		}
	}
	t.Fatalf("the log of the program has no address:\n%s", &printed)
	return ""
}
