package http

import (
	"net/http"
	"net/url"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"whojoins/internal/http/negotiate"
	"whojoins/internal/http/pages"
)

// isBrowser reports whether a request prefers a page to what programs are sent.
func isBrowser(r *http.Request) bool {
	return negotiate.MediaType(r, "application/json", "text/html", "text/plain") == 1
}

// toEditor redirects a browser that somebody navigates to the address of GraphQL to the editor, with
// the query in the address if it has one.
func toEditor(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead || !prefersPage(r) {
			next.ServeHTTP(w, r)
			return
		}
		given, kept := r.URL.Query(), url.Values{}
		for _, name := range []string{"query", "variables"} {
			if value := given.Get(name); value != "" {
				kept.Set(name, value)
			}
		}
		to := pages.EditorPath
		if len(kept) > 0 {
			to += "#" + kept.Encode()
		}
		w.Header().Add("Vary", "Accept")
		w.Header().Set("Cache-Control", "no-store")
		http.Redirect(w, r, to, http.StatusSeeOther)
	})
}

// refusePage answers a browser with a page about the errors of a file, and reports whether it did.
func refusePage(w http.ResponseWriter, r *http.Request, status int, errs gqlerror.List) bool {
	if !isBrowser(r) {
		return false
	}
	w.Header().Add("Vary", "Accept")
	pages.Refuse(w, r, status, errs)
	return true
}

// prefersPage reports whether a request to the address of GraphQL prefers a page to every form of an
// answer.
func prefersPage(r *http.Request) bool {
	return negotiate.MediaType(r, "application/json", "application/graphql-response+json", "text/csv", "text/tab-separated-values", "text/html") == 4
}
