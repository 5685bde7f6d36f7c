package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"whojoins/internal/build"
	"whojoins/internal/identity"
	"whojoins/internal/output"
)

type matchCommand struct {
	Dir   string `arg:"" help:"Workspace: a folder that whojoins import has filled." type:"path"`
	Out   string `help:"Workbook to write, with a choice for each pair; by default the pairs are printed." type:"path" placeholder:"FILE.xlsx"`
	Most  int    `help:"Number of pairs, those first that decide most." default:"500"`
	Alone bool   `help:"Leave out the dataset in the program."`
}

// Run lists the records that may be one, and that nobody has decided about.
func (c *matchCommand) Run(ctx context.Context, t *terminal) error {
	if c.Out != "" {
		if err := output.Check(c.Out); err != nil {
			return err
		}
	}
	in, err := t.workspace(ctx, c.Dir, c.Alone)
	if err != nil {
		return err
	}
	result, err := build.Match(ctx, in.schema, in.Input)
	if err != nil {
		return err
	}
	if err := in.writeConflicts(result); err != nil {
		return err
	}
	all := len(result.Open)
	open := result.Open[:min(all, max(c.Most, 0))]
	if c.Out == "" {
		for i := range open {
			p := &open[i]
			fmt.Fprintf(t.stdout, "%s\t%s\t%s\t%.3f\t%s\n", p.Left.Ref(), p.Right.Ref(), strings.Join([]string{nameOf(p.Left), nameOf(p.Right)}, " / "), p.Score, p.Reasons())
		}
	} else if err := output.Replace(c.Out, func(f *os.File) error { return writeWorkbook(f, open) }); err != nil {
		return err
	}
	_, err = fmt.Fprintf(t.stderr, "%s left open, %d shown; %s in %s\n", plural(all, "pair"), len(open), plural(len(result.Conflicts), "conflict"), conflictsFile)
	return err
}

func nameOf(r *identity.Record) string {
	if len(r.Names) == 0 {
		return r.ID
	}
	return r.Names[0]
}

// Columns of the workbook that whojoins decide reads.
const (
	columnLeft, columnRight, columnVerdict, columnWhy = "left", "right", "verdict", "why"
)

// matchSheet is the sheet of the pairs.
const matchSheet = "Matches"

// workbookColumns are the headings, and the widths of their columns.
var workbookColumns = []struct {
	heading string
	width   float64
}{
	{columnLeft, 18}, {"left name", 44}, {"left place", 22}, {"left identifiers and site", 36}, {columnRight, 18}, {"right name", 44}, {"right place", 22},
	{"right identifiers and site", 36}, {"score", 8}, {"reasons", 60}, {columnVerdict, 14}, {columnWhy, 40},
}

// writeWorkbook writes pairs as a workbook: two records side by side, and a choice.
func writeWorkbook(w io.Writer, pairs []identity.Pair) error {
	book := excelize.NewFile()
	defer func() { _ = book.Close() }() // it has no temporary files
	if err := book.SetSheetName("Sheet1", matchSheet); err != nil {
		return err
	}
	row := make([]any, 0, len(workbookColumns))
	for i, c := range workbookColumns {
		name, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		if err := book.SetColWidth(matchSheet, name, name, c.width); err != nil {
			return err
		}
		row = append(row, c.heading)
	}
	if err := book.SetSheetRow(matchSheet, "A1", &row); err != nil {
		return err
	}
	for i := range pairs {
		p := &pairs[i]
		row := append(append([]any{}, side(p.Left)...), side(p.Right)...)
		row = append(row, p.Score, p.Reasons(), "", "")
		if err := book.SetSheetRow(matchSheet, "A"+strconv.Itoa(i+2), &row); err != nil {
			return err
		}
	}
	if err := offerVerdicts(book, len(pairs)); err != nil {
		return err
	}
	return book.Write(w)
}

// side returns the cells of a record.
func side(r *identity.Record) []any {
	var known []string
	for _, id := range r.Identifiers {
		known = append(known, id.String())
	}
	return []any{r.Ref(), strings.Join(r.Names, " | "), strings.Join(append(append([]string{}, r.Cities...), r.Countries...), ", "), strings.Join(append(known, r.Domains...), ", ")}
}

// offerVerdicts adds a drop-down with the three verdicts to each row, and keeps the heading in
// view.
func offerVerdicts(book *excelize.File, rows int) error {
	column := 0
	for i, c := range workbookColumns {
		if c.heading == columnVerdict {
			column = i + 1
		}
	}
	name, err := excelize.ColumnNumberToName(column)
	if err != nil {
		return err
	}
	choice := excelize.NewDataValidation(true)
	choice.Sqref = fmt.Sprintf("%s2:%s%d", name, name, max(rows, 1)+1)
	var words []string
	for _, v := range identity.Verdicts {
		words = append(words, string(v))
	}
	if err := choice.SetDropList(words); err != nil {
		return err
	}
	if err := book.AddDataValidation(matchSheet, choice); err != nil {
		return err
	}
	return book.SetPanes(matchSheet, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"})
}
