package identity

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
)

// Verdict is what a person has decided about two records.
type Verdict string

// The verdicts. Unsure keeps two records apart until somebody decides.
const (
	Same      Verdict = "SAME"
	Different Verdict = "DIFFERENT"
	Unsure    Verdict = "UNSURE"
)

// Verdicts are all verdicts, in the order in which they are offered.
var Verdicts = []Verdict{Same, Different, Unsure}

// Decision is a verdict about two records.
type Decision struct {
	// Left and Right are ids of records, or their identifiers as scheme:value.
	Left, Right string
	Verdict     Verdict
	// By is the pseudonym of the person, On the day of the decision, Why the reason.
	By, On, Why string
	// Line is the line of decisions.csv, or 0.
	Line int
}

var decisionColumns = []string{"left", "right", "verdict", "by", "on", "why"}

// maxDecisionText is the largest number of bytes of a cell.
const maxDecisionText = 2000

// ReadDecisions reads decisions.csv. The error lists every line that is wrong.
func ReadDecisions(in io.Reader) ([]Decision, error) {
	rows := csv.NewReader(in)
	rows.FieldsPerRecord = -1
	header, err := rows.Read()
	if errors.Is(err, io.EOF) {
		return nil, nil
	}
	if err == nil && len(header) > 0 {
		header[0] = strings.TrimPrefix(header[0], "\ufeff")
	}
	if err != nil || !slices.Equal(header, decisionColumns) {
		return nil, fmt.Errorf("decisions.csv:1: the first line is not %s; write it", strings.Join(decisionColumns, ","))
	}
	var list []Decision
	var errs []error
	for {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			return list, errors.Join(errs...)
		}
		line, _ := rows.FieldPos(0)
		if err != nil {
			return nil, errors.Join(append(errs, fmt.Errorf("decisions.csv: %w", err))...)
		}
		if len(row) != len(decisionColumns) {
			errs = append(errs, fmt.Errorf("decisions.csv:%d: the line has %d cells; write %s", line, len(row), strings.Join(decisionColumns, ",")))
			continue
		}
		d := Decision{Left: row[0], Right: row[1], Verdict: Verdict(row[2]), By: row[3], On: row[4], Why: row[5], Line: line}
		if err := d.Check(); err != nil {
			errs = append(errs, fmt.Errorf("decisions.csv:%d: %w", line, err))
			continue
		}
		list = append(list, d)
	}
}

// Check returns an error if something in a decision is missing or wrong.
func (d *Decision) Check() error {
	switch {
	case d.Left == "" || d.Right == "":
		return errors.New("left or right is empty; write the id of a record, or scheme:value")
	case d.Left == d.Right:
		return fmt.Errorf("left and right are both %q; a decision is about two records", d.Left)
	case !slices.Contains(Verdicts, d.Verdict):
		return fmt.Errorf("%q is not a verdict; write SAME, DIFFERENT or UNSURE", d.Verdict)
	case d.By == "":
		return errors.New("by is empty; write the pseudonym of the person who decided")
	}
	if _, err := time.Parse(time.DateOnly, d.On); err != nil {
		return fmt.Errorf("%q is not a day; write on as YYYY-MM-DD", d.On)
	}
	for _, cell := range []string{d.Left, d.Right, d.By, d.Why} {
		if len(cell) > maxDecisionText || strings.ContainsFunc(cell, func(r rune) bool { return r < ' ' && r != '\n' && r != '\t' }) {
			return fmt.Errorf("%.50q is too long or has control characters; write plain text of at most %d bytes", cell, maxDecisionText)
		}
	}
	return nil
}

// pair returns the two records in a fixed order.
func (d *Decision) pair() [2]string { return [2]string{min(d.Left, d.Right), max(d.Left, d.Right)} }

// String names a decision in messages.
func (d *Decision) String() string {
	at := ""
	if d.Line > 0 {
		at = fmt.Sprintf("line %d: ", d.Line)
	}
	return fmt.Sprintf("%s%s %s %s (%s, %s)", at, d.Left, d.Verdict, d.Right, d.By, d.On)
}

// WriteDecisions writes decisions.csv, sorted by the records, so that equal decisions have equal
// bytes.
func WriteDecisions(out io.Writer, list []Decision) error {
	sorted := slices.Clone(list)
	slices.SortStableFunc(sorted, func(a, b Decision) int {
		p, q := a.pair(), b.pair()
		return slices.Compare(append(p[:], a.On, string(a.Verdict), a.By, a.Why), append(q[:], b.On, string(b.Verdict), b.By, b.Why))
	})
	rows := csv.NewWriter(out)
	if err := rows.Write(decisionColumns); err != nil {
		return err
	}
	for i := range sorted {
		d := &sorted[i]
		if err := rows.Write([]string{d.Left, d.Right, string(d.Verdict), d.By, d.On, d.Why}); err != nil {
			return err
		}
	}
	rows.Flush()
	return rows.Error()
}

// Decide adds decisions to a list. A new decision about two records replaces the former one,
// which is returned among replaced unless it has the same verdict.
func Decide(list, added []Decision) (all, replaced []Decision) {
	at := map[[2]string]int{}
	all = slices.Clone(list)
	for i := range all {
		at[all[i].pair()] = i
	}
	for _, d := range added {
		i, known := at[d.pair()]
		if !known {
			at[d.pair()] = len(all)
			all = append(all, d)
			continue
		}
		if all[i].Verdict != d.Verdict {
			replaced = append(replaced, all[i])
		}
		all[i] = d
	}
	return all, replaced
}
