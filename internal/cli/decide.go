package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
	"golang.org/x/term"

	"whojoins/internal/build"
	"whojoins/internal/identity"
	"whojoins/internal/output"
	"whojoins/internal/workspace"
)

type decideCommand struct {
	Dir   string `arg:"" help:"Workspace: a folder that whojoins import has filled." type:"path"`
	File  string `arg:"" optional:"" help:"Workbook that whojoins match has written, with your choices; without it, you decide in the terminal." type:"path"`
	By    string `help:"Pseudonym under which your decisions are recorded." required:"" placeholder:"NAME"`
	On    string `help:"Day of the decisions, YYYY-MM-DD; by default today." placeholder:"DAY"`
	Most  int    `help:"Number of pairs that the terminal shows." default:"500"`
	Alone bool   `help:"Leave out the dataset in the program."`
}

// Run adds the decisions of a person to decisions.csv.
func (c *decideCommand) Run(ctx context.Context, t *terminal) error {
	if c.On == "" {
		c.On = time.Now().Format(time.DateOnly)
	}
	in, err := t.workspace(ctx, c.Dir, c.Alone)
	if err != nil {
		return err
	}
	release, err := output.Lock(in.Dir())
	if err != nil {
		return err
	}
	defer release()
	result, err := build.Match(ctx, in.schema, in.Input)
	if err != nil {
		return err
	}
	d := &decider{command: c, file: filepath.Join(in.Dir(), workspace.Decisions), known: map[string]bool{}, list: in.Decisions}
	for _, e := range result.Entities {
		for _, r := range e.Records {
			d.known[r.ID], d.known[r.Ref()] = true, true
		}
	}
	if c.File != "" {
		return d.workbook(t)
	}
	restore := func() {}
	if fd := int(os.Stdin.Fd()); term.IsTerminal(fd) {
		state, err := term.MakeRaw(fd)
		if err != nil {
			return err
		}
		restore = func() { _ = term.Restore(fd, state) }
	}
	defer restore()
	return d.terminal(os.Stdin, t.stdout, result.Open[:min(len(result.Open), max(c.Most, 0))])
}

// decider collects decisions. Each is in decisions.csv before the next is made.
type decider struct {
	command *decideCommand
	file    string
	// known are the records that can be decided about.
	known map[string]bool
	list  []identity.Decision
}

// add checks a decision against those before it, and adds it.
func (d *decider) add(one identity.Decision) (replaced []identity.Decision, err error) {
	if err := one.Check(); err != nil {
		return nil, err
	}
	for _, ref := range []string{one.Left, one.Right} {
		if !d.known[ref] {
			return nil, fmt.Errorf("the workspace has no record %q; leave the column as whojoins match has written it", ref)
		}
	}
	all, replaced := identity.Decide(d.list, []identity.Decision{one})
	if err := identity.CheckDecisions(all); err != nil {
		return nil, err
	}
	d.list = all
	return replaced, nil
}

// save writes decisions.csv.
func (d *decider) save() error {
	var b bytes.Buffer
	if err := identity.WriteDecisions(&b, d.list); err != nil {
		return err
	}
	return output.WriteFile(d.file, b.Bytes())
}

// wrongRows is the error of a workbook with this number of rows that were not taken.
type wrongRows int

func (n wrongRows) Error() string {
	return fmt.Sprintf("%s not taken; correct the workbook and read it again, which changes nothing else", plural(int(n), "row"))
}

// workbook reads the choices in a workbook, row by row.
func (d *decider) workbook(t *terminal) error {
	rows, err := readWorkbook(d.command.File)
	if err != nil {
		return err
	}
	taken, empty, wrong := 0, 0, 0
	for _, row := range rows {
		if row.verdict == "" && row.why == "" {
			empty++
			continue
		}
		replaced, err := d.add(identity.Decision{Left: row.left, Right: row.right, Verdict: identity.Verdict(row.verdict), By: d.command.By, On: d.command.On, Why: row.why})
		if err != nil {
			wrong++
			fmt.Fprintf(t.stdout, "row %d: %v\n", row.number, err)
			continue
		}
		taken++
		for i := range replaced {
			fmt.Fprintf(t.stdout, "row %d replaces %v\n", row.number, &replaced[i])
		}
	}
	if taken > 0 {
		if err := d.save(); err != nil {
			return err
		}
	}
	fmt.Fprintf(t.stdout, "%s: %d taken, %d without a choice, %d wrong\n", plural(len(rows), "row"), taken, empty, wrong)
	if wrong > 0 {
		return wrongRows(wrong)
	}
	return nil
}

// choice is a row of a workbook.
type choice struct {
	number                    int
	left, right, verdict, why string
}

// readWorkbook reads the rows of the first sheet that has the columns of whojoins match.
func readWorkbook(file string) ([]choice, error) {
	book, err := excelize.OpenFile(file)
	if err != nil {
		return nil, fmt.Errorf("%q is no workbook: %w; write one with whojoins match --out FILE.xlsx", file, err)
	}
	defer func() { _ = book.Close() }() // it was only read
	for _, sheet := range book.GetSheetList() {
		rows, err := book.GetRows(sheet)
		if err != nil {
			return nil, err
		}
		if len(rows) == 0 {
			continue
		}
		var at [4]int
		for i, name := range []string{columnLeft, columnRight, columnVerdict, columnWhy} {
			at[i] = slices.Index(rows[0], name)
		}
		if slices.Contains(at[:], -1) {
			continue
		}
		var list []choice
		for i, row := range rows[1:] {
			get := func(column int) string {
				if column < len(row) {
					return strings.TrimSpace(row[column])
				}
				return ""
			}
			c := choice{i + 2, get(at[0]), get(at[1]), strings.ToUpper(get(at[2])), get(at[3])}
			if c.left != "" || c.right != "" || c.verdict != "" || c.why != "" {
				list = append(list, c)
			}
		}
		return list, nil
	}
	return nil, fmt.Errorf("%q has no sheet with the columns left, right, verdict and why; write one with whojoins match --out FILE.xlsx", file)
}

// Keys of the terminal.
const (
	keySame, keyDifferent, keyUnsure, keyUndo, keySkip, keyQuit, keyInterrupt = 's', 'd', 'u', 'z', 'n', 'q', 3
)

// terminal shows one pair after the other, and takes one key for each.
func (d *decider) terminal(in io.Reader, out io.Writer, open []identity.Pair) error {
	fmt.Fprint(out, "s same  d different  u unsure  n next  z undo  q quit\r\n")
	var before [][]identity.Decision // the decisions before each step
	for i := 0; i < len(open); {
		showPair(out, &open[i], i+1, len(open))
		key := make([]byte, 1)
		if _, err := in.Read(key); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		var verdict identity.Verdict
		switch key[0] {
		case keySame:
			verdict = identity.Same
		case keyDifferent:
			verdict = identity.Different
		case keyUnsure:
			verdict = identity.Unsure
		case keySkip:
			before, i = append(before, d.list), i+1
			continue
		case keyUndo:
			if n := len(before); n > 0 {
				d.list, before, i = before[n-1], before[:n-1], i-1
				if err := d.save(); err != nil {
					return err
				}
			}
			continue
		case keyQuit, keyInterrupt:
			return nil
		default:
			continue
		}
		former := d.list
		if _, err := d.add(identity.Decision{Left: open[i].Left.Ref(), Right: open[i].Right.Ref(), Verdict: verdict, By: d.command.By, On: d.command.On}); err != nil {
			fmt.Fprintf(out, "%s\r\n", strings.ReplaceAll(err.Error(), "\n", "\r\n"))
			continue
		}
		if err := d.save(); err != nil {
			return err
		}
		before, i = append(before, former), i+1
	}
	return nil
}

// showPair prints two records below each other.
func showPair(out io.Writer, p *identity.Pair, n, of int) {
	fmt.Fprintf(out, "\r\n%d of %d, score %.3f: %s\r\n", n, of, p.Score, strings.Map(printable, p.Reasons()))
	for _, r := range []*identity.Record{p.Left, p.Right} {
		var cells []string
		for _, cell := range side(r) {
			cells = append(cells, strings.Map(printable, fmt.Sprint(cell)))
		}
		fmt.Fprintf(out, "  %s\r\n", strings.Join(cells, " · "))
	}
}
