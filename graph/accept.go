package graph

import (
	"context"
	"net/http"

	"whojoins/internal/format"
	"whojoins/internal/http/negotiate"
)

// representation is a media type that answers come in.
type representation struct {
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
	legacyFormat = &representation{mediaType: "application/json", contentType: []string{"application/json; charset=utf-8"}}
	modernFormat = &representation{mediaType: "application/graphql-response+json", contentType: []string{"application/graphql-response+json; charset=utf-8"}}
)

// formats are in the order in which the service prefers them.
var formats = append([]*representation{legacyFormat, modernFormat, csvFormat, tsvFormat}, fileFormats()...)

// fileFormats are those of package export that are not here already.
func fileFormats() (list []*representation) {
	for _, f := range format.Formats() {
		if f.MediaType != csvFormat.mediaType && f.MediaType != tsvFormat.mediaType {
			list = append(list, &representation{mediaType: f.MediaType, contentType: []string{f.Type()}, write: file(f)})
		}
	}
	return list
}

// mediaTypes are those of the formats.
var mediaTypes = func() (all []string) {
	for _, f := range formats {
		all = append(all, f.mediaType)
	}
	return all
}()

// accepted is the format that a caller likes best, or nil when it takes none.
func accepted(r *http.Request) *representation {
	if i := negotiate.MediaType(r, mediaTypes...); i >= 0 {
		return formats[i]
	}
	return nil
}
