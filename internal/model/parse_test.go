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

// TestInterfacesHaveWhatTheirTypesShare holds every interface to its types.
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

// TestIndexes holds every field to its place.
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

// TestSortLeaves holds every field to what it is sorted by: money by currency first.
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

// TestRefused holds a schema that could not be served to a message that says where.
func TestRefused(t *testing.T) {
	const base = `
interface Entity @entity(one: "entity", many: "allEntities") { id: ID! name: String! }
interface Relation { id: ID! }
type A implements Entity @entity(one: "a", many: "as") { note: String }
type B implements Entity @entity(one: "b", many: "bs") { size: Int }
`
	for _, row := range []struct{ says, text, want string }{
		{"two types for a field name", `type C implements Entity @entity(one: "c", many: "cs") { note: Int }`, "C.note has another type"},
		{"two nullabilities", `type C implements Entity @entity(one: "c", many: "cs") { note: String! }`, "C.note has another type"},
		{"an end that is no entity", `type R implements Relation @relation(many: "rs") { x: String! @end(as: "xs", describe: "x") y: A! @end(as: "ys", describe: "y") }`, "an end is an entity type"},
		{"an end that may be null", `type R implements Relation @relation(many: "rs") { x: A @end(as: "xs", describe: "x") y: A! @end(as: "ys", describe: "y") }`, "never null"},
		{"one end", `type R implements Relation @relation(many: "rs") { x: A! @end(as: "xs", describe: "x") }`, "two ends, not 1"},
		{"two connections of one name", `type R implements Relation @relation(many: "rs") { x: A! @end(as: "xs", describe: "x") y: A! @end(as: "xs", describe: "y") }`, "already"},
		{"a connection named as a field", `type R implements Relation @relation(many: "rs") { x: A! @end(as: "note", describe: "x") y: B! @end(as: "ys", describe: "y") }`, "already"},
		{"a key that is no field", `type R implements Relation @relation(many: "rs", key: ["role"]) { x: A! @end(as: "xs", describe: "x") y: B! @end(as: "ys", describe: "y") }`, `key "role"`},
		{"within what is no end", `type R implements Relation @relation(many: "rs", within: "z") { x: A! @end(as: "xs", describe: "x") y: B! @end(as: "ys", describe: "y") }`, `within "z"`},
		{"an unknown type", `type C implements Entity @entity(one: "c", many: "cs") { d: Dat }`, "unknown type Dat"},
		{"a list of nulls", `type C implements Entity @entity(one: "c", many: "cs") { d: [String] }`, "never null"},
		{"an entity that is none", `type C @entity(one: "c", many: "cs") { d: String }`, "must implement Entity"},
		{"a type twice", `type A { d: String }`, "defined twice"},
		{"an interface of nothing", `interface I { d: String }`, "no type implements I"},
		{"a union", `union U = A | B`, "no place in the model"},
	} {
		rest := `type R0 implements Relation @relation(many: "r0s") { p: A! @end(as: "ps", describe: "p") q: B! @end(as: "qs", describe: "q") }`
		_, err := model.Parse(base + rest + row.text)
		if err == nil || !strings.Contains(err.Error(), row.want) {
			t.Errorf("%s: %v, want %q", row.says, err, row.want)
		}
	}
	if _, err := model.Parse(base + `type R implements Relation @relation(many: "rs") { x: A! @end(as: "xs", describe: "x") y: B! @end(as: "ys", describe: "y") }`); err != nil {
		t.Errorf("what the rows add to is refused itself: %v", err)
	}
}
