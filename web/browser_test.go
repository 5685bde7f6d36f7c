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

var screenshots = flag.String("screenshots", "", "folder to write screenshots of the pages to")

// TestBrowser opens the page in the pinned Chromium; test/ has the assertions.
func TestBrowser(t *testing.T) { browse(t, testenv.Chromium(t)...) }

// browse runs the assertions about the editor, the pages and the explorer against the service, with more environment
// variables.
func browse(t *testing.T, environment ...string) {
	t.Helper()
	drive(t, serve(t, "memory", http.Config{}), []string{"--test", "--test-reporter=spec", "table.test.js", "state.test.js", "pictures.test.js", "whole.test.js", "page.test.js", "pages.test.js", "explore.test.js"}, environment...)
}

// drive runs Node in test/ against the service at an address, with more environment variables.
func drive(t *testing.T, address string, arguments []string, environment ...string) {
	t.Helper()
	command := exec.CommandContext(t.Context(), testenv.Node(t, "test"), arguments...)
	command.Dir = "test"
	command.Env = append(append(os.Environ(), "SERVICE="+address), environment...)
	if *screenshots != "" {
		folder, err := filepath.Abs(*screenshots)
		if err != nil {
			t.Fatal(err)
		}
		command.Env = append(command.Env, "SCREENSHOTS="+folder)
	}
	output, err := command.CombinedOutput()
	if err != nil {
		t.Fatalf("node %v: %v\n%s", arguments, err, output)
	}
	t.Logf("%s", output)
}

// serve runs the service with a store until the test ends and returns its address.
func serve(t *testing.T, store string, c http.Config) string {
	t.Helper()
	m, err := model.ParseFile("../schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	c.Model, c.Addr = m, "127.0.0.1:0"
	server := testenv.Serve(t, func(ctx context.Context) (*cli.Service, error) {
		return cli.Open(ctx, cli.Config{Store: store, Server: c})
	})
	return server.URL()
}

// TestScreenshots takes pictures of every kind of page, if -screenshots names a folder for them.
func TestScreenshots(t *testing.T) {
	if *screenshots == "" {
		return
	}
	drive(t, serve(t, "memory", http.Config{}), []string{"screenshots.js"}, testenv.Chromium(t)...)
}
