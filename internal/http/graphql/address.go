package graphql

import (
	"net/http"
	"net/url"

	"whojoins/internal/format"
)

// Address is the address at which an answer can be requested again, in canonical form.
type Address struct {
	// Site begins the addresses of the service, without a slash at its end; it is never the host of a
	// request, see format.Base. Path is the path of the answer, and Query its parameters without a
	// question mark.
	Site, Path, Query string
}

// AddressOf returns the address of a request by GET or HEAD; for other methods the parameters
// are left out. Site is the address of the service that its operator configured, or empty.
func AddressOf(r *http.Request, site string) Address {
	a := Address{Site: format.Base(site), Path: (&url.URL{Path: r.URL.Path}).EscapedPath()}
	if r.Method != http.MethodPost {
		a.Query = r.URL.Query().Encode()
	}
	return a
}

// String returns the whole address.
func (a Address) String() string { return a.Site + a.Local() }

// Local returns the address without the site.
func (a Address) Local() string {
	if a.Query == "" {
		return a.Path
	}
	return a.Path + "?" + a.Query
}
