package store_test

import (
	"context"
	"errors"
	"os"
	"slices"
	"testing"
	"time"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
	"whojoins/internal/store/storetest"
)

// view returns the same rows for every connection.
type view struct {
	store.View // the methods that the description of the service does not call
	rows       *storetest.Rows
	// fail is the error of Run, and breaks the error of its cursor.
	fail, breaks error
	runs         []*plan.Plan
	info         store.Info
}

func (v *view) Info() *store.Info { return &v.info }
func (v *view) Close()            {}
func (v *view) Run(_ context.Context, p *plan.Plan) (store.Cursor, error) {
	v.runs = append(v.runs, p)
	if v.fail != nil {
		return nil, v.fail
	}
	c := storetest.Script(v.rows)
	c.Fail = v.breaks
	return c, nil
}

func readModel(t *testing.T) *model.Model {
	t.Helper()
	text, err := os.ReadFile("../../schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	m, err := model.Parse(string(text))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// The slots of the plan that describe returns.
const (
	nameSlot = iota
	versionSlot
	dataVersionSlot
	loadedAtSlot
	licenceSlot
	pageSlot
	countsSlot
	sourcesSlot
	againSlot
)

// describe returns a plan for everything about the service, the sources twice.
func describe(m *model.Model) *plan.Plan {
	meta := m.Type("Meta")
	level := &plan.Select{}
	for _, name := range []string{"name", "version", "dataVersion", "loadedAt", "licence"} {
		level.Slots = append(level.Slots, &plan.Column{Field: meta.Field(name)})
	}
	for _, leaf := range meta.Field("limits").Leaves {
		if leaf.Name == "page" {
			level.Slots = append(level.Slots, &plan.Column{Field: leaf})
		}
	}
	counts := meta.Field("counts")
	level.Slots = append(level.Slots, &plan.PartList{Field: counts, Select: &plan.Select{Slots: []plan.Slot{
		&plan.Column{Field: counts.Object.Field("type")}, &plan.Column{Field: counts.Object.Field("count")},
	}}})
	for range 2 {
		level.Slots = append(level.Slots, &plan.Connection{Type: m.Type("Source"), Page: plan.Page{Limit: -1}, Rows: &plan.Select{}})
	}
	return &plan.Plan{Field: "meta", Root: &plan.Select{Slots: []plan.Slot{&plan.Meta{Select: level}}}}
}

func TestMeta(t *testing.T) {
	m := readModel(t)
	source := m.Type("Source")
	item := func(name string) *storetest.Node {
		return &storetest.Node{Type: source, Slots: []any{model.TextValue(name), &storetest.Rows{Items: []*storetest.Node{{Slots: []any{model.TextValue("alias of " + name)}}}}}}
	}
	v := &view{
		rows: &storetest.Rows{Items: []*storetest.Node{item("Source 1"), item("Source 2")}, Count: 2},
		info: store.Info{Version: "v7", Licence: "CC0-1.0", LoadedAt: time.Date(2026, 1, 2, 4, 4, 5, 6, time.FixedZone("", 3600))},
	}
	v.info.Counts[m.Entities[0].Index], v.info.Counts[m.Relations[0].Index] = 11, 22
	c, err := store.Meta(t.Context(), v, m, describe(m), map[string]model.Value{
		"name": model.TextValue("Whojoins"), "version": model.TextValue("1.2.3"), "limits.page": model.IntValue(1000)})
	if err != nil {
		t.Fatal(err)
	}
	if !c.Enter(0) || c.Type() != nil {
		t.Fatal("the description has no concrete type and can always be entered")
	}
	for slot, want := range map[int]string{nameSlot: "Whojoins", versionSlot: "1.2.3", dataVersionSlot: "v7",
		loadedAtSlot: "2026-01-02T03:04:05Z", licenceSlot: "CC0-1.0", pageSlot: "1000"} {
		if got := c.Value(slot).String(); got != want {
			t.Errorf("slot %d: got %q, want %q", slot, got, want)
		}
	}
	for range 2 {
		counts(t, c, m)
	}
	for _, slot := range []int{sourcesSlot, againSlot, sourcesSlot} {
		sources(t, c, slot)
	}
	c.Leave()
	if c.Err() != nil || len(v.runs) != 3 {
		t.Errorf("got the error %v after %d runs, want none after 3", c.Err(), len(v.runs))
	}
	if p := v.runs[0]; len(p.Root.Slots) != 1 || p.Root.Slots[0].(*plan.Connection).Type != source {
		t.Errorf("the view ran another plan than the sources: %+v", p.Root)
	}
}

// counts reads the counts: all types in the order of the schema.
func counts(t *testing.T, c store.Cursor, m *model.Model) {
	t.Helper()
	var got, want []string
	for _, concrete := range append(slices.Clone(m.Entities), m.Relations...) {
		n := map[*model.Type]string{m.Entities[0]: "11", m.Relations[0]: "22"}[concrete]
		if n == "" {
			n = "0"
		}
		want = append(want, concrete.Enum+" "+n)
	}
	c.Enter(countsSlot)
	for c.Next() {
		if c.Missing() || c.Type() != nil {
			t.Error("a count is an object without a concrete type, never null")
		}
		got = append(got, c.Value(0).Text+" "+c.Value(1).String())
	}
	c.Leave()
	if !slices.Equal(got, want) {
		t.Errorf("got the counts %q, want %q", got, want)
	}
}

// sources reads a connection, and a list within each of its rows.
func sources(t *testing.T, c store.Cursor, slot int) {
	t.Helper()
	var got []string
	c.Enter(slot)
	for range 2 {
		c.Rows()
		for c.Next() {
			got = append(got, c.Type().Name, c.Value(0).Text)
			for c.Enter(1); c.Next(); {
				got = append(got, c.Value(0).Text)
			}
			c.Leave()
		}
	}
	count := c.Count()
	c.Leave()
	once := []string{"Source", "Source 1", "alias of Source 1", "Source", "Source 2", "alias of Source 2"}
	if want := slices.Concat(once, once); !slices.Equal(got, want) || count != 2 {
		t.Errorf("got %q of %d, want %q of 2", got, count, want)
	}
}

func TestMetaOfAFailingStore(t *testing.T) {
	m := readModel(t)
	v := &view{fail: plan.Errorf(plan.Unavailable, "try again later", "the database is loading")}
	c, err := store.Meta(t.Context(), v, m, describe(m), nil)
	if err != nil {
		t.Fatal(err)
	}
	c.Enter(0)
	c.Enter(sourcesSlot)
	if c.Next() {
		t.Error("a connection that failed has a row")
	}
	c.Leave()
	if !errors.Is(c.Err(), v.fail) {
		t.Errorf("got the error %v, want the store's", c.Err())
	}
}

// TestMetaOfAListThatBreaksOff expects an error from the whole description if one list fails,
// even after that list was left.
func TestMetaOfAListThatBreaksOff(t *testing.T) {
	m := readModel(t)
	broken := plan.Errorf(plan.Timeout, "", "the answer was not ready in time")
	v := &view{rows: &storetest.Rows{Items: []*storetest.Node{{Type: m.Type("Source"), Slots: []any{model.TextValue("Source 1")}}}}, breaks: broken}
	for says, leave := range map[string]int{"inside the list": 0, "outside it": 1, "outside the description": 2} {
		c, err := store.Meta(t.Context(), v, m, describe(m), nil)
		if err != nil {
			t.Fatal(err)
		}
		c.Enter(0)
		c.Enter(sourcesSlot)
		for c.Next() { // the rows do not matter
		}
		for range leave {
			c.Leave()
		}
		if !errors.Is(c.Err(), broken) {
			t.Errorf("%s: got the error %v, want that of the list", says, c.Err())
		}
	}
}

func TestMetaOfAnotherPlan(t *testing.T) {
	p := &plan.Plan{Field: "institutes", Root: &plan.Select{Slots: []plan.Slot{&plan.Connection{}}}}
	if _, err := store.Meta(t.Context(), &view{}, readModel(t), p, nil); err == nil {
		t.Error("got no error for a plan that asks for institutes")
	}
}
