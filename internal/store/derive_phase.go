package store

import (
	"fmt"

	"whojoins/internal/model"
)

// setPhase sets whether the day of the dataset is before, within or after the period of an entity.
// The field stays missing without that day, where a missing date leaves two answers open, and
// where a period ends before it starts.
func (d *Deriver) setPhase(o *Object, f *model.Field) error {
	if !d.dated {
		return nil
	}
	first, last, err := PeriodOf(o)
	if err != nil {
		return fmt.Errorf("%s %q: %w", o.Type.Name, o.ID, err)
	}
	if phase := phaseOf(first, last, d.today); phase >= 0 {
		o.Cells = append(o.Cells, Cell{Field: f, Value: model.EnumOf(f.Enum.Values[phase].Name)})
	}
	return nil
}

// phaseOf returns 0 for a period that begins after a day, 1 for one that the day is in, 2 for one
// that ended before it, and -1 if the dates do not tell.
func phaseOf(first, last, day model.Days) int {
	switch {
	case first > last:
		return -1
	case first != NoFirst && day < first:
		return 0
	case last != NoLast && day > last:
		return 2
	case first != NoFirst && last != NoLast:
		return 1
	}
	return -1
}
