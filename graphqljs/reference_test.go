package graphqljs_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io/fs"
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

// reference lets graphql-js make operations and answer them. Without Node, or without
// its package, the test is skipped, but fails where CI=true says that nothing may be.
func reference(t *testing.T, r request) []operation {
	t.Helper()
	if err := install(t.Context()); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("graphql-js cannot be had: %v", err)
		}
		t.Skipf("not compared with graphql-js, which needs Node and npm: %v", err)
	}
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

// install brings the package that package-lock.json names, once.
func install(ctx context.Context) error {
	if _, err := exec.LookPath("node"); err != nil {
		return err
	}
	if _, err := os.Stat("node_modules/graphql/package.json"); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	output, err := exec.CommandContext(ctx, "npm", "ci", "--no-audit", "--no-fund").CombinedOutput()
	if err != nil {
		return errors.New(err.Error() + ": " + string(bytes.TrimSpace(output)))
	}
	return nil
}
