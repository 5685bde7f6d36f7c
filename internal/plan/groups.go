package plan

import (
	"slices"
	"strings"

	"whojoins/internal/model"
)

// Groups counts the rows of a list by up to three facets at once: one group for each combination
// of values that occurs, a missing value included.
type Groups struct {
	By []model.Facet
	// First is the number of groups to return.
	First int
	// Sums are the sums of money to add up in each group, and Ends the ends of relations whose
	// different entities are counted; nil if they are not selected.
	Sums []*model.Field
	Ends []*model.End
}

// maxGroupFacets is the largest number of facets of groups, and defaultGroups the default number
// of groups.
const (
	maxGroupFacets = 3
	defaultGroups  = 100
)

// groups compiles the arguments of groups.
func (c *compiler) groups(t *model.Type, args map[string]any) Groups {
	g := Groups{First: c.limited(args, "first", min(defaultGroups, c.Limits.Groups), "groups", c.Limits.Groups, "")}
	requested, _ := args["by"].([]any)
	if n := len(requested); n < 1 || n > maxGroupFacets {
		c.fail(Errorf(BadUserInput, sprintf("send 1 to %d facets", maxGroupFacets), "`by` has %d", n))
		return g
	}
	known := t.Facets()
	for i, name := range requested {
		if slices.Contains(requested[:i], name) {
			c.fail(Errorf(BadUserInput, "send each facet once", "`by` has %s twice", name))
			return g
		}
		at := slices.IndexFunc(known, func(f model.Facet) bool { return f.Name == name })
		g.By = append(g.By, known[at])
	}
	return g
}

// groupFields compiles the fields of the groups at a position.
func (c *compiler) groupFields(conn *Connection, at int, g group) []Out {
	if most := c.Limits.Facets; len(conn.Groups) > most {
		c.fail(Over(TooComplex, "facets", len(conn.Groups), most, "request the others separately", "groupings of one list"))
	}
	groups := &conn.Groups[at]
	return c.fixed("GroupCounts", g, func(o *Out, g group) {
		if words(groupListWords)(o, g); o.Kind != OutGroupList {
			return
		}
		o.Fields = c.fixed("GroupCount", g, func(o *Out, g group) {
			switch words(groupWords)(o, g); o.Kind {
			case OutGroupKeys:
				o.Fields = c.fixed("GroupKey", g, words(keyWords))
			case OutGroupSums:
				groups.Sums, o.Fields = moneyFields(conn.Type), c.fixed("GroupSum", g, words(sumWords))
			case OutGroupDistinct:
				groups.Ends, o.Fields = conn.Type.Ends(), c.fixed("GroupEntities", g, words(distinctWords))
			}
		})
	})
}

var (
	groupListWords = map[string]OutKind{"groups": OutGroupList, "total": OutGroupTotal, "omitted": OutGroupOmitted}
	groupWords     = map[string]OutKind{"keys": OutGroupKeys, "count": OutGroupCount, "sums": OutGroupSums, "distinct": OutGroupDistinct}
	keyWords       = map[string]OutKind{"field": OutKeyField, "value": OutKeyValue, "label": OutKeyLabel}
	sumWords       = map[string]OutKind{"field": OutSumField, "currency": OutSumCurrency, "value": OutSumValue}
	distinctWords  = map[string]OutKind{"field": OutDistinctField, "count": OutDistinctCount}
)

// moneyFields returns the sums of money that any of the type's concrete types has.
func moneyFields(t *model.Type) (list []*model.Field) {
	for _, f := range t.AllFields {
		if f.Money() {
			list = append(list, f)
		}
	}
	return list
}

func (g *Groups) String() string {
	names := make([]string, len(g.By))
	for i, f := range g.By {
		names[i] = f.Name
	}
	text := sprintf("groups by %s first %d", strings.Join(names, ", "), g.First)
	for _, f := range g.Sums {
		text += " sum " + f.Name
	}
	for _, e := range g.Ends {
		text += " distinct " + e.Name
	}
	return text
}
