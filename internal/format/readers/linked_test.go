package readers_test

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/piprate/json-gold/ld"
)

const (
	schemaOrg = "http://schema.org/"
	rdfType   = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
	home      = "http://graph.example/"
)

// triples are what everybody must find in the linked data.
var triples = [][3]string{
	{"https://ror.org/0aaaaaa00", rdfType, schemaOrg + "Organization"},
	{"https://ror.org/0aaaaaa00", schemaOrg + "name", awkward["alpha"]},
	{"https://ror.org/0aaaaaa00", schemaOrg + "url", home + "id/alpha"},
	{"https://ror.org/0aaaaaa00", schemaOrg + "memberOf", home + "id/delta"},
	{home + "id/beta", schemaOrg + "memberOf", home + "id/delta"},
	{home + "id/beta", schemaOrg + "name", "=1+1"},
	{home + "id/delta", schemaOrg + "funder", home + "id/gamma"},
	{home + "id/delta", schemaOrg + "isPartOf", home + "id/epsilon"},
	{home + "export/jointActions.jsonld", rdfType, schemaOrg + "Dataset"},
	{home + "export/jointActions.jsonld", schemaOrg + "license", "CC0-1.0"},
	{home + "export/jointActions.jsonld", schemaOrg + "isBasedOn", "https://page.example/?a=1&b=2"},
	{home + "export/jointActions.jsonld", schemaOrg + "isBasedOn", home + "id/list"},
	{home + "export/jointActions.jsonld#participation.alpha.delta.1", schemaOrg + "roleName", "COORDINATOR"},
	{home + "export/jointActions.jsonld#participation.alpha.delta.1", schemaOrg + "startDate", "2022"},
	{home + "export/jointActions.jsonld#participation.alpha.delta.1", schemaOrg + "memberOf", home + "id/delta"},
}

func TestRDFLibReadsLinkedData(t *testing.T) {
	var got [][3]string
	byPython(t, &got, "jsonld", download(t, everything+"jsonld", "jsonld"))
	found := map[[3]string]bool{}
	for _, triple := range got {
		found[triple] = true
	}
	for _, want := range triples {
		if !found[want] {
			t.Errorf("no triple %q", want)
		}
	}
}

func TestJSONGoldReadsLinkedData(t *testing.T) {
	text, err := os.ReadFile(download(t, everything+"jsonld", "jsonld"))
	if err != nil {
		t.Fatal(err)
	}
	var document any
	if err := json.Unmarshal(text, &document); err != nil {
		t.Fatal(err)
	}
	dataset, err := ld.NewJsonLdProcessor().ToRDF(document, ld.NewJsonLdOptions(""))
	if err != nil {
		t.Fatal(err)
	}
	found := map[[3]string]bool{}
	for _, q := range dataset.(*ld.RDFDataset).Graphs["@default"] {
		found[[3]string{q.Subject.GetValue(), q.Predicate.GetValue(), q.Object.GetValue()}] = true
	}
	for _, want := range triples {
		if !found[want] {
			t.Errorf("no triple %q", want)
		}
	}
}

// A person is called by the ORCID, and people belong to what is called by its ROR.
func TestPeopleAreCalledByTheirORCID(t *testing.T) {
	var got [][3]string
	byPython(t, &got, "jsonld", download(t, "/export/affiliations.jsonld", "jsonld"))
	want := [3]string{"https://orcid.org/0000-0001-0000-0009", schemaOrg + "affiliation", "https://ror.org/0aaaaaa00"}
	for _, triple := range got {
		if triple == want {
			return
		}
	}
	t.Errorf("no triple %q in %q", want, got)
}
