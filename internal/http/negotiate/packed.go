package negotiate

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"strconv"
	"time"
)

// Pack compresses content with gzip, for ServePacked.
func Pack(content []byte) ([]byte, error) {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write(content); err != nil {
		return nil, err
	}
	err := z.Close()
	return b.Bytes(), err
}

// ServePacked answers GET and HEAD with content that Pack has compressed once, so that no
// request compresses it; a caller that does not accept gzip is sent the content itself. Each
// encoding has its own ETag. Content-Type must be set before.
func ServePacked(w http.ResponseWriter, r *http.Request, packed []byte) {
	h, tag, body := w.Header(), Tag(string(packed)), packed
	h.Add("Vary", "Accept-Encoding")
	if Accepts(r, "gzip") {
		h.Set("Content-Encoding", "gzip")
		tag += "-gzip"
	} else {
		var err error
		if body, err = unpack(packed); err != nil {
			http.Error(w, "this build of the file is damaged", http.StatusInternalServerError)
			return
		}
	}
	h.Set("ETag", strconv.Quote(tag))
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body))
}

// unpack decompresses content.
func unpack(packed []byte) ([]byte, error) {
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(z)
}
