package format

import "strings"

// Namespace begins the terms of linked data that schema.org lacks, on every host, and the
// addresses in files where the service was not told its own address. Files are copied and merged
// far from the service, so neither depends on the host of a request.
// The domain is reserved (RFC 2606): it belongs to nobody, and no term collides with another's.
const Namespace = "https://whojoins.example"

// Context is the @context of JSON-LD that the service writes, except within its pages. Readers need
// to fetch nothing.
const Context = `{"@vocab":"` + schemaOrg + `","whojoins":"` + Namespace + `/terms#","sameAs":{"@type":"@id"},"url":{"@type":"@id"},"isBasedOn":{"@type":"@id"}}`

// schemaOrg begins the terms of schema.org, as its own context has them.
const schemaOrg = "http://schema.org/"

// addressTerms are the terms whose values Context makes addresses.
var addressTerms = map[string]bool{"sameAs": true, "url": true, "isBasedOn": true}

// Base returns what absolute addresses in files begin with, without a slash at the end: the
// site of the service if its operator configured one, and otherwise Namespace.
func Base(site string) string {
	if site == "" {
		return Namespace
	}
	return strings.TrimSuffix(site, "/")
}
