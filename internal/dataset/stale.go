package dataset

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"whojoins/internal/dataset/statement"
	"whojoins/internal/model"
	"whojoins/internal/store"
)

// Age is a span of the calendar.
type Age struct{ Years, Months, Days int }

// ParseAge reads an age: a number of days (30d), months (12mo) or years (2y).
func ParseAge(text string) (a Age, err error) {
	for _, unit := range []struct {
		word string
		to   *int
	}{{"mo", &a.Months}, {"d", &a.Days}, {"y", &a.Years}} {
		if digits, ok := strings.CutSuffix(text, unit.word); ok {
			if n, err := strconv.ParseUint(digits, 10, 16); err == nil {
				*unit.to = int(n)
				return a, nil
			}
		}
	}
	return a, fmt.Errorf("%q is not an age; write a number of days, months or years, such as 30d, 12mo or 2y", text)
}

// StaleSource is a source that was read too long ago, or of which no day is known.
type StaleSource struct {
	ID string
	// Day is the day on which the source was read or else changed or published, as the source of
	// the dataset states it, and Field the name of that field; both are empty if none is known.
	Day, Field string
	// Statements is the number of its statements.
	Statements int
}

// String returns the source in one line.
func (s StaleSource) String() string {
	day := "no day on record"
	if s.Day != "" {
		day = s.Field + " " + s.Day
	}
	noun := "statements"
	if s.Statements == 1 {
		noun = "statement"
	}
	return fmt.Sprintf("%s: %s, %d %s", s.ID, day, s.Statements, noun)
}

// Stale returns the sources whose last known day is more than an age before the day of the dataset,
// oldest first, then those without a day. No clock is read, so that one dataset always has the same
// list; a dataset without a date has none, which is an error.
func Stale(g *store.Graph, age Age) ([]StaleSource, error) {
	schema, err := statement.NewSchema(g.Model)
	if err != nil {
		return nil, err
	}
	limit, err := before(g.Date, age)
	if err != nil {
		return nil, err
	}
	counts := map[string]int{}
	eachStatement(g, schema, func(line *store.Object, of *statement.Line) { counts[line.Ref(of.Source)]++ })
	var stale []StaleSource
	days := map[string]model.Days{}
	for id, o := range sourcesOf(g, schema) {
		s := StaleSource{ID: id, Statements: counts[id]}
		last := model.LastDay
		for _, role := range []model.Role{model.Retrieved, model.Updated, model.Published} {
			if f := o.Type.WithRole(role); f != nil && s.Day == "" && !o.Value(f).Null() {
				s.Day, s.Field = o.Value(f).Text, f.Name
				_, last, _ = model.ParseDate(s.Day) // parsed once before
			}
		}
		if s.Day == "" || last < limit {
			stale, days[id] = append(stale, s), last
		}
	}
	slices.SortFunc(stale, func(a, b StaleSource) int {
		return cmp.Or(cmp.Compare(days[a.ID], days[b.ID]), strings.Compare(a.ID, b.ID))
	})
	return stale, nil
}

// before returns the day that is an age before a date.
func before(date string, age Age) (model.Days, error) {
	if date == "" {
		return 0, errors.New("the dataset has no date, and ages count from it; write date: in dataset.yaml")
	}
	first, _, err := model.ParseDate(date)
	if err != nil {
		return 0, err
	}
	day := time.Unix(int64(first)*86400, 0).UTC().AddDate(-age.Years, -age.Months, -age.Days)
	return model.Days(day.Unix() / 86400), nil
}
