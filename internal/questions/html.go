package questions

import (
	"bytes"
	_ "embed"
	"html/template"
	"net/http"

	"whojoins/internal/http/pages/style"
)

//go:embed questions.css
var rules string

//go:embed questions.html
var design string

//go:embed words.yaml
var wording []byte

var sheet = style.Sheet(rules)

// look tells one design of the pages from another, in their ETags.
var look = style.Digest(design + string(wording) + string(sheet))

// policy lets a page show itself in its own style and send its own form, nothing else.
var policy = style.Policy(sheet, "img-src data:", "form-action 'self'")

var templates = template.Must(template.New("").Option("missingkey=error").Funcs(template.FuncMap{
	"style": func() template.CSS { return sheet },
}).Parse(design))

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
