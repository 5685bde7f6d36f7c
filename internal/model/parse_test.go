package model_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"whojoins/internal/model"
)

func domain(t *testing.T) *model.Model {
	t.Helper()
	m, err := model.ParseFile("../../schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestInterfacesHaveWhatTheirTypesShare compares every interface with its types.
func TestInterfacesHaveWhatTheirTypesShare(t *testing.T) {
	m := domain(t)
	for _, i := range append(append([]*model.Type{}, m.Interfaces...), m.AnyRelation) {
		for _, f := range i.AllFields {
			shared := true
			for _, member := range i.Members {
				shared = shared && member.Field(f.Name) == f
			}
			if (i.Field(f.Name) != nil) != shared {
				t.Errorf("%s.%s: shared by all types %t", i.Name, f.Name, shared)
			}
		}
		for _, s := range i.AllSides {
			shared := true
			for _, member := range i.Members {
				shared = shared && member.Side(s.Name) == s
			}
			has := false
			for _, own := range i.Sides {
				has = has || own == s
			}
			if has != shared {
				t.Errorf("%s.%s: shared by all types %t", i.Name, s.Name, shared)
			}
		}
	}
}

// TestIndexes requires Field.Index to be the position in the list.
func TestIndexes(t *testing.T) {
	m := domain(t)
	for _, list := range [][]*model.Field{m.EntityFields, m.RelationFields} {
		for i, f := range list {
			if f.Index != i {
				t.Errorf("%s has index %d at %d", f.Path(), f.Index, i)
			}
		}
	}
}

// TestSortLeaves requires money to be sorted by currency first, and other fields by themselves.
func TestSortLeaves(t *testing.T) {
	m, money := domain(t), 0
	for _, f := range append(append([]*model.Field{}, m.EntityFields...), m.RelationFields...) {
		var got []string
		for _, leaf := range f.SortLeaves {
			got = append(got, leaf.Path())
		}
		want := []string{f.Path()}
		if f.Money() {
			money++
			amount, currency := f.MoneyLeaves()
			if amount.Name != "amount" || currency.Name != "currency" {
				t.Errorf("%s: amount %s, currency %s", f.Name, amount.Name, currency.Name)
			}
			want = []string{f.Name + ".currency", f.Name + ".amount"}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", f.Path(), diff)
		}
	}
	if money == 0 {
		t.Error("no field is a sum of money")
	}
}

func TestFacetNames(t *testing.T) {
	m := domain(t)
	names := map[string]bool{}
	for _, f := range m.Type("Participation").Facets() {
		if names[f.Name] {
			t.Errorf("%s twice", f.Name)
		}
		names[f.Name] = true
	}
	want := map[string]bool{}
	for _, n := range []string{"ROLE", "PARTICIPANT", "PARTICIPANT_COUNTRY", "INITIATIVE_ACRONYM", "SINCE_YEAR"} {
		want[n] = names[n]
	}
	if diff := cmp.Diff(map[string]bool{"ROLE": true, "PARTICIPANT": true, "PARTICIPANT_COUNTRY": true, "INITIATIVE_ACRONYM": true, "SINCE_YEAR": true}, want); diff != "" {
		t.Error(diff)
	}
}

// TestRejected requires an error that names the place for a schema that could not be served.
func TestRejected(t *testing.T) {
	const base = `
interface Entity @entity(one: "entity", many: "allEntities") { id: ID! name: String! }
interface Relation { id: ID! }
type A implements Entity @entity(one: "a", many: "as") { note: String }
type B implements Entity @entity(one: "b", many: "bs") { size: Int }
`
	const joins = `type R implements Relation @relation(many: "rs", participation: true) { x: A! @end(as: "xs", describe: "x") y: B! @end(as: "ys", describe: "y") }`
	for _, row := range []struct{ reason, text, want string }{
		{"two types for one field name", `type C implements Entity @entity(one: "c", many: "cs") { note: Int }`, "C.note has another type"},
		{"two nullabilities", `type C implements Entity @entity(one: "c", many: "cs") { note: String! }`, "C.note has another type"},
		{"two roles", `type C implements Entity @entity(one: "c", many: "cs") { note: String @fieldRole(is: "place") }`, "C.note has another type, role or term"},
		{"two terms", `type C implements Entity @entity(one: "c", many: "cs") { note: String @term(name: "text") }`, "C.note has another type, role or term"},
		{"an unknown role", `type C implements Entity @entity(one: "c", many: "cs") { d: String @fieldRole(is: "town") }`, `@fieldRole(is: "town"): the roles are`},
		{"a role of another type", `type C implements Entity @entity(one: "c", many: "cs") { d: String @fieldRole(is: "start") }`, `@fieldRole(is: "start") does not fit its type String`},
		{"a role of a list", `type C implements Entity @entity(one: "c", many: "cs") { d: [String!]! @fieldRole(is: "place") }`, `@fieldRole(is: "place") does not fit`},
		{"a register of something else", `type C implements Entity @entity(one: "c", many: "cs") { d: String @fieldRole(is: "place", scheme: "x") }`, "only an identifier has a scheme"},
		{"an identifier without a register", `type C { d: String @fieldRole(is: "identifier") }`, "C: an identifier needs the scheme of its register"},
		{"an identifier of an entity without a register", `type C implements Entity @entity(one: "c", many: "cs") { d: String @fieldRole(is: "identifier") }`, "C.d: an identifier needs the scheme of its register"},
		{"a day of another type", `type C implements Entity @entity(one: "c", many: "cs") { d: String @day }`, `d: @day does not fit its type String`},
		{"an identifier without a register", `type C implements Entity @entity(one: "c", many: "cs") { d: String @prose @derived(as: "identifier") }`, `@derived(as: "identifier") does not fit`},
		{"an unknown computation", `type C implements Entity @entity(one: "c", many: "cs") { d: Int @derived(as: "sum") }`, `d: @derived(as: "sum") does not fit the field, or is no computation`},
		{"a computation of another type", `type C implements Entity @entity(one: "c", many: "cs") { d: String @derived(as: "phase") }`, `@derived(as: "phase") does not fit`},
		{"a phase of two values", `enum Two { X Y } type C implements Entity @entity(one: "c", many: "cs") { d: Two @derived(as: "phase") }`, `@derived(as: "phase") does not fit`},
		{"a phase that is never missing", `enum Three { X Y Z } type C implements Entity @entity(one: "c", many: "cs") { d: Three! @derived(as: "phase") }`, `@derived(as: "phase") does not fit`},
		{"a start that is a list", `type C implements Entity @entity(one: "c", many: "cs") { d: [PartialDate!]! @fieldRole(is: "start") }`, `@fieldRole(is: "start") does not fit`},
		{"a latitude that is not a number", `type C implements Entity @entity(one: "c", many: "cs") { d: String @fieldRole(is: "latitude") }`, `@fieldRole(is: "latitude") does not fit`},
		{"a score out of range", `type C implements Entity @entity(one: "c", many: "cs") { d: String @searched(exact: 6) }`, "from 3 to 5"},
		{"an end that is not an entity", `type R implements Relation @relation(many: "rs") { x: String! @end(as: "xs", describe: "x") y: A! @end(as: "ys", describe: "y") }`, "an end is an entity type"},
		{"an end that may be null", `type R implements Relation @relation(many: "rs") { x: A @end(as: "xs", describe: "x") y: A! @end(as: "ys", describe: "y") }`, "never null"},
		{"one end", `type R implements Relation @relation(many: "rs") { x: A! @end(as: "xs", describe: "x") }`, "two ends, not 1"},
		{"two connections with one name", `type R implements Relation @relation(many: "rs") { x: A! @end(as: "xs", describe: "x") y: A! @end(as: "xs", describe: "y") }`, "already"},
		{"a connection with the name of a field", `type R implements Relation @relation(many: "rs") { x: A! @end(as: "note", describe: "x") y: B! @end(as: "ys", describe: "y") }`, "already"},
		{"a key that is not a field", `type R implements Relation @relation(many: "rs", key: ["role"]) { x: A! @end(as: "xs", describe: "x") y: B! @end(as: "ys", describe: "y") }`, `key "role"`},
		{"within something other than an end", `type R implements Relation @relation(many: "rs", within: "z") { x: A! @end(as: "xs", describe: "x") y: B! @end(as: "ys", describe: "y") }`, `within "z"`},
		{"an unknown type", `type C implements Entity @entity(one: "c", many: "cs") { d: Dat }`, "unknown type Dat"},
		{"a list of nulls", `type C implements Entity @entity(one: "c", many: "cs") { d: [String] }`, "never null"},
		{"an entity type without Entity", `type C @entity(one: "c", many: "cs") { d: String }`, "must implement Entity"},
		{"a type twice", `type A { d: String }`, "defined twice"},
		{"an interface without types", `interface I { d: String }`, "no type implements I"},
		{"a union", `union U = A | B`, "no place in the model"},
		{"two participations", joins + strings.NewReplacer("R ", "S ", "rs", "ss", "xs", "vs", "ys", "ws").Replace(joins), "R and S are both marked with `participation: true`"},
		{"a graph query without a participation", `type Query { shared(in: BWhere): Int }`, "shared(in:) filters B, and no relation is marked"},
		{"a graph query that filters another type", joins + `type Query { shared(in: BWhere, of: EntityWhere): Int }`, "shared(of:) filters Entity, and the relation marked with `participation: true` is R, from A to B"},
		{"an answer that holds another relation", joins + `type Cell { relations: [R0!]! }`, "Cell.relations holds a R0"},
	} {
		rest := `type R0 implements Relation @relation(many: "r0s") { p: A! @end(as: "ps", describe: "p") q: B! @end(as: "qs", describe: "q") }`
		_, err := model.Parse(base + rest + row.text)
		if err == nil || !strings.Contains(err.Error(), row.want) || !strings.HasPrefix(err.Error(), "schema.graphqls: ") {
			t.Errorf("%s: %v, want %q", row.reason, err, row.want)
		}
	}
	m, err := model.Parse(base + joins + `type Query { shared(between: AWhere, in: BWhere): Int } type Cell { relations: [R!]! }`)
	if err != nil || m.Participation != m.Type("R") {
		t.Errorf("a schema that fits is rejected, or has no participation: %v", err)
	}
}

// TestTerms requires the term of a type to come from its nearest interface that has one.
func TestTerms(t *testing.T) {
	m, err := model.Parse(`
interface Entity @entity(one: "entity", many: "allEntities") @term(name: "Thing") { id: ID! name: String! @term(name: "name") }
interface Group implements Entity @entity(many: "groups") @term(name: "Organization")
interface Relation { id: ID! }
type A implements Entity & Group @entity(one: "a", many: "as")
type B implements Entity & Group @entity(one: "b", many: "bs") @term(name: "Corporation") { town: String @fieldRole(is: "place") @term(name: "addressLocality", in: "address") }
type C implements Entity @entity(one: "c", many: "cs")
type R implements Relation @relation(many: "rs") {
  x: A! @end(as: "xs", describe: "x", term: "^member")
  y: B! @end(as: "ys", describe: "y", term: "member")
  tags: [Kind!]!
  kind: Kind
}
enum Kind { CHAIR @term(name: "chair") OTHER }`)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"A": "Organization", "B": "Corporation", "C": "Thing"} {
		if got := m.Type(name).Term; got != want {
			t.Errorf("%s has the term %q, want %q", name, got, want)
		}
	}
	town := m.Type("Group").WithRole(model.Place)
	if town == nil || town.Term != "addressLocality" || town.TermIn != "address" || m.Type("A").WithRole(model.Place) != nil {
		t.Errorf("the place of a group is %+v", town)
	}
	if got := m.AnyEntity.AllWithRole(model.Place, model.Country); len(got) != 1 || got[0] != town {
		t.Errorf("%d fields are places, want one", len(got))
	}
	x, y := m.Type("A").Side("xs"), m.Type("B").Side("ys")
	if !x.Reversed || x.Term != "member" || y.Reversed || y.Term != "member" {
		t.Errorf("the sides have the terms %q (reversed %t) and %q (reversed %t)", x.Term, x.Reversed, y.Term, y.Reversed)
	}
	for kind, want := range map[string]string{"CHAIR": "chair", "OTHER": "member", "": "member"} {
		word := func(f *model.Field) string {
			if f.Name == "tags" {
				return "CHAIR" // a list has no single word
			}
			return kind
		}
		if got := y.TermOf(word); got != want {
			t.Errorf("a relation with %q has the term %q, want %q", kind, got, want)
		}
	}
}
