package graphqljs_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"testing"
)

// operation is a random operation and what the reference implementation says of it.
type operation struct {
	Index         int             `json:"index"`
	Query         string          `json:"query"`
	Variables     json.RawMessage `json:"variables"`
	OperationName *string         `json:"operationName"`
	// Spoiled names what was done to make it invalid.
	Spoiled  []string `json:"spoiled"`
	Accepted bool     `json:"accepted"`
	// Stage is where the reference stopped: parse, validate, coerce, execute.
	Stage string `json:"stage"`
	// Data is the answer, to the byte; only with the stage execute.
	Data   json.RawMessage `json:"data"`
	Errors []string        `json:"errors"`
}

// request is what the program in main.js reads.
type request struct {
	SDL  string `json:"sdl"`
	Dump dump   `json:"dump"`
	// Given are operations to be judged before the random ones.
	Given      []given `json:"given"`
	Seed       int     `json:"seed"`
	First      int     `json:"first"`
	Operations int     `json:"operations"`
}

// given is an operation that a test wrote down.
type given struct {
	Query         string         `json:"query"`
	Variables     map[string]any `json:"variables"`
	OperationName *string        `json:"operationName"`
}

// reference lets graphql-js make operations and answer them.
func reference(t *testing.T, r request) []operation {
	t.Helper()
	need(t)
	input, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	command := exec.CommandContext(t.Context(), "node", "main.js")
	var stderr bytes.Buffer
	command.Stdin, command.Stderr = bytes.NewReader(input), &stderr
	output, err := command.Output()
	if err != nil {
		t.Fatalf("node main.js: %v\n%s", err, &stderr)
	}
	var list []operation
	lines := bufio.NewScanner(bytes.NewReader(output))
	lines.Buffer(nil, len(output)+1)
	for lines.Scan() {
		var o operation
		if err := json.Unmarshal(lines.Bytes(), &o); err != nil {
			t.Fatalf("node main.js: %v in %s", err, lines.Bytes())
		}
		list = append(list, o)
	}
	if want := len(r.Given) + r.Operations; len(list) != want {
		t.Fatalf("node main.js judged %d operations, want %d", len(list), want)
	}
	return list
}

// need brings Node's packages. Without them a test is skipped, but fails where CI=true
// says that nothing may be.
func need(t *testing.T) {
	t.Helper()
	if err := install(t.Context()); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("the packages of Node cannot be had: %v", err)
		}
		t.Skipf("not compared with Node's packages, for which it needs Node and npm: %v", err)
	}
}

// installed is a copy of the package-lock.json that was installed.
const installed = "node_modules/installed.json"

// install brings the packages that package-lock.json names, once.
func install(ctx context.Context) error {
	if _, err := exec.LookPath("node"); err != nil {
		return err
	}
	lock, err := os.ReadFile("package-lock.json")
	if err != nil {
		return err
	}
	if done, err := os.ReadFile(installed); err == nil && bytes.Equal(done, lock) {
		return nil
	}
	output, err := exec.CommandContext(ctx, "npm", "ci", "--no-audit", "--no-fund").CombinedOutput()
	if err != nil {
		return errors.New(err.Error() + ": " + string(bytes.TrimSpace(output)))
	}
	return os.WriteFile(installed, lock, 0o600)
}
