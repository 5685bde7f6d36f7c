package explore

import (
	"encoding/json"

	"whojoins/graph"
	"whojoins/internal/store"
)

// pathQuery selects the first shortest path between two entities.
const pathQuery = `query Path($from: ID!, $to: ID!, $via: [RelationType!]) {
  paths(from: $from, to: $to, via: $via, first: 1) { length steps { relation { id } from { id } to { id } } }
}`

// pathAnswer is the answer to pathQuery.
type pathAnswer []struct {
	Length int
	Steps  []struct{ Relation, From, To struct{ ID string } }
}

// findPath finds the path of the state, along relations of any day.
func (b *builder) findPath() error {
	s := b.scene.State
	if len(s.Path) == 0 {
		return nil
	}
	variables := map[string]any{"from": s.Path[0], "to": s.Path[1], "via": nil}
	if len(s.Via) > 0 {
		variables["via"] = s.Via
	}
	r, err := graph.NewRequest(pathQuery, variables)
	if err != nil {
		return err
	}
	plans, err := b.answer.Plans(r)
	if err != nil {
		return err
	}
	data, err := b.answer.Data(b.ctx, plans[0])
	if message, ok := refused(err); ok {
		b.fault(pathKey, "FaultPathRefused", message)
		return nil
	}
	if err != nil {
		return err
	}
	var found pathAnswer
	if err := json.Unmarshal(data, &found); err != nil {
		return err
	}
	if len(found) == 0 {
		b.fault(pathKey, "FaultNoPath", s.Path[0], s.Path[1])
		return nil
	}
	one := found[0]
	b.scene.Path = &PathFound{From: s.Path[0], To: s.Path[1], Length: one.Length, Links: []string{}}
	ids := []string{}
	for _, step := range one.Steps {
		b.scene.Path.Links = append(b.scene.Path.Links, step.Relation.ID)
		ids = append(ids, step.From.ID, step.To.ID)
	}
	nodes, err := b.walker.Nodes(b.ctx, ids)
	b.path = map[store.Node]bool{}
	addAll(b.path, nodes)
	return err
}
