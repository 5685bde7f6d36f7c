package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/pprof"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"github.com/rs/cors"

	"whojoins/graph"
	"whojoins/store"
	"whojoins/web"
)

// readyTime is how long the store may take to answer a readiness probe.
const readyTime = 2 * time.Second

// routes are the paths of the service. Questions and schema are open to pages of any
// origin; they carry no credentials, so there is nothing for such a page to steal.
func routes(answer http.Handler, st store.Store, registry *prometheus.Registry) http.Handler {
	open := cors.New(cors.Options{
		AllowedOrigins: []string{"*"},
		AllowedMethods: []string{http.MethodGet, http.MethodHead, http.MethodPost},
		AllowedHeaders: []string{"*"},
		ExposedHeaders: []string{"Retry-After"},
		MaxAge:         int((24 * time.Hour).Seconds()),
	})
	mux := http.NewServeMux()
	mux.Handle("/graphql", open.Handler(answer))
	mux.Handle("/schema.graphql", open.Handler(text(graph.SDL())))
	mux.Handle("/livez", text("alive\n"))
	mux.Handle("/readyz", ready(st))
	mux.Handle("/metrics", promhttp.HandlerFor(registry, promhttp.HandlerOpts{Registry: registry}))
	page := reading(web.Handler().ServeHTTP)
	mux.Handle("/{$}", page)
	mux.Handle("/assets/", page)
	mux.Handle("/licences.md", page)
	mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
		plain(w, http.StatusNotFound, "nothing is here; questions go to /graphql, and /schema.graphql says what can be asked\n")
	})
	return mux
}

// text answers GET and HEAD with a text that never changes.
func text(body string) http.Handler {
	return reading(func(w http.ResponseWriter, _ *http.Request) { plain(w, http.StatusOK, body) })
}

// ready answers 200 when the store can be asked, else 503.
func ready(st store.Store) http.Handler {
	return reading(func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), readyTime)
		defer cancel()
		view, err := st.View(ctx)
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
