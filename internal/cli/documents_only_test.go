package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	httpd "whojoins/internal/http"
	"whojoins/internal/http/manifest"
	"whojoins/internal/questions"
	"whojoins/web"
)

// TestDocumentsOnly checks that nothing but listed documents is answered, on every address that
// accepts documents, while the questions, the pages and the queries of the editor still work.
func TestDocumentsOnly(t *testing.T) {
	server := start(t, Config{Server: httpd.Config{DocumentsOnly: true}}).URL()
	post := func(path, body string) string {
		_, text := fetch(t, http.MethodPost, server+path, body, http.Header{"Content-Type": {"application/json"}, "Accept": {"application/json, text/event-stream"}, "Mcp-Protocol-Version": {"2025-11-25"}})
		return text
	}
	shipped, err := web.Documents()
	if err != nil {
		t.Fatal(err)
	}
	library, err := questions.Load(readModel(t), questions.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range append(shipped, library.Documents()...) {
		for name, value := range map[string]string{"query": text, "documentId": manifest.IDPrefix + manifest.Hash(text)} {
			body, err := json.Marshal(map[string]string{name: value})
			if err != nil {
				t.Fatal(err)
			}
			if got := post("/graphql", string(body)); !strings.Contains(got, `"data":`) && !strings.Contains(got, `is required; send it`) {
				t.Errorf("%s %.60q: %.300s", name, text, got)
			}
		}
	}
	const other = "is not one of them"
	for address, want := range map[string]string{
		"/graphql?query={meta{name}}": other, "/export.csv?query={jointActions{nodes{id}}}": other,
		"/export.csv?query=" + url.QueryEscape(shipped[len(shipped)-1]): "", "/export/jointActions.csv": "JANE",
		"/questions/who-joins.json?initiative=jane": `"data"`, "/id/jane": "JANE", "/explore?find=jane": "JANE",
	} {
		if _, got := fetch(t, http.MethodGet, server+address, "", nil); !strings.Contains(got, want) || (want != other) == strings.Contains(got, other) {
			t.Errorf("%s: %.300s, want %q", address, got, want)
		}
	}
	if got := post("/mcp", called("graphql", `{"query": "{ meta { name } }"}`)); !strings.Contains(got, other) {
		t.Errorf("an agent: %s", got)
	}
	if got := post("/mcp", called("ask", `{"question": "who-joins", "values": {"initiative": "JANE"}}`)); strings.Contains(got, other) {
		t.Errorf("a question of an agent: %s", got)
	}
	var stdout, stderr bytes.Buffer
	if status := run(t.Context(), program(t), []string{"ask", "--url", server, "--csv", "who-joins", "initiative=JANE"}, &stdout, &stderr); status != 0 || stdout.Len() == 0 {
		t.Errorf("ask --url: %d %s", status, &stderr)
	}
}

// TestDocumentsHangup reads the manifest again on SIGHUP, and keeps the old one if the new one is
// faulty.
func TestDocumentsHangup(t *testing.T) {
	const first, second = "{ meta { name } }", "{ meta { version } }"
	folder := t.TempDir()
	keys, path := filepath.Join(folder, "keys.yaml"), filepath.Join(folder, "documents.json")
	list := func(content string) {
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(keys, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	list(fmt.Sprintf("{%q: %q}", manifest.Hash(first), first))
	server, log := serveKeys(t, keys, "--documents", path, "--documents-only")
	answers := func(text string, want bool) {
		t.Helper()
		_, got := fetch(t, http.MethodGet, server+"/graphql?documentId="+manifest.IDPrefix+manifest.Hash(text), "", nil)
		if strings.Contains(got, `"data":{"meta"`) != want {
			t.Errorf("%s: %s, want an answer %t", text, got, want)
		}
	}
	answers(first, true)
	answers(second, false)
	for _, step := range []struct {
		content, logged string
		first, second   bool
	}{
		{"{", "the manifest of documents has a fault, so the old documents stay", true, false},
		{fmt.Sprintf("{%q: %q}", manifest.Hash(second), second), `"listed":1`, false, true},
	} {
		list(step.content)
		if err := syscall.Kill(os.Getpid(), syscall.SIGHUP); err != nil {
			t.Fatal(err)
		}
		log.await(t, step.logged)
		answers(first, step.first)
		answers(second, step.second)
	}
	var stdout, stderr bytes.Buffer
	list("{")
	if status := run(t.Context(), program(t), []string{"serve", "--addr", "127.0.0.1:0", "--documents", path}, &stdout, &stderr); status != 1 || !strings.Contains(stderr.String(), "no manifest") {
		t.Errorf("a faulty manifest at startup: %d %s", status, &stderr)
	}
}
