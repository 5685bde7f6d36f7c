package files

import (
	"bufio"
	"context"
	"net/http"
	"time"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"whojoins/graph"
	"whojoins/internal/cite"
	"whojoins/internal/http/graphql"
	"whojoins/internal/http/negotiate"
	"whojoins/internal/store"
)

// download is one file being sent. It is the sink of its answer, and the writer that sends the
// file piece by piece. Nothing is sent before the first piece is complete, so that most
// failures can still be reported as errors.
type download struct {
	*sink
	handler  *Handler
	w        http.ResponseWriter
	r        *http.Request
	control  *http.ResponseController
	vary     string
	start    time.Time
	caller   graph.Caller
	prepared *graph.Prepared
	cost     graph.Cost
	// ended returns the error of the operation once it has ended.
	ended func() error
	// unsent has a whole file that is so short that none of it has been sent; it is sent when the
	// operation has given its slot back.
	unsent *bufio.Writer
	// tag is the ETag of the file without quotes, licence that of the dataset.
	tag, licence string
	// status is the HTTP status, once the headers are sent.
	status int
}

// serve answers with a file, or with an error.
func (d *download) serve(ctx context.Context, f File) {
	err := d.run(ctx, f)
	switch {
	case err == nil:
		d.record(ctx, d.status, nil)
	case d.status != 0:
		// Part of the file was sent. Only a broken connection shows that it is incomplete.
		d.record(ctx, d.status, d.handler.engine.Present(ctx, err))
		panic(http.ErrAbortHandler)
	default:
		d.fail(ctx, err)
	}
}

func (d *download) run(ctx context.Context, f File) (err error) {
	e, at := d.handler.engine, graphql.AddressOf(d.r, d.handler.site)
	if d.prepared, err = e.Prepare(f.Request, d.caller); err != nil {
		return err
	}
	if d.sink, err = newSink(e, d.prepared, f, at); err != nil {
		return err
	}
	d.caller.Site, d.cost = negotiate.Site(d.r, d.handler.site), e.Cost(d.prepared, d.caller)
	d.caller.Small = e.IsSmallFile(d.whole, f.Rows, d.plans()...)
	if err := e.Run(ctx, d.prepared, d.caller, d); err != nil || d.unsent == nil {
		return err
	}
	defer d.endWith(ctx)()
	return d.unsent.Flush()
}

// endWith makes writes end with a context, also one that waits for a caller who does not read,
// until the returned function is called.
func (d *download) endWith(ctx context.Context) (stop func() bool) {
	d.ended = func() error { return store.Ended(ctx) }
	return context.AfterFunc(ctx, func() { _ = d.control.SetWriteDeadline(time.Now()) })
}

// Receive implements graph.Sink.
func (d *download) Receive(ctx context.Context, a *graph.Answer) error {
	info, err := a.Dataset(ctx)
	if err != nil {
		return err
	}
	d.licence = info.Licence
	d.tag = negotiate.Tag(d.handler.buildTag, info.Version, d.file.Format.MediaType, d.at.String(), d.caller.Site)
	named, known := negotiate.Known(d.r, d.tag)
	switch {
	case known:
		d.tag = named
		d.fresh(http.StatusNotModified)
	case d.r.Method == http.MethodHead:
		if err := d.readCut(ctx, a); err != nil {
			return err
		}
		if err := d.readCoverage(ctx, a); err != nil {
			return err
		}
		d.begin()
	default:
		defer d.endWith(ctx)()
		buffer := bufio.NewWriterSize(d, pieceBytes)
		d.to = buffer
		err := d.sink.Receive(ctx, a)
		d.cost = a.Cost()
		if err != nil {
			return err
		}
		if d.status == 0 {
			d.unsent = buffer
			return nil
		}
		return buffer.Flush()
	}
	return nil
}

// Write implements io.Writer: it sends a piece of the file.
func (d *download) Write(piece []byte) (int, error) {
	d.begin()
	if err := d.ended(); err != nil {
		return 0, err
	}
	return d.w.Write(piece)
}

// begin sends the headers of the file, once.
func (d *download) begin() {
	if d.status != 0 {
		return
	}
	header := d.w.Header()
	header.Set("Content-Type", d.contentType())
	header.Set("X-Content-Type-Options", "nosniff")
	if d.file.Format.Packed {
		header.Set("No-Gzip-Compression", "1")
	}
	if to := d.description(); to != "" {
		header.Set("Link", "<"+to+`>; rel="describedby"; type="application/csvm+json"`)
	}
	if link := cite.LicenceLink(d.licence); link != "" {
		header.Add("Link", link)
	}
	if cut := d.cut.String(); cut != "" {
		header.Set("X-Truncated", cut)
	}
	if coverage := d.coverage.String(); coverage != "" {
		header.Set("X-Coverage", coverage)
	}
	graphql.SetFile(header, d.name(), d.cost)
	d.fresh(http.StatusOK)
}

// fresh sends the headers of an answer that may be stored and is revalidated by its tag.
func (d *download) fresh(status int) {
	header := d.w.Header()
	header.Set("Vary", d.vary)
	header.Set("Cache-Control", "public, no-cache")
	header.Set("ETag", `"`+d.tag+`"`)
	d.status = status
	d.w.WriteHeader(status)
}

// fail answers with an error. Clients that download files rely on the status, so it is never
// the legacy one.
func (d *download) fail(ctx context.Context, err error) {
	errs := d.handler.engine.Present(ctx, err)
	status, _ := graphql.Status(errs)
	d.reject(ctx, status, errs)
}

// reject answers with errors and a status.
func (d *download) reject(ctx context.Context, status int, errs gqlerror.List) {
	d.w.Header().Set("Vary", d.vary)
	if refuse := d.handler.refuse; refuse == nil || !refuse(d.w, d.r, status, errs) {
		graphql.SendErrors(d.w, status, d.cost, errs)
	}
	d.record(ctx, status, errs)
}

func (d *download) record(ctx context.Context, status int, errs gqlerror.List) {
	d.handler.recorder.Record(ctx, d.start, graphql.Record{ID: d.caller.RequestID, Prepared: d.prepared, Cost: d.cost, Status: status, Errors: errs})
}
