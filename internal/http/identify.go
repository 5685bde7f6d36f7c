package http

import (
	"net/http"
	"strconv"

	"whojoins/graph"
	"whojoins/internal/http/callers"
	"whojoins/internal/http/graphql"
	"whojoins/internal/plan"
)

// identify passes the caller of each request to a handler, in the context, and answers a request
// with an unknown key.
func identify(all *callers.Callers, e *graph.Engine, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c, err := all.Of(r)
		if err != nil {
			w.Header().Set("WWW-Authenticate", `Bearer error="invalid_token"`)
			wrong := plan.Errorf(plan.BadUserInput, "send Authorization: Bearer and your key, or leave it out", "%v", err)
			graphql.SendErrors(w, http.StatusUnauthorized, graph.Cost{}, e.Present(r.Context(), wrong))
			return
		}
		if c.Budget != nil {
			w = limited(w, c.Budget)
		}
		next.ServeHTTP(w, r.WithContext(callers.With(r.Context(), c)))
	})
}

// limited returns a writer that adds the state of a budget to the headers of an answer.
func limited(w http.ResponseWriter, budget *callers.Budget) http.ResponseWriter {
	return &beginning{ResponseWriter: w, begin: func(int) {
		for name, n := range map[string]int{"Ratelimit-Limit": budget.Limit(), "Ratelimit-Remaining": budget.Left(), "Ratelimit-Reset": budget.Reset()} {
			w.Header()[name] = []string{strconv.Itoa(n)}
		}
	}}
}
