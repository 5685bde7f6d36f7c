package ask

import (
	"cmp"
	"slices"

	"whojoins/model"
	"whojoins/plan"
)

// named is an entity by its id, with the name by which lists of entities are ordered.
type named struct{ id, name string }

// join says that an actor joins an initiative, by a relation.
type join struct {
	relation          string
	actor, initiative named
}

// joins are the relations by which actors join initiatives and which meet a condition,
// by id; deprecated ones are left out. More than may be visited are refused.
func (a *asker) joins(where plan.Predicate) ([]join, error) {
	t := a.model.Joining
	rows := &plan.Connection{Type: t, Where: where, Page: plan.Page{Limit: a.ask.Visits},
		Rows: &plan.Select{Type: t, Slots: []plan.Slot{a.column(t, "id"), a.end(t.From), a.end(t.To)}}}
	c, err := a.view.Run(a.ctx, &plan.Plan{Field: t.Many, Root: &plan.Select{Slots: []plan.Slot{rows}}})
	if err != nil {
		return nil, err
	}
	c.Enter(0)
	if c.More() {
		return nil, a.tooMany(where)
	}
	list := make([]join, 0, c.Len())
	c.Rows()
	for c.Next() {
		j := join{relation: c.Value(0).Text}
		for slot, e := range []*named{&j.actor, &j.initiative} {
			c.Enter(slot + 1)
			e.id, e.name = c.Value(0).Text, c.Value(1).Text
			c.Leave()
		}
		list = append(list, j)
	}
	c.Leave()
	return list, c.Err()
}

func (a *asker) column(t *model.Type, name string) *plan.Column {
	return &plan.Column{Field: t.Field(name)}
}

func (a *asker) end(e *model.End) *plan.EndOf {
	return &plan.EndOf{End: e, Select: &plan.Select{Type: e.Target, Slots: a.identity(e.Target)}}
}

// identity are the columns that make a named.
func (a *asker) identity(t *model.Type) []plan.Slot {
	return []plan.Slot{a.column(t, "id"), a.column(t, "name")}
}

// tooMany is the error of a question that would look at too many relations.
func (a *asker) tooMany(where plan.Predicate) error {
	t := a.model.Joining
	c, err := a.view.Run(a.ctx, &plan.Plan{Field: t.Many, Root: &plan.Select{Slots: []plan.Slot{
		&plan.Connection{Type: t, Where: where, Count: true}}}})
	if err != nil {
		return err
	}
	c.Enter(0)
	n := c.Count()
	c.Leave()
	if err := c.Err(); err != nil {
		return err
	}
	return plan.Over(plan.TooLarge, "visits", n, a.ask.Visits, "narrow the question by its filters", "relations of %s to look at", t.Name)
}

// within is a condition on the joining relation: its initiative is one of those named.
func (a *asker) within(refs ...string) plan.Predicate {
	return &plan.AtEnd{End: a.model.Joining.To, Where: &plan.Refers{Refs: refs}}
}

// find gives the entities of a type that references name; an unknown one has no id.
func (a *asker) find(t *model.Type, refs ...string) ([]named, error) {
	look := &plan.Lookup{Type: t, Refs: refs, Many: true, Select: &plan.Select{Type: t, Slots: a.identity(t)}}
	c, err := a.view.Run(a.ctx, &plan.Plan{Field: "entities", Root: &plan.Select{Slots: []plan.Slot{look}}})
	if err != nil {
		return nil, err
	}
	list := make([]named, 0, len(refs))
	c.Enter(0)
	for c.Next() {
		var n named
		if !c.Missing() {
			n = named{c.Value(0).Text, c.Value(1).Text}
		}
		list = append(list, n)
	}
	c.Leave()
	return list, c.Err()
}

// byName orders entities as lists of them come: by the folded name, then by the name in
// code points, then by id.
func byName(list []named) []string {
	folded := make(map[string]string, len(list))
	for _, n := range list {
		folded[n.name] = model.Fold(n.name)
	}
	slices.SortFunc(list, func(a, b named) int {
		return cmp.Or(cmp.Compare(folded[a.name], folded[b.name]), cmp.Compare(a.name, b.name), cmp.Compare(a.id, b.id))
	})
	ids := make([]string, len(list))
	for i, n := range list {
		ids[i] = n.id
	}
	return ids
}
