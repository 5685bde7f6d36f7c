package pages_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/piprate/json-gold/ld"

	"whojoins/internal/format"
)

// TestCatalogue reads the description of the dataset in terms of DCAT with another library: everything
// that a portal needs, with absolute addresses, and the same in Turtle.
func TestCatalogue(t *testing.T) {
	h := finder(t)
	w := get(h, "GET", "/", "Accept", "application/ld+json")
	var document any
	if err := json.Unmarshal(w.Body.Bytes(), &document); err != nil {
		t.Fatalf("%s: %v", w.Header().Get("Content-Type"), err)
	}
	parsed, err := ld.NewJsonLdProcessor().ToRDF(document, ld.NewJsonLdOptions(""))
	if err != nil {
		t.Fatal(err)
	}
	found := map[[3]string]bool{}
	for _, q := range parsed.(*ld.RDFDataset).Graphs["@default"] {
		found[[3]string{q.Subject.GetValue(), q.Predicate.GetValue(), q.Object.GetValue()}] = true
	}
	const home, dcat, dct, kind = format.Namespace + "/", "http://www.w3.org/ns/dcat#", "http://purl.org/dc/terms/", "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
	const file = home + "export/graph.ttl"
	for _, want := range [][3]string{
		{home, kind, dcat + "Dataset"}, {home, dct + "title", "Synthetic dataset"},
		{home, dct + "license", "https://creativecommons.org/licenses/by/4.0/"}, {home, dct + "modified", "2026-11"},
		{home, dcat + "distribution", file}, {file, kind, dcat + "Distribution"}, {file, dcat + "downloadURL", file}, {file, dcat + "accessURL", file},
		{file, dcat + "mediaType", "https://www.iana.org/assignments/media-types/text/turtle"},
		{home + "graphql", dcat + "servesDataset", home}, {home + "graphql", dcat + "endpointURL", home + "graphql"},
	} {
		if !found[want] {
			t.Errorf("the JSON-LD has no statement %q", want)
		}
	}
	turtle := get(h, "GET", "/", "Accept", "text/turtle")
	for _, want := range []string{"@prefix dcat: <http://www.w3.org/ns/dcat#> .", "<" + home + ">\n  a dcat:Dataset ;", `dct:modified "2026-11"^^xsd:gYearMonth`, `dct:title "Synthetic dataset"@en`} {
		if !strings.Contains(turtle.Body.String(), want) {
			t.Errorf("%q is missing in the Turtle\n%.2000s", want, turtle.Body)
		}
	}
	links := strings.Join(get(h, "GET", "/", "Accept", "text/html").Header().Values("Link"), ", ")
	if want := `</>; rel="describedby"; type="application/ld+json", </>; rel="describedby"; type="text/turtle"`; !strings.Contains(links, want) {
		t.Errorf("Link of the page is %s, want %s", links, want)
	}
	if a, b := w.Header().Get("ETag"), turtle.Header().Get("ETag"); a == "" || a == b {
		t.Errorf("ETags %s and %s, want two", a, b)
	}
	if other := get(h, "GET", "/"); !strings.HasPrefix(other.Header().Get("Content-Type"), "text/html") {
		t.Errorf("without Accept the home page is %s", other.Header().Get("Content-Type"))
	}
}
