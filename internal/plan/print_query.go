package plan

import (
	"strings"

	"whojoins/internal/model"
)

func (q *Search) String() string {
	return sprintf("search %q %s page %s", q.Text, printTypes(q.Types), q.Page)
}

func (q *Resolve) String() string { return sprintf("resolve %q %s", q.Terms, printTypes(q.Types)) }

func (q *Paths) String() string {
	return sprintf("paths from %q to %q via %s hops %d slack %d first %d%s", q.From, q.To, printTypes(q.Via), q.MaxHops, q.Slack, q.First, printDay(q.On))
}

func (q *Neighbourhood) String() string {
	return sprintf("neighbourhood of %q depth %d via %s types %s first %d links %d%s", q.Of, q.Depth, printTypes(q.Via), printTypes(q.Types), q.First, q.Links, printDay(q.On))
}

func (q *Collaborators) String() string {
	return sprintf("collaborators of %q in %s%s page %s initiatives %d", q.Of, q.In, printDay(q.On), q.Page, q.Initiatives)
}

func (q *Collaboration) String() string {
	return sprintf("collaboration between %s in %s%s minimum %d first %d", q.Between, q.In, printDay(q.On), q.Minimum, q.First)
}

func (q *Matrix) String() string {
	return sprintf("matrix rows %s columns %s%s first %d, %d", q.Rows, q.Columns, printDay(q.On), q.FirstRows, q.FirstColumns)
}

func (q *Changes) String() string {
	return sprintf("changes of %q from %s to %s", q.Initiative, model.FormatDay(q.From), model.FormatDay(q.To))
}

func (q *Overlap) String() string { return sprintf("overlap of %q", q.Of) }

// printTypes prints a set of types by their numbers, since a question does not know the model.
func printTypes(set model.TypeSet) string {
	var list []string
	for i := range model.MaxTypes {
		if set&(1<<i) != 0 {
			list = append(list, sprintf("%d", i))
		}
	}
	return "{" + strings.Join(list, " ") + "}"
}

func printDay(on *model.Days) string {
	if on == nil {
		return ""
	}
	return " on " + model.FormatDay(*on)
}
