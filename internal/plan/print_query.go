package plan

import (
	"strings"

	"whojoins/internal/model"
)

func (q *Search) text(m *model.Model) string {
	return sprintf("search %q %s page %s", q.Text, printTypes(m, q.Types), q.Page)
}

func (q *Resolve) text(m *model.Model) string {
	terms := make([]string, len(q.Entries))
	for i, e := range q.Entries {
		terms[i] = sprintf("%q", e.Term)
		if e.Country+e.City != "" || e.Type != nil {
			terms[i] += sprintf(" in %q %q", e.City, e.Country)
		}
		if e.Type != nil {
			terms[i] += " as " + e.Type.Name
		}
	}
	return sprintf("resolve %s %s", terms, printTypes(m, q.Types))
}

func (q *Paths) text(m *model.Model) string {
	return sprintf("paths from %q to %q via %s hops %d slack %d first %d%s", q.From, q.To, printTypes(m, q.Via), q.MaxHops, q.Slack, q.First, printDay(q.On))
}

func (q *Neighbourhood) text(m *model.Model) string {
	only := ""
	if q.Only != nil {
		only = sprintf(" only %d", len(q.Only))
	}
	return sprintf("neighbourhood of %q depth %d via %s types %s first %d links %d%s%s", q.Of, q.Depth, printTypes(m, q.Via), printTypes(m, q.Types), q.First, q.Links, printDay(q.On), only)
}

func (q *Collaborators) text(*model.Model) string {
	return sprintf("collaborators of %q in %s%s page %s initiatives %d", q.Of, q.In, printDay(q.On), q.Page, q.Initiatives)
}

func (q *Candidates) text(*model.Model) string {
	return sprintf("candidates for %q in %s where %s%s page %s because %d", q.For, q.In, q.Where, printDay(q.On), q.Page, q.Because)
}

func (q *Collaboration) text(*model.Model) string {
	lenient := ""
	if q.Lenient {
		lenient = " lenient"
	}
	return sprintf("collaboration between %s in %s%s minimum %d page %s%s", q.Between, q.In, printDay(q.On), q.Minimum, q.Page, lenient)
}

func (q *Matrix) text(*model.Model) string {
	return sprintf("matrix rows %s columns %s%s first %d, %d", q.Rows, q.Columns, printDay(q.On), q.FirstRows, q.FirstColumns)
}

func (q *Changes) text(*model.Model) string {
	return sprintf("changes of %q from %s to %s", q.Initiative, model.FormatDay(q.From), model.FormatDay(q.To))
}

func (q *Overlap) text(*model.Model) string { return sprintf("overlap of %q", q.Of) }

func (q *Gaps) text(*model.Model) string {
	return sprintf("gaps lacking %s in %s page %s", q.Lacking, q.In, q.Page)
}

// printTypes returns the names of the types in a set, or "all" for every entity type and
// for every relation type. A plan made without a model shows the bits of the set instead.
func printTypes(m *model.Model, set model.TypeSet) string {
	if m == nil {
		return sprintf("{%b}", set)
	}
	var names []string
	for _, of := range []*model.Type{m.AnyEntity, m.AnyRelation} {
		if set == of.Types {
			return "all"
		}
		for _, t := range of.Members {
			if set.Has(t) {
				names = append(names, t.Name)
			}
		}
	}
	return "{" + strings.Join(names, " ") + "}"
}

func printDay(on *model.Days) string {
	if on == nil {
		return ""
	}
	return " on " + model.FormatDay(*on)
}
