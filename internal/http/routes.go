package http

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/pprof"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"whojoins/docs"
	"whojoins/graph"
	"whojoins/internal/http/files"
	"whojoins/internal/http/negotiate"
	"whojoins/internal/http/pages"
	"whojoins/internal/store"
	"whojoins/web"
)

// readyTime is how long the store may take to answer a readiness probe.
const readyTime = 2 * time.Second

// parts are what the paths lead to.
type parts struct {
	graphql  http.Handler
	files    http.Handler
	entities http.Handler
	// questions answers the library of questions.
	questions http.Handler
	store     store.Store
	registry  *prometheus.Registry
	stopping  *draining
	// site is the address under which people reach the service; empty for the one that
	// they request.
	site string
	// origins are those whose pages may ask; nil for any.
	origins []string
}

// routes are the paths of the service.
func routes(p parts) (http.Handler, error) {
	open := openTo(p.origins)
	mux := http.NewServeMux()
	served := map[string]http.Handler{
		"/graphql": p.graphql, "/schema.graphql": text(graph.SDL()), "/id/{id...}": p.entities,
	}
	for _, path := range pages.QuestionPaths {
		served[path] = p.questions
	}
	for path, h := range served {
		small, err := negotiate.Compress(h)
		if err != nil {
			return nil, err
		}
		mux.Handle(path, open.Handler(small))
	}
	mux.Handle("/livez", reading(func(w http.ResponseWriter, _ *http.Request) { plain(w, http.StatusOK, "alive\n") }))
	mux.Handle("/readyz", ready(p.store, p.stopping))
	mux.Handle("/metrics", promhttp.HandlerFor(p.registry, promhttp.HandlerOpts{Registry: p.registry}))
	editor, err := pages.NewEditor(web.Bundle())
	if err != nil {
		return nil, err
	}
	page := reading(editor.ServeHTTP)
	mux.Handle("/{$}", page)
	mux.Handle("/assets/", page)
	mux.Handle("/licences.md", page)
	guide, err := pages.NewDocs(docs.Files, p.site)
	if err != nil {
		return nil, err
	}
	mux.Handle("/docs/", guide)
	// Files are open to all pages, whoever else may ask.
	exports, err := negotiate.Compress(p.files)
	if err != nil {
		return nil, err
	}
	mux.Handle("/export/", exports)
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		if files.IsExport(r.URL.Path) {
			exports.ServeHTTP(w, r)
			return
		}
		plain(w, http.StatusNotFound, "nothing is here; questions go to /graphql, and /schema.graphql says what can be asked\n")
	})
	return p.stopping.handler(mux), nil
}

// text answers GET and HEAD with a text that never changes while the program runs.
func text(body string) http.Handler {
	tag := negotiate.Tag(body)
	return reading(func(w http.ResponseWriter, r *http.Request) {
		named, known := negotiate.Known(r, tag)
		if !known {
			named = tag
		}
		w.Header().Set("ETag", `"`+named+`"`)
		w.Header().Set("Cache-Control", "public, no-cache")
		if known {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		plain(w, http.StatusOK, body)
	})
}

// ready answers 200 when the store can be asked and the service is not about to stop,
// else 503.
func ready(st store.Store, stopping *draining) http.Handler {
	return reading(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		if stopping.Load() {
			plain(w, http.StatusServiceUnavailable, "not ready: the service is stopping\n")
			return
		}
		ctx, cancel := context.WithTimeout(r.Context(), readyTime)
		defer cancel()
		view, err := st.View(ctx, store.ViewOptions{})
		if err != nil {
			plain(w, http.StatusServiceUnavailable, "not ready: the store does not answer\n")
			return
		}
		view.Close()
		plain(w, http.StatusOK, "ready\n")
	})
}

// reading refuses every method that is not for reading.
func reading(h http.HandlerFunc) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			plain(w, http.StatusMethodNotAllowed, fmt.Sprintf("%.20q is not a method here; GET is\n", r.Method))
			return
		}
		h(w, r)
	})
}

func plain(w http.ResponseWriter, status int, body string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, body) // the client may be gone; nobody is left to tell
}

// profiles are the runtime's profiles, under the paths that `go tool pprof` knows.
func profiles() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/debug/pprof/", pprof.Index)
	mux.HandleFunc("/debug/pprof/profile", pprof.Profile)
	mux.HandleFunc("/debug/pprof/symbol", pprof.Symbol)
	mux.HandleFunc("/debug/pprof/trace", pprof.Trace)
	return mux
}
