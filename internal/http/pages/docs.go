package pages

import (
	"bytes"
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
	"whojoins/internal/plan"
)

// exampleSite is the address of the service in the examples of the documentation. A page shows
// the address at which it was requested instead.
const exampleSite = "http://127.0.0.1:8080"

// Docs serves the documentation: NAME.md as a page at /docs/NAME.md, so that links between
// pages are the same here and in the repository, and index.md at /docs/.
type Docs struct {
	documents map[string]document
	// files has the pictures of the pages.
	files fs.FS
	site  string
}

// document is one page of the documentation. It is written in English.
type document struct {
	title string
	body  template.HTML
}

// documentPage is the content of a page of the documentation.
type documentPage struct {
	frame
	Body template.HTML
}

// NewDocs returns Docs for Markdown files, and for the pictures beside them. site is the address at which people reach the
// service; if it is empty, pages show the address of the request.
func NewDocs(files fs.FS, site string) (*Docs, error) {
	names, err := fs.Glob(files, "*.md")
	if err != nil {
		return nil, err
	}
	d := &Docs{map[string]document{}, files, site}
	var list strings.Builder
	for _, name := range names {
		source, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		if d.documents[name], err = markdown(source); err != nil {
			return nil, err
		}
		list.WriteString(`<li><a href="` + template.HTMLEscapeString(name) + `">` + template.HTMLEscapeString(d.documents[name].title) + `</a></li>`)
	}
	index, ok := d.documents[indexName]
	if !ok {
		index = document{"Documentation", template.HTML(`<h1>Documentation</h1><ul>` + list.String() + `</ul>`)}
	}
	d.documents[""] = index
	return d, nil
}

// indexName is the page at /docs/.
const indexName = "index.md"

// ServeHTTP answers GET and HEAD.
func (d *Docs) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	x := begin(nil, w, r)
	x.page = true
	w.Header().Set("Vary", "Accept-Language")
	if !x.readable() {
		return
	}
	name := strings.TrimPrefix(r.URL.Path, "/docs/")
	if current, ok := formerNames[name]; ok {
		http.Redirect(w, r, "/docs/"+current, http.StatusMovedPermanently)
		return
	}
	found, ok := d.documents[name]
	if page := strings.TrimRight(name, "/") + ".md"; !ok && d.documents[page].title != "" {
		http.Redirect(w, r, "/docs/"+page, http.StatusMovedPermanently)
		return
	}
	if !ok && d.picture(&x, name) {
		return
	}
	if !ok {
		x.fail(http.StatusNotFound, plan.NotFound, phrase("NoDocument"), phrase("SeeDocuments"))
		return
	}
	page := documentPage{x.frame(found.title), found.body}
	if site := negotiate.Site(r, d.site); site != "" {
		// A site is a plain address, so it cannot become markup.
		page.Body = template.HTML(strings.ReplaceAll(string(found.body), exampleSite, site))
	}
	if !x.cached(negotiate.Tag(design, x.language, r.URL.RawQuery, found.title, string(page.Body))) {
		x.show(http.StatusOK, "document", page)
	}
}

// picture answers with a picture of the documentation. It returns false if there is none of that name.
func (d *Docs) picture(x *exchange, name string) bool {
	if path.Ext(name) != ".png" {
		return false
	}
	data, err := fs.ReadFile(d.files, name)
	if err != nil {
		return false
	}
	if !x.cached(negotiate.Tag(string(data))) {
		x.w.Header().Set("Content-Type", "image/png")
		_, _ = x.w.Write(data) // the caller may have left, which is no fault of the page
	}
	return true
}

// formerNames maps the former names of pages to their current names.
var formerNames = map[string]string{"together.md": "collaboration.md"}

// served maps files of the repository to the addresses at which the service serves them.
var served = map[string]string{"../schema.graphqls": "/schema.graphql"}

// markdown parses a page, whose title is its first heading. HTML in it is left out, and so
// are links to files that only the repository has.
func markdown(source []byte) (document, error) {
	m := goldmark.New(goldmark.WithExtensions(extension.GFM), goldmark.WithParserOptions(parser.WithAutoHeadingID()))
	root := m.Parser().Parse(text.NewReader(source))
	var title string
	var unserved []ast.Node
	err := ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.Heading:
			if entering && n.Level == 1 && title == "" {
				title = string(n.Lines().Value(source))
			}
		case *ast.Link:
			destination := string(n.Destination)
			if address, ok := served[destination]; ok {
				n.Destination = []byte(address)
			} else if entering && strings.HasPrefix(path.Clean(destination), "../") {
				unserved = append(unserved, n)
			}
		}
		return ast.WalkContinue, nil
	})
	if err != nil {
		return document{}, err
	}
	for _, n := range unserved {
		unlink(n)
	}
	var b bytes.Buffer
	err = m.Renderer().Render(&b, source, root)
	return document{title, template.HTML(reachable.Replace(b.String()))}, err
}

// reachable lets people who use a keyboard scroll what is wider than the page.
var reachable = strings.NewReplacer("<pre>", `<pre tabindex="0">`, "<table>", `<table tabindex="0">`)

// unlink replaces a link by its text.
func unlink(link ast.Node) {
	parent := link.Parent()
	for child := link.FirstChild(); child != nil; {
		next := child.NextSibling()
		parent.InsertBefore(parent, link, child)
		child = next
	}
	parent.RemoveChild(parent, link)
}
