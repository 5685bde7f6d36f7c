package http

import (
	"fmt"
	"net/http"
	"net/mail"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/rs/cors"
)

// anyOrigin allows every origin.
const anyOrigin = "*"

// The lists of origins with a special meaning: EveryOrigin is that of a Config without a list,
// and OwnPages allows no pages but the service's own, whose requests are not cross-origin.
var (
	EveryOrigin = []string{anyOrigin}
	OwnPages    = []string{}
)

// checkOrigins returns an error unless the list is anyOrigin alone, or consists of origins as
// browsers send them. A * within an origin would match hosts that the operator does not know.
func checkOrigins(origins []string) error {
	if len(origins) == 1 && origins[0] == anyOrigin {
		return nil
	}
	for _, o := range origins {
		u, err := url.Parse(o)
		if err != nil || strings.Contains(o, "*") || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || o != u.Scheme+"://"+u.Host {
			return fmt.Errorf("%q is not an origin: use * alone, or a list of origins such as https://example.org,http://127.0.0.1:3000", o)
		}
	}
	return nil
}

// everyOrigin reports whether a list of origins allows every origin.
func everyOrigin(origins []string) bool {
	return origins == nil || slices.Contains(origins, anyOrigin)
}

// checkSite rejects an address that cannot be part of a citation.
func checkSite(site string) error {
	u, err := url.Parse(site)
	if site == "" || err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && u.User == nil && u.RawQuery == "" && u.Fragment == "" {
		return nil
	}
	return fmt.Errorf("%q is not the address of a site: use one such as https://whojoins.example", site)
}

// checkReports returns an error for a place that readers cannot send reports to.
func checkReports(to string) error {
	if u, err := url.Parse(to); to == "" || err == nil && u.Scheme == "https" && u.Host != "" && u.User == nil && u.Fragment == "" {
		return nil
	}
	if a, err := mail.ParseAddress(to); err == nil && a.Address == to {
		return nil
	}
	return fmt.Errorf("reports cannot be sent to %q: use a mail address, such as errors@whojoins.example, or an address such as https://whojoins.example/issues/new", to)
}

// openTo lets pages of the given origins read answers; nil means every origin. Answers depend
// on no credentials, so such a page learns nothing that anybody else at its place could not.
func openTo(origins []string) *cors.Cors {
	var allow func(string) bool
	switch {
	case origins == nil:
		origins = EveryOrigin
	case len(origins) == 0:
		allow = func(string) bool { return false } // an empty list means every origin to the library
	}
	return cors.New(cors.Options{
		AllowedOrigins:  origins,
		AllowOriginFunc: allow,
		AllowedMethods:  []string{http.MethodGet, http.MethodHead, http.MethodPost},
		// Clients and proxies add their own headers. The answer to a preflight request repeats
		// those that it names, so Authorization is included, which * would not cover. A page can
		// send a key only if it has one.
		AllowedHeaders:       []string{"*"},
		ExposedHeaders:       []string{"Content-Disposition", "ETag", "Link", "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset", "Retry-After", "WWW-Authenticate", "X-Cost", "X-Coverage", "X-Dataset-Version", "X-Request-Id", "X-Truncated"},
		MaxAge:               int((24 * time.Hour).Seconds()),
		OptionsSuccessStatus: http.StatusNoContent,
	})
}
