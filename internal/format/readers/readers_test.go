package readers_test

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"whojoins/internal/nodetest"
	"whojoins/internal/pythontest"
)

// download saves what an address answers and gives its path.
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

// run gives what a program prints, read as JSON.
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

// byPython reads a file with Python.
func byPython(t *testing.T, into any, format, path string) {
	t.Helper()
	program, err := python(t.Context())
	if err != nil {
		nodetest.Lack(t, "it needs Python 3 with venv and pip", err)
	}
	run(t, into, program, "read.py", format, path)
}

// byNode reads a file with Node.
func byNode(t *testing.T, into any, format, path string) {
	t.Helper()
	nodetest.Need(t, ".")
	run(t, into, "node", "read.js", format, path)
}

// python is a Python that has what requirements.txt names.
func python(ctx context.Context) (string, error) {
	return pythontest.Find(ctx, "readers", "networkx, openpyxl, rdflib", "requirements.txt")
}
