package cli

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	httpd "whojoins/internal/http"
	"whojoins/internal/http/callers"
)

// called is a call of a tool, as a client sends it.
func called(tool, arguments string) string {
	return `{"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "` + tool + `", "arguments": ` + arguments + `}}`
}

// toolHeader has the headers of a client of the protocol.
func toolHeader(more ...string) http.Header {
	h := http.Header{"Content-Type": {"application/json"}, "Accept": {"application/json, text/event-stream"}, "Mcp-Protocol-Version": {"2025-11-25"}}
	for i := 0; i < len(more); i += 2 {
		h.Set(more[i], more[i+1])
	}
	return h
}

// TestAgentsOverHTTP checks which pages may send calls, those of the service and listed ones; that
// calls have no session; and what programs that read the web find first.
func TestAgentsOverHTTP(t *testing.T) {
	plain := start(t, Config{Server: httpd.Config{Origins: httpd.EveryOrigin}}).URL()
	site := start(t, Config{Server: httpd.Config{Site: "https://site.example/", Origins: []string{"https://listed.example"}}}).URL()
	testCalls(t, plain+"/mcp")
	for url, want := range map[string]string{plain: "(/mcp)", site: "(https://site.example/mcp)"} {
		response, body := fetch(t, http.MethodGet, url+"/llms.txt", "", nil)
		if response.StatusCode != http.StatusOK || !strings.HasPrefix(body, "# Whojoins\n\n> ") || !strings.Contains(body, want) || strings.Contains(body, "SITE") {
			t.Errorf("llms.txt: %s\n%s", response.Status, body)
		}
	}
	for _, c := range []struct {
		reason, url string
		header      []string
		status      int
	}{
		{"a program", plain, nil, http.StatusOK},
		{"a page of the service", plain, []string{"Origin", plain}, http.StatusOK},
		{"a page of another site", plain, []string{"Origin", "https://evil.example"}, http.StatusForbidden},
		{"a page without an origin", plain, []string{"Origin", "null"}, http.StatusForbidden},
		{"a page that calls this machine by its own name", plain, []string{"Origin", "http://evil.example", "Host", "evil.example"}, http.StatusForbidden},
		{"the same without an origin", plain, []string{"Host", "evil.example"}, http.StatusForbidden},
		{"the site", site, []string{"Origin", "https://site.example"}, http.StatusOK},
		{"the site behind a proxy", site, []string{"Origin", "https://site.example", "Host", "site.example"}, http.StatusOK},
		{"a listed origin", site, []string{"Origin", "https://listed.example"}, http.StatusOK},
		{"another origin", site, []string{"Origin", "https://site.example.evil.example"}, http.StatusForbidden},
	} {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, c.url+"/mcp", strings.NewReader(called("resolve", `{"names": ["Sciensano"]}`)))
		if err != nil {
			t.Fatal(err)
		}
		request.Header = toolHeader(c.header...)
		if host := request.Header.Get("Host"); host != "" {
			request.Host = host
		}
		response, err := (&http.Transport{DisableKeepAlives: true}).RoundTrip(request)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(response.Body)
		if err != nil || response.StatusCode != c.status || c.status == http.StatusOK && !strings.Contains(string(body), "/id/sciensano") {
			t.Errorf("%s: %s %.300s %v", c.reason, response.Status, body, err)
		}
		response.Body.Close()
	}
}

// testCalls checks that calls have no session, and the errors of the transport.
func testCalls(t *testing.T, url string) {
	t.Helper()
	for _, c := range []struct {
		reason, method, body string
		header               http.Header
		status               int
	}{
		{"a list of tools", http.MethodPost, `{"jsonrpc": "2.0", "id": 1, "method": "tools/list"}`, toolHeader(), http.StatusOK},
		{"a stream", http.MethodGet, "", toolHeader(), http.StatusMethodNotAllowed},
		{"the end of a session", http.MethodDelete, "", toolHeader(), http.StatusMethodNotAllowed},
		{"no JSON", http.MethodPost, "tools", toolHeader("Content-Type", "text/plain"), http.StatusUnsupportedMediaType},
		{"a body that is too long", http.MethodPost, called("resolve", `{"names": ["`+strings.Repeat("a", 1<<20)+`"]}`), toolHeader(), http.StatusRequestEntityTooLarge},
	} {
		response, body := fetch(t, c.method, url, c.body, c.header)
		if response.StatusCode != c.status || response.Header.Get("Mcp-Session-Id") != "" {
			t.Errorf("%s: %s %.200s", c.reason, response.Status, body)
		}
	}
}

// TestBudgetOfTools checks that calls spend the budget of their caller.
func TestBudgetOfTools(t *testing.T) {
	keys := filepath.Join(t.TempDir(), "keys.yaml")
	if err := os.WriteFile(keys, []byte("- {name: anonymous, budget: 100000}"), 0o600); err != nil {
		t.Fatal(err)
	}
	url := start(t, Config{Server: httpd.Config{Callers: callers.Config{Keys: keys}}}).URL() + "/mcp"
	refused := false
	for range 40 {
		_, body := fetch(t, http.MethodPost, url, called("entity", `{"of": "sciensano"}`), toolHeader())
		if refused = strings.Contains(body, "RATE_LIMITED"); refused {
			break
		}
	}
	if !refused {
		t.Error("forty calls were not bounded by a budget")
	}
}

// TestToolsOnStandardInput speaks the protocol as a program that starts whojoins mcp does.
func TestToolsOnStandardInput(t *testing.T) {
	schema, err := os.ReadFile("../../schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	input, feed := io.Pipe()
	output, printed := io.Pipe()
	done := make(chan error, 1)
	var log bytes.Buffer
	go func() {
		c := &mcpCommand{Store: memoryStore, Site: "https://site.example"}
		done <- c.Run(t.Context(), &terminal{stdin: input, stdout: printed, stderr: &log, program: Program{Schema: string(schema), Version: "test"}})
	}()
	lines := bufio.NewScanner(output)
	for i, c := range []struct{ message, want string }{
		{`{"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": {"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}}`, `"protocolVersion":"2025-11-25"`},
		{`{"jsonrpc": "2.0", "method": "notifications/initialized"}`, ""},
		{called("resolve", `{"names": ["Sciensano"]}`), `https://site.example/id/sciensano`},
	} {
		var compact bytes.Buffer
		if err := json.Compact(&compact, []byte(c.message)); err != nil {
			t.Fatal(err)
		}
		if _, err := feed.Write(append(compact.Bytes(), '\n')); err != nil {
			t.Fatal(err)
		}
		if c.want != "" && (!lines.Scan() || !strings.Contains(lines.Text(), c.want)) {
			t.Errorf("message %d: %.500s, want %s", i, lines.Text(), c.want)
		}
	}
	if err := feed.Close(); err != nil {
		t.Fatal(err)
	}
	if err := <-done; err != nil || log.Len() > 0 {
		t.Errorf("at the end of the input: %v %s", err, log.String())
	}
}
