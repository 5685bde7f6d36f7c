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
			w = &limited{ResponseWriter: w, budget: c.Budget}
		}
		next.ServeHTTP(w, r.WithContext(callers.With(r.Context(), c)))
	})
}

// limited adds the state of the caller's budget to the headers of an answer.
type limited struct {
	http.ResponseWriter
	budget *callers.Budget
	begun  bool
}

// WriteHeader implements http.ResponseWriter.
func (l *limited) WriteHeader(status int) {
	if !l.begun {
		l.begun = true
		for name, n := range map[string]int{"Ratelimit-Limit": l.budget.Limit(), "Ratelimit-Remaining": l.budget.Left(), "Ratelimit-Reset": l.budget.Reset()} {
			l.Header()[name] = []string{strconv.Itoa(n)}
		}
	}
	l.ResponseWriter.WriteHeader(status)
}

// Write implements http.ResponseWriter.
func (l *limited) Write(p []byte) (int, error) {
	if !l.begun {
		l.WriteHeader(http.StatusOK)
	}
	return l.ResponseWriter.Write(p)
}

// Unwrap is for http.ResponseController.
func (l *limited) Unwrap() http.ResponseWriter { return l.ResponseWriter }
