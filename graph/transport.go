package graph

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/validator/rules"
)

// ServeHTTP answers a question by POST or GET, as the GraphQL over HTTP specification
// has it. One record goes to the log for each.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	start := time.Now()
	if r.Method == http.MethodOptions {
		w.Header().Set("Allow", methods)
		w.WriteHeader(http.StatusNoContent)
		return
	}
	x := h.begin()
	defer x.end()
	x.id = RequestID(w, r)
	x.explanation = h.explanation(r)
	x.format, x.asked = accepted(r), r
	ctx, cancel := withDeadline(r.Context(), start.Add(time.Duration(h.config.Limits.Time)*time.Millisecond))
	defer cancel()
	if err := x.receive(r); err != nil {
		x.fail(h.presentError(ctx, err))
	} else {
		x.answer(ctx, r)
	}
	x.send(w, r)
	x.record(r.Context(), time.Since(start))
}

// answer answers what was received, whatever happens on the way. Beyond the operations
// that may be in flight it refuses at once: who waits would only make others wait.
func (x *exchange) answer(ctx context.Context, r *http.Request) {
	h := x.handler
	if !h.enter() {
		x.fail(h.presentError(ctx, busy(cap(h.flight), "inFlight", "operations are being answered")))
		return
	}
	defer h.leave()
	defer x.release()
	defer func() {
		if cause := recover(); cause != nil {
			x.fail(h.presentError(ctx, h.recover(ctx, cause)))
		}
	}()
	if !x.understand(ctx) {
		if r.Method != http.MethodPost && changes(x.errors) {
			x.cause = changeByGet
		}
		return
	}
	// Without a dataset there is nothing to answer, not only for one field.
	if x.reads() && x.open(ctx) != nil {
		x.fail(h.presentError(ctx, x.failed))
		return
	}
	// Who wants to see how it is answered wants it answered.
	if r.Method != http.MethodPost && x.explanation == nil && x.known(ctx, r) {
		x.notModified = true
		return
	}
	if x.format.write == nil {
		x.write(ctx)
	} else if err := x.format.write(ctx, x); err != nil {
		x.fail(h.presentError(ctx, err))
	}
}

// understand prepares the operation, or says why it cannot.
func (x *exchange) understand(ctx context.Context) bool {
	h := x.handler
	if x.prepared = h.preparer.recall(x.body.Bytes()); x.prepared != nil {
		return true
	}
	if err := weighBody(x.body.Bytes(), h.config.Limits); err != nil {
		x.fail(h.presentError(ctx, err))
		return false
	}
	q, err := decode(x.body.Bytes())
	if err != nil {
		x.fail(h.presentError(ctx, x.refuse(bodyBroken, err)))
		return false
	}
	made, errs := h.preparer.prepare(q)
	if errs != nil {
		x.fail(errs...)
		return false
	}
	h.preparer.remember(x.body.Bytes(), made)
	x.prepared = made
	return true
}

// reads says whether the operation has a root field that reads the dataset.
func (x *exchange) reads() bool {
	for _, c := range x.prepared.plans {
		if c.err == nil {
			return true
		}
	}
	return false
}

// changes says whether a document was refused because it would not only read.
func changes(errs gqlerror.List) bool {
	return slices.ContainsFunc(errs, func(e *gqlerror.Error) bool { return e.Rule == rules.KnownRootTypeRule.Name })
}

// write answers in JSON.
func (x *exchange) write(ctx context.Context) {
	x.out = append(x.out, `{"data":`...)
	x.run(ctx)
	x.out = append(x.out, ',')
	x.finish()
}

// fail answers with errors alone, in JSON.
func (x *exchange) fail(errs ...*gqlerror.Error) {
	if x.format == nil {
		x.format = legacyFormat
	} else if x.format.write != nil {
		x.format = modernFormat
	}
	x.data, x.errors = 0, errs
	x.out = append(x.out[:0], '{')
	x.finish()
}

func (x *exchange) finish() {
	x.out = append(x.out, `"extensions":{"cost":`...)
	x.out = strconv.AppendInt(x.out, int64(x.cost()), 10)
	x.explain()
	x.out = append(x.out, "}}"...)
}
