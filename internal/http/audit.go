package http

import (
	"log/slog"
	"net/http"
	"time"

	"whojoins/internal/http/callers"
)

// audit logs one record for each request that a handler answers: the caller's name, if a key gives
// it, the pattern of the address, status and duration. It never logs the address itself, since
// that may contain what the caller searches for.
func audit(log *slog.Logger, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start, sent := time.Now(), http.StatusOK
		next.ServeHTTP(&beginning{ResponseWriter: w, begin: func(status int) { sent = status }}, r)
		if !log.Enabled(r.Context(), slog.LevelInfo) {
			return
		}
		attributes := []slog.Attr{slog.String("address", r.Pattern), slog.Int("status", sent), slog.Duration("duration", time.Since(start))}
		if name := callers.From(r.Context()).Name; name != "" {
			attributes = append(attributes, slog.String("caller", name))
		}
		if id := w.Header().Get("X-Request-Id"); id != "" {
			attributes = append(attributes, slog.String("id", id))
		}
		log.LogAttrs(r.Context(), slog.LevelInfo, "page", attributes...)
	})
}
