//go:build outside

package readers_test

import (
	"bytes"
	"os"
	"testing"
)

func TestOutsideRDFLibReadsLinkedData(t *testing.T) {
	var got [][3]string
	byPython(t, &got, "jsonld", download(t, everything+"jsonld", "jsonld"))
	missing(t, got, triples)
}

// TestOutsideRDFLibReadsTurtle requires Turtle to have the statements of JSON-LD, in files of the
// whole graph and of a network.
func TestOutsideRDFLibReadsTurtle(t *testing.T) {
	for _, address := range []string{"/export/graph.", everything, "/export/collaboration."} {
		text, err := os.ReadFile(download(t, address+"ttl", "ttl"))
		if err != nil {
			t.Fatal(err)
		}
		// The description of a file names the file, which is another one in each format.
		linked := download(t, address+"jsonld", "jsonld")
		other, err := os.ReadFile(linked)
		if err != nil {
			t.Fatal(err)
		}
		turtle := linked + ".ttl"
		if err := os.WriteFile(turtle, bytes.ReplaceAll(text, []byte(address+"ttl"), []byte(address+"jsonld")), 0o600); err != nil {
			t.Fatal(err)
		}
		var got struct {
			Statements  int
			Differences [][]string
		}
		run(t, &got, readers(t), "read.py", "same", linked, turtle)
		if got.Statements < 20 || len(got.Differences) > 0 {
			t.Errorf("%s: of %d statements differ %q\n%s\n%s", address, got.Statements, got.Differences, text, other)
		}
	}
}
