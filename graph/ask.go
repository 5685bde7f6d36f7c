package graph

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"github.com/vektah/gqlparser/v2/gqlerror"
)

// Question is what a part of the program asks the service, as a caller would.
type Question struct {
	Query     string         `json:"query"`
	Variables map[string]any `json:"variables,omitempty"`
}

// Ask answers a question as ServeHTTP does: within the same limits, in one view,
// recorded under the id of the request that it is asked for. The errors have their codes.
func (h *Handler) Ask(ctx context.Context, id string, q Question) (json.RawMessage, gqlerror.List) {
	start := time.Now()
	ctx, cancel := context.WithTimeout(ctx, time.Duration(h.config.Limits.Time)*time.Millisecond)
	defer cancel()
	x := h.begin()
	defer x.end()
	x.id, x.format = id, modernFormat
	if err := json.NewEncoder(&x.body).Encode(q); err != nil {
		return nil, gqlerror.List{h.presentError(ctx, err)}
	}
	x.answer(ctx, &http.Request{Method: http.MethodPost})
	x.conclude()
	x.record(ctx, time.Since(start))
	if x.data == 0 {
		return nil, x.errors
	}
	const head = `{"data":`
	return json.RawMessage(string(x.out[len(head) : len(head)+x.data])), x.errors
}
