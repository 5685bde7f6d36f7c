package http

import (
	"io"
	"net/http"
	"sync"
	"time"
)

// The lowest rates at which callers send bodies and read answers, in bytes per second. A caller
// may be slower for the time of grace in all.
const (
	sendRate  = 64 << 10
	sendGrace = 5 * time.Second
	readRate  = 128 << 10
	readGrace = 10 * time.Second
	// pieceBytes is the number of bytes that are sent under one deadline. Up to bufferedBytes
	// the server sends an answer when its handler has ended, under its own timeout.
	pieceBytes    = 64 << 10
	bufferedBytes = 4 << 10
)

// pace disconnects callers who send or read too slowly, so that they cannot hold the memory of a
// body or an answer for long.
func pace(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		control := http.NewResponseController(w)
		if r.ContentLength != 0 {
			paced := *r
			paced.Body = &pacedBody{ReadCloser: r.Body, allowance: allowance{rate: sendRate, grace: sendGrace}, control: control}
			r = &paced
		}
		next.ServeHTTP(&pacedWriter{ResponseWriter: w, allowance: allowance{rate: readRate, grace: readGrace}, control: control}, r)
	})
}

// allowance is the time that a caller may take. Only the time in which the service waits for the
// caller counts.
type allowance struct {
	rate, bytes int
	grace, used time.Duration
}

// deadline returns the time by which so many more bytes must have been moved.
func (a *allowance) deadline(now time.Time, more int) time.Time {
	a.bytes += more
	return now.Add(a.grace + time.Duration(a.bytes)*time.Second/time.Duration(a.rate) - a.used)
}

// pacedBody is a body that must arrive at a rate.
type pacedBody struct {
	io.ReadCloser
	allowance
	control *http.ResponseController
}

// Read implements io.Reader.
func (b *pacedBody) Read(p []byte) (int, error) {
	start := time.Now()
	// A writer without a connection, as in tests, has no deadlines.
	_ = b.control.SetReadDeadline(b.deadline(start, 0))
	n, err := b.ReadCloser.Read(p)
	b.used += time.Since(start)
	b.bytes += n
	return n, err
}

// pacedWriter is an answer that must be read at a rate.
type pacedWriter struct {
	http.ResponseWriter
	allowance
	control *http.ResponseController

	mu sync.Mutex
	// until is the deadline that the handler set; zero for none.
	until time.Time
}

// SetWriteDeadline is for http.ResponseController: no later piece has a later deadline.
func (w *pacedWriter) SetWriteDeadline(at time.Time) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.until = at
	return w.control.SetWriteDeadline(at)
}

// setDeadline sets the deadline of the next piece.
func (w *pacedWriter) setDeadline(at time.Time) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.until.IsZero() && w.until.Before(at) {
		at = w.until
	}
	_ = w.control.SetWriteDeadline(at) // a writer without a connection, as in tests, has none
}

// Write implements io.Writer.
func (w *pacedWriter) Write(p []byte) (n int, err error) {
	for {
		piece := p[n:min(len(p), n+pieceBytes)]
		start := time.Now()
		if at := w.deadline(start, len(piece)); w.bytes > bufferedBytes {
			w.setDeadline(at)
		}
		sent, err := w.ResponseWriter.Write(piece)
		w.used += time.Since(start)
		if n += sent; err != nil || n == len(p) {
			return n, err
		}
	}
}

// Unwrap is for http.ResponseController.
func (w *pacedWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }
