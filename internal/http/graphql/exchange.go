package graphql

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"slices"
	"sync"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"whojoins/graph"
	"whojoins/internal/http/negotiate"
	"whojoins/internal/lane"
)

// exchange is one HTTP request and its answer. It is the sink of its own answer. Its memory is
// pooled.
type exchange struct {
	handler *Handler
	w       http.ResponseWriter
	r       *http.Request
	caller  graph.Caller
	// representation is the representation of the answer; nil when Accept matches none.
	representation *representation
	// body holds the received bytes: see receive. limited is the reader of the body.
	body    bytes.Buffer
	limited io.LimitedReader
	// prepared is nil when the request could not be prepared.
	prepared *graph.Prepared
	// cost is the cost of the request; zero when it was not prepared.
	cost graph.Cost

	// cause is the rule of HTTP that the request violates, or empty.
	cause  cause
	errors gqlerror.List
	// tag is the ETag of the answer without quotes; empty for none. notModified reports that
	// the caller has the representation with this tag.
	tag         string
	notModified bool
	// vary is the value of the header Vary.
	vary []string
	// licensed reports whether the header Link names the licence of the dataset.
	licensed bool
	// status is the HTTP status of the answer, once it is known.
	status int
	// out is the answer without its errors: {"data":…,"extensions":…}, or a file.
	out []byte
	// data is the length of the data in out; 0 when there is none.
	data int
	// heldBody and heldAnswer are the numbers of bytes that the engine counts for the caller.
	heldBody, heldAnswer int
	// fileName is the name under which a table or a file is saved; empty for JSON.
	fileName string
}

// maxPooled is the largest number of bytes of a buffer for answers that a pooled exchange may
// keep. A buffer for bodies may keep lane.Small, since memory for more is counted.
const maxPooled = 1 << 20

var exchanges = sync.Pool{New: func() any { return new(exchange) }}

func (h *Handler) begin(w http.ResponseWriter, r *http.Request) *exchange {
	x := exchanges.Get().(*exchange)
	x.handler, x.w, x.r, x.vary = h, w, r, vary
	x.caller = NewCaller(w, r)
	x.caller.Rights.Explain = mayExplain(r, h.config.Explain)
	return x
}

// end returns the memory to the pool.
func (x *exchange) end() {
	x.handler.engine.ReleaseBody(&x.caller, x.heldBody)
	x.handler.engine.ReleaseAnswer(&x.caller, x.heldAnswer)
	if x.body.Cap() > lane.Small+bytes.MinRead || cap(x.out) > maxPooled {
		return
	}
	body, out := x.body, x.out[:0]
	body.Reset()
	*x = exchange{body: body, out: out}
	exchanges.Put(x)
}

// prepare prepares the received request. It returns nil if that fails.
func (x *exchange) prepare(ctx context.Context) *graph.Prepared {
	h := x.handler
	if p := h.cache.Get(x.body.Bytes(), x.caller); p != nil {
		return p
	}
	q, err := x.decode()
	if err != nil {
		x.fail(ctx, err)
		return nil
	}
	p, err := h.engine.Prepare(q.Request, x.caller)
	if err != nil {
		x.fail(ctx, err)
		if x.r.Method != http.MethodPost && isMutation(x.errors) {
			x.cause = mutationByGet
		}
		return nil
	}
	if q.hash != "" {
		// Not cached, since the same bytes must keep the document again once it was dropped.
		h.persisted.add(q.hash, q.Query)
		return p
	}
	if q.documentID == nil && !h.config.Documents.Only() { // the manifest may change
		h.cache.Add(x.body.Bytes(), p)
	}
	return p
}

// answer runs a prepared request.
func (x *exchange) answer(ctx context.Context, p *graph.Prepared) {
	if x.prepared = p; p.DescribesService() {
		x.caller.Site = negotiate.Site(x.r, x.handler.config.Site)
	}
	if err := x.handler.engine.Run(ctx, p, x.caller, x); err != nil {
		x.fail(ctx, err)
	}
}

// Receive implements graph.Sink. The answer is counted while the operation still has its slot.
func (x *exchange) Receive(ctx context.Context, a *graph.Answer) error {
	if err := x.write(ctx, a); err != nil {
		return err
	}
	if cap(x.out) > lane.Small && cap(x.out) > 2*len(x.out) {
		x.out = slices.Clone(x.out) // a short answer must not keep a large buffer
	}
	size := cap(x.out)
	if err := x.handler.engine.HoldAnswer(&x.caller, size); err != nil {
		x.out = nil
		return err
	}
	x.heldAnswer = size
	return nil
}

// write writes the answer to x.out.
func (x *exchange) write(ctx context.Context, a *graph.Answer) error {
	// An explained answer is always computed, even if the caller already has it.
	if x.r.Method != http.MethodPost && !x.caller.Rights.Explain && x.known(ctx, a) {
		x.notModified = true
		return nil
	}
	if write := x.representation.write; write != nil {
		err := write(ctx, x, a)
		x.cost = a.Cost()
		return err
	}
	x.out = append(x.out[:0], dataHead...)
	x.out, x.errors = a.JSON(ctx, x.out)
	x.data = len(x.out) - len(dataHead)
	x.out = append(x.out, ',')
	x.cost = a.Cost()
	x.out = appendExtensions(x.out, x.cost, a.Explanation())
	return nil
}

// fail replaces the answer with one that has only errors, in JSON.
func (x *exchange) fail(ctx context.Context, err error) {
	if x.representation == nil {
		x.representation = legacyJSON
	} else if x.representation.write != nil {
		x.representation = modernJSON
	}
	x.data, x.errors = 0, x.handler.engine.Present(ctx, err)
	if x.cost == (graph.Cost{}) {
		x.cost = x.handler.engine.Cost(x.prepared, x.caller)
	}
	x.out = appendExtensions(append(x.out[:0], '{'), x.cost, nil)
}

// address returns the address of the request.
func (x *exchange) address() Address { return AddressOf(x.r, x.handler.config.Site) }
