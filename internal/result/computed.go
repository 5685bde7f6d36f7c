package result

import (
	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// computed is an object of a result that a store computes as a whole, for JSON and tables alike.
type computed interface {
	// value returns the scalar of a field.
	value(o *plan.Out) model.Value
	// items returns the objects of a field that is a list.
	items(o *plan.Out) []computed
}

// isComputedList reports whether a field of a computed object is a list.
func isComputedList(k plan.OutKind) bool {
	switch k {
	case plan.OutGroupList, plan.OutGroupKeys, plan.OutGroupSums, plan.OutGroupDistinct:
		return true
	}
	return false
}

// computed writes such an object.
func (w *writer) computed(dst []byte, x computed, outs []plan.Out) []byte {
	w.count(dst, len(outs))
	return object(dst, outs, func(dst []byte, o *plan.Out) []byte {
		if !isComputedList(o.Kind) {
			return appendValue(dst, x.value(o))
		}
		return w.computedList(dst, x.items(o), o.Fields)
	})
}

func (w *writer) computedList(dst []byte, list []computed, outs []plan.Out) []byte {
	return array(dst, func(i int) bool { return i < len(list) && !w.full && w.err == nil }, func(dst []byte, i int) []byte {
		return w.computed(dst, list[i], outs)
	})
}

// groupsResult is the object `groups` of a connection.
type groupsResult struct {
	plan *plan.Groups
	store.GroupsResult
}

func groupsOf(p *plan.Groups, r store.GroupsResult) computed { return &groupsResult{p, r} }

func (g *groupsResult) value(o *plan.Out) model.Value {
	switch o.Kind {
	case plan.OutGroupTotal:
		return model.IntValue(int64(g.Total))
	case plan.OutGroupOmitted:
		return model.IntValue(int64(g.Total - len(g.Groups)))
	}
	panic(misplaced(o, "groups"))
}

func (g *groupsResult) items(*plan.Out) []computed {
	return each(g.Groups, func(i int) computed { return &groupResult{g.plan, &g.Groups[i]} })
}

// each returns an object for each item of a list.
func each[T any](list []T, of func(i int) computed) []computed {
	objects := make([]computed, len(list))
	for i := range list {
		objects[i] = of(i)
	}
	return objects
}

type groupResult struct {
	plan *plan.Groups
	*store.Group
}

func (g *groupResult) value(o *plan.Out) model.Value {
	if o.Kind == plan.OutGroupCount {
		return model.IntValue(int64(g.Count))
	}
	panic(misplaced(o, "a group"))
}

func (g *groupResult) items(o *plan.Out) []computed {
	switch o.Kind {
	case plan.OutGroupKeys:
		return each(g.Keys, func(i int) computed { return &groupKey{leaf{}, g.plan.By[i].Name, g.Keys[i]} })
	case plan.OutGroupSums:
		return each(g.Sums, func(i int) computed { return &groupSum{leaf{}, g.plan.Sums[g.Sums[i].Field].Name, g.Sums[i]} })
	case plan.OutGroupDistinct:
		return each(g.Distinct, func(i int) computed { return &groupEntities{leaf{}, g.plan.Ends[i].Name, g.Distinct[i]} })
	}
	panic(misplaced(o, "the lists of a group"))
}

// leaf is a computed object without lists.
type leaf struct{}

func (leaf) items(o *plan.Out) []computed { panic(misplaced(o, "an object without lists")) }

type groupKey struct {
	leaf
	field string
	store.GroupKey
}

func (k *groupKey) value(o *plan.Out) model.Value {
	switch {
	case o.Kind == plan.OutKeyField:
		return model.TextValue(k.field)
	case k.Missing:
		return model.Value{}
	case o.Kind == plan.OutKeyLabel:
		return model.TextValue(k.Label)
	}
	return model.TextValue(k.Value)
}

type groupSum struct {
	leaf
	field string
	store.MoneySum
}

func (s *groupSum) value(o *plan.Out) model.Value {
	switch o.Kind {
	case plan.OutSumField:
		return model.TextValue(s.field)
	case plan.OutSumCurrency:
		return model.TextValue(s.Currency)
	}
	return model.CentsValue(s.Sum)
}

type groupEntities struct {
	leaf
	field string
	count int
}

func (e *groupEntities) value(o *plan.Out) model.Value {
	if o.Kind == plan.OutDistinctField {
		return model.TextValue(e.field)
	}
	return model.IntValue(int64(e.count))
}
