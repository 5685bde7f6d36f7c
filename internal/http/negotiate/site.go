package negotiate

import (
	"net/http"
	"regexp"
	"strings"
)

// host matches a Host header that is safe in an address: a host name or an IP address, with or
// without a port.
var host = regexp.MustCompile(`^(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252})|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?$`)

// Site returns the address of the service, without a slash at its end: the one that its operator
// configured, else the one to which a request was sent. It is empty when the request names no
// host that can be part of an address.
func Site(r *http.Request, given string) string {
	if given != "" {
		return strings.TrimSuffix(given, "/")
	}
	if !host.MatchString(r.Host) {
		return ""
	}
	if r.TLS != nil {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}
