//go:build outside

package readers_test

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"whojoins/internal/testenv"
)

// TestOutsideGephiImportsGEXF imports networks with Gephi's own importer, which must have nothing to
// warn of, merge no parallel relations, and keep addresses, colours and positions.
func TestOutsideGephiImportsGEXF(t *testing.T) {
	root, err := testenv.Root()
	if err != nil {
		t.Fatal(err)
	}
	dev := filepath.Join(root, "dev", "gephi")
	java, jars := testenv.Jar(t, "gephi", filepath.Join(dev, "coordinates"))
	for _, row := range []struct {
		address string
		want    []string
	}{
		{"/export/graph.gexf", []string{"nodes: 9", "edges: 6", "directed: true"}},
		{everything + "gexf", []string{"nodes: 5", "edges: 5", "directed: true"}},
		{"/export/collaboration.gexf", []string{"nodes: 2", "edges: 1", "directed: false"}},
	} {
		command := exec.CommandContext(t.Context(), java, "-cp", filepath.Join(jars, "*"), filepath.Join(dev, "Import.java"), download(t, row.address, "gexf"), "alpha")
		output, err := command.Output()
		if err != nil {
			t.Fatalf("%s: %v\n%s", row.address, err, output)
		}
		lines := strings.Split(string(output), "\n")
		has := map[string]bool{}
		for _, line := range lines {
			has[line] = true
			if strings.HasPrefix(line, "issue: ") && !strings.HasPrefix(line, "issue: INFO") {
				t.Errorf("%s: %s", row.address, line)
			}
		}
		for _, want := range append(row.want, "address: "+home+"id/alpha", "placed: true", "column: founded Long", "column: location.latitude Double") {
			if !has[want] {
				t.Errorf("%s: no %q in\n%s", row.address, want, output)
			}
		}
	}
}
