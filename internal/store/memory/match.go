package memory

import (
	"slices"
	"strings"

	"whojoins/internal/model"
	"whojoins/internal/plan"
)

// match is the set of codes that satisfy a comparison, before its Not: a range, a list, or a
// test where the order of the dictionary does not help.
type match struct {
	// The range is [lo, hi) if list and test are nil.
	lo, hi uint32
	list   []uint32
	in     bits
	test   func(code uint32) bool
}

func (m *match) has(code uint32) bool {
	switch {
	case m.test != nil:
		return code != 0 && m.test(code)
	case m.in != nil:
		return m.in.has(code)
	}
	return code >= m.lo && code < m.hi
}

// smallDict is the largest number of values in a dictionary that is tested as a whole in
// advance.
const smallDict = 4096

// match prepares a comparison for the codes of a column.
func (r *run) match(c *column, p *plan.Compare) match {
	d := c.dict
	switch p.Op {
	case plan.Eq, plan.In:
		return r.matchOneOf(d, p.Values)
	case plan.IsNull:
		return match{lo: 0, hi: 1}
	case plan.Gt, plan.Gte, plan.Lt, plan.Lte:
		return r.matchRange(d, p.Op, p.Values[0])
	case plan.Folds:
		if d.folded.len() > 0 || d.n == 0 {
			lo, hi := d.foldedRange(p.Values[0].Text)
			return match{lo: lo, hi: hi}
		}
	}
	return r.matchText(d, r.textTest(d, p.Op, p.Values))
}

// matchText returns a match for a test of texts.
func (r *run) matchText(d *dict, test func(code uint32) bool) match {
	if d.n <= smallDict {
		return r.testAll(d, test)
	}
	return match{test: test}
}

func (r *run) matchOneOf(d *dict, values []model.Value) match {
	var list []uint32
	for _, v := range values {
		if r.work.Add(plan.UnitsLookup) != nil {
			break
		}
		if code := d.find(v); code != 0 {
			list = append(list, code)
		}
	}
	if len(list) == 0 {
		return match{}
	}
	if len(list) == 1 {
		return match{lo: list[0], hi: list[0] + 1}
	}
	slices.Sort(list)
	return matchCodes(d, slices.Compact(list))
}

func matchCodes(d *dict, list []uint32) match {
	m := match{list: list, in: newBits(d.n + 1)}
	for _, code := range list {
		m.in.add(code)
	}
	return m
}

// testAll tests every value once.
func (r *run) testAll(d *dict, test func(code uint32) bool) match {
	var list []uint32
	for code := uint32(1); int(code) <= d.n && !r.stop(); code++ {
		if test(code) {
			list = append(list, code)
		}
	}
	return matchCodes(d, list)
}

// matchRange returns a range, except for text, which compares by code points while the
// dictionary is in folded order.
func (r *run) matchRange(d *dict, op plan.Op, v model.Value) match {
	end := uint32(d.n) + 1
	if d.kind == model.Text {
		return r.matchText(d, func(code uint32) bool {
			r.work.Count(plan.UnitsCompare)
			return satisfies(op, strings.Compare(d.text.at(int(code)-1), v.Text))
		})
	}
	after := op == plan.Gt || op == plan.Lte
	var bound uint32
	if d.kind == model.EnumValue || d.kind == model.ID {
		bound = d.search(func(i int) bool { return beyond(d.text.at(i), v.Text, after) })
	} else {
		bound = d.bound(v, after)
	}
	if op == plan.Gt || op == plan.Gte {
		return match{lo: bound, hi: end}
	}
	return match{lo: 1, hi: bound}
}

// satisfies reports whether two values in the given order (-1, 0, 1) satisfy an operator.
func satisfies(op plan.Op, order int) bool {
	switch op {
	case plan.Gt:
		return order > 0
	case plan.Gte:
		return order >= 0
	case plan.Lt:
		return order < 0
	case plan.Lte:
		return order <= 0
	}
	return order == 0
}

// textTest returns a test of the texts of a dictionary, which counts their bytes.
func (r *run) textTest(d *dict, op plan.Op, values []model.Value) func(code uint32) bool {
	var arg string
	if len(values) > 0 {
		arg = values[0].Text
	}
	text := func(code uint32) string {
		text := d.text.at(int(code) - 1)
		r.work.Count(plan.TextUnits(len(text)))
		return text
	}
	folded := func(code uint32) string {
		if d.folded.len() > 0 {
			return d.folded.at(int(code) - 1)
		}
		text := d.text.at(int(code) - 1)
		r.work.Count(plan.FoldUnits(len(text)))
		return model.Fold(text)
	}
	switch op {
	case plan.Contains:
		return func(code uint32) bool { return strings.Contains(text(code), arg) }
	case plan.StartsWith:
		return func(code uint32) bool { return strings.HasPrefix(text(code), arg) }
	case plan.EndsWith:
		return func(code uint32) bool { return strings.HasSuffix(text(code), arg) }
	case plan.Folds:
		return func(code uint32) bool { return folded(code) == arg }
	}
	words := make([]string, 0, len(values))
	for _, v := range values {
		words = append(words, v.Text)
	}
	return func(code uint32) bool {
		text := folded(code)
		for i := range words {
			r.work.Count(plan.TextUnits(len(text)))
			if !model.HasWords(text, words[i:i+1]) {
				return false
			}
		}
		return true
	}
}
