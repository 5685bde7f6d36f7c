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
		{nil, "application/json", "without a header, the first offer is chosen"},
		{[]string{""}, "application/json", "an empty header has no preference"},
		{[]string{"*/*"}, "application/json", "any type is accepted, so the first offer is chosen"},
		{[]string{"application/graphql-response+json"}, "application/graphql-response+json", ""},
		{[]string{"application/graphql-response+json, application/json;q=0.9"}, "application/graphql-response+json", "the higher quality wins"},
		{[]string{"application/graphql-response+json;q=0.5, application/json"}, "application/json", "the higher quality wins, even if named later"},
		{[]string{"application/graphql-response+json", "application/json"}, "application/graphql-response+json", "among equals the first named wins, across several lines"},
		{[]string{"application/json, multipart/mixed"}, "application/json", "the offered type of a list is chosen"},
		{[]string{"text/*"}, "text/csv", "a range of types matches"},
		{[]string{"text/*, application/*;q=0.2"}, "text/csv", ""},
		{[]string{"application/json;q=0, */*"}, "application/graphql-response+json", "quality zero excludes a type, even beside */*"},
		{[]string{"application/json;q=0.1, */*;q=0.5"}, "application/graphql-response+json", "a type is more specific than a range"},
		{[]string{"APPLICATION/JSON"}, "application/json", "types ignore case"},
		{[]string{"application/json; charset=utf-8"}, "application/json", "UTF-8 is offered"},
		{[]string{"application/json; charset=latin1, text/csv"}, "text/csv", "no other charset is offered"},
		{[]string{"text/csv; header=present"}, "text/csv", "other parameters are ignored"},
		{[]string{"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}, "application/json", "a browser"},
		{[]string{"text/csv;q=2, application/json;q=0.001"}, "application/json", "an element with a malformed quality is skipped"},
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

func TestTag(t *testing.T) {
	if negotiate.Tag("ab", "c") == negotiate.Tag("a", "bc") || negotiate.Tag("a") == negotiate.Tag("a", "") || negotiate.Tag("a:b") == negotiate.Tag("a", "b") {
		t.Error("different lists of parts have the same tag")
	}
	if first, again := negotiate.Tag("a", "b"), negotiate.Tag("a", "b"); first != again {
		t.Error("equal lists of parts have different tags")
	}
}

// Known matches the tags of If-None-Match in the encodings that the caller accepts.
func TestKnown(t *testing.T) {
	for _, c := range []struct{ reason, match, encodings, named string }{
		{"the tag matches", `"abc"`, "", "abc"},
		{"a weak tag matches", `W/"abc"`, "", "abc"},
		{"one of several tags matches", `"x", "abc"`, "", "abc"},
		{"* matches", "*", "", "abc"},
		{"a tag of an accepted encoding matches", `"abc-gzip"`, "gzip", "abc-gzip"},
		{"* accepts every encoding", `"abc-gzip"`, "*", "abc-gzip"},
		{"a tag of another encoding does not match", `"abc-gzip"`, "zstd", ""},
		{"a tag of an excluded encoding does not match", `"abc-gzip"`, "gzip;q=0, *", ""},
		{"a longer tag does not match", `"abcgzip"`, "gzip, zip", ""},
		{"another tag does not match", `"x"`, "", ""},
	} {
		r := request("If-None-Match", c.match)
		r.Header.Set("Accept-Encoding", c.encodings)
		if named, known := negotiate.Known(r, "abc"); named != c.named || known != (c.named != "") {
			t.Errorf("%s: %q, %t, want %q", c.reason, named, known, c.named)
		}
	}
}

// A compressed answer decompresses to the original, and has a tag of its own that is recognised.
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
		{"zstd, gzip, br", "gzip", `"abc-gzip"`},
		{"gzip;q=0.5, zstd;q=0.5", "gzip", `"abc-gzip"`},
		{"gzip;q=0.5, zstd;q=0.1", "gzip", `"abc-gzip"`},
		{"gzip;q=0.5, zstd", "zstd", `"abc-zstd"`},
		{"gzip;q=0, zstd", "zstd", `"abc-zstd"`},
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

// Packed content has the same text in each encoding, and a tag of its own that is recognised.
func TestServePacked(t *testing.T) {
	const text = "the same again and again"
	packed, err := negotiate.Pack([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	tags := map[string]bool{}
	for _, encoding := range []string{"", "gzip"} {
		r := request("Accept-Encoding", encoding)
		w := httptest.NewRecorder()
		negotiate.ServePacked(w, r, packed)
		tag := w.Header().Get("ETag")
		if got := decompressed(t, w.Body.Bytes(), w.Header().Get("Content-Encoding")); w.Code != http.StatusOK || got != text || w.Header().Get("Content-Encoding") != encoding {
			t.Errorf("Accept-Encoding %q: %d %q, %v", encoding, w.Code, got, w.Header())
		}
		if tag == "" || tags[tag] || w.Header().Get("Vary") != "Accept-Encoding" {
			t.Errorf("Accept-Encoding %q: the tag %q, Vary %q", encoding, tag, w.Header().Get("Vary"))
		}
		tags[tag] = true
		r.Header.Set("If-None-Match", tag)
		w = httptest.NewRecorder()
		if negotiate.ServePacked(w, r, packed); w.Code != http.StatusNotModified || w.Body.Len() > 0 {
			t.Errorf("Accept-Encoding %q with its tag: %d, want 304", encoding, w.Code)
		}
	}
	w := httptest.NewRecorder()
	if negotiate.ServePacked(w, request("Accept-Encoding", ""), []byte("damaged")); w.Code != http.StatusInternalServerError {
		t.Errorf("damaged content: %d, want 500", w.Code)
	}
}
