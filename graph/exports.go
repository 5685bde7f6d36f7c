package graph

import (
	"context"
	"io"
	"net/http"
	"strings"
	"time"

	"whojoins/internal/format"
	"whojoins/internal/http/negotiate"
	"whojoins/internal/plan"
)

// Where files are: exportPath/{field}.{extension} for one root field, and
// exportFile{extension} for any question.
const (
	exportPath = "/export/"
	exportFile = "/export."
)

// described is behind the extension of a list, by the W3C's Model for Tabular Data, for
// the file that describes it.
const described = "-metadata.json"

// fileMethods are those that ask for files.
const fileMethods = "GET, HEAD, OPTIONS"

// Exports answers GET and HEAD of files: docs/exports.md says which there are.
func (h *Handler) Exports() http.Handler { return http.HandlerFunc(h.serveExport) }

// IsExport says whether a path is that of a file.
func IsExport(path string) bool {
	return strings.HasPrefix(path, exportPath) || strings.HasPrefix(path, exportFile)
}

func (h *Handler) serveExport(w http.ResponseWriter, r *http.Request) {
	start := time.Now()
	// A file is for whoever has its address, also for the pages of other programs.
	w.Header().Set("Access-Control-Allow-Origin", "*")
	w.Header().Set("Access-Control-Expose-Headers", "Content-Disposition, ETag, Link, Retry-After, X-Cost, X-Request-Id")
	if r.Method == http.MethodOptions {
		w.Header().Set("Access-Control-Allow-Methods", fileMethods)
		w.Header().Set("Access-Control-Allow-Headers", "*")
		w.Header().Set("Allow", fileMethods)
		w.WriteHeader(http.StatusNoContent)
		return
	}
	x := h.begin()
	defer x.end()
	x.id = RequestID(w, r)
	x.format = &representation{write: func(context.Context, *exchange) error { return nil }}
	ctx, cancel := context.WithTimeout(r.Context(), time.Duration(h.config.Limits.ExportTime)*time.Millisecond)
	defer cancel()
	out := &download{w: w, x: x, control: http.NewResponseController(w)}
	defer func(ctx context.Context) { x.record(ctx, time.Since(start)) }(r.Context())
	defer x.release()
	err := h.guarded(ctx, r, out)
	switch {
	case err == nil:
	case out.started:
		// What was sent is no whole file; a connection that breaks off says so.
		x.errors, x.status = append(x.errors, h.presentError(ctx, err)), http.StatusOK
		x.release()
		panic(http.ErrAbortHandler)
	default:
		x.fail(h.presentError(ctx, err))
		x.tag, x.saveAs = "", ""
		// Who asks for a file by GET sees what is wrong by the status.
		x.send(w, r)
	}
}

// guarded makes an error of a panic.
func (h *Handler) guarded(ctx context.Context, r *http.Request, out *download) (err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = h.recover(ctx, cause)
		}
	}()
	return h.export(ctx, r, out)
}

// export answers one request. An error comes before anything is sent, unless
// out.started says otherwise.
func (h *Handler) export(ctx context.Context, r *http.Request, out *download) error {
	x := out.x
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		out.w.Header().Set("Allow", fileMethods)
		return x.refuse(wrongMethod, plan.Errorf(plan.BadUserInput, "ask by GET, or send the question to /graphql with this Accept", "this method asks for no file"))
	}
	link, err := h.link(r)
	if err != nil {
		return err
	}
	if err := x.take(link); err != nil {
		return err
	}
	if !enter(h.exporting) {
		return busy(cap(h.exporting), "exports", "files are being written")
	}
	defer func() { <-h.exporting }()
	e, err := x.exporter(link, h.address(r))
	if err != nil {
		return err
	}
	if err := x.open(ctx); err != nil {
		return err
	}
	out.exporter = e
	x.tag = negotiate.Tag(h.edition, x.view.Info().Version, link.format.MediaType, e.address.question)
	named, known := negotiate.Known(r, x.tag)
	switch {
	case known:
		x.tag, x.notModified = named, true
		x.send(out.w, r)
	case r.Method == http.MethodHead:
		out.start()
	default:
		return out.send(ctx)
	}
	return nil
}

// take prepares the question of a link, with plans of its own.
func (x *exchange) take(l *link) error {
	x.body.Reset()
	x.body.Write(l.body)
	if err := weighBody(l.body, x.handler.config.Limits); err != nil {
		return err
	}
	q, err := decode(l.body)
	if err != nil {
		return err
	}
	made, errs := x.handler.preparer.prepare(q)
	if errs != nil {
		return errs[0]
	}
	x.prepared = made
	return nil
}

// download sends a file as it is written. Nothing is sent before the first pieceBytes,
// so that most of what fails is answered as an error.
type download struct {
	*exporter
	w       http.ResponseWriter
	x       *exchange
	control *http.ResponseController
	started bool
}

// Bounds of a download: how much is sent at once, and how long a caller may take for it.
const (
	pieceBytes = 64 << 10
	pieceTime  = 30 * time.Second
)

func (d *download) send(ctx context.Context) error {
	buffer := newPieces(d)
	if err := d.write(ctx, buffer); err != nil {
		return err
	}
	return buffer.Flush()
}

// Write sends a piece.
func (d *download) Write(piece []byte) (n int, err error) {
	d.start()
	for len(piece) > 0 && err == nil {
		// A caller that takes a piece too slowly is cut off. Without a connection, as in
		// tests, there is nothing to cut.
		_ = d.control.SetWriteDeadline(time.Now().Add(pieceTime))
		var sent int
		sent, err = d.w.Write(piece[:min(len(piece), pieceBytes)])
		piece, n = piece[sent:], n+sent
	}
	return n, err
}

var _ io.Writer = (*download)(nil)

// start sends the headers, once.
func (d *download) start() {
	if d.started {
		return
	}
	d.started = true
	x, header := d.x, d.w.Header()
	header.Set("Content-Type", d.contentType())
	header["X-Content-Type-Options"] = noSniff
	header["Cache-Control"] = cacheable
	header.Set("Vary", "Accept-Encoding")
	header["Etag"] = []string{`"` + x.tag + `"`}
	if d.link.format.Packed {
		header.Set("No-Gzip-Compression", "1")
	}
	if to := d.description(); to != "" {
		header.Set("Link", "<"+to+`>; rel="describedby"; type="application/csvm+json"`)
	}
	x.saveAs = d.name()
	x.saving(header)
	x.status, x.data = http.StatusOK, 1
	d.w.WriteHeader(http.StatusOK)
}

// unknownFormat is the error of an extension that no format has.
func unknownFormat(extension string) error {
	return plan.Errorf(plan.NotFound, "take one of "+format.Extensions(), "no file is written as %.40q", extension)
}
