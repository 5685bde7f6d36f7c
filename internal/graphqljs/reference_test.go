package graphqljs_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os/exec"
	"testing"

	"whojoins/internal/testenv"
)

// operation is a random operation, with the result of the reference implementation.
type operation struct {
	Index         int             `json:"index"`
	Query         string          `json:"query"`
	Variables     json.RawMessage `json:"variables"`
	OperationName *string         `json:"operationName"`
	// Spoiled lists the names of the spoilers that changed the operation.
	Spoiled  []string `json:"spoiled"`
	Accepted bool     `json:"accepted"`
	// Stage is the last stage that the reference reached: parse, validate, coerce or execute.
	Stage string `json:"stage"`
	// Data is the answer, byte for byte. It is set only if Stage is execute.
	Data   json.RawMessage `json:"data"`
	Errors []string        `json:"errors"`
}

// request is the input of main.js.
type request struct {
	SDL  string `json:"sdl"`
	Dump dump   `json:"dump"`
	// Given are the operations to run before the random ones.
	Given      []given `json:"given"`
	Seed       int     `json:"seed"`
	First      int     `json:"first"`
	Operations int     `json:"operations"`
}

// given is an operation written for a test.
type given struct {
	Query         string         `json:"query"`
	Variables     map[string]any `json:"variables"`
	OperationName *string        `json:"operationName"`
}

// reference returns the operations that main.js has generated and run with graphql-js.
func reference(t *testing.T, r request) []operation {
	t.Helper()
	node := testenv.Node(t, ".")
	input, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	command := exec.CommandContext(t.Context(), node, "main.js")
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
