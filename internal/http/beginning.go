package http

import "net/http"

// beginning calls begin with the status of an answer before its head is sent, when its headers can still be
// changed. Informational statuses do not begin an answer.
type beginning struct {
	http.ResponseWriter
	begin func(status int)
	begun bool
}

// WriteHeader implements http.ResponseWriter.
func (b *beginning) WriteHeader(status int) {
	if !b.begun && status >= http.StatusOK {
		b.begun = true
		b.begin(status)
	}
	b.ResponseWriter.WriteHeader(status)
}

// Write implements http.ResponseWriter.
func (b *beginning) Write(p []byte) (int, error) {
	if !b.begun {
		b.WriteHeader(http.StatusOK)
	}
	return b.ResponseWriter.Write(p)
}

// Unwrap is for http.ResponseController.
func (b *beginning) Unwrap() http.ResponseWriter { return b.ResponseWriter }
