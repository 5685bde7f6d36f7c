// Package web is the page for people: GraphiQL with example questions, the answer as a
// table, and links to share. `make web` builds it from the sources beside this file into
// dist/, which is committed, so that building the program needs Go alone.
package web

import (
	"bytes"
	"compress/gzip"
	"crypto/rand"
	"embed"
	"io"
	"io/fs"
	"net/http"
	"path"
	"strconv"
	"strings"
	"time"

	"whojoins/internal/http/negotiate"
)

//go:embed dist
var bundle embed.FS

// The bundle holds its page as it is and everything else in its gzip form.
const (
	page   = "dist/index.html"
	packed = ".gz"
	// placeholder stands in the page where each answer has a nonce of its own.
	placeholder = "{{nonce}}"
)

// types are the media types of what the bundle holds; a machine's own table of them
// could differ.
var types = map[string]string{
	".css": "text/css; charset=utf-8",
	".js":  "text/javascript; charset=utf-8",
	".md":  "text/plain; charset=utf-8",
	".svg": "image/svg+xml",
	".ttf": "font/ttf",
}

// Handler answers GET and HEAD for the page at / and for the files that it loads.
func Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		if r.URL.Path == "/" {
			servePage(w)
			return
		}
		serveFile(w, r)
	})
}

// servePage writes the page with a fresh nonce, so it is never kept.
func servePage(w http.ResponseWriter) {
	text, err := bundle.ReadFile(page)
	if err != nil {
		http.Error(w, "the page is not in this build", http.StatusNotFound)
		return
	}
	nonce := rand.Text()
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", policy(nonce))
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cache-Control", "no-store")
	_, _ = w.Write(bytes.ReplaceAll(text, []byte(placeholder), []byte(nonce))) // the client may be gone; nobody is left to tell
}

// policy is what the page may load and run: this bundle and the service, nothing else.
// Monaco makes style elements, which the nonce allows, and writes HTML with style
// attributes, which nothing narrower than unsafe-inline does. Its icons and the fonts of
// GraphiQL stand in the style sheet as data.
func policy(nonce string) string {
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
		"form-action 'none'",
		"frame-ancestors 'none'",
	}, "; ")
}

// serveFile writes a file of the bundle. Names under assets/ hold a hash of what is in
// them, so those files never change.
func serveFile(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(r.URL.Path, "/")
	body, err := fs.ReadFile(bundle, path.Join("dist", name+packed))
	kind, known := types[path.Ext(name)]
	if err != nil || !known {
		http.Error(w, "no such file of the page; the page itself is at /", http.StatusNotFound)
		return
	}
	h := w.Header()
	h.Set("Content-Type", kind)
	h.Set("Vary", "Accept-Encoding")
	h.Set("Cache-Control", "no-cache")
	if strings.HasPrefix(name, "assets/") {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	tag := negotiate.Tag(string(body))
	if negotiate.Takes(r, "gzip") {
		h.Set("Content-Encoding", "gzip")
		tag += "-gzip"
	} else if body, err = unpack(body); err != nil {
		http.Error(w, "the file is damaged in this build", http.StatusInternalServerError)
		return
	}
	h.Set("ETag", strconv.Quote(tag))
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body))
}

// unpack undoes gzip.
func unpack(body []byte) ([]byte, error) {
	z, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(z)
}
