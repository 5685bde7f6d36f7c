package graphql

import (
	"context"
	"fmt"

	"whojoins/graph"
	"whojoins/internal/http/negotiate"
)

// BuildTag identifies the build and the configuration of the service, as far as answers depend
// on them. It is a part of every ETag.
func BuildTag(e *graph.Engine) string {
	return negotiate.Tag(e.Version(), graph.SDL(), fmt.Sprintf("%+v", e.Limits()))
}

// known reports whether the caller of a GET has the answer already, and sets x.tag. The tag is
// made from everything on which the answer depends, so that an answer that is known need not
// be computed. An answer with errors of its own making, which do not depend on the dataset
// alone, has no tag.
func (x *exchange) known(ctx context.Context, a *graph.Answer) bool {
	if !x.prepared.Valid() {
		return false
	}
	info, err := a.Dataset(ctx)
	if err != nil {
		return false
	}
	loaded := ""
	if x.prepared.DescribesService() {
		loaded = info.LoadedAt.String() + x.caller.Site
	}
	x.tag = negotiate.Tag(x.handler.buildTag, info.Version, loaded, x.representation.mediaType, x.body.String())
	named, known := negotiate.Known(x.r, x.tag)
	if known {
		x.tag = named
	}
	return known
}
