package graphql

import (
	"context"
	"fmt"

	"whojoins/graph"
	"whojoins/internal/cite"
	"whojoins/internal/http/negotiate"
)

// BuildTag identifies those parts of the build and the configuration of the service that
// affect answers. It is a part of every ETag.
func BuildTag(e *graph.Engine) string {
	return negotiate.Tag(e.Version(), graph.SDL(), fmt.Sprintf("%+v", e.Limits()))
}

// known reports whether the caller of a GET already has the answer, and sets x.tag. The tag is
// derived from everything that the answer depends on, so that it can be compared before the
// answer is computed. An answer to an invalid request, whose errors do not depend on the
// dataset alone, has no tag.
func (x *exchange) known(ctx context.Context, a *graph.Answer) bool {
	if !x.prepared.Valid() {
		return false
	}
	info, err := a.Dataset(ctx)
	if err != nil {
		return false
	}
	if link := cite.LicenceLink(info.Licence); x.licensed && link != "" {
		x.w.Header().Add("Link", link)
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
