package http

import (
	"fmt"
	"net/http"

	"whojoins/graph"
	"whojoins/internal/http/graphql"
	"whojoins/internal/plan"
)

// parsedHeaders are the headers that the service parses.
var parsedHeaders = []string{
	"Accept", "Accept-Encoding", "Accept-Language", "Access-Control-Request-Headers", "Content-Type", "If-Match", "If-Modified-Since",
	"If-None-Match", "Origin", "Range",
}

// boundHeaders answers 431 to a request in which a header that the service parses is longer
// than the limit, before anything is parsed.
func boundHeaders(e *graph.Engine, next http.Handler) http.Handler {
	most := e.Limits().Header
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for _, name := range parsedHeaders {
			size := 0
			for _, value := range r.Header[name] {
				size += len(value) + 1
			}
			if size > most+1 {
				err := plan.Over(plan.TooLarge, "header", size-1, most, fmt.Sprintf("send a shorter %s, or leave it out", name), "bytes in the header %s", name)
				graphql.SendErrors(w, http.StatusRequestHeaderFieldsTooLarge, graph.Cost{}, e.Present(r.Context(), err))
				return
			}
		}
		next.ServeHTTP(w, r)
	})
}
