package dataset_test

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"whojoins/internal/dataset"
	"whojoins/internal/model"
)

func readPage(t *testing.T) string {
	t.Helper()
	page, err := os.ReadFile("../../docs/dataset.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(page)
}

// TestWorkedExample checks that the example in docs/dataset.md has no fault.
func TestWorkedExample(t *testing.T) {
	var examples []string
	for _, part := range strings.Split(readPage(t), "```yaml\n")[1:] {
		text, _, _ := strings.Cut(part, "```")
		examples = append(examples, text)
	}
	if len(examples) != 2 {
		t.Fatalf("%d examples", len(examples))
	}
	g := load(t, map[string]string{"a.yaml": examples[0], "dataset.yaml": examples[1]})
	if got := value(entity(t, g, "project-alpha"), "acronym"); got != "ALPHA" || len(g.Relations) != 2 {
		t.Errorf("acronym %q, %d relations", got, len(g.Relations))
	}
}

// grown returns schema.graphqls with another type, fields of every kind and a relation.
func grown(t *testing.T) *model.Model {
	t.Helper()
	text, err := os.ReadFile("../../schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	m, err := model.Parse(string(text) + `
"A ship."
type Ship implements Entity & Actor @entity(one: "ship", many: "ships") {
  "Flag."
  flag: Flag
  "Length."
  length: Float
  "Crew."
  crew: Int
  "Afloat."
  afloat: Boolean
  "Hold."
  hold: Hold
  "Launched; a statement has a date too."
  date: PartialDate
  "Voyages."
  voyages: [Voyage!]!
}
"Flag."
enum Flag { "Red" RED "Blue" BLUE }
"Hold."
type Hold { "Width." width: Float! "Remark." remark: String }
"Voyage."
type Voyage { "Port." port: String! "When." when: PartialDate }
"Berth."
type Berth implements Relation @relation(many: "berths", key: ["quay"]) {
  "Ship."
  ship: Ship! @end(as: "berths", describe: "Where it lies.")
  "Owner."
  owner: Organisation! @end(as: "ships", describe: "What lies there.")
  "Quay."
  quay: Int
  "Cargo."
  cargo: [String!]!
  "Fee."
  fee: Int!
}
`)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestNewTypes checks that a new type, its fields and a new relation can be stated without a
// change in Go.
func TestNewTypes(t *testing.T) {
	g, _, err := dataset.Load(t.Context(), grown(t), folder(map[string]string{"a.yaml": source("source-x", ", publisher: the-ship", `entities:
  Ship:
    the-ship: {name: Ship, flag: BLUE, length: 12.5, crew: 7, date: 1999, afloat: true, hold: {width: 2}, voyages: [Ostend, {port: Antwerp, when: 2024-05}]}
  Institute:
    the-owner: {name: Owner}
relations:
  Berth:
    - {ship: the-ship, owner: the-owner, quay: 3, fee: 1, cargo: [sand, gravel]}
    - {ship: the-ship, owner: the-owner, quay: 4, fee: 2}
`)}))
	if err != nil {
		t.Fatal(err)
	}
	ship := entity(t, g, "the-ship")
	got := []string{value(ship, "flag"), value(ship, "length"), value(ship, "crew"), value(ship, "afloat"), value(ship, "hold.width"), value(ship, "date")}
	got = append(got, lines(ship, "voyages", "port", "when")...)
	if s := strings.Join(got, " "); s != "BLUE 12.5 7 true 2 1999 Antwerp|2024-05 Ostend|" {
		t.Errorf("stored: %s", s)
	}
	if list := relations(g, "Berth", "the-ship", "the-owner"); len(list) != 2 {
		t.Errorf("%d berths, want one for each quay", len(list))
	}
}

// TestRequiredProperty checks that a relation needs its required properties, and that a
// faulty one is not also reported as missing.
func TestRequiredProperty(t *testing.T) {
	report, _ := dataset.Check(t.Context(), grown(t), folder(map[string]string{"a.yaml": source("source-x", "", `entities:
  Ship: {the-ship: {name: Ship}}
  Institute: {the-owner: {name: Owner}}
relations:
  Berth:
    - {ship: the-ship, owner: the-owner, quay: 3}
    - {ship: the-ship, owner: the-owner, quay: 4, fee: much}
`)}))
	if len(report.Faults) != 2 || !hasFault(report, "a.yaml:7", "fee of ") || !hasFault(report, "a.yaml:8", "fee: ") {
		t.Error(report.Faults)
	}
}

// TestModelWithoutSources checks that a model without claims is rejected, with the name of
// its file.
func TestModelWithoutSources(t *testing.T) {
	m, err := model.Parse(`type Query { x: Int }
interface Entity @entity(one: "entity", many: "all") { id: ID! name: String! }
interface Relation { id: ID! }
type Thing implements Entity @entity(one: "thing", many: "things") { size: Int }
type Tie implements Relation @relation(many: "ties") {
  a: Thing! @end(as: "x", describe: "X.")
  b: Thing! @end(as: "y", describe: "Y.")
}`)
	if err != nil {
		t.Fatal(err)
	}
	g, report, err := dataset.Load(t.Context(), m, fstest.MapFS{})
	if g != nil || err == nil || !hasFault(report, "schema.graphqls", "claims") {
		t.Errorf("graph %v, error %v, report %v", g, err, report)
	}
}
