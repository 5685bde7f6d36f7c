package http

import (
	"net/http"
	"strings"
	"testing"
)

// TestParametersOfTrackers checks that the parameters that other sites add to a link change
// nothing, and that any other unknown parameter is an error that names the right ones.
func TestParametersOfTrackers(t *testing.T) {
	url := start(t).URL()
	const added = "utm_source=x&utm_medium=%22&fbclid=1&gclid=2&msclkid=3&mc_cid=4&mc_eid=5&_=6&utm%5Fx=7"
	for path, known := range map[string]string{
		"/": "lang", "/query": "lang", "/explore?find=jane": "find", "/livez": "without parameters", "/readyz": "without parameters", "/schema.graphql": "without parameters",
		"/licences.md": "without parameters", "/metrics": "name[]", "/docs/": "lang", "/docs/guide.md?lang=fr": "lang", "/id/jane": "lang", "/id/jane?lang=nl": "lang",
		"/questions": "lang", "/questions/who-joins?initiative=jane": "initiative", "/questions/who-joins.csv?initiative=jane": "initiative",
		"/export/institutes.csv?first=1": "first", "/export.csv?query=%7Bpeople%7Bnodes%7Bid%7D%7D%7D": "variables",
	} {
		separator := "?"
		if strings.Contains(path, "?") {
			separator = "&"
		}
		plain, text := get(t, url+path)
		linked, same := get(t, url+path+separator+added)
		if plain.StatusCode != http.StatusOK || linked.StatusCode != http.StatusOK || same != text && path != "/metrics" && path != "/query" {
			t.Errorf("%s: %s, with the parameters of trackers %s", path, plain.Status, linked.Status)
		}
		if tag := linked.Header.Get("Etag"); tag != plain.Header.Get("Etag") {
			t.Errorf("%s: another ETag with the parameters of trackers: %s", path, tag)
		}
		wrong, text := get(t, url+path+separator+added+"&utmsource=1")
		if wrong.StatusCode != http.StatusBadRequest || !strings.Contains(text, "utmsource") || !strings.Contains(text, known) {
			t.Errorf("%s with an unknown parameter: %s %.300s, want an error that names %s", path, wrong.Status, text, known)
		}
	}
	if response, text := get(t, url+"/graphql?query=%7B__typename%7D&other=1&"+added); response.StatusCode != http.StatusOK || !strings.Contains(text, "Query") {
		t.Errorf("/graphql: %s %s", response.Status, text)
	}
	response := do(t, http.MethodGet, url+"/id/jane?x=1", "Accept", "text/html")
	if response.StatusCode != http.StatusBadRequest || !strings.HasPrefix(response.Header.Get("Content-Type"), "text/html") {
		t.Errorf("a browser gets %s, %s", response.Status, response.Header.Get("Content-Type"))
	}
}

// TestAddressesOfIdentifiers checks that the address of an identifier, slashes included, leads to
// its entity.
func TestAddressesOfIdentifiers(t *testing.T) {
	server := start(t)
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	for path, want := range map[string]int{
		"/id/https://ror.org/04ejags36": http.StatusMovedPermanently, "/id/http://www.wikidata.org/entity/Q1": http.StatusNotFound, "/id/ror:04ejags36": http.StatusMovedPermanently,
		"/docs//guide.md": http.StatusTemporaryRedirect,
	} {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL()+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		response, err := client.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		if err := response.Body.Close(); err != nil || response.StatusCode != want || want == http.StatusMovedPermanently && response.Header.Get("Location") != "/id/sciensano" {
			t.Errorf("%s: %s to %q, want %d", path, response.Status, response.Header.Get("Location"), want)
		}
	}
}
