package graph

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"hash"
	"io"
	"net/http"
	"strings"

	"whojoins/plan"
)

// Compressions are the encodings that an answer may be sent in; its ETag then has the
// encoding behind a hyphen, since the bytes differ.
var compressions = []string{"gzip", "zstd"}

// edition tells one build and configuration of the service from another, as far as
// answers show it.
func edition(c Config) string {
	h := sha256.New()
	fmt.Fprintf(h, "%s\x00%s\x00%+v", c.Version, SDL(), c.Limits)
	return string(h.Sum(nil))
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
	h := sha256.New()
	fields(h, x.handler.edition, x.view.Info().Version, x.format.mediaType, x.body.String())
	if about {
		fields(h, x.view.Info().LoadedAt.String())
	}
	x.tag = base64.RawURLEncoding.EncodeToString(h.Sum(nil)[:15])
	for _, sent := range r.Header["If-None-Match"] {
		for one := range strings.SplitSeq(sent, ",") {
			if x.matches(r, strings.TrimSpace(one)) {
				return true
			}
		}
	}
	return false
}

// fields writes texts so that no two lists of texts are written alike.
func fields(h hash.Hash, texts ...string) {
	for _, t := range texts {
		fmt.Fprintf(h, "%d:", len(t))
		_, _ = io.WriteString(h, t) // a hash takes everything
	}
}

// matches says whether an element of If-None-Match names the answer in an encoding that
// the caller still takes; x.tag then is that element's. Weak tags match, as RFC 9110,
// section 13.1.2 has it.
func (x *exchange) matches(r *http.Request, element string) bool {
	if element == "*" {
		return true
	}
	tag := strings.Trim(strings.TrimPrefix(element, "W/"), `"`)
	encoding, ok := strings.CutPrefix(tag, x.tag)
	if !ok {
		return false
	}
	if encoding == "" {
		return true
	}
	for _, c := range compressions {
		if encoding == "-"+c && takes(r, c) {
			x.tag = tag
			return true
		}
	}
	return false
}
