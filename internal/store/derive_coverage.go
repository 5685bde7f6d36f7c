package store

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"whojoins/internal/model"
)

// coverage computes how many of the participants that sources count are on record.
type coverage struct {
	field *model.Field
	// complete is the field that is true where a source lists all participants.
	complete *model.Field
	// of has the types of the participants that each measure counts.
	of []model.TypeSet
	// figures and claims are the lists that it is computed from.
	figures, claims *model.Field
	ranks           *model.Enum
	evidence        *model.Field
}

// newCoverage returns nil for a model without the field.
func newCoverage(m *model.Model) *coverage {
	f := m.AnyEntity.WithDerivation(model.DerivedCoverage)
	if f == nil {
		return nil
	}
	c := &coverage{field: f, complete: m.AnyEntity.AnyField(f.Derivation.Complete),
		figures: m.AnyEntity.Field("figures"), claims: m.AnyEntity.Field("claims")}
	for _, name := range f.Derivation.Of {
		c.of = append(c.of, m.Type(name).Types)
	}
	c.evidence = c.figures.Object.Field("evidence")
	c.ranks = c.field.Leaf("evidence").Object.Field("rank").Enum
	return c
}

// stated is a figure that counts participants.
type stated struct {
	figure *Object
	// measure is the position of its measure among those of the field.
	measure    int
	rank       int
	first, end model.Days
	value      float64
}

// set sets the coverage of an initiative with participants of the given types, if a source counts
// them or states that its list is complete.
func (c *coverage) set(o *Object, participants []*model.Type) {
	listed := o.Value(c.complete).Int != 0
	best := c.best(o)
	if best == nil && !listed {
		return
	}
	counted := model.TypeSet(math.MaxUint64)
	add := func(leaf string, v model.Value) { o.Cells = append(o.Cells, Cell{Field: c.field.Leaf(leaf), Value: v}) }
	complete := listed
	var evidence []*Object
	if best != nil {
		counted = c.of[best.measure]
	}
	recorded := int64(0)
	for _, t := range participants {
		if counted.Has(t) {
			recorded++
		}
	}
	if best != nil {
		comparator := best.figure.Value(c.part("comparator"))
		exact := comparator.Text == "EQ" || comparator.Text == "LTE"
		complete = complete || exact && float64(recorded) >= best.value
		add("measure", model.TextValue(c.field.Derivation.Measures[best.measure]))
		add("stated", model.IntValue(int64(best.value)))
		add("comparator", comparator)
		for _, line := range best.figure.Objects(c.evidence) {
			evidence = append(evidence, c.line(line, c.evidence, "stated", strconv.FormatInt(int64(best.value), 10)))
		}
	}
	add("recorded", model.IntValue(recorded))
	add("complete", model.BoolValue(complete))
	if listed {
		evidence = append(evidence, c.listing(o)...)
	}
	if len(evidence) > 0 {
		slices.SortStableFunc(evidence, c.compareLines)
		o.Parts = append(o.Parts, PartList{Field: c.field.Leaf("evidence"), Objects: evidence})
	}
}

// part returns a field of a figure.
func (c *coverage) part(name string) *model.Field { return c.figures.Object.Field(name) }

// best returns the figure that counts: of the best measure that has figures, the one of the best
// rank, then the newest, then the largest. It returns nil if there is none.
func (c *coverage) best(o *Object) *stated {
	var list []stated
	for _, figure := range o.Objects(c.figures) {
		s := stated{
			figure: figure, measure: slices.Index(c.field.Derivation.Measures, figure.Value(c.part("measure")).Text),
			value: figure.Value(c.part("value")).Float, first: math.MinInt32, end: math.MinInt32,
		}
		if s.measure < 0 || s.value < 0 || s.value > math.MaxInt32 || s.value != math.Trunc(s.value) {
			continue
		}
		date := figure.Value(c.part("date")).Text
		if lines := figure.Objects(c.evidence); len(lines) > 0 {
			s.rank = c.ranks.Position(lines[0].Value(c.evidence.Object.Field("rank")).Text)
			date = cmp.Or(date, lines[0].Value(c.evidence.Object.Field("date")).Text)
		}
		if s.rank == len(c.ranks.Values)-1 {
			continue // deprecated
		}
		if first, end, err := model.ParseDate(date); err == nil {
			s.first, s.end = first, end
		}
		list = append(list, s)
	}
	if len(list) == 0 {
		return nil
	}
	best := slices.MinFunc(list, func(a, b stated) int {
		return cmp.Or(cmp.Compare(a.measure, b.measure), cmp.Compare(a.rank, b.rank),
			cmp.Compare(b.first, a.first), cmp.Compare(b.end, a.end), cmp.Compare(b.value, a.value))
	})
	return &best
}

// listing returns the statements that a source lists all participants.
func (c *coverage) listing(o *Object) (lines []*Object) {
	of := c.claims.Object
	for _, claim := range o.Objects(c.claims) {
		deprecated := c.ranks.Position(claim.Value(of.Field("rank")).Text) == len(c.ranks.Values)-1
		if claim.Value(of.Field("field")).Text == c.complete.Name && claim.Value(of.Field("value")).Text == "true" && !deprecated {
			lines = append(lines, c.line(claim, c.claims, "complete", "true"))
		}
	}
	return lines
}

// line returns a statement, one of a list of claims or evidence, as evidence for a part of the
// coverage.
func (c *coverage) line(from *Object, list *model.Field, leaf, value string) *Object {
	to, of := &Object{}, c.field.Leaf("evidence").Object
	to.Cells = append(to.Cells, Cell{Field: of.Field("field"), Value: model.TextValue(leaf)}, Cell{Field: of.Field("value"), Value: model.TextValue(value)})
	for _, name := range []string{"rank", "date", "locator"} {
		if v := from.Value(list.Object.Field(name)); !v.Null() {
			to.Cells = append(to.Cells, Cell{Field: of.Field(name), Value: v})
		}
	}
	if id := from.Ref(list.Object.Field("source")); id != "" {
		to.Refs = append(to.Refs, Ref{Field: of.Field("source"), ID: id})
	}
	return to
}

// compareLines orders evidence: by rank, by date (newest first, missing last), by source, by
// locator (missing last).
func (c *coverage) compareLines(a, b *Object) int {
	of := c.field.Leaf("evidence").Object
	text := func(o *Object, name string) string { return o.Value(of.Field(name)).Text }
	day := func(o *Object) model.Days {
		first, _, err := model.ParseDate(text(o, "date"))
		if err != nil {
			return math.MinInt32
		}
		return first
	}
	missing := func(o *Object) int {
		if text(o, "locator") == "" {
			return 1
		}
		return 0
	}
	return cmp.Or(cmp.Compare(c.ranks.Position(text(a, "rank")), c.ranks.Position(text(b, "rank"))), cmp.Compare(day(b), day(a)),
		cmp.Compare(a.Ref(of.Field("source")), b.Ref(of.Field("source"))), cmp.Compare(missing(a), missing(b)), cmp.Compare(text(a, "locator"), text(b, "locator")))
}
