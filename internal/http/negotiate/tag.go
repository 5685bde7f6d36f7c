package negotiate

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/klauspost/compress/gzhttp"
)

// Tag is an ETag without quotes, made from all that a representation depends on but
// its encoding. No two lists of parts have the same.
func Tag(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		fmt.Fprintf(h, "%d:", len(p))
		_, _ = io.WriteString(h, p) // a hash takes everything
	}
	return base64.RawURLEncoding.EncodeToString(h.Sum(nil)[:15])
}

// Known says whether the request's If-None-Match names the representation of a tag, in
// an encoding that the caller takes, and by which tag. Weak tags match, as RFC 9110,
// section 13.1.2 has it.
func Known(r *http.Request, tag string) (named string, ok bool) {
	for _, header := range r.Header["If-None-Match"] {
		for element := range strings.SplitSeq(header, ",") {
			element = strings.TrimSpace(element)
			if element == "*" {
				return tag, true
			}
			named := strings.Trim(strings.TrimPrefix(element, "W/"), `"`)
			encoding, ok := strings.CutPrefix(named, tag)
			if ok && (encoding == "" || strings.HasPrefix(encoding, "-") && Takes(r, encoding[1:])) {
				return named, true
			}
		}
	}
	return "", false
}

// Compress sends what a handler answers in gzip or zstd, to callers that take them,
// unless it is too small to be worth it. The ETag then has the encoding behind it.
func Compress(h http.Handler) (http.Handler, error) {
	wrap, err := gzhttp.NewWrapper(gzhttp.SuffixETag("-gzip"))
	if err != nil {
		return nil, err
	}
	small := wrap(h)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if len(r.Header["Accept-Encoding"]) > 0 {
			small.ServeHTTP(w, r)
			return
		}
		w.Header().Add("Vary", "Accept-Encoding")
		h.ServeHTTP(w, r)
	}), nil
}
