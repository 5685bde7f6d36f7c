package web_test

import (
	"context"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"whojoins/internal/cli"
	"whojoins/internal/http"
	"whojoins/internal/model"
	"whojoins/internal/testenv"
)

var screenshots = flag.String("screenshots", "", "folder to write screenshots of the page to")

// TestBrowser opens the page in the pinned Chromium; test/ has the assertions.
func TestBrowser(t *testing.T) { browse(t, testenv.Chromium(t)...) }

// browse runs the assertions in test/ against the service, with more environment variables.
func browse(t *testing.T, environment ...string) {
	t.Helper()
	node := testenv.Node(t, "test")
	command := exec.CommandContext(t.Context(), node, "--test", "--test-reporter=spec", "table.test.js", "page.test.js")
	command.Dir = "test"
	command.Env = append(append(os.Environ(), "SERVICE="+serve(t)), environment...)
	if *screenshots != "" {
		folder, err := filepath.Abs(*screenshots)
		if err != nil {
			t.Fatal(err)
		}
		command.Env = append(command.Env, "SCREENSHOTS="+folder)
	}
	output, err := command.CombinedOutput()
	if err != nil {
		t.Fatalf("node --test: %v\n%s", err, output)
	}
	t.Logf("%s", output)
}

// serve runs the service until the test ends and returns its address.
func serve(t *testing.T) string {
	t.Helper()
	m, err := model.ParseFile("../schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	server := testenv.Serve(t, func(ctx context.Context) (*cli.Service, error) {
		return cli.Open(ctx, cli.Config{Store: "memory", Server: http.Config{Model: m, Addr: "127.0.0.1:0"}})
	})
	return server.URL()
}
