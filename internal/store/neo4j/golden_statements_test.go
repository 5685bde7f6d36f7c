package neo4j_test

import (
	"testing"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
	"whojoins/internal/store/neo4j"
)

// TestGoldenGraphStatements compares the statements that graph queries consist of with golden
// files. It needs no database.
func TestGoldenGraphStatements(t *testing.T) {
	m, _ := goldenSchema(t)
	for name, s := range searchStatements(t, m) {
		compareGolden(t, name, statementText(t, s))
	}
	for name, s := range walkStatements(m) {
		compareGolden(t, name, statementText(t, s))
	}
	for name, s := range partnerStatements(m) {
		compareGolden(t, name, statementText(t, s))
	}
	compareGolden(t, "lookup-nodes", statementText(t, nodesStatement(t, m)))
}

// nodesStatement looks up entities and relations together, deprecated relations included.
func nodesStatement(t *testing.T, m *model.Model) *neo4j.Statement {
	t.Helper()
	participation := m.Participation
	s, err := neo4j.Compile(m, &plan.Plan{Root: &plan.Select{Slots: []plan.Slot{
		&plan.Lookup{Type: m.AnyEntity, Refs: []string{"alpha", "participation.beta"}, Many: true,
			Select: &plan.Select{Type: m.AnyEntity, Typed: true, Slots: []plan.Slot{&plan.Column{Field: m.AnyEntity.Field("name")}}}},
		&plan.Lookup{Type: participation, Refs: []string{"participation.beta"}, Many: true, Deprecated: true,
			Select: &plan.Select{Type: participation, Slots: []plan.Slot{&plan.Column{Field: participation.Field("role")},
				&plan.EndOf{End: participation.From, Select: &plan.Select{Type: participation.From.Target, Slots: []plan.Slot{&plan.Column{Field: m.AnyEntity.Field("id")}}}}}}},
	}}})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func searchStatements(t *testing.T, m *model.Model) map[string]*neo4j.Statement {
	t.Helper()
	words := func(as store.As, texts ...string) (w store.Words) {
		for _, text := range texts {
			w = append(w, []store.Word{{Text: text, As: as, Fit: 5}})
		}
		return w
	}
	types, every := m.Type("Institute").Types|m.Type("Person").Types, m.AnyEntity.Types
	search := &store.Search{Types: every, Enough: 1000, First: 20, Tiers: []store.Tier{
		{Score: 100, Words: words(store.Whole, "alpha institute")},
		{Score: 80, Words: words(store.Exactly, "alpha", "institute")},
		{Score: 60, Words: words(store.Beginning, "alpha", "insti")},
		{Score: 40, Words: words(store.Mistyped, "alhpa")}}}
	counted := *search
	counted.Types, counted.Counts, counted.First = types, true, 1
	counted.After = []model.Value{model.IntValue(80), model.IntValue(3), model.TextValue("Alpha Institute"), model.IDValue("alpha")}
	statements := map[string]*neo4j.Statement{}
	add := func(name string, s *neo4j.Statement, err error) {
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		statements[name] = s
	}
	first, err := neo4j.CompileSearch(m, search, 0, 3)
	add("search-exact", first, err)
	typos, err := neo4j.CompileSearch(m, search, 3, 4)
	add("search-typos", typos, err)
	after, err := neo4j.CompileSearch(m, &counted, 0, 4)
	add("search-counted-after", after, err)
	conditions := []store.Words{words(store.Exactly, "alpha"), words(store.Mistyped, "alhpa", "nobody"), {}}
	queries, err := neo4j.Lucene(conditions)
	add("search-matches", neo4j.CompileMatches(m, queries, types, 10), err)
	return statements
}

func walkStatements(m *model.Model) map[string]*neo4j.Statement {
	ids := []string{"alpha", "action-1"}
	few := m.Type("Participation").Types | m.Type("Affiliation").Types
	most := m.AnyRelation.Types &^ m.Type("About").Types
	day, _, _ := model.ParseDate("2023-01-01")
	paths := &plan.Paths{From: "beta", To: "PIC:900000001", Via: few, MaxHops: 6, First: 5}
	dated := *paths
	dated.Via, dated.On, dated.MaxHops = m.AnyRelation.Types, &day, 3
	return map[string]*neo4j.Statement{
		"walk-nodes":           neo4j.CompileNodes(m, []string{"alpha", "PIC:900000001"}, few),
		"walk-count":           neo4j.CompileCount(m, ids, few),
		"walk-count-most":      neo4j.CompileCount(m, ids, most),
		"walk-count-all":       neo4j.CompileCount(m, ids, m.AnyRelation.Types),
		"walk-degrees-by-type": neo4j.CompileDegreesByType(m, ids, few),
		"walk-expand":          neo4j.CompileExpand(m, ids, few, 0, nil),
		"walk-expand-counting": neo4j.CompileExpand(m, ids, few, most, &day),
		"walk-among":           neo4j.CompileAmong(m, ids, few, m.Type("Funding").Types, &day),
		"walk-among-starting":  neo4j.CompileAmong(m, ids, few, 0, nil),
		"walk-degrees":         neo4j.CompileDegrees(m, ids),
		"paths":                neo4j.CompileShortest(m, paths, 1000, false),
		"paths-bounded":        neo4j.CompileShortest(m, paths, 1000, true),
		"paths-bounded-on-day": neo4j.CompileShortest(m, &dated, 1000, true),
	}
}

func partnerStatements(m *model.Model) map[string]*neo4j.Statement {
	day, _, _ := model.ParseDate("2023-01-01")
	start := &plan.Compare{Field: m.Participation.To.Target.AnyField("start"), Op: plan.Gte, Values: []model.Value{model.IntValue(int64(day))}}
	all := &plan.Collaborators{Of: "alpha", In: plan.All{}, Page: plan.Page{Limit: 20}}
	filtered := &plan.Collaborators{Of: "PIC:900000001", In: plan.All{start}, On: &day, Initiatives: 3,
		Page: plan.Page{Limit: 1, After: []model.Value{model.IntValue(2), model.TextValue("Beta"), model.IDValue("beta")}}}
	unnamed := *all
	unnamed.Page.After = []model.Value{model.IntValue(2), {}, model.IDValue("beta")}
	country := &plan.AtEnd{End: m.Participation.From, Where: &plan.Compare{Field: m.Type("Institute").AnyField("country"), Op: plan.Eq, Values: []model.Value{model.TextValue("BE")}}}
	return map[string]*neo4j.Statement{
		"collaborators":          neo4j.CompileCollaborators(m, all, store.CollaboratorOptions{Visits: 1000}, false),
		"collaborators-bounded":  neo4j.CompileCollaborators(m, filtered, store.CollaboratorOptions{Visits: 1000, Total: true}, true),
		"collaborators-unnamed":  neo4j.CompileCollaborators(m, &unnamed, store.CollaboratorOptions{Visits: 1000}, false),
		"participations":         neo4j.CompileParticipations(m, plan.All{country, &plan.Active{From: day, To: day}}, 1000),
		"participations-of-some": neo4j.CompileParticipations(m, &plan.AtEnd{End: m.Participation.To, Where: &plan.Refers{Refs: []string{"action-1"}}}, 1000),
	}
}
