// Package negotiate reads the headers by which callers of HTTP choose among
// representations: Accept, Accept-Encoding and If-None-Match.
package negotiate

import (
	"cmp"
	"mime"
	"net/http"
	"strconv"
	"strings"
)

// preference is one element of Accept or Accept-Encoding.
type preference struct {
	value string
	// quality is between 0, which excludes the value, and 1.
	quality float64
}

// preferences parses the elements of Accept or Accept-Encoding (RFC 9110, section 12.4). An
// element that is malformed or names a charset other than UTF-8 is skipped.
func preferences(header []string) (list []preference) {
	for element := range strings.SplitSeq(strings.Join(header, ","), ",") {
		value, parameters, err := mime.ParseMediaType(strings.TrimSpace(element))
		if err != nil {
			continue
		}
		if charset, ok := parameters["charset"]; ok && !strings.EqualFold(charset, "utf-8") {
			continue
		}
		p := preference{value, 1}
		if q, ok := parameters["q"]; ok {
			if p.quality, err = strconv.ParseFloat(q, 64); err != nil || !(p.quality >= 0 && p.quality <= 1) {
				continue
			}
		}
		list = append(list, p)
	}
	return list
}

// MediaType returns the position of the offered media type that the request's Accept prefers,
// or -1 if it accepts none. Offers are in the service's order of preference, which decides if
// the request has no such header. Among equals, the one that the caller names first wins.
func MediaType(r *http.Request, offers ...string) int {
	header := r.Header["Accept"]
	if len(header) == 0 || len(header) == 1 && (header[0] == "" || header[0] == "*/*" || header[0] == offers[0]) {
		return 0
	}
	list := preferences(header)
	best, position, quality := -1, 0, 0.0
	for offer, mediaType := range offers {
		i := matching(list, mediaType)
		if i < 0 || list[i].quality == 0 {
			continue
		}
		if better := cmp.Compare(list[i].quality, quality); better > 0 || better == 0 && i < position {
			best, position, quality = offer, i, list[i].quality
		}
	}
	return best
}

// matching returns the position of the most specific preference that matches a media type, or
// -1.
func matching(list []preference, mediaType string) int {
	family, _, _ := strings.Cut(mediaType, "/")
	for _, pattern := range []string{mediaType, family + "/*", "*/*"} {
		for i, p := range list {
			if p.value == pattern {
				return i
			}
		}
	}
	return -1
}

// Accepts reports whether the request's Accept-Encoding accepts an encoding.
func Accepts(r *http.Request, encoding string) bool {
	list := preferences(r.Header["Accept-Encoding"])
	for _, pattern := range []string{encoding, "*"} {
		for _, p := range list {
			if p.value == pattern {
				return p.quality > 0
			}
		}
	}
	return false
}
