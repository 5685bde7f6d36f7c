package pages

import (
	_ "embed"
	"html/template"
	"net/url"

	"whojoins/internal/http/pages/style"
)

//go:embed page.css
var rules string

//go:embed entity.html
var design string

var sheet = style.Sheet(rules)

// look tells one design of the pages from another, in their ETags.
var look = style.Digest(design + string(sheet))

// policy lets the page do nothing but show itself in its own style.
var policy = style.Policy(sheet, "form-action 'none'")

var templates = template.Must(template.New("").Funcs(template.FuncMap{
	"style": func() template.CSS { return sheet },
	"path":  func(id string) string { return "/id/" + url.PathEscape(id) },
}).Parse(design))
