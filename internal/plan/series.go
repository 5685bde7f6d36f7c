package plan

import "whojoins/internal/model"

// Series counts the rows of a list that are active, begin and end in each period of a span.
type Series struct {
	By model.Interval
	// From and To are the numbers of the first and the last period; nil for those of the rows.
	From, To *int
	// Most is the largest number of periods.
	Most int
}

// Check returns an error if a series has too many periods.
func (s *Series) Check(from, to int) error {
	if n := to - from + 1; n > s.Most {
		return Over(TooLarge, "periods", n, s.Most, "choose a longer interval with `by`, or a shorter span with `from` and `to`", "periods in one series")
	}
	return nil
}

// series compiles the arguments of series.
func (c *compiler) series(args map[string]any) Series {
	s := Series{By: model.Year, Most: c.Limits.Periods}
	for _, i := range model.Intervals {
		if i.Name == args["by"] {
			s.By = i.Interval
		}
	}
	s.From, s.To = c.period(s.By, c.day(args, "from")), c.period(s.By, c.lastDay(args, "to"))
	if s.From == nil || s.To == nil {
		return s
	}
	if *s.From > *s.To {
		c.fail(Errorf(BadUserInput, "give the earlier date as `from`", "the series is from %s to %s", s.By.Label(*s.From), s.By.Label(*s.To)))
	}
	c.fail(s.Check(*s.From, *s.To))
	return s
}

func (c *compiler) period(by model.Interval, day *model.Days) *int {
	if day == nil {
		return nil
	}
	period := by.Period(*day)
	return &period
}

var periodWords = map[string]OutKind{"period": OutPeriod, "start": OutPeriodStart, "end": OutPeriodEnd,
	"active": OutPeriodActive, "began": OutPeriodBegan, "ended": OutPeriodEnded}

func (s *Series) String() string {
	label := func(period *int) string {
		if period == nil {
			return "the rows"
		}
		return s.By.Label(*period)
	}
	return sprintf("series of %d a year from %s to %s most %d", s.By, label(s.From), label(s.To), s.Most)
}
