// Package identity finds the records that describe one thing. A record is what one source
// states about an entity; an entity is the set of its records. Nothing is rewritten: the result
// says which records belong together and why, so that removing a reason separates them again.
//
// Decisions of people come first, then identifiers, then evidence: names, places, domains and
// what the records take part in. Records whose identifiers contradict each other stay apart,
// and are listed. The result depends on the records and the decisions only, not on their order.
package identity

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/publicsuffix"

	"whojoins/internal/register"
)

// Record is what one source states about one thing.
type Record struct {
	// ID is the id of the record: a curated id, or a scheme and a value ("pic-900000001").
	ID string
	// Class names the things that the record can be one with: only records of one class are.
	Class string
	// Sources are the ids of the sources that have the record.
	Sources []string
	// Curated reports whether a curator has given the record its id.
	Curated bool
	// Named reports whether names are evidence about records of the class. They are for
	// organisations, and not for people, of whom many have the same name.
	Named bool
	// Names are the name and all other names.
	Names []string
	// Identifiers are those that are no placeholders (Identify).
	Identifiers []Identifier
	// Countries are ISO 3166 codes; two records without a common one are two things.
	Countries []string
	Cities    []string
	// Places are positions in degrees, north and east.
	Places [][2]float64
	// Domains are the registered domains of the pages (Domain).
	Domains []string
	// Partners are the ids of the things that the record takes part in, or their identifiers as
	// scheme:value.
	Partners []string
}

// Identifier is an identifier in a register.
type Identifier struct{ Scheme, Value string }

func (i Identifier) String() string { return i.Scheme + ":" + i.Value }

// schemes are the registers whose identifiers show that two records are one, by how far they
// are to be trusted. Ids of entities without a curated one are taken in the order of idOrder.
var (
	schemes = []string{"pic", "ror", "orcid", "grant", "doi", "vat", "wikidata"}
	idOrder = []string{"grant", "pic", "ror", "orcid", "doi", "vat", "wikidata"}
)

// placeholders are the words that registers write where an identifier is missing.
var placeholders = []string{"missing", "unknown", "none", "null", "na", "n/a", "n.a.", "notapplicable", "nil", "-", "tbd", "pending", "void"}

// Identify returns an identifier in the form of its register. It reports false for a
// placeholder, and for what the register can have no identifier for.
func Identify(scheme, value string) (Identifier, bool) {
	scheme, value = strings.ToLower(strings.TrimSpace(scheme)), strings.TrimSpace(value)
	bare := strings.ToLower(strings.ReplaceAll(value, " ", ""))
	if bare == "" || slices.Contains(placeholders, bare) || strings.Trim(strings.TrimLeft(bare, "abcdefghijklmnopqrstuvwxyz"), "0") == "" && strings.ContainsRune(bare, '0') {
		return Identifier{}, false
	}
	if scheme == "vat" {
		value = strings.ToUpper(strings.NewReplacer(" ", "", ".", "", "-", "").Replace(value))
		if rest, greek := strings.CutPrefix(value, "GR"); greek {
			value = "EL" + rest
		}
	}
	known, err := register.Identifier(scheme, value)
	if err != nil {
		return Identifier{}, false
	}
	return Identifier{scheme, known}, true
}

// Ref returns the record as identity shows it: its identifier in a register with the scheme
// ("pic:900000001"), or its id.
func (r *Record) Ref() string {
	scheme, value, ok := strings.Cut(r.ID, "-")
	if !ok || r.Curated || !slices.Contains(schemes, scheme) {
		return r.ID
	}
	for _, i := range r.Identifiers {
		if i.Scheme == scheme && slug(i.Value) == value {
			return i.String()
		}
	}
	return r.ID
}

// IDOf returns the id of the record that a register has under an identifier.
func IDOf(i Identifier) string { return i.Scheme + "-" + slug(i.Value) }

// slug returns a value in the characters of an id.
func slug(value string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(value) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	return strings.TrimSuffix(b.String(), "-")
}

// compareIDs orders the records from which an entity takes its id: curated ones first, then by
// register, then by id.
func compareIDs(a, b *Record) int {
	place := func(r *Record) int {
		scheme, _, _ := strings.Cut(r.ID, "-")
		if i := slices.Index(idOrder, scheme); i >= 0 && !r.Curated {
			return i
		}
		return len(idOrder)
	}
	curated := func(r *Record) int {
		if r.Curated {
			return 0
		}
		return 1
	}
	return cmp.Or(cmp.Compare(curated(a), curated(b)), cmp.Compare(place(a), place(b)), strings.Compare(a.ID, b.ID))
}

// platforms are domains on which anybody can have a page, so that they show nothing of whose it is.
var platforms = []string{"wikipedia.org", "wikidata.org", "wikimedia.org", "facebook.com", "linkedin.com", "twitter.com", "x.com", "instagram.com", "youtube.com",
	"vimeo.com", "flickr.com", "medium.com", "github.com", "google.com", "wordpress.com", "blogspot.com", "wixsite.com", "weebly.com", "researchgate.net", "orcid.org",
	"ror.org", "doi.org"}

// Domain returns the registered domain of the address of a page ("www.north.example.org" has
// "example.org"), or "" if there is none, or if anybody can have a page there.
func Domain(address string) string {
	address = strings.TrimSpace(address)
	if address == "" {
		return ""
	}
	if !strings.Contains(address, "://") {
		address = "http://" + address
	}
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	domain, err := publicsuffix.EffectiveTLDPlusOne(host)
	if err != nil || slices.Contains(platforms, domain) {
		return ""
	}
	return domain
}
