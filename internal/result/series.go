package result

import (
	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// period is a period of a series.
type period struct {
	leaf
	by     model.Interval
	number int
	// active, began and ended are numbers of rows.
	active, began, ended int
}

// periods returns the periods of a series.
func (w *writer) periods(p *plan.Series, r store.SeriesResult) []computed {
	list, err := periodsOf(p, r)
	if err != nil {
		w.fail(err)
	}
	return list
}

// periodsOf returns the periods of a series: from the first start on and, unless the caller says
// otherwise, up to the later of the last start and the last end. The error is TOO_LARGE.
func periodsOf(p *plan.Series, r store.SeriesResult) (list []computed, err error) {
	from, to := p.From, p.To
	if n := len(r.Began); n > 0 {
		first, last := r.Began[0].Period, r.Began[n-1].Period
		if n := len(r.Ended); n > 0 {
			last = max(last, r.Ended[n-1].Period)
		}
		if from == nil {
			from = &first
		}
		if to == nil {
			to = &last
		}
	}
	if from == nil || to == nil {
		return nil, nil
	}
	if err := p.Check(*from, *to); err != nil {
		return nil, err
	}
	began, ended, active := r.Began, r.Ended, 0
	for at := *from; at <= *to; at++ {
		x := &period{by: p.By, number: at}
		for ; len(began) > 0 && began[0].Period <= at; began = began[1:] {
			if active += began[0].Count - began[0].Void; began[0].Period == at {
				x.began = began[0].Count
			}
		}
		for ; len(ended) > 0 && ended[0].Period < at; ended = ended[1:] {
			active -= ended[0].Count - ended[0].Void
		}
		if len(ended) > 0 && ended[0].Period == at {
			x.ended = ended[0].Count
		}
		x.active = active
		list = append(list, x)
	}
	return list, nil
}

func (p *period) value(o *plan.Out) model.Value {
	first, last := p.by.Bounds(p.number)
	switch o.Kind {
	case plan.OutPeriod:
		return model.TextValue(p.by.Label(p.number))
	case plan.OutPeriodStart:
		return model.DateValue(model.FormatDay(first))
	case plan.OutPeriodEnd:
		return model.DateValue(model.FormatDay(last))
	case plan.OutPeriodActive:
		return model.IntValue(int64(p.active))
	case plan.OutPeriodBegan:
		return model.IntValue(int64(p.began))
	case plan.OutPeriodEnded:
		return model.IntValue(int64(p.ended))
	}
	panic(misplaced(o, "a period"))
}
