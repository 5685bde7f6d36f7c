package graphql

import (
	"context"
	"net/http"

	"whojoins/graph"
	"whojoins/internal/format"
	"whojoins/internal/http/negotiate"
)

// representation is a media type of answers.
type representation struct {
	mediaType string
	// contentType is the value of the header, with the charset.
	contentType []string
	// write writes a table or a file into x.out and sets x.data and x.fileName; nil for JSON.
	// An error is answered in JSON instead.
	write func(ctx context.Context, x *exchange, a *graph.Answer) error
}

// The representations in JSON. The legacy one is the default: it answers a well-formed request
// with 200, even if it has errors. The statuses of the modern one depend on the answer.
// plainJSON is the modern one under the media type that every program reads, for addresses
// outside GraphQL over HTTP.
var (
	legacyJSON = &representation{mediaType: "application/json", contentType: []string{"application/json; charset=utf-8"}}
	modernJSON = &representation{mediaType: "application/graphql-response+json", contentType: []string{"application/graphql-response+json; charset=utf-8"}}
	plainJSON  = &representation{mediaType: legacyJSON.mediaType, contentType: legacyJSON.contentType}
)

// representations returns the representations that a handler offers, in the service's order of
// preference. If write is nil, the only files are tables.
func representations(write WriteFile) []*representation {
	list := []*representation{legacyJSON, modernJSON}
	for _, f := range format.Formats() {
		r := &representation{mediaType: f.MediaType, contentType: []string{f.Type()}}
		switch {
		case f.Table != nil: // written row by row, which bounds its memory
			r.write = table(f)
		case write != nil:
			r.write = file(write, f)
		default:
			continue
		}
		list = append(list, r)
	}
	return list
}

// accepted returns the representation that the caller prefers, or nil when Accept matches
// none.
func (h *Handler) accepted(r *http.Request) *representation {
	if i := negotiate.MediaType(r, h.mediaTypes...); i >= 0 {
		return h.representations[i]
	}
	return nil
}
