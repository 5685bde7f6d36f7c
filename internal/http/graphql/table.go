package graphql

import (
	"cmp"
	"context"
	"strconv"

	"whojoins/graph"
	"whojoins/internal/format"
	"whojoins/internal/result"
)

// table returns a function that answers with a table. The table is complete before anything is
// sent, so that a failure can be reported as an error. Rows repeat the values around them, so
// the cost of a request does not bound the size.
func table(f *format.Format) func(context.Context, *exchange, *graph.Answer) error {
	return func(ctx context.Context, x *exchange, a *graph.Answer) error {
		key, p, err := x.prepared.Table()
		if err != nil {
			return err
		}
		t, err := result.NewTable(p)
		if err != nil {
			return err
		}
		cursor, err := a.Cursor(ctx, p)
		if err != nil {
			return err
		}
		if x.out, err = t.Write(x.out[:0], *f.Table, cursor, x.handler.engine.Limits().AnswerBytes, a.Work()); err != nil {
			return err
		}
		x.data, x.fileName = len(x.out), FileName(cmp.Or(x.prepared.Operation(), key), f.Extension)
		return nil
	}
}

// file returns a function that answers with the requested page as a file in a format.
func file(write WriteFile, f *format.Format) func(context.Context, *exchange, *graph.Answer) error {
	return func(ctx context.Context, x *exchange, a *graph.Answer) error {
		_, p, err := x.prepared.Table()
		if err != nil {
			return err
		}
		x.out = x.out[:0]
		if err := write(ctx, (*result.Bytes)(&x.out), a, f, x.address()); err != nil {
			return err
		}
		x.data, x.fileName = len(x.out), FileName(cmp.Or(x.prepared.Operation(), p.Field), f.Extension)
		return nil
	}
}

// maxFileName is the largest number of bytes in the name of a saved file.
const maxFileName = 60

// FileName returns the name under which a file is saved. The name consists of letters, digits
// and underscores, as names in GraphQL do, and is shortened.
func FileName(name, extension string) string {
	return name[:min(len(name), maxFileName)] + "." + extension
}

// SetFile sets the headers of an answer that is a file. The cost is in a header, since a table
// has no extensions.
func SetFile(header map[string][]string, name string, cost graph.Cost) {
	header["Content-Disposition"] = []string{`attachment; filename="` + name + `"`}
	header["X-Cost"] = []string{strconv.Itoa(cost.Asked)}
}
