package identity

import (
	"slices"
	"strings"
	"testing"
)

// TestForms finds each phrase of forms.txt at its end of a name.
func TestForms(t *testing.T) {
	for _, f := range forms() {
		name := "Example Zwol " + strings.Join(f.words, " ")
		if f.begin {
			name = strings.Join(f.words, " ") + " Example Zwol"
		}
		if list := variants(name); !slices.ContainsFunc(list, func(v variant) bool { return strings.Contains(v.text, "example zwol") }) {
			t.Errorf("%q has only the variants %v", name, list)
		}
	}
}
