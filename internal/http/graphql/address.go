package graphql

import (
	"net/http"
	"net/url"

	"whojoins/internal/http/negotiate"
)

// Address is the address at which an answer can be requested again, in canonical form.
type Address struct {
	// Site is the address of the service, without a slash at its end; empty when it is
	// unknown. Path is the path of the answer, and Query its parameters without a question
	// mark.
	Site, Path, Query string
	// Configured is Site if the operator of the service configured it; empty if it is the host
	// of a request.
	Configured string
}

// AddressOf returns the address of a request by GET or HEAD; for other methods the parameters
// are left out. Site is the address of the service; empty means the host of the request.
func AddressOf(r *http.Request, site string) Address {
	a := Address{Site: negotiate.Site(r, site), Configured: site, Path: (&url.URL{Path: r.URL.Path}).EscapedPath()}
	if r.Method != http.MethodPost {
		a.Query = r.URL.Query().Encode()
	}
	return a
}

// String returns the whole address, absolute where the site is known.
func (a Address) String() string { return a.Site + a.Local() }

// Local returns the address without the site.
func (a Address) Local() string {
	if a.Query == "" {
		return a.Path
	}
	return a.Path + "?" + a.Query
}
