//go:build outside

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestOutsidePeers installs the engines, and expects that they all give the answers of the service
// on a small graph.
func TestOutsidePeers(t *testing.T) {
	out := filepath.Join(t.TempDir(), "peers.md")
	t.Chdir("../..")
	c := &command{Nodes: 1000, Seed: 1, Engines: []string{"ladybug", "duckdb", "networkit"}, Time: 50 * time.Millisecond, Rounds: 1, Draws: 4,
		Install: "bin/peers", Schema: "schema.graphqls", Out: out}
	if err := c.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range questionNames() {
		if !strings.Contains(string(text), "| "+name+" |") {
			t.Errorf("the report has no line for %s", name)
		}
	}
	if strings.Contains(string(text), "another answer") {
		t.Errorf("the answers of an engine differ:\n%s", text)
	}
}
