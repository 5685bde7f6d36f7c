package explore

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"slices"

	"whojoins/graph"
	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// builder computes one scene. It is the sink of the run, so that everything is read from one edition.
type builder struct {
	*Explorer
	options Options
	scene   *Scene

	ctx    context.Context
	answer *graph.Answer
	walker store.Walker
	// via are the types of the relations to follow and to show.
	via model.TypeSet
	// named are the entities that each list of the state names, and hidden those that it takes off.
	ids, expand, hidden map[store.Node]bool
	// path are the entities on the path.
	path map[store.Node]bool
	// matching are the ids of the entities that the filter matches; nil without a filter.
	matching map[string]bool
	// typeCounts are the candidates by type.
	typeCounts tally
	// nodes are the entities on the stage, at their positions in the scene.
	nodes []store.Node
	at    map[store.Node]int
	// steps are the relations at these entities, of all types. If surveyed is false, these are too many to
	// read, and steps are those among the entities alone.
	steps    []store.Step
	surveyed bool
}

// Receive implements graph.Sink.
func (b *builder) Receive(ctx context.Context, a *graph.Answer) error {
	b.ctx, b.answer = ctx, a
	info, err := a.Dataset(ctx)
	if err != nil {
		return err
	}
	b.scene.Edition, b.scene.Date = info.Version, info.Date
	if b.walker, err = a.Walker(ctx); err != nil {
		return err
	}
	for _, step := range []func() error{b.resolve, b.filter, b.findPath, b.gather, b.read, b.measure} {
		if err := step(); err != nil {
			return err
		}
	}
	b.finish()
	return nil
}

func (b *builder) fault(parameter, name string, values ...any) {
	b.scene.Faults = append(b.scene.Faults, Fault{parameter, b.options.Words(name, values...)})
}

// resolve finds the entities that the state names, and writes their ids into it. What is unknown is a
// fault, and left out.
func (b *builder) resolve() (err error) {
	s := b.scene.State
	b.via = b.types(b.model.Relations, s.Via, func(t *model.Type) bool { return t.Walked })
	if b.ids, err = b.find(idsKey, &s.IDs); err != nil {
		return err
	}
	if b.expand, err = b.find(expandKey, &s.Expand); err != nil {
		return err
	}
	if b.hidden, err = b.find(hideKey, &s.Hide); err != nil {
		return err
	}
	if _, err = b.find(pathKey, &s.Path); err != nil {
		return err
	}
	if len(s.Path) == 1 {
		s.Path = []string{}
	}
	if s.Select == "" {
		return nil
	}
	found, err := b.walker.Nodes(b.ctx, []string{s.Select})
	if err == nil && found[0] != store.NoNode {
		_, s.Select = b.walker.Entity(found[0])
	}
	return err
}

// types returns the types with given names, or else the default ones.
func (b *builder) types(all []*model.Type, names []string, isDefault func(*model.Type) bool) (set model.TypeSet) {
	for _, t := range all {
		if slices.Contains(names, t.Enum) || len(names) == 0 && isDefault(t) {
			set |= t.Types
		}
	}
	return set
}

func everyType(*model.Type) bool { return true }

// find finds the entities of a list, and puts their ids into it.
func (b *builder) find(parameter string, list *[]string) (map[store.Node]bool, error) {
	found, err := b.walker.Nodes(b.ctx, *list)
	if err != nil {
		return nil, err
	}
	if parts := b.parts(*list, found); len(parts) > len(*list) {
		*list = parts
		if found, err = b.walker.Nodes(b.ctx, parts); err != nil {
			return nil, err
		}
	}
	set, ids := map[store.Node]bool{}, []string{}
	for i, n := range found {
		switch {
		case n == store.NoNode:
			b.fault(parameter, "FaultUnknown", plan.Clip((*list)[i]))
		case !set[n]:
			_, id := b.walker.Entity(n)
			set[n], ids = true, append(ids, id)
		}
	}
	*list = ids
	return set, nil
}

// parts returns a list in which unknown ids with commas are split: see split.
func (b *builder) parts(list []string, found []store.Node) (parts []string) {
	for i, id := range list {
		if one := []string{id}; found[i] == store.NoNode {
			parts = append(parts, split(one)...)
		} else {
			parts = append(parts, id)
		}
	}
	return parts
}

// findAll selects the ids of the entities that a filter matches.
const findAll = "query Matching($where: EntityWhere) { allEntities(where: $where, first: 1) { nodes { id } } }"

// filter finds the entities that the filter of the state matches.
func (b *builder) filter() error {
	s := b.scene.State
	if s.Where == "" {
		return nil
	}
	ids, err := b.list(json.RawMessage(s.Where))
	if message, ok := refused(err); ok {
		b.fault(whereKey, "FaultFilter", message)
		s.Where = ""
		return nil
	}
	if err != nil {
		return err
	}
	b.matching = make(map[string]bool, len(ids))
	for _, id := range ids {
		b.matching[id] = true
	}
	return nil
}

// refused returns the message of an error that is the fault of the address.
func refused(err error) (message string, ok bool) {
	var failed *plan.Error
	if !errors.As(err, &failed) {
		return "", false
	}
	switch failed.Code {
	case plan.BadUserInput, plan.TooLarge, plan.TooComplex, plan.ValidationFailed:
		return failed.Error(), true
	}
	return "", false
}

// list returns the ids of all entities that a filter matches; null matches all.
func (b *builder) list(where json.RawMessage) (ids []string, err error) {
	variables, err := json.Marshal(map[string]json.RawMessage{"where": where})
	if err != nil {
		return nil, err
	}
	err = b.rows(graph.Request{Query: findAll, Variables: variables}, func(c store.Cursor) { ids = append(ids, c.Value(0).Text) })
	return ids, err
}

// rows calls do with all rows of the only list of a request, whatever page it requests.
func (b *builder) rows(r graph.Request, do func(store.Cursor)) error {
	plans, err := b.answer.Plans(r)
	if err != nil {
		return err
	}
	return b.allRows(plans[0], do)
}

// allRows calls do with all rows of a list.
func (b *builder) allRows(of *plan.Plan, do func(store.Cursor)) error {
	p, all := *of, *of.Root.Slots[0].(*plan.Connection)
	all.Page.Limit = -1
	p.Root = &plan.Select{Slots: []plan.Slot{&all}}
	c, err := b.answer.Cursor(b.ctx, &p)
	if err != nil {
		return err
	}
	c.Enter(0)
	c.Rows()
	for c.Next() {
		if err := b.answer.Work().Add(plan.UnitsRow); err != nil {
			return err
		}
		do(c)
	}
	c.Leave()
	return c.Err()
}

// gather puts the entities on the stage.
func (b *builder) gather() error {
	s := b.scene.State
	candidates := map[store.Node]bool{}
	if s.All {
		ids, err := b.list(json.RawMessage("null"))
		if err != nil {
			return err
		}
		all, err := b.walker.Nodes(b.ctx, ids)
		if err != nil {
			return err
		}
		addAll(candidates, all)
	}
	if err := b.neighbours(candidates); err != nil {
		return err
	}
	for _, set := range []map[store.Node]bool{b.ids, b.expand, b.path} {
		for n := range set {
			candidates[n] = true
		}
	}
	types := b.types(b.model.Entities, s.Types, everyType)
	for n := range candidates {
		t, _ := b.walker.Entity(n)
		if b.belongs(n, b.model.AnyEntity.Types) {
			b.countTypes(t, types.Has(t))
		}
		if !b.belongs(n, types) {
			delete(candidates, n)
		}
	}
	if err := b.rank(candidates); err != nil {
		return err
	}
	return b.fit()
}

// belongs reports whether an entity may be on the stage.
func (b *builder) belongs(n store.Node, types model.TypeSet) bool {
	t, id := b.walker.Entity(n)
	return types.Has(t) && (!b.hidden[n] || b.ids[n]) && (b.matching == nil || b.matching[id])
}

func addAll(set map[store.Node]bool, nodes []store.Node) {
	for _, n := range nodes {
		set[n] = true
	}
}

// neighbours adds the neighbours of the expanded entities.
func (b *builder) neighbours(to map[store.Node]bool) error {
	from := keys(b.expand)
	steps, ok, err := b.follow(from, b.via)
	if err != nil {
		return err
	}
	if !ok {
		b.fault(expandKey, "FaultExpand", b.engine.Limits().Visits)
		b.scene.State.Expand, b.expand = []string{}, map[store.Node]bool{}
		return nil
	}
	for _, s := range steps {
		to[s.Far] = true
	}
	return nil
}

// follow returns the relations at entities; false if they are more than one query may visit.
func (b *builder) follow(from []store.Node, via model.TypeSet) (steps []store.Step, ok bool, err error) {
	if len(from) == 0 {
		return nil, true, nil
	}
	n, err := b.walker.Count(b.ctx, from, via)
	if err != nil || n > b.engine.Limits().Visits {
		return nil, false, err
	}
	steps, err = b.walker.Expand(b.ctx, from, via, nil, make([]store.Step, 0, n))
	if err == nil {
		err = b.answer.Work().Add(len(steps) * plan.UnitsRef)
	}
	return steps, true, err
}

// keys returns the entities of a set, in the order of their numbers.
func keys(set map[store.Node]bool) []store.Node {
	list := make([]store.Node, 0, len(set))
	for n := range set {
		list = append(list, n)
	}
	slices.Sort(list)
	return list
}

// rank puts the candidates in their order: those that the address names, then the best connected, then
// by id. Those beyond the bound are cut.
func (b *builder) rank(candidates map[store.Node]bool) error {
	nodes := keys(candidates)
	degrees, err := b.walker.Degrees(b.ctx, nodes)
	if err != nil {
		return err
	}
	type ranked struct {
		store.Node
		first, degree int
		id            string
	}
	order := make([]ranked, len(nodes))
	for i, n := range nodes {
		_, id := b.walker.Entity(n)
		order[i] = ranked{n, 1, degrees[i], id}
		if b.names(n) {
			order[i].first = 0
		}
	}
	err = plan.SortFunc(b.answer.Work(), order, func(a, b ranked) int {
		return cmp.Or(cmp.Compare(a.first, b.first), cmp.Compare(b.degree, a.degree), cmp.Compare(a.id, b.id))
	})
	b.scene.Cut = max(len(order)-b.options.Entities, 0)
	for _, r := range order[:len(order)-b.scene.Cut] {
		b.nodes = append(b.nodes, r.Node)
	}
	return err
}

// mostVisits is how many times as many relations as one query may visit are read for the relations among the
// entities on the stage: the address of the whole graph is one request instead of many.
const mostVisits = 4

// fit reads the relations at the entities on the stage, or, if they are more than one query may visit, only
// those among them. While these are too many as well, half of the entities are cut; a single one stays.
func (b *builder) fit() (err error) {
	for {
		if b.steps, b.surveyed, err = b.follow(b.nodes, b.model.AnyRelation.Types); err != nil {
			return err
		}
		ok := b.surveyed
		if !ok {
			if b.steps, ok, err = b.among(); err != nil {
				return err
			}
		}
		if ok || len(b.nodes) < 2 {
			break
		}
		half := len(b.nodes) / 2
		b.scene.Cut += len(b.nodes) - half
		b.nodes = b.nodes[:half]
	}
	b.at = make(map[store.Node]int, len(b.nodes))
	for i, n := range b.nodes {
		b.at[n] = i
	}
	return nil
}

// among returns the relations among the entities on the stage; false if too many would be visited.
func (b *builder) among() (steps []store.Step, ok bool, err error) {
	all := b.model.AnyRelation.Types
	degrees, err := b.walker.DegreesByType(b.ctx, b.nodes, all)
	if err != nil {
		return nil, false, err
	}
	starting, ending, visits := degrees.Narrower(all)
	if visits > mostVisits*b.engine.Limits().Visits {
		return nil, false, nil
	}
	steps, err = b.walker.Among(b.ctx, b.nodes, starting, ending, nil, nil)
	return steps, true, err
}
