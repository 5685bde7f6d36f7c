package format_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"whojoins/internal/format"
)

// TestTurtle writes each kind of value of JSON-LD as Turtle.
func TestTurtle(t *testing.T) {
	got, err := format.Turtle([]byte(`{"@context":{"ignored":true},"@id":"https://a.example/id/x|y","@type":"Organization",
		"name":["Say \"A\"\\\n\u0001 é",{"@value":"Aé","@language":"fr"}],"sameAs":"https://b.example/","none":null,"empty":[],
		"foundingDate":1900,"whojoins:location.latitude":50.5,"large":1e30,"whole":12.00,"small":-0.00000025,"whojoins:disputed":false,
		"address":{"@type":"PostalAddress","addressCountry":"BE"},"odd name":"x","whojoins:ends.":"y",
		"memberOf":[{"@id":"https://a.example/id/z","name":"Z"},{"@id":"https://a.example/id/plain"},{"@id":"https://a.example/id/z","name":"Z"}],
		"@reverse":{"member":{"@id":"https://a.example/id/of","name":"Of"}}}`))
	if err != nil {
		t.Fatal(err)
	}
	const want = `@prefix schema: <http://schema.org/> .
@prefix whojoins: <https://whojoins.example/terms#> .

<https://a.example/id/x\u007Cy>
  a schema:Organization ;
  schema:name "Say \"A\"\\\n\u0001 é", "Aé"@fr ;
  schema:sameAs <https://b.example/> ;
  schema:foundingDate 1900 ;
  whojoins:location.latitude 5.05E1 ;
  schema:large 1.0E30 ;
  schema:whole 12 ;
  schema:small -2.5E-7 ;
  whojoins:disputed false ;
  schema:address [ a schema:PostalAddress ; schema:addressCountry "BE" ] ;
  <http://schema.org/odd\u0020name> "x" ;
  <https://whojoins.example/terms#ends.> "y" ;
  schema:memberOf <https://a.example/id/z>, <https://a.example/id/plain>, <https://a.example/id/z> .

<https://a.example/id/z>
  schema:name "Z" .

<https://a.example/id/of>
  schema:name "Of" ;
  schema:member <https://a.example/id/x\u007Cy> .
`
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Error(diff)
	}
	for _, text := range []string{``, `[]`, `{"a":`, `"a"`, `{"a":[1`, `null`} {
		if _, err := format.Turtle([]byte(text)); err == nil {
			t.Errorf("%q is not rejected", text)
		}
	}
}
