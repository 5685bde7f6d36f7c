package cli

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	httpd "whojoins/internal/http"
)

// TestReadersBehindAProxy replaces the file that eight services answer from, while clients send
// requests through a proxy that takes the services in turn. No request fails, every answer is of
// one edition, and a client that names an edition in its addresses gets that one, also from a
// service that has not yet loaded it by itself.
func TestReadersBehindAProxy(t *testing.T) {
	temp, dir := t.TempDir(), workspaceOf(t, "2026-11-01", "participants")
	current, next := filepath.Join(temp, "current.pack"), filepath.Join(temp, "next.pack")
	runs(t, "build", dir, "--alone", "--out", current)
	importInto(t, dir, "organisations", "2026-11-02", registers["organisations"])
	runs(t, "build", dir, "--alone", "--out", next)
	proxy := proxyOf(t, 8, current)
	const query = "/graphql?query=%7Bmeta%7BdataVersion%7Da:institute(id:%22pic-900000001%22)%7Bname%7D%7D"
	first := versionAt(t, proxy+query)

	var names sync.Map // of the institute, by edition
	var seen atomic.Int64
	done := make(chan struct{})
	var clients sync.WaitGroup
	for range 4 {
		clients.Go(func() {
			named := first
			for {
				select {
				case <-done:
					return
				case <-time.After(2 * time.Millisecond):
				}
				for _, prefix := range []string{"", "/e/" + named, "/e/" + first} {
					version, name, err := ask(proxy + prefix + query)
					before, _ := names.LoadOrStore(version, name)
					switch {
					case err != nil || before != name:
						t.Errorf("%s, named %q: %q is called %q, or %v: %v", prefix, named, version, name, before, err)
						return
					case prefix != "" && prefix != "/e/"+version:
						t.Errorf("%s answers from edition %s", prefix, version)
						return
					case prefix == "" && version != first:
						named = version
						seen.Add(1)
					}
				}
			}
		})
	}
	if err := os.Rename(next, current); err != nil {
		t.Fatal(err)
	}
	for end := time.Now().Add(time.Minute); seen.Load() < 100 && time.Now().Before(end) && !t.Failed(); time.Sleep(10 * time.Millisecond) {
	}
	close(done)
	clients.Wait()
	if seen.Load() < 100 {
		t.Errorf("the new edition was seen %d times", seen.Load())
	}
}

// proxyOf starts a number of services that answer from a file, and returns the address of a proxy
// that takes them in turn.
func proxyOf(t *testing.T, n int, file string) string {
	t.Helper()
	var services []*httputil.ReverseProxy
	for range n {
		address, err := url.Parse(start(t, Config{Store: file, Editions: 2, Server: httpd.Config{Logger: nopLogger()}}).URL())
		if err != nil {
			t.Fatal(err)
		}
		services = append(services, httputil.NewSingleHostReverseProxy(address))
	}
	var turn atomic.Uint64
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		services[turn.Add(1)%uint64(len(services))].ServeHTTP(w, r)
	}))
	t.Cleanup(proxy.Close)
	return proxy.URL
}

// versionAt returns the edition of an answer.
func versionAt(t *testing.T, address string) string {
	t.Helper()
	version, _, err := ask(address)
	if err != nil {
		t.Fatal(err)
	}
	return version
}

// ask returns the edition of an answer, and the name of the institute in it.
func ask(address string) (version, name string, err error) {
	response, err := http.Get(address) //nolint:gosec // the address of a service that the test started
	if err != nil {
		return "", "", err
	}
	defer response.Body.Close()
	var answer struct {
		Data struct {
			Meta struct{ DataVersion string }
			A    struct{ Name string }
		}
	}
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil || response.StatusCode != http.StatusOK {
		return "", "", fmt.Errorf("%s: %w", response.Status, err)
	}
	if header := response.Header.Get("X-Dataset-Version"); header != answer.Data.Meta.DataVersion {
		return "", "", fmt.Errorf("the header names edition %q, the answer %q", header, answer.Data.Meta.DataVersion)
	}
	return answer.Data.Meta.DataVersion, answer.Data.A.Name, nil
}
