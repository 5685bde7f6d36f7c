package pages

import (
	"strconv"

	"whojoins/internal/model"
	"whojoins/internal/wording"
)

// coverage returns how many participants of the entity are on record, or nil if no source counts or
// lists them.
func (v entityView) coverage() *wording.Coverage {
	f := v.typ.WithDerivation(model.DerivedCoverage)
	if f == nil {
		return nil
	}
	o := v.object.Object(f.Name)
	recorded, err := strconv.Atoi(o.Text("recorded"))
	if err != nil {
		return nil
	}
	c := &wording.Coverage{Measure: o.Text("measure"), Comparator: o.Text("comparator"), Recorded: recorded, Complete: o.True("complete")}
	if stated, err := strconv.Atoi(o.Text("stated")); err == nil {
		c.Stated = &stated
	}
	return c
}

// coverageFacts returns the coverage as a fact in words, with the sources of the stated number; none
// if there is no coverage.
func (v entityView) coverageFacts(f *model.Field) []fact {
	c := v.coverage()
	if c == nil {
		return nil
	}
	return []fact{{Label: v.dictionary.Field(f.Name, v.language), Value: c.In(v.language), Sources: references(v.object.Object(f.Name).Objects("evidence"))}}
}

// completes reports whether a field states that the participants are all listed.
func (v entityView) completes(f *model.Field) bool {
	of := v.typ.WithDerivation(model.DerivedCoverage)
	return of != nil && of.Derivation.Complete == f.Name
}

// coverageSentence returns the sentence at the head of the participants.
func (v entityView) coverageSentence() string {
	var sum wording.CoverageSum
	sum.Add(v.coverage())
	return sum.In(v.language)
}
