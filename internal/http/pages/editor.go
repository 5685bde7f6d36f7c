package pages

import (
	"bytes"
	"crypto/rand"
	"html/template"
	"io/fs"
	"net/http"
	"path"
	"strings"

	"whojoins/internal/http/negotiate"
)

// Editor serves the query editor, which is GraphiQL, and the files that it loads. Its bundle
// holds the page uncompressed, and every other file compressed with gzip.
type Editor struct {
	bundle fs.FS
	// page is the HTML of the editor, with nonceMark where each answer has a nonce.
	page []byte
}

const (
	// packedExtension follows the name of a compressed file.
	packedExtension = ".gz"
	nonceMark       = "{{nonce}}"
	// headerMark is where the page has the header that all pages have.
	headerMark = "<!--header-->"
	// immutable is the Cache-Control of a file whose name has a hash of its content.
	immutable = "public, max-age=31536000, immutable"
)

// editorFrame is the content of the header of the editor.
type editorFrame struct {
	frame
	Nonce string
	Style template.CSS
}

// bundleTypes are the media types of the files in the bundle; the table of the operating
// system could differ.
var bundleTypes = map[string]string{
	".css": "text/css; charset=utf-8",
	".js":  "text/javascript; charset=utf-8",
	".md":  "text/plain; charset=utf-8",
	".svg": "image/svg+xml",
	".ttf": "font/ttf",
}

// NewEditor returns an Editor for a bundle. It returns an error if the bundle has no page.
func NewEditor(bundle fs.FS) (*Editor, error) {
	page, err := fs.ReadFile(bundle, "index.html")
	return &Editor{bundle, page}, err
}

// EditorPath is the address of the query editor.
const EditorPath = "/query"

// ServeHTTP answers GET and HEAD for the page at EditorPath and for the files that it loads.
func (e *Editor) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	if r.URL.Path == EditorPath {
		e.servePage(w, r)
		return
	}
	e.serveFile(w, r)
}

// servePage writes the page with a new nonce, so it must never be cached.
func (e *Editor) servePage(w http.ResponseWriter, r *http.Request) {
	language := languageOf(r)
	f := editorFrame{frameOf(r, language, "GraphQL"), rand.Text(), template.CSS(frameSheet)}
	f.Current = EditorPath
	above, err := render("editor", f)
	if err != nil {
		http.Error(w, phrase("Broken").EN, http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Language", language)
	h.Set("Vary", "Accept-Language")
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", editorPolicy(f.Nonce))
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cache-Control", "no-store")
	page := bytes.ReplaceAll(e.page, []byte(nonceMark), []byte(f.Nonce))
	_, _ = w.Write(bytes.Replace(page, []byte(headerMark), above, 1)) // the caller may have left, which is no fault of the page
}

// editorPolicy lets the editor load and run this bundle and query this service, and nothing
// else. Monaco creates style elements, which the nonce allows, and writes HTML with style
// attributes, which only unsafe-inline allows. Its icons and the fonts of GraphiQL are data in
// the style sheet.
func editorPolicy(nonce string) string {
	return strings.Join([]string{
		"default-src 'none'",
		"script-src 'self'",
		"worker-src 'self'",
		"connect-src 'self'",
		"style-src-elem 'self' 'nonce-" + nonce + "'",
		"style-src-attr 'unsafe-inline'",
		"img-src 'self' data:",
		"font-src 'self' data:",
		"base-uri 'none'",
		"form-action 'self'",
		"frame-ancestors 'none'",
	}, "; ")
}

// serveFile writes a file of the bundle. The names of files in assets/ contain a hash of their
// content, so those files never change.
func (e *Editor) serveFile(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(r.URL.Path, "/")
	packed, err := fs.ReadFile(e.bundle, path.Clean(name+packedExtension))
	mediaType, known := bundleTypes[path.Ext(name)]
	if err != nil || !known {
		http.Error(w, "the editor has no such file; the editor is at "+EditorPath, http.StatusNotFound)
		return
	}
	h := w.Header()
	h.Set("Content-Type", mediaType)
	h.Set("Cache-Control", "no-cache")
	if strings.HasPrefix(name, "assets/") {
		h.Set("Cache-Control", immutable)
	}
	negotiate.ServePacked(w, r, packed)
}
