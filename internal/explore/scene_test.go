package explore_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"whojoins/internal/explore"
	"whojoins/internal/model"
)

// TestScenesAreAnswers compares the scenes of random states with what the API answers about the same
// entities, and with the answer to the request that each scene names.
func TestScenesAreAnswers(t *testing.T) {
	s, rnd := curated(t), rand.New(rand.NewPCG(19, 2))
	var all struct {
		AllEntities struct{ Nodes []struct{ ID string } }
	}
	s.ask(t, "{ allEntities(first: 1000, sort: [{ name: DESC }]) { nodes { id } } }", nil, &all)
	known := []string{"jane", "jane-2", "sciensano", "eu4health", "belgian-cancer-centre", "nobody"}
	for _, n := range all.AllEntities.Nodes {
		known = append(known, n.ID)
	}
	for range 60 {
		query := randomQuery(s.Model(), rnd, known)
		scene := s.scene(t, query)
		entities, relations := s.expected(t, scene.State)
		if diff := cmp.Diff(entities, sorted(nodeIDs(scene)), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s has other entities (-API +scene):\n%s", query, diff)
		}
		if diff := cmp.Diff(relations, linkIDs(scene), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s has other relations (-API +scene):\n%s", query, diff)
		}
		s.checkQuery(t, query, scene)
	}
}

func randomQuery(m *model.Model, rnd *rand.Rand, known []string) string {
	var parts []string
	add := func(name string, most int) {
		var ids []string
		for range rnd.IntN(most + 1) {
			ids = append(ids, known[min(rnd.IntN(len(known)), rnd.IntN(len(known)), rnd.IntN(len(known)))])
		}
		if len(ids) > 0 {
			parts = append(parts, name+"="+strings.Join(ids, ","))
		}
	}
	add("ids", 4)
	add("expand", 2)
	add("hide", 3)
	if rnd.IntN(3) == 0 {
		parts = append(parts, "path="+known[rnd.IntN(5)]+","+known[rnd.IntN(len(known))])
	}
	if rnd.IntN(3) == 0 {
		parts = append(parts, "on="+[]string{"2023-06-01", "2020", "2025-03"}[rnd.IntN(3)])
	}
	enum := func(name string, e *model.Enum) {
		if rnd.IntN(3) > 0 {
			return
		}
		var words []string
		for _, v := range e.Values {
			if rnd.IntN(2) == 0 {
				words = append(words, strings.ToLower(v.Name))
			}
		}
		parts = append(parts, name+"="+strings.Join(words, ","))
	}
	enum("types", m.EntityTypes)
	enum("via", m.RelationTypes)
	enum("roles", m.Participation.Key[0].Enum)
	if rnd.IntN(4) == 0 {
		parts = append(parts, `where={"OR":[{"country":{"eq":"BE"}},{"type":{"in":["JOINT_ACTION","PROJECT"]}}]}`)
	}
	return strings.Join(parts, "&")
}

// expected returns the ids of the entities and the relations of a state, from answers of the API.
func (s *service) expected(t *testing.T, st *explore.State) (entities, relations []string) {
	t.Helper()
	var via any
	if len(st.Via) > 0 {
		via = st.Via
	}
	on := map[string]bool{}
	for _, id := range slices.Concat(st.IDs, st.Expand) {
		on[id] = true
	}
	if len(st.Expand) > 0 {
		var near struct {
			Neighbourhood struct {
				Nodes []struct{ Entity struct{ ID string } }
			}
		}
		s.ask(t, "query($of: [ID!]!, $via: [RelationType!]) { neighbourhood(of: $of, via: $via, first: 2000) { nodes { entity { id } } } }", map[string]any{"of": st.Expand, "via": via}, &near)
		for _, n := range near.Neighbourhood.Nodes {
			on[n.Entity.ID] = true
		}
	}
	if len(st.Path) > 0 {
		var found struct {
			Paths []struct {
				Steps []struct{ From, To struct{ ID string } }
			}
		}
		s.ask(t, "query($from: ID!, $to: ID!, $via: [RelationType!]) { paths(from: $from, to: $to, via: $via, first: 1) { steps { from { id } to { id } } } }", map[string]any{"from": st.Path[0], "to": st.Path[1], "via": via}, &found)
		for _, p := range found.Paths {
			for _, step := range p.Steps {
				on[step.From.ID], on[step.To.ID] = true, true
			}
		}
	}
	for _, id := range st.Hide {
		if !slices.Contains(st.IDs, id) {
			delete(on, id)
		}
	}
	ids := []string{}
	for id := range on {
		ids = append(ids, id)
	}
	where := map[string]any{"id": map[string]any{"in": ids}}
	if len(st.Types) > 0 {
		where["type"] = map[string]any{"in": st.Types}
	}
	if st.Where != "" {
		where["AND"] = []any{json.RawMessage(st.Where)}
	}
	entities = []string{}
	var shown struct {
		AllEntities struct{ Nodes []struct{ ID string } }
	}
	s.ask(t, "query($where: EntityWhere) { allEntities(where: $where, first: 1000) { nodes { id } } }", map[string]any{"where": where}, &shown)
	for _, n := range shown.AllEntities.Nodes {
		entities = append(entities, n.ID)
	}
	return sorted(entities), s.expectedRelations(t, st, entities)
}

// expectedRelations returns the ids of the relations of a state among entities.
func (s *service) expectedRelations(t *testing.T, st *explore.State, entities []string) (relations []string) {
	t.Helper()
	for _, r := range s.Model().Relations {
		if shown := slices.Contains(st.Via, r.Enum) || len(st.Via) == 0 && r.Walked; !shown {
			continue
		}
		among := map[string]any{"id": map[string]any{"in": entities}}
		where := map[string]any{r.From.Name: among, r.To.Name: among}
		if st.On != "" {
			where["activeOn"] = st.On
		}
		if len(st.Roles) > 0 && r == s.Model().Participation {
			where["role"] = map[string]any{"in": st.Roles}
		}
		var list map[string]struct{ Nodes []struct{ ID string } }
		s.ask(t, fmt.Sprintf("query($where: %sWhere) { %s(where: $where, first: 1000) { nodes { id } } }", r.Name, r.Many), map[string]any{"where": where}, &list)
		for _, n := range list[r.Many].Nodes {
			relations = append(relations, n.ID)
		}
	}
	return sorted(relations)
}

// checkQuery checks that the request of a scene returns its entities and relations.
func (s *service) checkQuery(t *testing.T, query string, scene *explore.Scene) {
	t.Helper()
	var data map[string]struct {
		Nodes []struct {
			ID     string
			Entity struct{ ID string }
		}
		Links []struct{ Relation struct{ ID string } }
	}
	s.ask(t, scene.Query.Document, scene.Query.Variables, &data)
	var entities, relations []string
	for field, list := range data {
		for _, n := range list.Nodes {
			if strings.HasPrefix(field, s.Model().AnyEntity.Many) || n.ID == "" {
				entities = append(entities, n.ID+n.Entity.ID)
			} else {
				relations = append(relations, n.ID)
			}
		}
		for _, l := range list.Links {
			relations = append(relations, l.Relation.ID)
		}
	}
	if diff := cmp.Diff(sorted(nodeIDs(scene)), sorted(entities), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("%s: the request of the scene returns other entities (-scene +answer):\n%s", query, diff)
	}
	if diff := cmp.Diff(linkIDs(scene), sorted(relations), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("%s: the request of the scene returns other relations (-scene +answer):\n%s", query, diff)
	}
}

func sorted(ids []string) []string {
	slices.Sort(ids)
	return ids
}
