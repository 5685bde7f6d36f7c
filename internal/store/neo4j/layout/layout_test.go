package layout_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/dbtype"

	"whojoins/internal/model"
	"whojoins/internal/model/modeltest"
	"whojoins/internal/store"
	"whojoins/internal/store/neo4j/layout"
	"whojoins/internal/store/storetest"
)

func fixedModel(t *testing.T) *model.Model {
	t.Helper()
	m, _, err := modeltest.Schema()
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// rows are the rows of a graph, as a load sends them.
type rows struct {
	entities, relations map[string][]any
	former              map[string]string
	counts              map[string]int64
}

func encode(g *store.Graph) (*rows, error) {
	e, err := layout.NewEncoder(g)
	if err != nil {
		return nil, err
	}
	r := &rows{map[string][]any{}, map[string][]any{}, map[string]string{}, map[string]int64{}}
	for _, o := range g.Entities {
		if r.entities[o.ID], err = e.EntityRow(o); err != nil {
			return nil, err
		}
	}
	for _, o := range g.Relations {
		if r.relations[e.RelationshipOf(o)+" "+o.From+" "+o.To], err = e.RelationRow(o); err != nil {
			return nil, err
		}
	}
	for old := range g.Former {
		if r.former[old], err = e.ResolveFormer(old); err != nil {
			return nil, err
		}
	}
	counts := e.Counts()
	for i, name := range counts.Types {
		r.counts[name] = counts.Counts[i]
	}
	return r, nil
}

func builder(t *testing.T) *storetest.Builder {
	t.Helper()
	b := storetest.NewBuilder(fixedModel(t))
	b.Entity("Source", "source", storetest.Fields{"name": "Source"})
	b.Entity("Institute", "a", storetest.Fields{"name": "Été Institute", "founded": 1951, "kinds": []string{"hospital"},
		"identifiers": []storetest.Fields{{"scheme": "ror", "value": "0ABC"}, {"scheme": "ror", "value": "0abc"}}, "aliases": []storetest.Fields{{"name": "Eta"}}})
	b.Entity("Institute", "b", storetest.Fields{"name": "B", "identifiers": []storetest.Fields{{"scheme": "ROR", "value": "0abc"}}})
	b.Entity("JointAction", "action", storetest.Fields{"name": "Action", "start": "2022", "end": "2024-06"})
	b.Entity("Topic", "topic", nil)
	return b
}

func TestEntityRows(t *testing.T) {
	b := builder(t)
	b.Relation("Participation", "", "a", "action", storetest.Fields{"role": "MEMBER"})
	r, err := encode(b.Graph)
	if err != nil {
		t.Fatal(err)
	}
	p := r.entities["a"][0].(map[string]any)
	for name, want := range map[string]any{"id": "a", "type": "INSTITUTE", "name": "Été Institute", "nameFolded": "ete institute", "founded": int64(1951),
		"kinds": []any{"hospital"}, "degree": int64(1), "searchWords": "ete institute eteinstitute eta 0abc", "acronym": nil} {
		if diff := cmp.Diff(want, p[name]); diff != "" {
			t.Errorf("%s (-want +got)\n%s", name, diff)
		}
	}
	if got := strings.Count(p["searchWholes"].(string), "x"); got < 3 {
		t.Errorf("searchWholes has %d marks, want one for each of name, alias and identifier: %v", got, p["searchWholes"])
	}
	day := func(text string) dbtype.Date {
		first, _, _ := model.ParseDate(text)
		return layout.Date(first)
	}
	action := r.entities["action"][0].(map[string]any)
	if action["start"] != "2022" || action["startFirst"] != day("2022-01-01") || action["startLast"] != day("2022-12-31") {
		t.Errorf("start is %v, %v to %v", action["start"], action["startFirst"], action["startLast"])
	}
	keys := map[string]int{}
	for _, id := range []string{"a", "b"} {
		for i, f := range layout.PartFields(b.Graph.Model.Type("Institute").Fields) {
			for at, item := range r.entities[id][1+i].([]any) {
				part := item.([]any)
				if part[0] != at {
					t.Errorf("%s of %s: the position of part %d is %v", f.Name, id, at, part[0])
				}
				if key, ok := part[1].(map[string]any)[layout.KeyProperty]; ok {
					keys[id+" "+key.(string)]++
				}
			}
		}
	}
	if diff := cmp.Diff(map[string]int{"a ror:0abc": 1}, keys); diff != "" {
		t.Errorf("keys of identifiers (-want +got)\n%s", diff)
	}
}

func TestRelationRows(t *testing.T) {
	b := builder(t)
	b.Relation("Participation", "", "a", "action", storetest.Fields{"role": "MEMBER", "since": "2023", "evidence": []storetest.Fields{
		{"source": "source", "rank": "NORMAL", "locator": "Row É", "date": "2024-05"}, {"source": "source", "rank": "NORMAL"}}})
	b.Relation("Participation", "", "b", "action", storetest.Fields{"role": "MEMBER", "deprecated": true})
	r, err := encode(b.Graph)
	if err != nil {
		t.Fatal(err)
	}
	day := func(text string) dbtype.Date {
		first, _, _ := model.ParseDate(text)
		return layout.Date(first)
	}
	row := r.relations["PARTICIPATION a action"]
	if row == nil || row[0] != "a" || row[1] != "action" {
		t.Fatalf("the row is %v", row)
	}
	p := row[2].(map[string]any)
	for name, want := range map[string]any{
		"role": "MEMBER", "activeFrom": day("2023-01-01"), "activeUntil": day("2024-06-30"),
		"evidenceSource": []any{"source", "source"}, "evidenceLocator": []any{"Row É", ""}, "evidenceLocatorFolded": []any{"row e", ""},
		"evidenceDate": []any{"2024-05", ""}, "evidenceDateFirst": []any{"2024-05-01", ""}, "evidenceField": nil,
	} {
		if diff := cmp.Diff(want, p[name], cmp.Comparer(func(a, b dbtype.Date) bool { return a == b })); diff != "" {
			t.Errorf("%s (-want +got)\n%s", name, diff)
		}
	}
	if r.relations["DEPRECATED_PARTICIPATION b action"] == nil {
		t.Errorf("the deprecated relation has another relationship type: %v", r.relations)
	}
	if r.counts["PARTICIPATION"] != 1 || r.counts["INSTITUTE"] != 2 {
		t.Errorf("counts are %v, want one current participation and two institutes", r.counts)
	}
	if got := r.entities["b"][0].(map[string]any)["degree"]; got != int64(0) {
		t.Errorf("the degree with a deprecated relation only is %v, want 0", got)
	}
}

// TestRejectedGraphs checks the errors for graphs that Neo4j cannot store.
func TestRejectedGraphs(t *testing.T) {
	evidence := func(f storetest.Fields) []storetest.Fields {
		return []storetest.Fields{f, {"source": "source", "rank": "NORMAL"}}
	}
	for _, row := range []struct {
		reason, want string
		add          func(b *storetest.Builder)
	}{
		{"a name longer than an index allows", "name has", func(b *storetest.Builder) {
			b.Entity("Institute", "long", storetest.Fields{"name": strings.Repeat("long ", 2000)})
		}},
		{"an empty text in evidence", "evidence.locator is an empty text", func(b *storetest.Builder) {
			b.Relation("About", "", "a", "topic", storetest.Fields{"evidence": evidence(storetest.Fields{"source": "source", "rank": "NORMAL", "locator": ""})})
		}},
		{"text that is not UTF-8", "summary is not valid UTF-8", func(b *storetest.Builder) {
			b.Entity("Institute", "binary", storetest.Fields{"summary": "\xff"})
		}},
		{"a list that is not UTF-8", "kinds is not valid UTF-8", func(b *storetest.Builder) {
			b.Entity("Institute", "binary", storetest.Fields{"kinds": []string{"\xff"}})
		}},
		{"a former id of an unknown entity", "leads to", func(b *storetest.Builder) { b.Graph.Former["old"] = "unknown" }},
		{"former ids that lead to each other", "leads to", func(b *storetest.Builder) { b.Graph.Former["old"], b.Graph.Former["older"] = "older", "old" }},
		{"an unknown end", `its end "unknown"`, func(b *storetest.Builder) { b.Relation("About", "", "a", "topic", nil).To = "unknown" }},
		{"a duplicate id", `two entities have the id "a"`, func(b *storetest.Builder) { b.Graph.Entities = append(b.Graph.Entities, b.Graph.Entities[1]) }},
	} {
		b := builder(t)
		row.add(b)
		if _, err := encode(b.Graph); err == nil || !strings.Contains(err.Error(), row.want) {
			t.Errorf("%s: got %v, want %q", row.reason, err, row.want)
		}
	}
}

func TestFormerIDs(t *testing.T) {
	b := builder(t)
	b.Graph.Former["oldest"], b.Graph.Former["old"] = "old", "a"
	r, err := encode(b.Graph)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[string]string{"oldest": "a", "old": "a"}, r.former); diff != "" {
		t.Error(diff)
	}
}

// TestCheck checks the errors for models in which two things would have the same name in
// Neo4j, or whose parts of relations cannot be lists.
func TestCheck(t *testing.T) {
	const base = `
interface Entity @entity(one: "entity", many: "allEntities") { id: ID! name: String! %field }
interface Relation { id: ID! deprecated: Boolean! %relation }
type A implements Entity @entity(one: "a", many: "as")
type %name implements Entity @entity(one: "b", many: "bs")
type R implements Relation @relation(many: "rs") { x: A! @end(as: "xs", describe: "x") y: A! @end(as: "ys", describe: "y") }
type Proof { %part }
`
	for _, row := range []struct{ reason, field, relation, name, part, want string }{
		{"no clash", "", "proofs: [Proof!]!", "B", "row: String!", ""},
		{"a label of the layout", "", "", "Dataset", "row: String!", `"Dataset"`},
		{"a folded text", "nameFolded: String", "", "B", "row: String!", `"nameFolded"`},
		{"a property of search", "degree: Int", "", "B", "row: String!", `"degree"`},
		{"a list of parts", "", "proofs: [Proof!]! proofsRow: Int", "B", "row: String!", `"proofsRow"`},
		{"parts without a non-null field", "", "proofs: [Proof!]!", "B", "row: String", "need a non-null field"},
		{"lists in parts", "", "proofs: [Proof!]!", "B", "row: String! words: [String!]!", "no nested lists"},
	} {
		m, err := model.Parse(strings.NewReplacer("%field", row.field, "%relation", row.relation, "%name", row.name, "%part", row.part).Replace(base))
		if err != nil {
			t.Fatalf("%s: %v", row.reason, err)
		}
		switch err := layout.Check(m); {
		case row.want == "" && err != nil:
			t.Errorf("%s: %v", row.reason, err)
		case row.want != "" && (err == nil || !strings.Contains(err.Error(), row.want)):
			t.Errorf("%s: got %v, want %s", row.reason, err, row.want)
		}
	}
}

// TestSchema compares the statements for constraints and indexes with the kinds of fields.
func TestSchema(t *testing.T) {
	m := fixedModel(t)
	statements := map[string]string{}
	for _, item := range layout.Schema(m) {
		if statements[item.Name] != "" {
			t.Errorf("two items are called %s", item.Name)
		}
		statements[item.Name] = item.Statement
	}
	for name, want := range map[string]string{
		"whojoins_Entity_id_unique":                   "CREATE CONSTRAINT whojoins_Entity_id_unique IF NOT EXISTS FOR (n:Entity) REQUIRE n.`id` IS UNIQUE",
		"whojoins_Identifier_key_unique":              "CREATE CONSTRAINT whojoins_Identifier_key_unique IF NOT EXISTS FOR (n:`Identifier`) REQUIRE n.`key` IS UNIQUE",
		"whojoins_DEPRECATED_PARTICIPATION_id_unique": "CREATE CONSTRAINT whojoins_DEPRECATED_PARTICIPATION_id_unique IF NOT EXISTS FOR ()-[n:`DEPRECATED_PARTICIPATION`]-() REQUIRE n.`id` IS UNIQUE",
		"whojoins_Institute_nameFolded_name_id":       "CREATE RANGE INDEX whojoins_Institute_nameFolded_name_id IF NOT EXISTS FOR (n:`Institute`) ON (n.`nameFolded`, n.`name`, n.`id`)",
		"whojoins_Entity_country_nameFolded_name_id":  "CREATE RANGE INDEX whojoins_Entity_country_nameFolded_name_id IF NOT EXISTS FOR (n:Entity) ON (n.`country`, n.`nameFolded`, n.`name`, n.`id`)",
		"whojoins_Entity_founded_id":                  "CREATE RANGE INDEX whojoins_Entity_founded_id IF NOT EXISTS FOR (n:Entity) ON (n.`founded`, n.`id`)",
		"whojoins_PARTICIPATION_sinceFirst_id":        "CREATE RANGE INDEX whojoins_PARTICIPATION_sinceFirst_id IF NOT EXISTS FOR ()-[n:`PARTICIPATION`]-() ON (n.`sinceFirst`, n.`id`)",
		"whojoins_PARTICIPATION_role_id":              "CREATE RANGE INDEX whojoins_PARTICIPATION_role_id IF NOT EXISTS FOR ()-[n:`PARTICIPATION`]-() ON (n.`role`, n.`id`)",
		"whojoins_Alias_nameFolded":                   "CREATE RANGE INDEX whojoins_Alias_nameFolded IF NOT EXISTS FOR (n:`Alias`) ON (n.`nameFolded`)",
		"whojoins_search":                             "CREATE FULLTEXT INDEX whojoins_search IF NOT EXISTS FOR (n:Entity) ON EACH [n.`searchWords`, n.`searchWholes`] OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace', `fulltext.eventually_consistent`: false}}",
		"whojoins_Entity_summary_nameFolded_name_id":  "", // prose
		"whojoins_Entity_kinds_nameFolded_name_id":    "", // a list
		"whojoins_DEPRECATED_PARTICIPATION_role_id":   "", // deprecated relations are listed rarely
		"whojoins_Entity_type_nameFolded_name_id":     "", // the label is the type
		"whojoins_PARTICIPATION_deprecated_id":        "", // so is the relationship type
		"whojoins_Entity_name_nameFolded_name_id":     "", // served by the indexes of each type
	} {
		if statements[name] != want {
			t.Errorf("%s is\n%s\nwant\n%s", name, statements[name], want)
		}
	}
	if a, b := layout.Fingerprint(m), layout.Fingerprint(fixedModel(t)); a != b {
		t.Errorf("the fingerprint of one model is %s and %s", a, b)
	}
}
