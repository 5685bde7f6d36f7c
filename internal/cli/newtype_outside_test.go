//go:build outside

package cli

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// newTypeQuery reads the data that the example in CONTRIBUTING.md adds.
const newTypeQuery = `{
	instruments(where: {condition: {in: [USED]}, users: {some: {purpose: {folds: "MEASURING"}, user: {name: {startsWith: "Scien"}}, activeOn: "2025"}}}, sort: {users: {count: DESC}}) {
		totalCount
		nodes { id type serial condition price { amount currency } users { nodes { purpose since user { name usages { totalCount } } evidence { field source { id } } } } }
		facets(by: [SERIAL, CONDITION]) { buckets { value label count } }
		aggregate { price { currency sum } }
	}
	usages { facets(by: [INSTRUMENT_SERIAL, USER]) { buckets { value label } } }
	instrument(id: "scanner-1") { name claims { field value } }
	meta { counts { type count } }
}`

const newTypeAnswer = `{
	"instruments": {"totalCount": 1, "nodes": [{"id": "scanner-1", "type": "INSTRUMENT", "serial": "S1", "condition": "USED", "price": {"amount": 12.5, "currency": "EUR"},
		"users": {"nodes": [{"purpose": "measuring", "since": "2024", "user": {"name": "Sciensano", "usages": {"totalCount": 1}},
			"evidence": [{"field": null, "source": {"id": "source-north-hospital-equipment"}}, {"field": "since", "source": {"id": "source-north-hospital-equipment"}}]}]}}],
		"facets": [{"buckets": [{"value": "S1", "label": "S1", "count": 1}]}, {"buckets": [{"value": "USED", "label": "In use", "count": 1}]}], "aggregate": {"price": [{"currency": "EUR", "sum": 12.5}]}},
	"usages": {"facets": [{"buckets": [{"value": "S1", "label": "S1"}]}, {"buckets": [{"value": "sciensano", "label": "Sciensano"}]}]},
	"instrument": {"name": "Scanner 1", "claims": [{"field": "condition", "value": "USED"}, {"field": "name", "value": "Scanner 1"}, {"field": "price", "value": "EUR 12.5"}, {"field": "serial", "value": "S1"}]},
	"meta": {"counts": [{"type": "INSTRUMENT", "count": 1}, {"type": "USAGE", "count": 1}]}
}`

// TestOutsideNewType follows CONTRIBUTING.md in a copy of the module: it adds the entity type, the
// relation and the enum of the example by schema text and data only. It generates, builds and
// queries the program, and runs the tests there that a new type could break: those of the
// schema, those with golden files, and those of the pages.
func TestOutsideNewType(t *testing.T) {
	module := copyModule(t)
	appendOnce(t, filepath.Join(module, "schema.graphqls"), contributingExample(t, "graphql"))
	appendOnce(t, filepath.Join(module, "seed", "north-hospital-equipment.yaml"), contributingExample(t, "yaml"))
	do(t, module, "go", "generate", "./...")
	do(t, module, "go", "build", "-o", "whojoins", ".")
	do(t, module, "./whojoins", "check", "seed")
	do(t, module, "go", "test", "-vet=off", "-run", "TestReadmeScore", "./internal/dataset", "-update")
	do(t, module, "go", "test", "-vet=off", "-short", "./graph", "./internal/plan", "./internal/model/...", "./internal/dataset")
	do(t, module, "go", "test", "-vet=off", "-run", "Golden|TestEveryEntityHasAPage", "./internal/store/neo4j", "./internal/http/pages")

	url := serve(t, filepath.Join(module, "whojoins"), "--addr", "127.0.0.1:0")
	body, err := json.Marshal(map[string]string{"query": newTypeQuery})
	if err != nil {
		t.Fatal(err)
	}
	_, text := fetch(t, http.MethodPost, url+"/graphql", string(body), http.Header{"Content-Type": {"application/json"}})
	var got struct{ Data, Errors any }
	var want any
	if err := errors.Join(json.Unmarshal([]byte(text), &got), json.Unmarshal([]byte(newTypeAnswer), &want)); err != nil || got.Errors != nil {
		t.Fatalf("%v: %s", err, text)
	}
	if lack := lacks(got.Data, want); lack != "" {
		t.Errorf("the answer lacks %s: %s", lack, text)
	}
}

// contributingExample returns the first code block of a language in CONTRIBUTING.md, which is
// indented as a part of a list.
func contributingExample(t *testing.T, language string) string {
	t.Helper()
	text, err := os.ReadFile("../../CONTRIBUTING.md")
	if err != nil {
		t.Fatal(err)
	}
	_, block, found := strings.Cut(string(text), "   ```"+language+"\n")
	block, _, ended := strings.Cut(block, "   ```\n")
	if !found || !ended {
		t.Fatalf("CONTRIBUTING.md has no example in %s", language)
	}
	return "\n" + strings.ReplaceAll("\n"+block, "\n   ", "\n")
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

// appendOnce appends text to a file, which it creates if necessary. A newcomer may have tried
// the example here: text that is in the file is not added again.
func appendOnce(t *testing.T, path, text string) {
	t.Helper()
	before, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	if bytes.Contains(before, []byte(strings.TrimSpace(text))) {
		return
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
