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

// wish is one element of a header by which a caller says what it takes.
type wish struct {
	value string
	// quality is from 0, never, to 1.
	quality float64
}

// wishes reads the elements of Accept or Accept-Encoding, as RFC 9110, section 12.4
// has them. What is malformed, or asks for another charset, wishes for nothing.
func wishes(header []string) (list []wish) {
	for element := range strings.SplitSeq(strings.Join(header, ","), ",") {
		value, parameters, err := mime.ParseMediaType(strings.TrimSpace(element))
		if err != nil {
			continue
		}
		if charset, ok := parameters["charset"]; ok && !strings.EqualFold(charset, "utf-8") {
			continue
		}
		w := wish{value, 1}
		if q, ok := parameters["q"]; ok {
			if w.quality, err = strconv.ParseFloat(q, 64); err != nil || !(w.quality >= 0 && w.quality <= 1) {
				continue
			}
		}
		list = append(list, w)
	}
	return list
}

// MediaType is the position of the media type that the request's Accept likes best, or
// -1 when it takes none. Offers are in the order in which the service prefers them,
// which decides when there is no such header. Among equals the one that the caller
// names first wins.
func MediaType(r *http.Request, offers ...string) int {
	header := r.Header["Accept"]
	if len(header) == 0 || len(header) == 1 && (header[0] == "" || header[0] == "*/*" || header[0] == offers[0]) {
		return 0
	}
	list := wishes(header)
	best, place, liked := -1, 0, 0.0
	for offer, mediaType := range offers {
		i := matching(list, mediaType)
		if i < 0 || list[i].quality == 0 {
			continue
		}
		if better := cmp.Compare(list[i].quality, liked); better > 0 || better == 0 && i < place {
			best, place, liked = offer, i, list[i].quality
		}
	}
	return best
}

// matching is the place of the wish that speaks of a media type most exactly; -1 when
// none does.
func matching(list []wish, mediaType string) int {
	family, _, _ := strings.Cut(mediaType, "/")
	for _, pattern := range []string{mediaType, family + "/*", "*/*"} {
		for i, w := range list {
			if w.value == pattern {
				return i
			}
		}
	}
	return -1
}

// Takes says whether a caller takes an encoding.
func Takes(r *http.Request, encoding string) bool {
	list := wishes(r.Header["Accept-Encoding"])
	for _, pattern := range []string{encoding, "*"} {
		for _, w := range list {
			if w.value == pattern {
				return w.quality > 0
			}
		}
	}
	return false
}
