// Package style has what all pages without a script share: the colours and the first
// rules of their style sheets, and the policy under which a page shows itself.
package style

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"html/template"
	"strings"
)

//go:embed base.css
var base string

// Sheet is a style sheet that begins with the rules of all pages. It stands in the page,
// so that one request shows it.
func Sheet(own string) template.CSS {
	return template.CSS(base + own)
}

// Policy is a Content-Security-Policy that lets a page show itself in one style sheet,
// and do what the directives say beyond that.
func Policy(sheet template.CSS, directives ...string) string {
	return strings.Join(append([]string{
		"default-src 'none'", "style-src 'sha256-" + Digest(string(sheet)) + "'", "base-uri 'none'", "frame-ancestors 'none'",
	}, directives...), "; ")
}

// Digest tells one text from another: its SHA-256 in base64.
func Digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return base64.StdEncoding.EncodeToString(sum[:])
}
