package style_test

import (
	"crypto/sha256"
	"encoding/base64"
	"strings"
	"testing"

	"whojoins/internal/http/pages/style"
)

// TestPolicy holds a policy to the one style sheet that a browser is to take: base first,
// own rules behind, so that they win.
func TestPolicy(t *testing.T) {
	sheet := style.Sheet("p { color: red; }")
	if !strings.HasPrefix(string(sheet), ":root {") || !strings.HasSuffix(string(sheet), "}\np { color: red; }") {
		t.Errorf("the sheet is %q", sheet)
	}
	sum := sha256.Sum256([]byte(sheet))
	want := "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
	if got := style.Policy(sheet, "form-action 'self'"); got != want {
		t.Errorf("the policy is %q, want %q", got, want)
	}
}
