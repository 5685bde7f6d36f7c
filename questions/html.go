package questions

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"html/template"
	"net/http"
)

//go:embed questions.html questions.css words.yaml
var design embed.FS

// style stands in the page, so that one request shows it.
var style = designed("questions.css")

// look tells one design of the pages from another, in their ETags.
var look = digest(designed("questions.html") + designed("words.yaml") + style)

// policy lets a page show itself in its own style and send its own form, nothing else.
var policy = "default-src 'none'; style-src 'sha256-" + digest(style) + "'; img-src data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

var templates = template.Must(template.New("").Option("missingkey=error").Funcs(template.FuncMap{
	"style": func() template.CSS { return template.CSS(style) }, //nolint:gosec // it is our own file
}).Parse(designed("questions.html")))

// designed is a file of the design.
func designed(name string) string {
	text, err := design.ReadFile(name)
	if err != nil {
		panic(err) // it is built into the program
	}
	return string(text)
}

func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return base64.StdEncoding.EncodeToString(sum[:])
}

// show writes a page.
func (x *exchange) show(status int, name string, value any) {
	var b bytes.Buffer
	if err := templates.ExecuteTemplate(&b, name, value); err != nil {
		http.Error(x.w, "something went wrong here", http.StatusInternalServerError)
		return
	}
	header := x.w.Header()
	header.Set("Content-Security-Policy", policy)
	header.Set("Content-Language", x.language)
	header.Set("Referrer-Policy", "no-referrer")
	x.send(status, "text/html", b.Bytes())
}
