package layout_test

import (
	"testing"

	"whojoins/internal/store/neo4j/layout"
	"whojoins/internal/store/storetest"
)

// TestDigests expects the digest of an entity to depend on everything that is stored of it, and on
// nothing else.
func TestDigests(t *testing.T) {
	known := map[string]int{}
	for i, fields := range []storetest.Fields{
		{"name": "A"},
		{"name": "a"},
		{"name": "A", "acronym": "B"},
		{"name": "A", "city": "B"},
		{"name": "A", "founded": 1951},
		{"name": "A", "founded": 1952},
		{"name": "A", "disputed": true},
		{"name": "A", "kinds": []string{"ab", "c"}},
		{"name": "A", "kinds": []string{"a", "bc"}},
		{"name": "A", "kinds": []string{"abc"}},
		{"name": "A", "aliases": []storetest.Fields{{"name": "B"}}},
		{"name": "A", "aliases": []storetest.Fields{{"name": "B"}, {"name": "C"}}},
		{"name": "A", "aliases": []storetest.Fields{{"name": "C"}, {"name": "B"}}},
	} {
		digests := map[string]bool{}
		for range 2 {
			b := storetest.NewBuilder(fixedModel(t))
			b.Entity("Institute", "a", fields)
			r, err := encode(b.Graph)
			if err != nil {
				t.Fatal(err)
			}
			digests[layout.DigestOf(r.entities["a"])] = true
		}
		for digest := range digests {
			if other, taken := known[digest]; taken || digest == "" || len(digests) != 1 {
				t.Errorf("%v: %d digests, %q is that of number %d", fields, len(digests), digest, other)
			}
			known[digest] = i
		}
	}
}
