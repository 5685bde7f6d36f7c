package graph

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"

	"whojoins/internal/format"
	"whojoins/internal/result"
)

// Formats are those in which the answer to a question can be a file. Of a question that
// cannot be answered there are none.
func (h *Handler) Formats(q Question) []*format.Format {
	body, err := json.Marshal(q)
	if err != nil {
		return nil
	}
	table, network := h.exporterOf(body, "csv"), h.exporterOf(body, "gexf")
	return slices.DeleteFunc(format.Formats(), func(f *format.Format) bool {
		switch {
		case f.Network != nil:
			return network == nil
		case table == nil:
			return true
		case f.Extension == "jsonl":
			t, err := result.NewTable(table.plan)
			return err != nil || !t.Objects()
		}
		return false
	})
}

// exporterOf writes the answer to a question with a format of some kind; nil when it
// cannot be one.
func (h *Handler) exporterOf(body []byte, extension string) *exporter {
	x := h.begin()
	defer x.end()
	l := &link{format: format.Named(extension), body: body, limit: -1}
	if x.take(l) != nil {
		return nil
	}
	e, err := x.exporter(l, address{})
	if err != nil {
		return nil
	}
	return e
}

type askedAtKey struct{}

// AskedAt makes a context in which a file tells another address than the one that the
// handler of files was asked at: that by which its caller can ask again.
func AskedAt(ctx context.Context, u *url.URL) context.Context {
	return context.WithValue(ctx, askedAtKey{}, u)
}

// askedAt is the address that a request was sent to, as its caller knows it.
func askedAt(r *http.Request) *url.URL {
	if u, ok := r.Context().Value(askedAtKey{}).(*url.URL); ok {
		return u
	}
	return r.URL
}
