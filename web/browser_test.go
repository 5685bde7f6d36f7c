package web_test

import (
	"bufio"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"

	"whojoins/internal/testenv"
)

var screenshots = flag.String("screenshots", "", "folder to write screenshots of the page to")

// TestBrowser opens the page in Chromium, served by the program; test/ has the assertions.
func TestBrowser(t *testing.T) {
	node := testenv.Node(t, "test")
	command := exec.CommandContext(t.Context(), node, "--test", "--test-reporter=spec", "table.test.js", "page.test.js")
	command.Dir = "test"
	command.Env = append(os.Environ(), append(testenv.Chromium(t), "SERVICE="+serve(t))...)
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
