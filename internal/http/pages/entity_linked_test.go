package pages_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/piprate/json-gold/ld"

	"whojoins/internal/format"
)

// TestLinkedDataIsStandard reads the JSON-LD with another library, which must find absolute
// addresses and the terms of schema.org in both directions.
func TestLinkedDataIsStandard(t *testing.T) {
	h, _ := open(t)
	const home = format.Namespace // on whatever host
	options := ld.NewJsonLdOptions("")
	const signs = `<` + home + `/id/sciensano>; rel="cite-as", <https://schema.org/Organization>; rel="type", </id/sciensano>; rel="describedby"; type="application/ld+json", </id/sciensano>; rel="describedby"; type="text/turtle"`
	const licence = `<https://creativecommons.org/licenses/by/4.0/>; rel="license"`
	if got := strings.Join(get(h, "HEAD", "/id/sciensano").Header().Values("Link"), ", "); got != signs+", "+licence {
		t.Errorf("Link is %s, want %s, %s", got, signs, licence)
	}
	var document any
	if err := json.Unmarshal(get(h, "GET", "/id/sciensano").Body.Bytes(), &document); err != nil {
		t.Fatal(err)
	}
	dataset, err := ld.NewJsonLdProcessor().ToRDF(document, options)
	if err != nil {
		t.Fatal(err)
	}
	found := map[[3]string]bool{}
	for _, q := range dataset.(*ld.RDFDataset).Graphs["@default"] {
		found[[3]string{q.Subject.GetValue(), q.Predicate.GetValue(), q.Object.GetValue()}] = true
		found[[3]string{"", q.Predicate.GetValue(), q.Object.GetValue()}] = true
	}
	const schema, sciensano = "http://schema.org/", home + "/id/sciensano"
	for _, want := range [][3]string{
		{sciensano, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", schema + "Organization"},
		{sciensano, schema + "name", "Sciensano"},
		{sciensano, schema + "sameAs", "https://ror.org/04ejags36"},
		{sciensano, schema + "memberOf", home + "/id/jane"},
		{home + "/id/jane", schema + "name", "JANE"},
		{"", schema + "affiliation", sciensano}, // of any person
	} {
		if !found[want] {
			t.Errorf("no triple %q", want)
		}
	}
}
