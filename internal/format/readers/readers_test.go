package readers_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"whojoins/internal/testenv"
)

// download saves the file at an address and returns its path.
func download(t *testing.T, address, extension string) string {
	t.Helper()
	w := httptest.NewRecorder()
	service(t).ServeHTTP(w, httptest.NewRequest(http.MethodGet, "http://graph.example"+address, nil))
	if w.Code != 200 {
		t.Fatalf("%s: %d %s", address, w.Code, w.Body)
	}
	path := filepath.Join(t.TempDir(), "file."+extension)
	if err := os.WriteFile(path, w.Body.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// run reads the output of a program as JSON.
func run(t *testing.T, into any, program string, arguments ...string) {
	t.Helper()
	command := exec.CommandContext(t.Context(), program, arguments...)
	command.Env = append(os.Environ(), "PYTHONIOENCODING=utf-8", "PYTHONDONTWRITEBYTECODE=1")
	var errs bytes.Buffer
	command.Stderr = &errs
	output, err := command.Output()
	if err != nil {
		t.Fatalf("%s %q: %v\n%s", program, arguments, err, &errs)
	}
	if err := json.Unmarshal(output, into); err != nil {
		t.Fatalf("%v in %.500s", err, output)
	}
}

// byNode reads a file with Node.
func byNode(t *testing.T, into any, format, path string) {
	t.Helper()
	run(t, into, testenv.Node(t, "."), "read.js", format, path)
}

// byGraphviz reads a file with Graphviz.
func byGraphviz(t *testing.T, into any, path string) {
	t.Helper()
	root, err := testenv.Root()
	if err != nil {
		t.Fatal(err)
	}
	folder := filepath.Join(root, "dev", "graphviz")
	run(t, into, testenv.Node(t, folder), filepath.Join(folder, "render.js"), "dot", "dot_json", path)
}
