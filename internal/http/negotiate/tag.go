package negotiate

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"

	"github.com/klauspost/compress/gzhttp"
)

// Tag returns an ETag without quotes, derived from everything that a representation depends on
// except its encoding. Different lists of parts have different tags.
func Tag(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		fmt.Fprintf(h, "%d:", len(p))
		_, _ = io.WriteString(h, p) // a write to a hash cannot fail
	}
	return base64.RawURLEncoding.EncodeToString(h.Sum(nil)[:15])
}

// encodings are the encodings in which answers are sent.
var encodings = []string{"gzip", "zstd"}

// Known reports whether the request's If-None-Match names the representation of a tag in an
// encoding that the caller accepts, and returns the matching tag. Weak tags match (RFC 9110,
// section 13.1.2).
func Known(r *http.Request, tag string) (named string, ok bool) {
	accepted := map[string]bool{} // each encoding is looked up once, however often it is named
	for _, header := range r.Header["If-None-Match"] {
		for element := range strings.SplitSeq(header, ",") {
			element = strings.TrimSpace(element)
			if element == "*" {
				return tag, true
			}
			named := strings.Trim(strings.TrimPrefix(element, "W/"), `"`)
			encoding, ok := strings.CutPrefix(named, tag)
			if ok && encoding == "" {
				return named, true
			}
			encoding, suffixed := strings.CutPrefix(encoding, "-")
			if !ok || !suffixed || !slices.Contains(encodings, encoding) {
				continue
			}
			if _, asked := accepted[encoding]; !asked {
				accepted[encoding] = Accepts(r, encoding)
			}
			if accepted[encoding] {
				return named, true
			}
		}
	}
	return "", false
}

// Compress compresses the answers of a handler with gzip or zstd for callers that accept them,
// unless an answer is too small to be worth it. For a caller that likes both equally it chooses
// gzip, since some announce zstd and cannot decode it, such as Node 20. The encoding is then appended to the ETag.
func Compress(h http.Handler) (http.Handler, error) {
	wrap, err := gzhttp.NewWrapper(gzhttp.SuffixETag("-gzip"), gzhttp.PreferZstd(false))
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
