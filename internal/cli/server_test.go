package cli

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	httpd "whojoins/internal/http"
	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/testenv"
)

// readModel parses the schema.
func readModel(t *testing.T) *model.Model {
	t.Helper()
	m, err := model.ParseFile("../../schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// start serves a dataset on a free port until the test ends, by default the curated one, from a
// packed file. Unless the test sets a deadline, requests have ten times the default one, so
// that none times out on a busy machine.
func start(t *testing.T, c Config) *Service {
	t.Helper()
	usual := plan.DefaultLimits()
	if c.Server.Limits == (plan.Limits{}) {
		c.Server.Limits = usual
	}
	if c.Server.Limits.Time == usual.Time {
		c.Server.Limits.Time *= 10
	}
	c.Server.Model, c.Server.Addr = readModel(t), "127.0.0.1:0"
	switch {
	case c.Store == "" && c.Data == "":
		c.Store = packed(t)
	case c.Store == "":
		c.Store = memoryStore
	}
	return testenv.Serve(t, func(ctx context.Context) (*Service, error) { return Open(ctx, c) })
}

// fetch sends a request and returns the response with its body.
func fetch(t *testing.T, method, url, body string, header http.Header) (*http.Response, string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for name, values := range header {
		request.Header[name] = values
	}
	transport := &http.Transport{DisableKeepAlives: true}
	response, err := transport.RoundTrip(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response, string(text)
}

func TestRoutes(t *testing.T) { eachStore(t, testRoutes) }

func testRoutes(t *testing.T, config Config) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	t.Run("", func(t *testing.T) {
		url := start(t, config).URL()
		for _, c := range []struct {
			method, path, body string
			status             int
			mediaType, has     string
			reason             string
		}{
			{"GET", "/livez", "", 200, "text/plain", "alive", "the program runs"},
			{"GET", "/readyz", "", 200, "text/plain", "ready", "the store answers"},
			{"HEAD", "/readyz", "", 200, "text/plain", "", "probes may use HEAD"},
			{"POST", "/readyz", "", 405, "text/plain", "use GET", "a probe is read-only"},
			{"GET", "/schema.graphql", "", 200, "text/plain", "type JointAction implements Entity & Initiative", "the schema is text without build-time directives"},
			{"GET", "/schema.graphql", "", 200, "text/plain", "jointActions(", "the schema includes derived fields"},
			{"GET", "/metrics", "", 200, "text/plain", "go_goroutines", "metrics include the Go runtime"},
			{"POST", "/graphql", `{"query":"{ meta { name } }"}`, 200, "application/json", `{"meta":{"name":"Whojoins"}}`, "queries are answered"},
			{"GET", "/nothing", "", 404, "text/plain", "/graphql", "an unknown path is an error that lists paths"},
		} {
			header := http.Header{"Content-Type": {"application/json"}}
			response, text := fetch(t, c.method, url+c.path, c.body, header)
			if response.StatusCode != c.status || !strings.HasPrefix(response.Header.Get("Content-Type"), c.mediaType) || !strings.Contains(text, c.has) {
				t.Errorf("%s %s: %s, %q, %.300q; want %d, %s, %q: %s", c.method, c.path, response.Status,
					response.Header.Get("Content-Type"), text, c.status, c.mediaType, c.has, c.reason)
			}
		}
	})
}

func TestProfilesStandApart(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	t.Run("", func(t *testing.T) {
		server := start(t, Config{Server: httpd.Config{Profile: "127.0.0.1:0"}})
		if response, _ := fetch(t, http.MethodGet, server.URL()+"/debug/pprof/", "", nil); response.StatusCode != http.StatusNotFound {
			t.Errorf("profiles on the address of the service: %s, want 404", response.Status)
		}
		profile := server.ProfileURL()
		if response, text := fetch(t, http.MethodGet, profile+"/debug/pprof/", "", nil); !strings.Contains(text, "goroutine") {
			t.Errorf("profiles on their own address: %s, %.100q", response.Status, text)
		}
	})
}

func TestAnyOriginMayAskWithoutCredentials(t *testing.T) {
	url := start(t, Config{}).URL() + "/graphql"
	response, _ := fetch(t, http.MethodOptions, url, "", http.Header{
		"Origin":                         {"https://example.org"},
		"Access-Control-Request-Method":  {"POST"},
		"Access-Control-Request-Headers": {"content-type"},
	})
	got := map[string]string{}
	for _, name := range []string{"Access-Control-Allow-Origin", "Access-Control-Allow-Methods", "Access-Control-Allow-Headers", "Access-Control-Allow-Credentials"} {
		got[name] = response.Header.Get(name)
	}
	want := map[string]string{
		"Access-Control-Allow-Origin": "*", "Access-Control-Allow-Methods": "POST",
		"Access-Control-Allow-Headers": "content-type", "Access-Control-Allow-Credentials": "",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("preflight (-want +got):\n%s", diff)
	}
}

// TestTheReadmeIsTrue sends every query of the README, and compares the first answer.
func TestTheReadmeIsTrue(t *testing.T) {
	url := start(t, Config{}).URL() + "/graphql"
	shown := blocks(t, "json")[0]
	for i, question := range blocks(t, "graphql") {
		body, err := json.Marshal(map[string]string{"query": question})
		if err != nil {
			t.Fatal(err)
		}
		_, text := fetch(t, http.MethodPost, url, string(body), http.Header{"Content-Type": {"application/json"}})
		if strings.Contains(text, `"errors"`) || !strings.Contains(text, `"name"`) && !strings.Contains(text, `"buckets"`) {
			t.Errorf("%s\ngot the answer %.500s", question, text)
		}
		if i == 0 {
			var got, want any
			if err := errors.Join(json.Unmarshal([]byte(text), &got), json.Unmarshal([]byte(shown), &want)); err != nil {
				t.Fatal(err)
			}
			if lack := lacks(got, want); lack != "" {
				t.Errorf("the first answer lacks what the README shows: %s", lack)
			}
		}
	}
}
