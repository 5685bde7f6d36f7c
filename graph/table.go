package graph

import (
	"context"
	"strconv"

	"whojoins/internal/plan"
	"whojoins/internal/result"
)

// tableBytes is how long a table may get. Rows repeat what stands around them, so the
// cost of a question does not bound it.
const tableBytes = 32 << 20

// nameBytes is how much of an operation's name a file is named by.
const nameBytes = 60

// The formats of tables. header=present is RFC 4180's word for a first line of names.
var (
	csvFormat = &representation{mediaType: "text/csv", contentType: []string{"text/csv; charset=utf-8; header=present"}, write: table(result.CSV, ".csv")}
	tsvFormat = &representation{mediaType: "text/tab-separated-values", contentType: []string{"text/tab-separated-values; charset=utf-8"}, write: table(result.TSV, ".tsv")}
)

// table answers the prepared operation as a table in a form, to be saved under its name
// with an extension. It is written whole before anything is sent, so that what fails is
// answered as an error.
func table(form result.Form, extension string) func(context.Context, *exchange) error {
	return func(ctx context.Context, x *exchange) error {
		field, p, err := x.onlyField()
		if err != nil {
			return err
		}
		t, err := result.NewTable(p)
		if err != nil {
			return err
		}
		if err := x.open(ctx); err != nil {
			return err
		}
		cursor, err := x.ask(ctx, p, x.prepared.plans[0].memo)
		if err != nil {
			return err
		}
		if x.out, err = t.Write(x.out[:0], form, cursor, tableBytes); err != nil {
			return err
		}
		x.data = len(x.out)
		name := x.prepared.context.OperationName
		if name == "" {
			name = field
		}
		x.saveAs = name[:min(len(name), nameBytes)] + extension
		return nil
	}
}

// onlyField is the one root field that a table is of, by its response key. What is
// asked of the schema beside it is left out.
func (x *exchange) onlyField() (string, *plan.Plan, error) {
	const hint = "ask for one list, such as { institutes { nodes { name } } }"
	switch n := len(x.prepared.plans); n {
	case 0:
		return "", nil, plan.Errorf(plan.BadUserInput, hint, "a table takes a list, and none is selected")
	case 1:
		c := &x.prepared.plans[0]
		return c.field.Alias, c.plan, c.err
	default:
		return "", nil, plan.Errorf(plan.BadUserInput, hint+", or take JSON", "a table is of one root field, and %d are selected", n)
	}
}

// saving are the headers of an answer that is a file. Its name consists of letters,
// digits and underscores, as names of GraphQL do. The cost stands in a header, since a
// table has no extensions.
func (x *exchange) saving(header map[string][]string) {
	header["Content-Disposition"] = []string{`attachment; filename="` + x.saveAs + `"`}
	header["X-Cost"] = []string{strconv.Itoa(x.cost())}
}
