// Package reconcile serves the Reconciliation Service API of the W3C community group, in the
// versions 0.2 and 1.0-draft: it matches the names in a spreadsheet with entities, and fetches
// values of these entities. OpenRefine is its best-known client.
//
// Every answer is made from answers of the engine to ordinary queries, so the limits, budgets
// and turns of GraphQL apply. An entity is a match only where the root field resolve is certain.
// The specifications are https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/
// and https://reconciliation-api.github.io/specs/draft/.
package reconcile

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"whojoins/graph"
	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/wording"
)

// Paths of the two versions. Their manifests differ in the types of some values, so each version
// has its own address.
const (
	path02 = "/reconcile"
	path10 = "/reconcile/1.0"
)

// Paths are the patterns of the addresses that a Handler serves.
var Paths = []string{path02, path02 + "/"}

// batchSize is the largest number of queries in a batch, and of entities in an extension.
const batchSize = 1000

// Engine answers requests in memory; graph.Engine is one.
type Engine interface {
	Query(ctx context.Context, r graph.Request, c graph.Caller) (json.RawMessage, gqlerror.List)
}

// Config configures a Handler.
type Config struct {
	Model *model.Model
	// Queries answers the queries that an answer is made from.
	Queries Engine
	// Engine bounds the bodies of requests, and presents errors.
	Engine *graph.Engine
	// Site is the address of the service; empty means the address to which a request was sent.
	Site string
	// Open reports whether pages of every origin may read answers. Only then JSONP is offered,
	// since a script can be loaded by every page.
	Open bool
}

// Handler answers the requests of both versions. It is safe for concurrent use.
type Handler struct {
	Config
	dictionary *wording.Dictionary
	properties *catalogue
	// summary selects what describes an entity.
	summary string
}

// New returns a Handler.
func New(c Config) *Handler {
	h := &Handler{Config: c, dictionary: wording.New(c.Model)}
	h.properties = newCatalogue(c.Model, h.dictionary)
	h.summary = summaryOf(c.Model)
	return h
}

// action answers a request.
type action func(x *exchange) error

// endpoint is what an address does: by GET, and by POST.
type endpoint struct{ get, post action }

// endpoints are the addresses, by the path within the version.
var endpoints = map[bool]map[string]endpoint{
	false: {
		"":                  {(*exchange).combined, (*exchange).combined},
		"/suggest/entity":   {get: (*exchange).suggestEntity},
		"/suggest/property": {get: (*exchange).suggestProperty},
		"/suggest/type":     {get: (*exchange).suggestType},
		"/flyout":           {get: (*exchange).flyout},
		"/preview":          {get: (*exchange).preview},
		"/propose":          {get: (*exchange).propose},
	},
	true: {
		"":                  {get: (*exchange).manifest},
		"/match":            {post: (*exchange).match},
		"/suggest/entity":   {get: (*exchange).suggestEntity},
		"/suggest/property": {get: (*exchange).suggestProperty},
		"/suggest/type":     {get: (*exchange).suggestType},
		"/preview":          {get: (*exchange).preview},
		"/extend":           {post: (*exchange).extend},
		"/extend/propose":   {get: (*exchange).propose},
	},
}

// ServeHTTP answers a request.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	x := h.begin(w, r)
	defer x.end()
	path := strings.TrimSuffix(r.URL.Path, "/")
	rest, draft := strings.CutPrefix(path, path10)
	if draft = draft && (rest == "" || rest[0] == '/'); !draft {
		rest = strings.TrimPrefix(path, path02)
	}
	x.draft = draft
	at, ok := endpoints[draft][rest]
	if !ok {
		x.reject(http.StatusNotFound, plan.Errorf(plan.NotFound, "see the manifest at "+path02+" or "+path10, "no such address"))
		return
	}
	run, allowed := at.get, "GET, HEAD, OPTIONS"
	switch {
	case at.get == nil:
		allowed = "OPTIONS, POST"
	case at.post != nil:
		allowed = "GET, HEAD, OPTIONS, POST"
	}
	switch r.Method {
	case http.MethodPost:
		run = at.post
	case http.MethodGet, http.MethodHead:
	case http.MethodOptions:
		w.Header().Set("Allow", allowed)
		w.WriteHeader(http.StatusNoContent)
		return
	default:
		run = nil
	}
	if run == nil {
		w.Header().Set("Allow", allowed)
		x.reject(http.StatusMethodNotAllowed, plan.Errorf(plan.BadUserInput, "use "+allowed, "this method is not supported here"))
		return
	}
	x.answer(run)
}
