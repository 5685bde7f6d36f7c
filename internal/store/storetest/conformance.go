// Package storetest has the tests that every store must pass: a conformance suite, which
// computes the expected answers from its fixture by predicates, and differential tests with
// random graphs and operations, which compare the answers with those of an oracle and with the
// graph itself.
package storetest

import (
	"cmp"
	"encoding/json"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2/ast"

	"whojoins/internal/model"
	"whojoins/internal/store"
)

// Open opens the store under test with a graph.
type Open func(*store.Graph) (store.Store, error)

// Conformance runs the suite on the stores that open returns for Fixture and for Known.
func Conformance(t *testing.T, open Open) {
	t.Helper()
	conformance(t, open, false)
}

// ConformanceSample runs the suite with a part of the statements, for a store that takes long to
// plan each new one: every second filter, of it and its negation one in turn, of the directions of
// an order one in turn, and of four sizes of pages two.
func ConformanceSample(t *testing.T, open Open) {
	t.Helper()
	conformance(t, open, true)
}

func conformance(t *testing.T, open Open, sample bool) {
	t.Helper()
	m, schema, err := Schema()
	if err != nil {
		t.Fatal(err)
	}
	s := newSuite(t, m, schema, Fixture(m), open)
	s.sample = sample
	t.Run("filters", s.filters)
	t.Run("relation filters", s.relationFilters)
	t.Run("periods", s.periods)
	t.Run("orders", s.orders)
	t.Run("pages", s.pages)
	t.Run("nested pages", s.nestedPages)
	t.Run("lookups", s.lookups)
	t.Run("lookups of relations", s.relationLookups)
	t.Run("objects", s.objects)
	t.Run("facets", s.facets)
	t.Run("groups", s.groups)
	t.Run("series", s.series)
	t.Run("aggregates", s.aggregates)
	t.Run("deprecated", s.deprecated)
	t.Run("partners", s.partners)
	t.Run("pages of partners", s.partnerPages)
	t.Run("pages of a network", s.collaborationPages)
	t.Run("search", s.search)
	t.Run("paths", s.walks)
	t.Run("neighbourhoods", s.neighbourhoods)
	t.Run("unknown types of plans", s.unhandled)
	known := newSuite(t, m, schema, Known(m), open)
	known.sample = sample
	t.Run("known", known.known)
}

// newSuite opens a store with a graph. It may replace the graph of the store opened before.
func newSuite(t *testing.T, m *model.Model, schema *ast.Schema, g *store.Graph, open Open) *suite {
	t.Helper()
	st, err := open(g)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	s := &suite{m: m, schema: schema, g: g, st: st, entities: map[string]*store.Object{}}
	for _, e := range g.Entities {
		s.entities[e.ID] = e
	}
	return s
}

type suite struct {
	m        *model.Model
	schema   *ast.Schema
	g        *store.Graph
	st       store.Store
	entities map[string]*store.Object
	// sample leaves out statements that are like others; see ConformanceSample.
	sample bool
}

// query runs a query and returns the decoded answer.
func (s *suite) query(t *testing.T, query string) map[string]any {
	t.Helper()
	text, err := Answer(s.m, s.schema, s.st, query, nil)
	if err != nil {
		t.Fatalf("%s\n%v", query, err)
	}
	var data map[string]any
	if err := json.Unmarshal(text, &data); err != nil {
		t.Fatalf("%s\n%s\n%v", query, text, err)
	}
	return data
}

// is compares the answer to a query with the expected JSON.
func (s *suite) is(t *testing.T, query, want string) {
	t.Helper()
	var expected map[string]any
	if err := json.Unmarshal([]byte(want), &expected); err != nil {
		t.Fatalf("%s: %v", want, err)
	}
	if diff := gocmp.Diff(expected, s.query(t, query)); diff != "" {
		t.Errorf("%s (-want +got)\n%s", query, diff)
	}
}

// at returns the value at a path in an answer. A path element is a key, or "*" for every item
// of a list.
func at(v any, path ...string) any {
	for i, name := range path {
		if name == "*" {
			var all []any
			for _, item := range v.([]any) {
				all = append(all, at(item, path[i+1:]...))
			}
			return all
		}
		object, ok := v.(map[string]any)
		if !ok {
			return nil
		}
		v = object[name]
	}
	return v
}

func idsAt(v any, path ...string) []string {
	ids := []string{}
	list, _ := at(v, append(path, "*", "id")...).([]any)
	for _, id := range list {
		ids = append(ids, id.(string))
	}
	return ids
}

// entitiesBy returns the ids of the matching entities of a type in the default order: by folded
// name, then by name, then by id.
func (s *suite) entitiesBy(t *model.Type, match func(entity) bool) []string {
	var list []entity
	for _, o := range s.g.Entities {
		if e := (entity{s, o}); t.Types.Has(o.Type) && e.current() && match(e) {
			list = append(list, e)
		}
	}
	slices.SortFunc(list, func(a, b entity) int {
		return cmp.Or(cmp.Compare(model.Fold(a.text("name")), model.Fold(b.text("name"))), cmp.Compare(a.text("name"), b.text("name")), cmp.Compare(a.ID, b.ID))
	})
	ids := []string{}
	for _, e := range list {
		ids = append(ids, e.ID)
	}
	return ids
}

// relationsBy returns the ids of the matching relations of a type, in ascending order.
func (s *suite) relationsBy(t *model.Type, match func(entity) bool) []string {
	ids := []string{}
	for _, o := range s.g.Relations {
		if e := (entity{s, o}); o.Type == t && match(e) {
			ids = append(ids, o.ID)
		}
	}
	slices.Sort(ids)
	return ids
}

// entity is an entity or a relation of the fixture, with methods for writing predicates.
type entity struct {
	s *suite
	*store.Object
}

func (e entity) value(name string) model.Value {
	if f := e.Type.AnyField(name); f != nil {
		return e.Value(f)
	}
	return model.Value{}
}

func (e entity) text(name string) string { return e.value(name).Text }
func (e entity) has(name string) bool    { return !e.value(name).Null() }
func (e entity) number(name string) int64 {
	return e.value(name).Int
}

// first returns the first day of a date field, or false if it is missing.
func (e entity) first(name string) (model.Days, bool) {
	first, _, err := model.ParseDate(e.text(name))
	return first, err == nil
}

func (e entity) words(name string) []string {
	var words []string
	if f := e.Type.AnyField(name); f != nil {
		for _, v := range e.Values(f) {
			words = append(words, v.Text)
		}
	}
	return words
}

// cents returns the amount of a sum of money, or false if it is missing.
func (e entity) cents(name string) (int64, bool) {
	v := e.leaf(name, "amount")
	return v.Int, !v.Null()
}

func (e entity) leaf(parent, name string) model.Value {
	f := e.Type.AnyField(parent)
	if f == nil {
		return model.Value{}
	}
	return e.Value(f.Leaf(name))
}

// parts reports whether any object in a list of objects matches.
func (e entity) parts(name string, match func(*store.Object, func(string) string) bool) bool {
	f := e.Type.AnyField(name)
	for _, o := range e.Objects(f) {
		get := func(field string) string {
			pf := f.Object.AnyField(field)
			if pf.Scalar == model.Reference {
				return o.Ref(pf)
			}
			return o.Value(pf).String()
		}
		if match(o, get) {
			return true
		}
	}
	return false
}

// current reports whether a source still states an entity or a relation.
func (e entity) current() bool {
	return e.number("deprecated") == 0 && !slices.Contains(gone, e.ID)
}

// side returns the current relations of an entity on a side.
func (e entity) side(name string) []entity {
	side := e.Type.Side(name)
	var list []entity
	for _, o := range e.s.g.Relations {
		r := entity{e.s, o}
		if side != nil && o.Type == side.Relation && r.current() && (side.Near.First && o.From == e.ID || !side.Near.First && o.To == e.ID) {
			list = append(list, r)
		}
	}
	return list
}

func (e entity) count(side string, match func(entity) bool) int {
	n := 0
	for _, r := range e.side(side) {
		if match(r) {
			n++
		}
	}
	return n
}

func (e entity) from() entity { return entity{e.s, e.s.entities[e.From]} }
func (e entity) to() entity   { return entity{e.s, e.s.entities[e.To]} }
