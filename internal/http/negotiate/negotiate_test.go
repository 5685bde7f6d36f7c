package negotiate_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"

	"whojoins/internal/http/negotiate"
)

func request(header string, values ...string) *http.Request {
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.Header[header] = values
	return r
}

func TestMediaType(t *testing.T) {
	offers := []string{"application/json", "application/graphql-response+json", "text/csv"}
	const none = "none"
	for _, c := range []struct {
		accept []string
		want   string
		reason string
	}{
		{nil, "application/json", "no header: the first offer"},
		{[]string{""}, "application/json", "an empty one says nothing"},
		{[]string{"*/*"}, "application/json", "anything: the first offer"},
		{[]string{"application/graphql-response+json"}, "application/graphql-response+json", ""},
		{[]string{"application/graphql-response+json, application/json;q=0.9"}, "application/graphql-response+json", "what is liked more"},
		{[]string{"application/graphql-response+json;q=0.5, application/json"}, "application/json", "what is liked more, also when named later"},
		{[]string{"application/graphql-response+json", "application/json"}, "application/graphql-response+json", "of equals the one named first, over several lines"},
		{[]string{"application/json, multipart/mixed"}, "application/json", "what there is of a list"},
		{[]string{"text/*"}, "text/csv", "a family"},
		{[]string{"text/*, application/*;q=0.2"}, "text/csv", ""},
		{[]string{"application/json;q=0, */*"}, "application/graphql-response+json", "zero is never, whatever else is taken"},
		{[]string{"application/json;q=0.1, */*;q=0.5"}, "application/graphql-response+json", "what is said of a type goes before what is said of all"},
		{[]string{"APPLICATION/JSON"}, "application/json", "without case"},
		{[]string{"application/json; charset=utf-8"}, "application/json", "the charset that there is"},
		{[]string{"application/json; charset=latin1, text/csv"}, "text/csv", "and none other"},
		{[]string{"text/csv; header=present"}, "text/csv", "other parameters do no harm"},
		{[]string{"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}, "application/json", "a browser"},
		{[]string{"text/csv;q=2, application/json;q=0.001"}, "application/json", "a malformed quality is none"},
		{[]string{"text/csv;q=NaN, application/json;q=0.001"}, "application/json", ""},
		{[]string{"image/png"}, none, ""},
		{[]string{"*/*;q=0"}, none, ""},
		{[]string{";;;,,,"}, none, ""},
	} {
		got := none
		if i := negotiate.MediaType(request("Accept", c.accept...), offers...); i >= 0 {
			got = offers[i]
		}
		if got != c.want {
			t.Errorf("Accept %q: %s, want %s: %s", c.accept, got, c.want, c.reason)
		}
	}
}

func FuzzMediaType(f *testing.F) {
	f.Add("text/csv;q=0.5, */*")
	f.Fuzz(func(t *testing.T, accept string) {
		if i := negotiate.MediaType(request("Accept", accept), "application/json", "text/csv"); i < -1 || i > 1 {
			t.Errorf("Accept %q: offer %d of 2", accept, i)
		}
	})
}

func TestTagsTellPartsApart(t *testing.T) {
	if negotiate.Tag("ab", "c") == negotiate.Tag("a", "bc") || negotiate.Tag("a") == negotiate.Tag("a", "") || negotiate.Tag("a:b") == negotiate.Tag("a", "b") {
		t.Error("two lists of parts have one tag")
	}
	if first, again := negotiate.Tag("a", "b"), negotiate.Tag("a", "b"); first != again {
		t.Error("one list of parts has two tags")
	}
}

// A caller has what its If-None-Match names, in an encoding that it takes.
func TestKnown(t *testing.T) {
	for _, c := range []struct{ reason, match, encodings, named string }{
		{"the tag", `"abc"`, "", "abc"},
		{"a weak one", `W/"abc"`, "", "abc"},
		{"one of several", `"x", "abc"`, "", "abc"},
		{"any", "*", "", "abc"},
		{"an encoding that it takes", `"abc-gzip"`, "gzip", "abc-gzip"},
		{"one of all that it takes", `"abc-gzip"`, "*", "abc-gzip"},
		{"one that it does not take", `"abc-gzip"`, "zstd", ""},
		{"one that it refuses", `"abc-gzip"`, "gzip;q=0, *", ""},
		{"a longer tag", `"abcgzip"`, "gzip, zip", ""},
		{"another", `"x"`, "", ""},
	} {
		r := request("If-None-Match", c.match)
		r.Header.Set("Accept-Encoding", c.encodings)
		if named, known := negotiate.Known(r, "abc"); named != c.named || known != (c.named != "") {
			t.Errorf("%s: %q, %t, want %q", c.reason, named, known, c.named)
		}
	}
}

// What is compressed is what was written, has a tag of its own, and is known by it.
func TestCompress(t *testing.T) {
	const tag = "abc"
	text := strings.Repeat("the same again ", 500)
	h, err := negotiate.Compress(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		named, known := negotiate.Known(r, tag)
		if known {
			w.Header().Set("ETag", `"`+named+`"`)
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Header().Set("ETag", `"`+tag+`"`)
		w.Header().Set("Content-Type", "application/graphql-response+json")
		_, _ = io.WriteString(w, text)
	}))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ accept, encoding, tag string }{
		{"", "", `"abc"`},
		{"gzip", "gzip", `"abc-gzip"`},
		{"zstd", "zstd", `"abc-zstd"`},
		{"gzip;q=0.5, zstd;q=0.1", "gzip", `"abc-gzip"`},
		{"gzip;q=0, identity", "", `"abc"`},
		{"br", "", `"abc"`},
	} {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, request("Accept-Encoding", c.accept))
		if got := w.Header().Get("Content-Encoding"); got != c.encoding || w.Header().Get("ETag") != c.tag || w.Header().Get("Vary") != "Accept-Encoding" {
			t.Errorf("Accept-Encoding %q: %v, want %s and %s", c.accept, w.Header(), c.encoding, c.tag)
		}
		if got := decompressed(t, w.Body.Bytes(), c.encoding); got != text {
			t.Errorf("Accept-Encoding %q: %.50q", c.accept, got)
		}
		again := request("Accept-Encoding", c.accept)
		again.Header.Set("If-None-Match", w.Header().Get("ETag"))
		w = httptest.NewRecorder()
		if h.ServeHTTP(w, again); w.Code != http.StatusNotModified || w.Header().Get("ETag") != c.tag || w.Body.Len() > 0 {
			t.Errorf("Accept-Encoding %q, known: %d %v, want 304 and %s", c.accept, w.Code, w.Header(), c.tag)
		}
	}
}

func decompressed(t *testing.T, body []byte, encoding string) string {
	t.Helper()
	var r io.Reader = bytes.NewReader(body)
	var err error
	switch encoding {
	case "gzip":
		r, err = gzip.NewReader(r)
	case "zstd":
		r, err = zstd.NewReader(r)
	}
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
