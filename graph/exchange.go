package graph

import (
	"bytes"
	"net/http"
	"sync"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"whojoins/store"
)

// exchange is one request and its answer. Its memory is used again.
type exchange struct {
	handler *Handler
	// body is what was sent.
	body bytes.Buffer
	// prepared is what was understood of it; nil when nothing was.
	prepared *prepared

	// mu is held while a root field is read: all read one view, one after the other,
	// though gqlgen starts them side by side.
	mu   sync.Mutex
	view store.View
	// failed is why there is no view.
	failed error
	// memory holds the answers of the root fields, one behind the other.
	memory []byte

	// status is 200, or that of a request that asked nothing.
	status int
	errors gqlerror.List
	// out is the answer without its errors: {"data":…,"extensions":…}.
	out bytes.Buffer
	// data is the length of the data in out; 0 when there is no data entry.
	data int
}

// kept is how much memory of each kind a pooled exchange may keep.
const kept = 1 << 20

var exchanges = sync.Pool{New: func() any { return new(exchange) }}

func (h *Handler) begin() *exchange {
	x := exchanges.Get().(*exchange)
	x.handler, x.status = h, http.StatusOK
	return x
}

// end gives the memory back.
func (x *exchange) end() {
	x.handler, x.prepared, x.failed, x.errors, x.data = nil, nil, nil, nil, 0
	x.memory = x.memory[:0]
	x.body.Reset()
	x.out.Reset()
	if cap(x.memory) <= kept && x.body.Cap() <= kept && x.out.Cap() <= kept {
		exchanges.Put(x)
	}
}

// cost is what the request was said to cost.
func (x *exchange) cost() int {
	if x.prepared == nil {
		return 0
	}
	return x.prepared.cost
}
