package web

import (
	"bytes"
	_ "embed"
	"html/template"
	"io/fs"
	"net/http"
	"path"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"whojoins/internal/http/negotiate"
	"whojoins/internal/http/pages/style"
)

//go:embed docs.html
var docsHTML string

//go:embed docs.css
var docsRules string

var docsSheet = style.Sheet(docsRules)

// docsPolicy lets a page show itself in its own style, and pictures of this service.
var docsPolicy = style.Policy(docsSheet, "img-src 'self' data:", "form-action 'none'")

var docsPage = template.Must(template.New("docs").Parse(docsHTML))

// document is one page of the documentation, or the list of them.
type document struct {
	Title string
	Style template.CSS
	Text  template.HTML
}

// Docs answers GET and HEAD for the documentation: NAME.md as a page under /docs/NAME.md,
// so that links between pages are the same in the repository, and a list under /docs/.
func Docs(files fs.FS) (http.Handler, error) {
	names, err := fs.Glob(files, "*.md")
	if err != nil {
		return nil, err
	}
	pages := map[string][]byte{}
	var list strings.Builder
	for _, name := range names {
		source, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		title, body, err := markdown(source)
		if err != nil {
			return nil, err
		}
		if pages[name], err = render(document{title, docsSheet, body}); err != nil {
			return nil, err
		}
		list.WriteString(`<li><a href="` + template.HTMLEscapeString(name) + `">` + template.HTMLEscapeString(title) + `</a></li>`)
	}
	index := template.HTML(`<h1>Documentation</h1><ul>` + list.String() + `</ul>`)
	if pages[""], err = render(document{"Documentation", docsSheet, index}); err != nil {
		return nil, err
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { serveDocument(w, r, pages) }), nil
}

func serveDocument(w http.ResponseWriter, r *http.Request, pages map[string][]byte) {
	body, ok := pages[strings.TrimPrefix(r.URL.Path, "/docs/")]
	if !ok {
		http.Error(w, "no such page of the documentation; /docs/ lists them", http.StatusNotFound)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", docsPolicy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cache-Control", "public, no-cache")
	tag := negotiate.Tag(string(body))
	named, known := negotiate.Known(r, tag)
	if known {
		h.Set("ETag", `"`+named+`"`)
		w.WriteHeader(http.StatusNotModified)
		return
	}
	h.Set("ETag", `"`+tag+`"`)
	_, _ = w.Write(body) // the client may be gone; nobody is left to tell
}

// markdown makes HTML of a page, and tells its first heading. HTML in it is left out.
func markdown(source []byte) (title string, body template.HTML, err error) {
	m := goldmark.New(goldmark.WithExtensions(extension.GFM), goldmark.WithParserOptions(parser.WithAutoHeadingID()))
	root := m.Parser().Parse(text.NewReader(source))
	err = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.Heading:
			if entering && n.Level == 1 && title == "" {
				title = string(n.Lines().Value(source))
			}
		case *ast.Link:
			// The schema stands beside docs/ in the repository, and is served by another name.
			if path.Base(string(n.Destination)) == "schema.graphqls" {
				n.Destination = []byte("/schema.graphql")
			}
		}
		return ast.WalkContinue, nil
	})
	if err != nil {
		return "", "", err
	}
	var b bytes.Buffer
	err = m.Renderer().Render(&b, source, root)
	return title, template.HTML(b.String()), err
}

func render(d document) ([]byte, error) {
	var b bytes.Buffer
	err := docsPage.Execute(&b, d)
	return b.Bytes(), err
}
