package readers_test

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/piprate/json-gold/ld"

	"whojoins/internal/format"
)

const (
	schemaOrg = "http://schema.org/"
	rdfType   = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
	// home begins the addresses in linked data, whatever host a file was requested from.
	home = format.Namespace + "/"
)

// triples are the ones that every reader must find in the linked data.
var triples = [][3]string{
	{"https://ror.org/0aaaaaa00", rdfType, schemaOrg + "Organization"},
	{"https://ror.org/0aaaaaa00", home + "terms#type", "INSTITUTE"},
	{"https://ror.org/0aaaaaa00", schemaOrg + "name", awkward["alpha"]},
	{"https://ror.org/0aaaaaa00", schemaOrg + "url", home + "id/alpha"},
	{"https://ror.org/0aaaaaa00", schemaOrg + "memberOf", home + "id/delta"},
	{home + "id/beta", schemaOrg + "memberOf", home + "id/delta"},
	{home + "id/beta", schemaOrg + "name", "=1+1"},
	{home + "id/delta", schemaOrg + "funder", home + "id/gamma"},
	{home + "id/delta", schemaOrg + "isPartOf", home + "id/epsilon"},
	{home + "export/jointActions.jsonld", rdfType, schemaOrg + "Dataset"},
	{home + "export/jointActions.jsonld", schemaOrg + "license", "https://creativecommons.org/publicdomain/zero/1.0/"},
	{home + "export/jointActions.jsonld", schemaOrg + "isBasedOn", "https://page.example/?a=1&b=2"},
	{home + "export/jointActions.jsonld", schemaOrg + "isBasedOn", home + "id/list"},
	{home + "export/jointActions.jsonld#participation.alpha.delta.1", schemaOrg + "roleName", "COORDINATOR"},
	{home + "export/jointActions.jsonld#participation.alpha.delta.1", schemaOrg + "startDate", "2022"},
	{home + "export/jointActions.jsonld#participation.alpha.delta.1", schemaOrg + "memberOf", home + "id/delta"},
}

// TestYearsAreTexts expects a text where schema.org has a date.
func TestYearsAreTexts(t *testing.T) {
	text, err := os.ReadFile(download(t, everything+"jsonld", "jsonld"))
	if err != nil || !strings.Contains(string(text), `"foundingDate":"1900"`) {
		t.Errorf("no text for the year of foundation: %v, %.300s", err, text)
	}
}

func TestJSONGoldReadsLinkedData(t *testing.T) {
	missing(t, byJSONGold(t, download(t, everything+"jsonld", "jsonld")), triples)
}

// TestPersonIsIdentifiedByORCID expects the ORCID of a person and the ROR of the person's
// institute as their addresses.
func TestPersonIsIdentifiedByORCID(t *testing.T) {
	missing(t, byJSONGold(t, download(t, "/export/affiliations.jsonld", "jsonld")), [][3]string{
		{"https://orcid.org/0000-0001-0000-0009", schemaOrg + "affiliation", "https://ror.org/0aaaaaa00"}})
}

// missing reports each wanted triple that a file lacks.
func missing(t *testing.T, got, want [][3]string) {
	t.Helper()
	for _, triple := range want {
		if !slices.Contains(got, triple) {
			t.Errorf("no triple %q", triple)
		}
	}
}

// byJSONGold reads the triples of a file.
func byJSONGold(t *testing.T, path string) (list [][3]string) {
	t.Helper()
	text, err := os.ReadFile(path)
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
	for _, q := range dataset.(*ld.RDFDataset).Graphs["@default"] {
		list = append(list, [3]string{q.Subject.GetValue(), q.Predicate.GetValue(), q.Object.GetValue()})
	}
	return list
}
