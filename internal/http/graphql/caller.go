package graphql

import (
	"net/http"

	"whojoins/graph"
	"whojoins/internal/http/callers"
)

// NewCaller returns the caller of an HTTP request: its identity, its budget and its rights are
// those of callers.From, its request id that of RequestID.
func NewCaller(w http.ResponseWriter, r *http.Request) graph.Caller {
	known := callers.From(r.Context())
	c := graph.Caller{RequestID: RequestID(w, r), ID: known.ID}
	if known.Budget != nil {
		c.Budget = known.Budget
	}
	return c
}

// mayExplain reports whether the caller of a request may see plans and database statements, and
// asks for them. on lets everybody see them.
func mayExplain(r *http.Request, on bool) bool {
	return r.Header.Get(explainHeader) == "1" && (on || callers.From(r.Context()).Explain)
}
