package memory_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
	"whojoins/internal/store/memory"
	"whojoins/internal/store/storetest"
)

func TestLookups(t *testing.T) {
	a := fixtureStore(t)
	tests := []struct {
		typ, ref, want, reason string
	}{
		{"Entity", "alpha", "alpha", "an id"},
		{"Institute", "alpha", "alpha", "an id of the right type"},
		{"Organisation", "alpha", "alpha", "an id of a type of the interface"},
		{"Funder", "alpha", "", "another type counts as unknown"},
		{"Entity", "Alpha", "", "ids are case-sensitive"},
		{"Entity", "old-alpha", "alpha", "a former id"},
		{"Entity", "ror:0alphaxyz", "alpha", "an external identifier"},
		{"Entity", "ror:0AlphaXyz", "alpha", "an external identifier in another case"},
		{"Entity", "grant:900000001", "action-1", "a number that is also a PIC"},
		{"Entity", "pic:900000001", "alpha", "a number that is also a grant"},
		{"Entity", "900000001", "", "an identifier without its scheme"},
		{"Entity", "", "", "an empty reference"},
	}
	for _, tt := range tests {
		typ := a.m.Type(tt.typ)
		c := a.run(&plan.Lookup{Type: typ, Refs: []string{tt.ref}, Select: &plan.Select{Type: typ, Slots: []plan.Slot{id(typ)}}})
		got := ""
		if c.Enter(0) {
			got = c.Value(0).Text
			if c.Type() == nil || c.Type().Name == "Entity" {
				t.Errorf("%s: the type is %v", tt.reason, c.Type())
			}
			c.Leave()
		}
		if got != tt.want {
			t.Errorf("%s: %q finds %q, want %q", tt.reason, tt.ref, got, tt.want)
		}
	}
}

// TestManyLookups checks that a lookup of many references keeps their order and repetitions,
// and has null for unknown ones.
func TestManyLookups(t *testing.T) {
	a := fixtureStore(t)
	typ := a.m.AnyEntity
	c := a.run(&plan.Lookup{Type: typ, Many: true, Refs: []string{"zeta", "nobody", "alpha", "old-alpha"},
		Select: &plan.Select{Type: typ, Slots: []plan.Slot{id(typ)}}})
	for range 2 {
		var got []string
		c.Enter(0)
		for c.Next() {
			if c.Missing() {
				got = append(got, "null")
			} else {
				got = append(got, c.Value(0).Text)
			}
		}
		c.Leave()
		if diff := cmp.Diff([]string{"zeta", "null", "alpha", "alpha"}, got); diff != "" {
			t.Error(diff)
		}
	}
}

// TestParts reads nested parts and the entities that they refer to, twice.
func TestParts(t *testing.T) {
	a := fixtureStore(t)
	figures := a.field("Institute", "figures")
	evidence := figures.Object.Field("evidence")
	source := evidence.Object.Field("source")
	kinds := a.field("Institute", "kinds")
	inst := a.m.Type("Institute")
	c := a.run(&plan.Lookup{Type: inst, Refs: []string{"alpha"}, Select: &plan.Select{Type: inst, Slots: []plan.Slot{
		&plan.PartList{Field: figures, Select: &plan.Select{Type: figures.Object, Slots: []plan.Slot{
			&plan.Column{Field: figures.Object.Field("value")},
			&plan.PartList{Field: evidence, Select: &plan.Select{Type: evidence.Object, Slots: []plan.Slot{
				&plan.Referred{Field: source, Select: &plan.Select{Type: source.Of, Slots: []plan.Slot{id(source.Of)}}}}}}}}},
		&plan.Column{Field: kinds},
		&plan.Column{Field: inst.Field("summary")},
		&plan.PartList{Field: inst.Field("goals"), Select: &plan.Select{Type: inst.Field("goals").Object}},
	}}})
	c.Enter(0)
	for range 2 {
		got := []string{}
		c.Enter(0)
		for c.Next() {
			got = append(got, c.Value(0).String())
			if c.Type() != nil {
				t.Errorf("a part has the type %s", c.Type().Name)
			}
			c.Enter(1)
			for c.Next() {
				c.Enter(0)
				got = append(got, c.Value(0).Text, c.Type().Name)
				c.Leave()
			}
			c.Leave()
		}
		c.Leave()
		c.Enter(1)
		for c.Next() {
			got = append(got, c.Value(0).Text)
		}
		c.Leave()
		if diff := cmp.Diff([]string{"300", "source-a", "Source", "hospital", "university"}, got); diff != "" {
			t.Error(diff)
		}
	}
	if !c.Value(2).Null() {
		t.Error("a missing value must be null")
	}
	if !c.Enter(3) || c.Next() {
		t.Error("an empty list must be entered and have no items")
	}
}

// TestRowsAgain reads a page twice, and its keys in between.
func TestRowsAgain(t *testing.T) {
	a := fixtureStore(t)
	c := a.all("Institute", nil)
	c.Order, c.Page.Limit = plan.Order{{Field: a.field("Institute", "founded"), Desc: true}}, 3
	first, cursor := a.list(c)
	if diff := cmp.Diff([]model.Value{model.IntValue(1950), model.IDValue("beta")}, cursor.Key(1, nil)); diff != "" {
		t.Error(diff)
	}
	cursor.Rows()
	if diff := cmp.Diff(first, a.ids(cursor)); diff != "" || cursor.Len() != 3 {
		t.Errorf("the second pass differs: %s", diff)
	}
	if diff := cmp.Diff([]string{"epsilon", "beta", "gamma"}, first); diff != "" {
		t.Error(diff)
	}
}

// TestMoneyKeys checks that keys of money have the currency first, then the amount, and null if
// it is missing.
func TestMoneyKeys(t *testing.T) {
	a := fixtureStore(t)
	c := a.all("Initiative", nil)
	c.Order = plan.Order{{Field: a.field("Initiative", "budget"), Desc: true}}
	got, cursor := a.list(c)
	if diff := cmp.Diff([]string{"project-1", "action-1", "action-2", "action-3", "alliance-1", "network-1", "network-2", "project-2"}, got); diff != "" {
		t.Error(diff)
	}
	want := []model.Value{model.TextValue("USD"), model.CentsValue(10055), model.IDValue("project-1"), {}, {}, model.IDValue("network-1")}
	if diff := cmp.Diff(want, cursor.Key(5, cursor.Key(0, nil))); diff != "" {
		t.Error(diff)
	}
}

func TestBadCursor(t *testing.T) {
	a := fixtureStore(t)
	v, _ := a.st.View(context.Background(), store.ViewOptions{})
	c := a.all("Institute", nil)
	c.Page.After = []model.Value{model.TextValue("a"), model.IDValue("b")}
	_, err := v.Run(context.Background(), &plan.Plan{Root: &plan.Select{Slots: []plan.Slot{c}}})
	var coded *plan.Error
	if !errors.As(err, &coded) || coded.Code != plan.BadCursor {
		t.Errorf("a cursor with a value too many: got %v, want BAD_CURSOR", err)
	}
}

func TestInfo(t *testing.T) {
	a := fixtureStore(t)
	v, _ := a.st.View(context.Background(), store.ViewOptions{})
	info := v.Info()
	for name, want := range map[string]int{"Institute": 6, "Participation": 12, "Succession": 3} {
		if got := info.Counts[a.m.Type(name).Index]; got != want {
			t.Errorf("%d of %s, want %d without deprecated ones", got, name, want)
		}
	}
	if info.Version != "1" || info.Licence != "CC0-1.0" || time.Since(info.LoadedAt) > time.Minute {
		t.Errorf("info is %+v", info)
	}
}

// TestContextEnds ends a context during a long scan, before a run and before a view is opened:
// the error is UNAVAILABLE if it was cancelled, and TIMEOUT if its deadline has passed.
func TestContextEnds(t *testing.T) {
	a := newTestStore(t, large(readModel(t), 5000))
	ctx, cancel := context.WithCancel(context.Background())
	v, _ := a.st.View(ctx, store.ViewOptions{})
	c := a.all("Participation", &plan.Active{From: 0, To: 0})
	c.Count = true
	p := &plan.Plan{Root: &plan.Select{Slots: []plan.Slot{c}}}
	cursor, err := v.Run(ctx, p)
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	cursor.Enter(0)
	checkCode(t, "a cancelled scan", cursor.Err(), plan.Unavailable)
	if cursor.Next() {
		t.Error("Next returned a row after an error")
	}
	_, err = v.Run(ctx, p)
	checkCode(t, "a cancelled run", err, plan.Unavailable)
	_, err = a.st.View(ctx, store.ViewOptions{})
	checkCode(t, "a cancelled view", err, plan.Unavailable)
	late, stop := context.WithDeadline(context.Background(), time.Unix(0, 0))
	defer stop()
	_, err = v.Run(late, p)
	checkCode(t, "a run after the deadline", err, plan.Timeout)
	v.Close()
	v.Close()
	if _, err := v.Run(context.Background(), p); err == nil {
		t.Error("a closed view ran a plan")
	}
}

func checkCode(t *testing.T, what string, err error, want plan.Code) {
	t.Helper()
	var e *plan.Error
	if !errors.As(err, &e) || e.Code != want || e.Hint == "" {
		t.Errorf("%s: got %v, want %s with a hint", what, err, want)
	}
}

// TestRejectedGraphs checks the errors for graphs that no checked dataset contains.
func TestRejectedGraphs(t *testing.T) {
	m := readModel(t)
	tests := []struct {
		reason, want string
		spoil        func(*storetest.Builder)
	}{
		{"a duplicate id", `the id "a" is used twice; ids are unique`, func(b *storetest.Builder) {
			b.Graph.Entities = append(b.Graph.Entities, b.Graph.Entities[0])
		}},
		{"an unknown end", `Participation "participation.a.c": its end "gone" is not the id of an entity`, func(b *storetest.Builder) {
			b.Relation("Participation", "", "a", "c", storetest.Fields{"role": "MEMBER"}).To = "gone"
		}},
		{"a value of another kind", `Institute "b": founded has the value "x", which is of another kind than the field`, func(b *storetest.Builder) {
			o := b.Entity("Institute", "b", nil)
			o.Cells = append(o.Cells, store.Cell{Field: o.Type.Field("founded"), Value: model.TextValue("x")})
		}},
		{"an invalid date", `since: "soon" is not a date: write a day, a month, a year or an interval between two of these, such as 2024-05-17, 2021-10, 2014 or 2019-06/2019-07`, func(b *storetest.Builder) {
			b.Relation("Participation", "", "a", "c", storetest.Fields{"since": "soon"})
		}},
		{"an unknown source", `Institute "b": claims: source is "gone", which is not the id of an entity`, func(b *storetest.Builder) {
			b.Entity("Institute", "b", storetest.Fields{"claims": []storetest.Fields{{"source": "gone"}}})
		}},
		{"a former id of an unknown entity", `the former id "old" leads to "gone", which is not the id of an entity`, func(b *storetest.Builder) {
			b.Graph.Former["old"] = "gone"
		}},
	}
	for _, tt := range tests {
		b := storetest.NewBuilder(m)
		b.Entity("Institute", "a", nil)
		b.Entity("JointAction", "c", nil)
		tt.spoil(b)
		if _, err := memory.New(b.Graph); err == nil || err.Error() != tt.want {
			t.Errorf("%s: got %v\nwant %s", tt.reason, err, tt.want)
		}
	}
}

// TestFormerChain looks up an entity that was merged twice.
func TestFormerChain(t *testing.T) {
	b := storetest.NewBuilder(readModel(t))
	b.Entity("Institute", "a", nil)
	b.Graph.Former["oldest"], b.Graph.Former["old"] = "old", "a"
	a := newTestStore(t, b.Graph)
	got, _ := a.list(a.all("Entity", &plan.Refers{Refs: []string{"oldest"}}))
	if diff := cmp.Diff([]string{"a"}, got); diff != "" {
		t.Error(diff)
	}
}

// TestEmpty queries an empty graph.
func TestEmpty(t *testing.T) {
	a := newTestStore(t, storetest.NewBuilder(readModel(t)).Graph)
	for _, name := range []string{"Entity", "Institute", "Participation"} {
		c := a.all(name, nil)
		c.Order, c.Count, c.Aggregate = plan.Order{{Field: c.Type.Field("id"), Desc: true}}, true, true
		got, cursor := a.list(c)
		if len(got) != 0 || cursor.Count() != 0 || cursor.More() || cursor.Aggregate().Count != 0 {
			t.Errorf("%s: %v", name, got)
		}
	}
}
