package web_test

import (
	"bufio"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"

	"whojoins/internal/nodetest"
)

var screenshots = flag.String("screenshots", "", "folder that the pictures of the page are written to")

// The page in a real browser, against the real program; test/ says what is tried there.
func TestBrowser(t *testing.T) {
	nodetest.Need(t, "test")
	chromium := browser(t)
	node := exec.CommandContext(t.Context(), "node", "--test", "--test-reporter=spec", "table.test.js", "page.test.js")
	node.Dir = "test"
	node.Env = append(os.Environ(), "SERVICE="+serve(t), "CHROMIUM="+chromium)
	if *screenshots != "" {
		folder, err := filepath.Abs(*screenshots)
		if err != nil {
			t.Fatal(err)
		}
		node.Env = append(node.Env, "SCREENSHOTS="+folder)
	}
	output, err := node.CombinedOutput()
	if err != nil {
		t.Fatalf("node --test: %v\n%s", err, output)
	}
	t.Logf("%s", output)
}

// browser finds Chromium, and brings it where that can be done.
func browser(t *testing.T) string {
	t.Helper()
	find := func() (string, error) {
		for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
			if path, err := exec.LookPath(name); err == nil {
				return path, nil
			}
		}
		return "", exec.ErrNotFound
	}
	path, err := find()
	if err != nil && os.Geteuid() == 0 {
		if output, failed := exec.CommandContext(t.Context(), "apt-get", "install", "-y", "chromium").CombinedOutput(); failed != nil {
			t.Logf("apt-get install chromium: %v\n%s", failed, output)
		}
		path, err = find()
	}
	if err != nil {
		nodetest.Lack(t, "the page is tried in Chromium", err)
	}
	return path
}

// serve builds the program and runs it until the test ends. It returns its address.
func serve(t *testing.T) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "whojoins")
	build := exec.CommandContext(t.Context(), "go", "build", "-o", program, ".")
	build.Dir = ".."
	if output, err := build.CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, output)
	}
	command := exec.CommandContext(t.Context(), program, "--addr", "127.0.0.1:0")
	log, err := command.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = command.Process.Kill() // it may have ended by itself
		_ = command.Wait()
	})
	lines := bufio.NewScanner(log)
	for lines.Scan() {
		if found := regexp.MustCompile(`url=(http://[^/ ]+)`).FindStringSubmatch(lines.Text()); found != nil {
			go func() {
				for lines.Scan() { // a full pipe would stop the program
				}
			}()
			return found[1]
		}
	}
	t.Fatalf("the program ended before it told its address: %v", lines.Err())
	return ""
}
