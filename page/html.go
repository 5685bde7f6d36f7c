package page

import (
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"html/template"
	"net/url"
)

//go:embed entity.html page.css
var files embed.FS

// style stands in the page, so that one request shows it.
var style = read("page.css")

// look tells one design of the pages from another, in their ETags.
var look = digest(read("entity.html") + style)

// policy lets the page do nothing but show itself in its own style.
var policy = "default-src 'none'; style-src 'sha256-" + digest(style) + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

var templates = template.Must(template.New("").Funcs(template.FuncMap{
	"style": func() template.CSS { return template.CSS(style) }, //nolint:gosec // it is our own file
	"path":  func(id string) string { return "/id/" + url.PathEscape(id) },
}).Parse(read("entity.html")))

func read(name string) string {
	text, err := files.ReadFile(name)
	if err != nil {
		panic(err) // it is built into the program
	}
	return string(text)
}

func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return base64.StdEncoding.EncodeToString(sum[:])
}
