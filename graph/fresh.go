package graph

import (
	"context"
	"fmt"
	"net/http"

	"whojoins/internal/http/negotiate"
	"whojoins/internal/plan"
)

// edition tells one build and configuration of the service from another, as far as
// answers show it.
func edition(c Config) string {
	return negotiate.Tag(c.Version, SDL(), fmt.Sprintf("%+v", c.Limits))
}

// known says whether the caller of a GET has the answer already, and sets x.tag, by
// which it can say so the next time. The tag is made from all that the answer depends
// on, so an answer that is known need not be made.
func (x *exchange) known(ctx context.Context, r *http.Request) bool {
	about := false
	for _, c := range x.prepared.plans {
		if c.err != nil {
			return false
		}
		_, meta := c.plan.Root.Slots[0].(*plan.Meta)
		about = about || meta
	}
	if x.open(ctx) != nil {
		return false
	}
	info, loaded := x.view.Info(), ""
	if about {
		loaded = info.LoadedAt.String() + x.address().site
	}
	x.tag = negotiate.Tag(x.handler.edition, info.Version, loaded, x.format.mediaType, x.body.String())
	named, known := negotiate.Known(r, x.tag)
	if known {
		x.tag = named
	}
	return known
}
