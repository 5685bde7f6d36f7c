package graph

import (
	"cmp"
	"context"
	"mime"
	"net/http"
	"strconv"
	"strings"
)

// format is a media type that answers come in.
type format struct {
	mediaType string
	// contentType are the values of the header, with the charset.
	contentType []string
	// write answers the prepared operation into x.out and sets x.data; nil for JSON. An
	// error is answered as JSON instead.
	write func(ctx context.Context, x *exchange) error
}

// The formats of JSON. The first is the older one, and what comes unless asked: it
// answers 200 to what is wrong within a question. The second has statuses that tell.
var (
	legacyFormat = &format{mediaType: "application/json", contentType: []string{"application/json; charset=utf-8"}}
	modernFormat = &format{mediaType: "application/graphql-response+json", contentType: []string{"application/graphql-response+json; charset=utf-8"}}
)

// formats are in the order in which the service prefers them.
var formats = []*format{legacyFormat, modernFormat}

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

// accepted is the format that a caller likes best, or nil when it takes none. Among
// equals the one that it names first wins, then the one that the service prefers.
func accepted(r *http.Request) *format {
	header := r.Header["Accept"]
	if len(header) == 0 || len(header) == 1 && (header[0] == "" || header[0] == "*/*" || header[0] == legacyFormat.mediaType) {
		return legacyFormat
	}
	list := wishes(header)
	var best *format
	var liked float64
	var place int
	for _, f := range formats {
		i := matching(list, f.mediaType)
		if i < 0 || list[i].quality == 0 {
			continue
		}
		if better := cmp.Compare(list[i].quality, liked); better > 0 || better == 0 && i < place {
			best, liked, place = f, list[i].quality, i
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

// takes says whether a caller takes an encoding.
func takes(r *http.Request, encoding string) bool {
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
