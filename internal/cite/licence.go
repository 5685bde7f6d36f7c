package cite

import (
	"net/url"
	"regexp"
	"strings"
)

// creativeCommons matches the short names of Creative Commons' licences:
// https://creativecommons.org/share-your-work/cclicenses/.
var creativeCommons = regexp.MustCompile(`^CC[ -](BY(?:-NC)?(?:-SA|-ND)?)[ -]([1-4]\.[05])$`)

// publicDomain matches the short names of Creative Commons' dedication to the public domain.
var publicDomain = regexp.MustCompile(`^CC0(?:[ -]1\.0)?$`)

// LicenceLink returns the value of the header Link that tells programs under which licence an answer may
// be used (https://signposting.org/FAIR/), or nothing if the licence has no address.
func LicenceLink(licence string) string {
	if address := LicenceAddress(licence); address != "" {
		return "<" + address + `>; rel="license"`
	}
	return ""
}

// LicenceAddress returns the address of the text of a licence, or nothing if the licence is neither one
// of Creative Commons nor an address.
func LicenceAddress(licence string) string {
	if u, err := url.Parse(licence); err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" {
		return u.String()
	}
	if publicDomain.MatchString(licence) {
		return "https://creativecommons.org/publicdomain/zero/1.0/"
	}
	if parts := creativeCommons.FindStringSubmatch(licence); parts != nil {
		return "https://creativecommons.org/licenses/" + strings.ToLower(parts[1]) + "/" + parts[2] + "/"
	}
	return ""
}
