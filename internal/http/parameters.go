package http

import (
	"maps"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"

	"whojoins/graph"
	"whojoins/internal/http/graphql"
	"whojoins/internal/http/negotiate"
	"whojoins/internal/http/pages"
	"whojoins/internal/plan"
)

// trackers are the parameters that other sites add to shared links, besides those that begin
// with trackerPrefix.
var trackers = []string{"fbclid", "gclid", "msclkid", "mc_cid", "mc_eid", "_"}

const trackerPrefix = "utm_"

// withoutTrackers removes the parameters of trackers from the address of each request, so that
// a shared link means what it meant before. /graphql ignores all parameters that it does not
// know, as its specification requires.
func withoutTrackers(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.RawQuery == "" || r.URL.Path == graphqlPath {
			next.ServeHTTP(w, r)
			return
		}
		kept := slices.DeleteFunc(strings.Split(r.URL.RawQuery, "&"), func(parameter string) bool {
			name, _, _ := strings.Cut(parameter, "=")
			name, err := url.QueryUnescape(name)
			return err == nil && (slices.Contains(trackers, name) || strings.HasPrefix(name, trackerPrefix))
		})
		same, address := *r, *r.URL
		address.RawQuery = strings.Join(kept, "&")
		same.URL = &address
		next.ServeHTTP(w, &same)
	})
}

// withAddresses lets the address of an identifier be an entity's, as in /id/https://ror.org/…: the
// multiplexer would redirect to an address with one slash.
func withAddresses(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, id, ok := strings.Cut(r.URL.Path, "/id/http"); ok && strings.Contains(id, "//") {
			same, address := *r, *r.URL
			address.Path, address.RawPath = path.Clean(r.URL.Path), ""
			same.URL, r = &address, &same
		}
		next.ServeHTTP(w, r)
	})
}

// onlyWith answers 400 to a request whose address has other parameters than the given ones,
// besides the one for embedded pages.
func onlyWith(e *graph.Engine, next http.Handler, known ...string) http.Handler {
	hint := "use this address without parameters"
	if len(known) > 0 {
		hint = "use " + strings.Join(known, ", ")
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for _, name := range slices.Sorted(maps.Keys(r.URL.Query())) {
			if slices.Contains(known, name) || name == pages.EmbedKey {
				continue
			}
			err := plan.Errorf(plan.BadUserInput, hint, "there is no parameter %.40q here", name)
			switch negotiate.MediaType(r, "application/json", "text/html", "text/plain") {
			case 1:
				pages.UnknownParameter(w, r, name, known)
			case 2:
				w.Header().Set("Cache-Control", "no-store")
				plain(w, http.StatusBadRequest, err.Error()+"\n")
			default:
				graphql.SendErrors(w, http.StatusBadRequest, graph.Cost{}, e.Present(r.Context(), err))
			}
			return
		}
		next.ServeHTTP(w, r)
	})
}
