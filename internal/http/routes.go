package http

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/pprof"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"whojoins/docs"
	"whojoins/graph"
	"whojoins/internal/http/callers"
	"whojoins/internal/http/files"
	"whojoins/internal/http/negotiate"
	"whojoins/internal/http/openapi"
	"whojoins/internal/http/pages"
	"whojoins/internal/http/reconcile"
	"whojoins/internal/questions"
	"whojoins/internal/store"
	"whojoins/web"
)

// graphqlPath is the address of GraphQL.
const graphqlPath = "/graphql"

// readyTime is how long the store may take to answer a readiness probe.
const readyTime = 2 * time.Second

// handlers answer the addresses of the service.
type handlers struct {
	graphql, files, entities, questions, home, explorer, reconcile http.Handler
	// pictures answers the addresses of pictures below /export.
	pictures *pages.Pictures
	// openapi describes the questions and the files.
	openapi http.Handler
	// agents answers the Model Context Protocol.
	agents http.Handler

	editions *editions
	engine   *graph.Engine
	callers  *callers.Callers
	store    store.Store
	registry *prometheus.Registry
	stopping *draining
	log      *slog.Logger
	// site is the address at which people reach the service; if it is empty, the address of
	// each request is used.
	site string
	// origins are the origins whose pages may read answers; nil means every origin.
	origins []string
}

// routes returns the handler of every address. A pattern with GET also answers HEAD.
func routes(h handlers) (http.Handler, error) {
	mux := http.NewServeMux()
	if err := errors.Join(h.routeData(mux), h.routeAgents(mux)); err != nil {
		return nil, err
	}
	editor, err := pages.NewEditor(web.Bundle())
	if err != nil {
		return nil, err
	}
	for _, pattern := range []string{"GET /assets/", "GET /licences.md"} {
		mux.Handle(pattern, onlyWith(h.engine, editor))
	}
	mux.Handle("GET "+pages.EditorPath, onlyWith(h.engine, editor, questions.LanguageKey))
	script, err := pages.NewScript()
	if err != nil {
		return nil, err
	}
	mux.Handle("GET "+pages.ScriptPath, onlyWith(h.engine, script))
	guide, err := pages.NewDocs(docs.Files, h.site)
	if err != nil {
		return nil, err
	}
	mux.Handle("GET /docs/", onlyWith(h.engine, guide, questions.LanguageKey))
	alive := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { plain(w, http.StatusOK, "alive\n") })
	mux.Handle("GET /livez", onlyWith(h.engine, alive))
	mux.Handle("GET /readyz", onlyWith(h.engine, http.HandlerFunc(h.ready)))
	mux.Handle("GET /metrics", onlyWith(h.engine, promhttp.HandlerFor(h.registry, promhttp.HandlerOpts{Registry: h.registry}), "name[]"))
	return h.stopping.handler(pace(withoutBodies(withoutTrackers(withAddresses(mux))))), nil
}

// routeData adds the addresses of data, whose answers are compressed and which pages of other
// origins may read.
func (h handlers) routeData(mux *http.ServeMux) error {
	sdl, err := text(graph.SDL())
	if err != nil {
		return err
	}
	open, schema := openTo(h.origins), onlyWith(h.engine, sdl)
	mux.Handle("GET /schema.graphql", open.Handler(schema))
	mux.Handle("OPTIONS /schema.graphql", open.Handler(schema))
	data := map[string]http.Handler{
		graphqlPath: toEditor(h.graphql), "/id/{id...}": onlyWith(h.engine, h.entities, pages.EntityParameters(h.engine.Model())...),
		"/{$}": onlyWith(h.engine, h.home, questions.LanguageKey),
	}
	for _, pattern := range pages.ExplorerPaths {
		data[pattern] = onlyWith(h.engine, h.explorer, pages.ExplorerParameters...)
	}
	for _, pattern := range pages.QuestionPaths {
		if data[pattern] = h.questions; !strings.Contains(pattern, "{name}") { // a question has its own parameters
			data[pattern] = onlyWith(h.engine, h.questions, questions.LanguageKey)
		}
	}
	for _, pattern := range pages.PicturePaths {
		data[pattern] = onlyWith(h.engine, h.pictures, pages.PictureParameters...)
	}
	for _, pattern := range h.pictures.Patterns() { // a root field has its own parameters
		data[pattern] = h.pictures
	}
	for _, pattern := range reconcile.Paths {
		data[pattern] = h.reconcile
	}
	for pattern, handler := range data {
		compressed, err := negotiate.Compress(handler)
		if err != nil {
			return err
		}
		if pattern != graphqlPath { // it logs its requests itself, and so do files
			compressed = audit(h.log, compressed)
		}
		mux.Handle(pattern, open.Handler(identify(h.callers, h.engine, compressed)))
	}
	if err := errors.Join(h.routeCrawlers(mux), h.routeDescription(mux), h.routeEditions(mux)); err != nil {
		return err
	}
	compressed, err := negotiate.Compress(h.files)
	if err != nil {
		return err
	}
	exports := open.Handler(identify(h.callers, h.engine, compressed))
	mux.Handle("/export/", exports)
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { noRoute(mux, exports, w, r) })
	return nil
}

// noRoute answers requests that no other pattern matches: files of any query, whose addresses have no folder,
// addresses with a slash too many, and addresses that the service does not have.
func noRoute(mux *http.ServeMux, exports http.Handler, w http.ResponseWriter, r *http.Request) {
	switch {
	case files.IsExport(r.URL.Path):
		exports.ServeHTTP(w, r)
	case r.Method == http.MethodGet && hasAddress(mux, r):
		r.URL.Path = strings.TrimRight(r.URL.Path, "/")
		http.Redirect(w, r, r.URL.String(), http.StatusMovedPermanently)
	case readOnly(mux, r):
		w.Header().Set("Allow", "GET, HEAD")
		plain(w, http.StatusMethodNotAllowed, "use GET: this address is read-only\n")
	case isBrowser(r):
		pages.NoAddress(w, r)
	default:
		plain(w, http.StatusNotFound, "no such address; queries go to /graphql, and /docs/ is the documentation\n")
	}
}

// hasAddress reports whether the service has the address of a request without the slashes at its end.
func hasAddress(mux *http.ServeMux, r *http.Request) bool {
	without := strings.TrimRight(r.URL.Path, "/")
	if without == r.URL.Path || without == "" {
		return false
	}
	to, address := *r, *r.URL
	address.Path, address.RawPath = without, ""
	to.URL = &address
	_, pattern := mux.Handler(&to)
	return pattern != "/"
}

// routeEditions adds the list of editions, and what changed between two of them.
func (h handlers) routeEditions(mux *http.ServeMux) error {
	atom := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { h.editions.atom(w, r, h.site) })
	for pattern, handler := range map[string]http.Handler{"GET /editions.atom": atom, "GET /editions/{range}": http.HandlerFunc(h.editions.changes)} {
		compressed, err := negotiate.Compress(onlyWith(h.engine, handler))
		if err != nil {
			return err
		}
		mux.Handle(pattern, openTo(h.origins).Handler(compressed))
	}
	return nil
}

// routeDescription adds the description of the questions and the files, for programs.
func (h handlers) routeDescription(mux *http.ServeMux) error {
	compressed, err := negotiate.Compress(onlyWith(h.engine, h.openapi))
	if err != nil {
		return err
	}
	open := openTo(h.origins).Handler(identify(h.callers, h.engine, audit(h.log, compressed)))
	mux.Handle("GET "+openapi.Path, open)
	mux.Handle("OPTIONS "+openapi.Path, open)
	return nil
}

// routeCrawlers adds the addresses that search engines look for.
func (h handlers) routeCrawlers(mux *http.ServeMux) error {
	crawlers, err := text(files.Robots(h.site))
	if err != nil {
		return err
	}
	mux.Handle("GET /robots.txt", onlyWith(h.engine, crawlers))
	sitemap, err := negotiate.Compress(onlyWith(h.engine, files.NewSitemap(h.engine, h.site)))
	if err != nil {
		return err
	}
	for _, pattern := range []string{files.SitemapPath, files.SitemapFiles} {
		mux.Handle("GET "+pattern, identify(h.callers, h.engine, audit(h.log, sitemap)))
	}
	return nil
}

// readOnly reports whether an address that does not accept the method of a request accepts
// GET. http.ServeMux determines this only if no pattern matches every path.
func readOnly(mux *http.ServeMux, r *http.Request) bool {
	get := *r
	get.Method = http.MethodGet
	_, pattern := mux.Handler(&get)
	return pattern != "/"
}

// text returns a handler for a text that never changes while the program runs.
func text(body string) (http.Handler, error) {
	packed, err := negotiate.Pack([]byte(body))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header().Set("Cache-Control", revalidated)
		negotiate.ServePacked(w, r, packed)
	}), err
}

// ready answers 200 if the store answers and the service is not about to stop, or else 503.
func (h handlers) ready(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	if h.stopping.Load() {
		plain(w, http.StatusServiceUnavailable, "not ready: the service is stopping\n")
		return
	}
	ctx, cancel := context.WithTimeout(r.Context(), readyTime)
	defer cancel()
	view, err := h.store.View(ctx, store.ViewOptions{})
	if err != nil {
		plain(w, http.StatusServiceUnavailable, "not ready: the store does not answer\n")
		return
	}
	view.Close()
	plain(w, http.StatusOK, "ready\n")
}

// plain answers with a text.
func plain(w http.ResponseWriter, status int, body string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, body) // the caller may have left, which is no fault of the service
}

// profiles returns the runtime's profiles, at the addresses that `go tool pprof` expects.
func profiles() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/debug/pprof/", pprof.Index)
	mux.HandleFunc("/debug/pprof/profile", pprof.Profile)
	mux.HandleFunc("/debug/pprof/symbol", pprof.Symbol)
	mux.HandleFunc("/debug/pprof/trace", pprof.Trace)
	return mux
}
