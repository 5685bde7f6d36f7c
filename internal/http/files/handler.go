package files

import (
	"net/http"
	"time"

	"whojoins/graph"
	"whojoins/internal/http/graphql"
	"whojoins/internal/plan"
)

// methods are the HTTP methods that the addresses accept.
const methods = "GET, HEAD, OPTIONS"

// vary is the header Vary of a file, whose format does not depend on Accept. With Origin in it,
// caches stay correct even if only some origins are allowed.
const vary = "Accept-Encoding, Origin"

// ServeHTTP answers GET and HEAD of files; docs/exports.md lists them.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodOptions {
		w.Header().Set("Allow", methods)
		w.WriteHeader(http.StatusNoContent)
		return
	}
	d := h.download(w, r, vary)
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", methods)
		err := plan.Errorf(plan.BadUserInput, "use GET, or send the request to /graphql with this Accept", "this method is not supported here")
		d.reject(r.Context(), http.StatusMethodNotAllowed, h.engine.Present(r.Context(), err))
		return
	}
	f, err := h.link(r.URL)
	if err != nil {
		d.fail(r.Context(), err)
		return
	}
	d.serve(r.Context(), f)
}

// Serve sends a file whose request is not in the address, such as that of a question of the
// library. The file cites the address of r. vary is the value of the header Vary.
func (h *Handler) Serve(w http.ResponseWriter, r *http.Request, f File, vary string) {
	h.download(w, r, vary).serve(r.Context(), f)
}

func (h *Handler) download(w http.ResponseWriter, r *http.Request, vary string) *download {
	d := &download{handler: h, w: w, r: r, control: http.NewResponseController(w), vary: vary, start: time.Now()}
	d.caller = graphql.NewCaller(w, r)
	d.caller.Lane = graph.Files
	return d
}
