package neo4j_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"whojoins/internal/model"
	"whojoins/internal/store"
	"whojoins/internal/store/neo4j"
	"whojoins/internal/store/neo4j/neo4jtest"
	"whojoins/internal/store/storetest"
)

func TestForeignData(t *testing.T) {
	d := neo4jtest.Start(t).Driver(t)
	neo4jtest.Clear(t, d)
	g := fixture(t)
	neo4jtest.Query(t, d, "CREATE (:Customer {id: 'c1'})-[:BOUGHT]->(:Alias {name: 'of another program'})")
	if _, err := neo4j.Load(t.Context(), d, g, nil); !errors.Is(err, neo4j.ErrForeign) {
		t.Fatalf("got %v; a database with foreign data is refused", err)
	}
	if n := neo4jtest.Query(t, d, "MATCH (n) RETURN count(n)")[0][0]; n != int64(2) {
		t.Errorf("a load that is refused left %v nodes, want the 2 that were there", n)
	}
	for range 2 {
		load(t, d, g, &neo4j.LoadOptions{AllowForeign: true, Reload: true})
		if n := neo4jtest.Query(t, d, "MATCH (:Customer)-[:BOUGHT]->(:Alias {name: 'of another program'}) RETURN count(*)")[0][0]; n != int64(1) {
			t.Fatalf("the foreign data is not what it was: %v", n)
		}
	}
	if _, err := neo4j.Load(t.Context(), d, g, &neo4j.LoadOptions{Reload: true}); !errors.Is(err, neo4j.ErrForeign) {
		t.Errorf("got %v; also beside a dataset foreign data is refused", err)
	}
	neo4jtest.Clear(t, d)
	neo4jtest.Query(t, d, "CREATE (:Entity {id: 'of another program'})")
	if _, err := neo4j.Load(t.Context(), d, g, &neo4j.LoadOptions{AllowForeign: true}); !errors.Is(err, neo4j.ErrForeign) {
		t.Errorf("got %v; foreign nodes with our own label are refused always", err)
	}
}

func TestInterruptedLoad(t *testing.T) {
	d := neo4jtest.Start(t).Driver(t)
	neo4jtest.Clear(t, d)
	g := fixture(t)
	load(t, d, g, nil)
	whole := neo4jtest.Dump(t, d)
	for _, stage := range []string{"entities", "relations", "references"} {
		ctx, stop := context.WithCancel(t.Context())
		_, err := neo4j.Load(ctx, d, g, &neo4j.LoadOptions{Reload: true, Progress: func(s string, _, _ int) {
			if s == stage {
				stop()
			}
		}})
		stop()
		if err == nil {
			t.Fatalf("stopped while it wrote %s, the load says that it went well", stage)
		}
		if state := neo4jtest.Query(t, d, "MATCH (d:Dataset) RETURN d.state")[0][0]; state != "loading" {
			t.Errorf("stopped while it wrote %s: the dataset is %v, want loading", stage, state)
		}
		load(t, d, g, nil)
		if diff := cmp.Diff(whole, neo4jtest.Dump(t, d)); diff != "" {
			t.Errorf("stopped while it wrote %s and loaded again the graph is another one (-want +got)\n%s", stage, diff)
		}
	}
}

// TestOvertakenLoad has a second load begin while the first one writes.
func TestOvertakenLoad(t *testing.T) {
	d := neo4jtest.Start(t).Driver(t)
	neo4jtest.Clear(t, d)
	g := fixture(t)
	second := false
	_, err := neo4j.Load(t.Context(), d, g, &neo4j.LoadOptions{Progress: func(stage string, _, _ int) {
		if stage == "entities" && !second {
			second = true
			load(t, d, g, nil)
		}
	}})
	if err == nil || !strings.Contains(err.Error(), "another load") {
		t.Errorf("got %v, want to be told of the other load", err)
	}
	once := neo4jtest.Dump(t, d)
	load(t, d, g, &neo4j.LoadOptions{Reload: true})
	if diff := cmp.Diff(neo4jtest.Dump(t, d), once); diff != "" {
		t.Errorf("what the second load left is not its graph (-want +got)\n%s", diff)
	}
}

// TestReferences counts what ties claims and evidence to their sources.
func TestReferences(t *testing.T) {
	d := neo4jtest.Start(t).Driver(t)
	neo4jtest.Clear(t, d)
	g := fixture(t)
	load(t, d, g, nil)
	want := 0
	var count func(o *store.Object)
	count = func(o *store.Object) {
		want += len(o.Refs)
		for _, list := range o.Parts {
			for _, part := range list.Objects {
				count(part)
			}
		}
	}
	for _, e := range g.Entities {
		count(e)
	}
	got := neo4jtest.Query(t, d, "MATCH (p)-[:FROM_SOURCE]->(s:Source) WHERE p.source = s.id RETURN count(*)")[0][0]
	if got != int64(want) {
		t.Errorf("%v references lead to their sources, want %d", got, want)
	}
}

// TestRefusedGraphs holds what Neo4j cannot keep to a message that says where it is.
func TestRefusedGraphs(t *testing.T) {
	d := neo4jtest.Start(t).Driver(t)
	neo4jtest.Clear(t, d)
	evidence := func(f storetest.Fields) []storetest.Fields {
		return []storetest.Fields{f, {"source": "source", "rank": "NORMAL"}}
	}
	for _, row := range []struct {
		says, want string
		add        func(b *storetest.Builder)
	}{
		{"a name longer than an index takes", "name has", func(b *storetest.Builder) {
			b.Entity("Institute", "long", storetest.Fields{"name": strings.Repeat("long ", 2000)})
		}},
		{"an empty text in evidence", "evidence.locator is an empty text", func(b *storetest.Builder) {
			b.Relation("About", "", "a", "topic", storetest.Fields{"evidence": evidence(storetest.Fields{"source": "source", "rank": "NORMAL", "locator": ""})})
		}},
		{"text that is no UTF-8", "summary is not valid UTF-8", func(b *storetest.Builder) {
			b.Entity("Institute", "binary", storetest.Fields{"summary": "\xff"})
		}},
		{"a former id of nothing", "leads to", func(b *storetest.Builder) { b.Graph.Former["old"] = "nothing" }},
	} {
		b := storetest.NewBuilder(fixture(t).Model)
		b.Entity("Source", "source", nil)
		b.Entity("Institute", "a", nil)
		b.Entity("Topic", "topic", nil)
		row.add(b)
		if _, err := neo4j.Load(t.Context(), d, b.Graph, nil); err == nil || !strings.Contains(err.Error(), row.want) {
			t.Errorf("%s: got %v, want %q", row.says, err, row.want)
		}
	}
}

// TestNamesThatClash refuses a model that gives two things one name in Neo4j.
func TestNamesThatClash(t *testing.T) {
	const base = `
interface Entity @entity(one: "entity", many: "allEntities") { id: ID! name: String! %s }
interface Relation { id: ID! deprecated: Boolean! }
type A implements Entity @entity(one: "a", many: "as")
type Dataset%s implements Entity @entity(one: "b", many: "bs")
type R implements Relation @relation(many: "rs") { x: A! @end(as: "xs", describe: "x") y: A! @end(as: "ys", describe: "y") }
`
	for _, row := range []struct{ says, field, suffix, want string }{
		{"a label of our own", "", "", `"Dataset"`},
		{"a folded text", "nameFolded: String", "Two", `"nameFolded"`},
	} {
		m, err := model.Parse(strings.Replace(strings.Replace(base, "%s", row.field, 1), "%s", row.suffix, 1))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := neo4j.Load(t.Context(), nil, &store.Graph{Model: m}, nil); err == nil || !strings.Contains(err.Error(), row.want) {
			t.Errorf("%s: got %v, want %s", row.says, err, row.want)
		}
	}
}
