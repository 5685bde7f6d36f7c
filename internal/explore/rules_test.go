package explore_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"whojoins/internal/explore"
	"whojoins/internal/plan"
	"whojoins/internal/store/storetest"
)

// small serves a small synthetic graph: two projects with partners, a programme, a person and a topic.
func small(t *testing.T, change func(*plan.Limits)) *service {
	t.Helper()
	m := parsed(t)
	b := storetest.NewBuilder(m)
	b.Entity("Project", "north", storetest.Fields{"name": "North", "start": "2020-01-01", "end": "2022-12-31"})
	b.Entity("Project", "south", storetest.Fields{"name": "South"})
	b.Entity("Programme", "sea", storetest.Fields{"name": "Sea"})
	b.Entity("Topic", "waves", storetest.Fields{"name": "Waves"})
	b.Entity("Person", "ada", storetest.Fields{"name": "Ada Example"})
	for i, id := range []string{"one", "two", "three"} {
		b.Entity("Institute", id, storetest.Fields{"name": "Institute " + id, "country": []string{"BE", "IT", "BE"}[i]})
	}
	b.Relation("Participation", "1", "one", "north", storetest.Fields{"role": "COORDINATOR"})
	b.Relation("Participation", "2", "one", "north", storetest.Fields{"role": "WORK_PACKAGE_LEAD", "workPackage": "WP1", "since": "2021-06-01"})
	b.Relation("Participation", "3", "two", "north", storetest.Fields{"role": "BENEFICIARY"})
	b.Relation("Participation", "4", "two", "south", storetest.Fields{"role": "BENEFICIARY"})
	b.Relation("Participation", "5", "three", "south", storetest.Fields{"role": "COORDINATOR"})
	b.Relation("Affiliation", "6", "ada", "one", nil)
	b.Relation("PartOf", "7", "north", "sea", nil)
	b.Relation("PartOf", "8", "south", "sea", nil)
	b.Relation("About", "9", "north", "waves", nil)
	limits := plan.DefaultLimits()
	if change != nil {
		change(&limits)
	}
	return serve(t, m, b.Graph, limits)
}

// TestRules checks which entities and how many relations are on the stage.
func TestRules(t *testing.T) {
	s := small(t, nil)
	for _, c := range []struct {
		reason, query, nodes string
		links                int
		faults               string
	}{
		{"nothing is asked for", "", "", 0, ""},
		{"ids are on the stage, with all relations among them", "ids=one,north", "north one", 2, ""},
		{"a neighbour comes with the relations between neighbours", "expand=north", "north one sea two", 4, ""},
		{"an expanded entity is on the stage", "expand=ada", "ada one", 1, ""},
		{"topics are not followed", "ids=north,waves", "north waves", 0, ""},
		{"unless they are named", "ids=north,waves&via=about", "north waves", 1, ""},
		{"via decides who the neighbours are", "expand=north&via=part_of", "north sea", 1, ""},
		{"hide takes a neighbour off", "expand=north&hide=two,sea", "north one", 2, ""},
		{"but not what ids lists", "ids=two&expand=north&hide=two", "north one sea two", 4, ""},
		{"an expanded entity can be taken off, its neighbours stay", "expand=north&hide=north", "one sea two", 0, ""},
		{"types hide what they exclude, requested ids included", "ids=one,ada,north&types=institute,project", "north one", 2, ""},
		{"a filter does so too", `ids=one,two,north&where={"country":{"eq":"BE"}}`, "one", 0, ""},
		{"a day hides relations, never entities", "expand=north&on=2021-01-01", "north one sea two", 3, ""},
		{"also all of them", "expand=north&on=2030&via=participation", "north one two", 0, ""},
		{"roles hide participations alone", "expand=north&roles=coordinator", "north one sea two", 2, ""},
		{"a path adds what is on it, and all relations among them", "path=ada,three", "ada north one south three two", 6, ""},
		{"no path adds nothing", "path=ada,waves", "", 0, "path"},
		{"an unknown id is named, the rest works", "ids=one,nobody&expand=nothing&hide=never&path=one,noone", "one", 0, "ids expand hide path"},
		{"an escaped list of ids is a list", "ids=one%2Cnorth", "north one", 2, ""},
		{"an unknown field of a filter is named", `ids=one&where={"height":{"gt":2}}`, "one", 0, "where"},
		{"everything is on the stage of the whole graph", "all=1&types=project,programme", "north sea south", 2, ""},
	} {
		scene := s.scene(t, c.query)
		nodes := strings.Join(sorted(nodeIDs(scene)), " ")
		var faults []string
		for _, f := range scene.Faults {
			faults = append(faults, f.Parameter)
		}
		if nodes != c.nodes || len(scene.Links) != c.links || strings.Join(faults, " ") != c.faults {
			t.Errorf("%s: %s shows %s and %d relations, faults %v; want %s, %d, %s", c.reason, c.query, nodes, len(scene.Links), scene.Faults, c.nodes, c.links, c.faults)
		}
		if want := fmt.Sprintf("SceneStatus %d %d", len(scene.Nodes), scene.Cut); scene.Status != want {
			t.Errorf("%s: the status of %s is %s, want %s", c.reason, c.query, scene.Status, want)
		}
	}
}

// TestMore checks that an entity says how many entities it adds when it is expanded.
func TestMore(t *testing.T) {
	s := small(t, nil)
	for _, query := range []string{
		"ids=north", "ids=one,two", "ids=two,north&hide=sea", "ids=north&types=institute,project", `ids=north,south&where={"NOT":{"country":{"eq":"BE"}}}`, "ids=north&via=about,participation", "ids=sea,ada",
	} {
		scene := s.scene(t, query)
		for _, n := range scene.Nodes {
			if n.More == nil {
				t.Fatalf("%s: %s does not say how many more there are", query, n.ID)
			}
			if after := s.scene(t, query+"&expand="+n.ID); len(after.Nodes)-len(scene.Nodes) != *n.More {
				t.Errorf("%s: %s says %d more, and adds %d", query, n.ID, *n.More, len(after.Nodes)-len(scene.Nodes))
			}
		}
	}
}

// TestDetails checks what a scene says about entities and relations, and its counts.
func TestDetails(t *testing.T) {
	s := small(t, nil)
	scene := s.scene(t, "ids=one,two&expand=north&path=ada,two&roles=coordinator,beneficiary&on=2021-01-01")
	north := scene.Nodes[slices.Index(nodeIDs(scene), "north")]
	if north.TypeLabel != "Project" || north.Start != "2020-01-01" || !north.Expanded || north.Requested || !north.OnPath || north.Degree != 5 || north.Links != 3 {
		t.Errorf("the node of North is %+v", north)
	}
	if len(north.Programmes) != 1 || north.Programmes[0] != (explore.Named{ID: "sea", Name: "Sea"}) {
		t.Errorf("the programmes of North are %v", north.Programmes)
	}
	one := scene.Nodes[slices.Index(nodeIDs(scene), "one")]
	if !one.Requested || one.Expanded || one.CountryLabel != "Belgium" || !slices.Equal(one.Countries, []string{"BE"}) {
		t.Errorf("the node of Institute One is %+v", one)
	}
	for _, l := range scene.Links {
		if l.Role == "COORDINATOR" && (l.RoleLabel != "Coordinator" || l.From != "one" || l.To != "north" || l.ActiveFrom != "2020-01-01" || l.ActiveUntil != "2022-12-31" || !l.OnPath) {
			t.Errorf("the coordination is %+v", l)
		}
	}
	if scene.Path == nil || scene.Path.Length != 3 || len(scene.Path.Links) != 3 {
		t.Errorf("the path is %+v", scene.Path)
	}
	count := func(list []explore.Count, value string) explore.Count {
		i := slices.IndexFunc(list, func(c explore.Count) bool { return c.Value == value })
		if i < 0 {
			return explore.Count{}
		}
		return list[i]
	}
	if c := count(scene.Counts.Types, "INSTITUTE"); c != (explore.Count{Value: "INSTITUTE", Label: "Institutes", Count: 2, On: true}) {
		t.Errorf("institutes are counted as %+v", c)
	}
	if c := count(scene.Counts.Roles, "COORDINATOR"); c.Count != 1 || !c.On {
		t.Errorf("coordinators are counted as %+v", c)
	}
	if c := count(scene.Counts.Countries, "IT"); c.Count != 1 || c.Label != "Italy" {
		t.Errorf("entities in Italy are counted as %+v", c)
	}
	if c := count(s.scene(t, "ids=north,waves,one&types=project").Counts.Types, "TOPIC"); c.Count != 1 || c.On {
		t.Errorf("a type that is not shown is counted as %+v", c)
	}
	if c := count(s.scene(t, "expand=north&roles=coordinator").Counts.Roles, "BENEFICIARY"); c.Count != 1 || c.On {
		t.Errorf("a role that is not shown is counted as %+v", c)
	}
	if c := count(s.scene(t, "expand=north&via=participation").Counts.Via, "PART_OF"); c != (explore.Count{}) {
		t.Errorf("relations to what is not on the stage are counted as %+v", c)
	}
	if c := count(s.scene(t, "ids=north,sea&via=participation").Counts.Via, "PART_OF"); c.Count != 1 || c.On {
		t.Errorf("relations of a type that is not shown are counted as %+v", c)
	}
}

// TestFewVisits checks that only the relations among entities are read where all of theirs are more than one
// query may visit, that entities are cut, and counted, while these are too many as well, and that what cannot
// be expanded is named.
func TestFewVisits(t *testing.T) {
	s := small(t, func(l *plan.Limits) { l.Visits = 3 })
	scene := s.scene(t, "ids=one,two,north,ada")
	if len(scene.Nodes) != 4 || len(scene.Links) != 4 || scene.Cut != 0 || scene.Nodes[0].More != nil {
		t.Errorf("the stage has %v and %v, %d are cut", nodeIDs(scene), linkIDs(scene), scene.Cut)
	}
	scene = s.scene(t, "ids=ada&expand=north")
	if len(scene.Nodes) != 1 || len(scene.Faults) != 1 || scene.Faults[0].Parameter != "expand" {
		t.Errorf("the stage has %v, faults %v", nodeIDs(scene), scene.Faults)
	}
	s = small(t, func(l *plan.Limits) { l.Visits = 1 })
	scene = s.scene(t, "all=1")
	if len(scene.Nodes) != 4 || scene.Cut != 4 || scene.Status != "SceneStatus 4 4" || scene.Nodes[0].ID != "north" {
		t.Errorf("the stage has %v, %d are cut, %s", nodeIDs(scene), scene.Cut, scene.Status)
	}
}

// TestCut checks that the best connected entities stay, after those that the address names, and that
// relations are cut likewise.
func TestCut(t *testing.T) {
	m := parsed(t)
	b := storetest.NewBuilder(m)
	b.Entity("Project", "hub", storetest.Fields{"name": "Hub"})
	b.Entity("Project", "other", storetest.Fields{"name": "Other"})
	const partners, most, mostLinks = 120, 100, 90
	for i := range partners {
		id := fmt.Sprintf("partner-%03d", i)
		b.Entity("Institute", id, storetest.Fields{"name": id})
		b.Relation("Participation", fmt.Sprint("a", i), id, "hub", storetest.Fields{"role": "MEMBER"})
		if i >= partners-10 {
			b.Relation("Participation", fmt.Sprint("b", i), id, "other", storetest.Fields{"role": "MEMBER"})
		}
	}
	s := serve(t, m, b.Graph, plan.DefaultLimits())
	scene := s.bounded(t, "ids=partner-105&expand=hub", most, mostLinks)
	ids := nodeIDs(scene)
	if len(ids) != most || scene.Cut != partners+1-most {
		t.Fatalf("%d entities are on the stage, %d are cut", len(ids), scene.Cut)
	}
	for _, id := range []string{"hub", "partner-105", "partner-110", "partner-119", "partner-000"} {
		if !slices.Contains(ids, id) {
			t.Errorf("%s is not on the stage", id)
		}
	}
	if slices.Contains(ids, "partner-104") || *scene.Nodes[slices.Index(ids, "hub")].More != scene.Cut {
		t.Error("a partner with one relation and a late id is on the stage, or the hub says something else than the cut")
	}
	if len(scene.Links) != mostLinks || scene.LinksCut != most-1-mostLinks || scene.Status != "SceneStatus 100 21 SceneLinksCut 9" {
		t.Errorf("%d relations are on the stage, %d are cut: %s", len(scene.Links), scene.LinksCut, scene.Status)
	}
	s.checkQuery(t, "a stage that is cut", scene)
}

// TestLargestRequest checks that one request can name as many entities and relations as a stage has.
func TestLargestRequest(t *testing.T) {
	limits, m := plan.DefaultLimits(), parsed(t)
	if n := explore.MostEntities + explore.MostLinks; n > limits.Inputs-limits.RootFields*4 {
		t.Errorf("a request may have %d values, and names %d", limits.Inputs, n)
	}
	if n := explore.MostEntities/limits.Values + explore.MostLinks/limits.Values + len(m.Relations); n > limits.RootFields {
		t.Errorf("a request may have %d lists, and needs %d", limits.RootFields, n)
	}
}
