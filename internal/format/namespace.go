package format

import "strings"

// Namespace begins the terms of linked data that schema.org lacks, on every host, and the
// addresses of entities in linked data where the service was not told its own address. Linked
// data is copied and merged far from the service, so neither depends on the host of a request.
// The domain is reserved (RFC 2606): it belongs to nobody, and no term collides with another's.
const Namespace = "https://whojoins.example"

// Base returns what absolute addresses in linked data begin with, without a slash at the end: the
// site of the service if its operator configured one, and otherwise Namespace.
func Base(site string) string {
	if site == "" {
		return Namespace
	}
	return strings.TrimSuffix(site, "/")
}
