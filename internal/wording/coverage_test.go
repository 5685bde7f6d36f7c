package wording_test

import (
	"testing"

	"whojoins/internal/wording"
)

func stated(n int) *int { return &n }

func TestCoverage(t *testing.T) {
	some := wording.Coverage{Measure: "partners", Stated: stated(121), Comparator: "EQ", Recorded: 6}
	with := func(change func(*wording.Coverage)) wording.Coverage {
		c := some
		change(&c)
		return c
	}
	comparator := func(name string) wording.Coverage { return with(func(c *wording.Coverage) { c.Comparator = name }) }
	all := wording.Coverage{Stated: stated(31), Comparator: "EQ", Recorded: 31, Complete: true}
	more := wording.Coverage{Measure: "partners", Stated: stated(29), Comparator: "EQ", Recorded: 32, Complete: true}
	list := wording.Coverage{Recorded: 31, Complete: true}
	for _, c := range []struct{ got, want string }{
		{some.In("en"), "6 of 121 partners on record"},
		{some.In("fr"), "6 partenaires recensés sur 121"},
		{some.In("nl"), "6 van 121 partners opgenomen"},
		{some.Short("en"), "6 of 121"},
		{some.Short("fr"), "6 sur 121"},
		{some.Short("nl"), "6 van 121"},
		{list.Short("en"), "31"},
		{comparator("GTE").In("en"), "6 of at least 121 partners on record"},
		{comparator("GT").In("en"), "6 of more than 121 partners on record"},
		{comparator("ABOUT").In("en"), "6 of about 121 partners on record"},
		{comparator("LTE").In("en"), "6 of at most 121 partners on record"},
		{comparator("LT").Short("nl"), "6 van minder dan 121"},
		{with(func(c *wording.Coverage) { c.Measure = "members" }).In("nl"), "6 van 121 leden opgenomen"},
		{with(func(c *wording.Coverage) { c.Recorded = 0 }).In("fr"), "0 partenaire recensé sur 121"},
		{with(func(c *wording.Coverage) { c.Stated, c.Recorded = stated(1), 0 }).In("en"), "0 of 1 partner on record"},
		{with(func(c *wording.Coverage) { c.Stated = stated(12345) }).In("en"), "6 of 12\u202f345 partners on record"},
		{all.In("en"), "all 31 participants on record"},
		{all.In("fr"), "les 31 participants sont tous recensés"},
		{all.In("nl"), "alle 31 deelnemers opgenomen"},
		{more.In("en"), "32 partners on record, 29 stated"},
		{list.In("en"), "complete list of 31 participants"},
		{list.In("nl"), "volledige lijst van 31 deelnemers"},
		{wording.Coverage{Stated: stated(40), Comparator: "EQ", Recorded: 31, Complete: true}.In("en"), "complete list of 31 participants, 40 stated"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}

func TestCoverageSum(t *testing.T) {
	some := &wording.Coverage{Measure: "partners", Stated: stated(121), Comparator: "EQ", Recorded: 6}
	atLeast := &wording.Coverage{Measure: "members", Stated: stated(20), Comparator: "GTE", Recorded: 2}
	about := &wording.Coverage{Measure: "members", Stated: stated(20), Comparator: "ABOUT", Recorded: 2}
	more := &wording.Coverage{Stated: stated(29), Comparator: "EQ", Recorded: 32, Complete: true}
	list := &wording.Coverage{Recorded: 31, Complete: true}
	const unknown = "No source states how many take part"
	for _, c := range []struct {
		of                  []*wording.Coverage
		text, want, program string
	}{
		{nil, "en", "", ""},
		{[]*wording.Coverage{some}, "en", "6 of 121 partners on record.", "6 of 121"},
		{[]*wording.Coverage{some, list}, "en", "37 of 152 participants on record in 2 initiatives.", "37 of 152"},
		{[]*wording.Coverage{some, list}, "nl", "37 van 152 deelnemers opgenomen bij 2 initiatieven.", "37 of 152"},
		{[]*wording.Coverage{some, list}, "fr", "37 participants recensés sur 152 dans 2 initiatives.", "37 of 152"},
		{[]*wording.Coverage{some, atLeast}, "en", "8 of at least 141 participants on record in 2 initiatives.", "8 of 141"},
		{[]*wording.Coverage{some, about}, "en", "8 of about 141 participants on record in 2 initiatives.", "8 of 141"},
		{[]*wording.Coverage{more, list}, "en", "All 63 participants on record in 2 initiatives.", "63 of 63"},
		{[]*wording.Coverage{some, nil}, "en", "6 of 121 participants on record in 1 initiative. For 1 more, no source states how many take part.", "6 of 121"},
		{[]*wording.Coverage{nil}, "en", unknown + ", so more may take part than are on record.", ""},
		{[]*wording.Coverage{nil, nil}, "en", unknown + " in these 2 initiatives, so more may take part than are on record.", ""},
	} {
		var sum wording.CoverageSum
		for _, one := range c.of {
			sum.Add(one)
		}
		if got := sum.In(c.text); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
		if got := sum.String(); got != c.program {
			t.Errorf("%q for programs, want %q", got, c.program)
		}
	}
}
