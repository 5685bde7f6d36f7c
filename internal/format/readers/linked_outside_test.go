//go:build outside

package readers_test

import "testing"

func TestOutsideRDFLibReadsLinkedData(t *testing.T) {
	var got [][3]string
	byPython(t, &got, "jsonld", download(t, everything+"jsonld", "jsonld"))
	missing(t, got, triples)
}
