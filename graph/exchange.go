package graph

import (
	"bytes"
	"io"
	"net/http"
	"sync"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"whojoins/internal/store"
)

// exchange is one request and its answer. Its memory is used again.
type exchange struct {
	handler *Handler
	// id is the request's, in the log and the answer.
	id string
	// asked is the request, for those who tell where it was sent to; nil for a question of
	// the program itself, and for links, which have their address.
	asked *http.Request
	// format is what the answer comes in; nil when the caller takes none that there is.
	format *representation
	// body is what was sent: see receive. limited is how it is read.
	body    bytes.Buffer
	limited io.LimitedReader
	// prepared is what was understood of it; nil when nothing was.
	prepared *prepared

	// mu is held while a root field is read: all read one view, one after the other,
	// though gqlgen starts them side by side.
	mu   sync.Mutex
	view store.View
	// failed is why there is no view.
	failed error

	// explanation is what the answer was made by; nil when nobody asks.
	explanation *explanation
	// cause is what HTTP forbids about the request; empty for nothing.
	cause  cause
	errors gqlerror.List
	// tag is the ETag of the answer; empty for none. notModified says that the caller
	// has what it names.
	tag         string
	notModified bool
	// status is the answer's, once it is sent.
	status int
	// out is the answer without its errors: {"data":…,"extensions":…}, or a table.
	out output
	// data is the length of the data in out; 0 when there is none.
	data int
	// saveAs is the name of the file that a table is saved to; empty for JSON.
	saveAs string
}

// output is memory that is written to.
type output []byte

// Write implements io.Writer; it never fails.
func (o *output) Write(p []byte) (int, error) {
	*o = append(*o, p...)
	return len(p), nil
}

// kept is how much memory of each kind a pooled exchange may keep.
const kept = 1 << 20

var exchanges = sync.Pool{New: func() any { return new(exchange) }}

func (h *Handler) begin() *exchange {
	x := exchanges.Get().(*exchange)
	x.handler = h
	return x
}

// end gives the memory back.
func (x *exchange) end() {
	if x.body.Cap() > kept || cap(x.out) > kept {
		return
	}
	body, out := x.body, x.out[:0]
	body.Reset()
	*x = exchange{body: body, out: out}
	exchanges.Put(x)
}

// release ends the view, if there is one.
func (x *exchange) release() {
	if x.view != nil {
		x.view.Close()
		x.view = nil
	}
}

// cost is what the request was said to cost.
func (x *exchange) cost() int {
	if x.prepared == nil {
		return 0
	}
	return x.prepared.cost
}
