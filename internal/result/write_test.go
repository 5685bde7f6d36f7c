package result_test

import (
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/result"
	"whojoins/internal/store/storetest"
)

var schema = func() *model.Model {
	text, err := os.ReadFile("../../schema.graphqls")
	if err != nil {
		panic(err)
	}
	m, err := model.Parse(string(text))
	if err != nil {
		panic(err)
	}
	return m
}()

// out returns a response field with its key.
func out(key string, kind plan.OutKind, set ...func(*plan.Out)) plan.Out {
	o := plan.Out{Key: key, Label: []byte(`"` + key + `":`), Kind: kind}
	for _, each := range set {
		each(&o)
	}
	return o
}

func slot(n int) func(*plan.Out)              { return func(o *plan.Out) { o.Slot = n } }
func text(s string) func(*plan.Out)           { return func(o *plan.Out) { o.Text = s } }
func shape(s *plan.Shape) func(*plan.Out)     { return func(o *plan.Out) { o.Shape = s } }
func inside(list ...plan.Out) func(*plan.Out) { return func(o *plan.Out) { o.Fields = list } }
func leaves(list ...int) func(*plan.Out)      { return func(o *plan.Out) { o.Leaves = list } }
func of(f *model.Field) func(*plan.Out)       { return func(o *plan.Out) { o.Field = f } }
func facets(first, n int) func(*plan.Out) {
	return func(o *plan.Out) { o.First, o.Len = first, n }
}
func index(n int) func(*plan.Out) { return func(o *plan.Out) { o.Index = n } }

// scalar returns the response field of a column.
func scalar(key string, f *model.Field, n int) plan.Out {
	return out(key, plan.OutScalar, of(f), slot(n))
}

// parts returns the shape of objects without a concrete type.
func parts(s *plan.Select, outs ...plan.Out) *plan.Shape {
	return plan.NewShape(s, plan.Case{Fields: outs})
}

// column returns a slot; a writer reads none of its fields.
func column(f *model.Field) plan.Slot { return &plan.Column{Field: f} }

// write writes an answer, and requires the writer to leave every level that it entered.
func write(t *testing.T, slot plan.Slot, o plan.Out, answer any) (string, error) {
	t.Helper()
	c := storetest.Script(answer)
	p := &plan.Plan{Root: &plan.Select{Slots: []plan.Slot{slot}}, Out: o}
	got, err := result.Write([]byte("before:"), p, c, plan.NewWork(t.Context()), nil)
	if c.Depth() != 0 {
		t.Errorf("the cursor is left %d levels deep, want the root", c.Depth())
	}
	rest, ok := strings.CutPrefix(string(got), "before:")
	if !ok {
		t.Errorf("what stood in dst is gone: %q", got)
	}
	if err == nil && !json.Valid([]byte(rest)) {
		t.Errorf("not JSON: %s", rest)
	}
	return rest, err
}

func TestObjects(t *testing.T) {
	institute, person := schema.Type("Institute"), schema.Type("Person")
	name, kinds := institute.Field("name"), institute.Field("kinds")
	location, alias := institute.Field("location"), institute.Field("aliases")
	claims := institute.Field("claims")
	source := claims.Object.Field("source")

	aliases := &plan.Select{Slots: []plan.Slot{column(alias.Object.Field("name"))}}
	sources := &plan.Select{Type: schema.Type("Source"), Slots: []plan.Slot{column(name)}}
	claimed := &plan.Select{Slots: []plan.Slot{&plan.Referred{Field: source, Select: sources}}}
	level := &plan.Select{Type: schema.AnyEntity, Slots: []plan.Slot{
		column(name), column(kinds), column(location.Leaves[0]), column(location.Leaves[1]),
		&plan.PartList{Field: alias, Select: aliases}, &plan.PartList{Field: claims, Select: claimed},
		column(institute.Field("disputed")),
	}}
	sourceShape := plan.NewShape(sources, plan.Case{Types: schema.Type("Source").Types, Fields: []plan.Out{scalar("n", name, 0)}})
	entity := plan.NewShape(level,
		plan.Case{Types: institute.Types, Fields: []plan.Out{
			out("__typename", plan.OutTypename), scalar("name", name, 0), scalar("again", name, 0),
			out("kinds", plan.OutScalars, of(kinds), slot(1)),
			out("location", plan.OutEmbedded, of(location), leaves(2, 3), inside(
				out("t", plan.OutTypename, text("Location")), scalar("lat", location.Leaves[0], 2), scalar("lon", location.Leaves[1], 3))),
			out("aliases", plan.OutList, slot(4), shape(parts(aliases, scalar("name", alias.Object.Field("name"), 0)))),
			out("claims", plan.OutList, slot(5), shape(parts(claimed, out("source", plan.OutObject, slot(0), shape(sourceShape))))),
			scalar("disputed", institute.Field("disputed"), 6),
		}},
		plan.Case{Types: person.Types, Fields: []plan.Out{out("kind", plan.OutTypename), scalar("name", name, 0)}},
	)
	full := &storetest.Node{Type: institute, Slots: []any{
		model.TextValue("Institute 1"),
		&storetest.Rows{Items: []*storetest.Node{{Slots: []any{model.TextValue("hospital")}}, {Slots: []any{model.TextValue("university")}}}},
		model.FloatValue(50.5), model.FloatValue(-0.0000001),
		&storetest.Rows{Items: []*storetest.Node{{Slots: []any{model.TextValue("I1")}}, {Slots: []any{model.TextValue("I2")}}}},
		&storetest.Rows{Items: []*storetest.Node{{Slots: []any{&storetest.Node{Type: schema.Type("Source"), Slots: []any{model.TextValue("Source 1")}}}}}},
		model.BoolValue(true),
	}}
	bare := &storetest.Node{Type: institute, Slots: []any{
		model.TextValue("Institute 2"), &storetest.Rows{}, model.Value{}, model.Value{}, &storetest.Rows{}, &storetest.Rows{}, model.BoolValue(false),
	}}
	somebody := &storetest.Node{Type: person, Slots: []any{model.TextValue("Person 1"), nil, nil, nil, nil, nil, nil}}
	one := &plan.Lookup{Type: schema.AnyEntity, Select: level}
	many := &plan.Lookup{Type: schema.AnyEntity, Select: level, Many: true}
	const fullJSON = `{"__typename":"Institute","name":"Institute 1","again":"Institute 1","kinds":["hospital","university"],` +
		`"location":{"t":"Location","lat":50.5,"lon":-1e-7},"aliases":[{"name":"I1"},{"name":"I2"}],"claims":[{"source":{"n":"Source 1"}}],"disputed":true}`

	for _, test := range []struct {
		reason string
		slot   plan.Slot
		out    plan.Out
		answer any
		want   string
	}{
		{"every kind of field of an object", one, out("entity", plan.OutObject, shape(entity)), full, fullJSON},
		{"empty lists, and an embedded object without a value is null", one, out("entity", plan.OutObject, shape(entity)), bare,
			`{"__typename":"Institute","name":"Institute 2","again":"Institute 2","kinds":[],"location":null,"aliases":[],"claims":[],"disputed":false}`},
		{"an unknown id is null", one, out("entity", plan.OutObject, shape(entity)), (*storetest.Node)(nil), `null`},
		{"the concrete type chooses the fields", one, out("entity", plan.OutObject, shape(entity)), somebody, `{"kind":"Person","name":"Person 1"}`},
		{"several are in order, unknown ones null", many, out("entities", plan.OutList, shape(entity)),
			&storetest.Rows{Items: []*storetest.Node{somebody, nil, somebody}}, `[{"kind":"Person","name":"Person 1"},null,{"kind":"Person","name":"Person 1"}]`},
	} {
		got, err := write(t, test.slot, test.out, test.answer)
		if err != nil || got != test.want {
			t.Errorf("%s:\n got %s, %v\nwant %s", test.reason, got, err, test.want)
		}
	}
}

// TestMissingValue requires an error, in JSON and in a table, where a store has no value for
// a field that is never null: a null there would break typed clients.
func TestMissingValue(t *testing.T) {
	institute, participation := schema.Type("Institute"), schema.Type("Participation")
	name, title := institute.Field("name"), participation.Field("title")
	source := institute.Field("claims").Object.Field("source")
	node, match := schema.Type("SearchEdge").Field("node"), schema.Type("Resolution").Field("match")
	never := *institute.Field("location") // the schema has no embedded object that is never null
	never.NonNull = true
	absent, nobody := any(model.Value{}), any((*storetest.Node)(nil))
	of := func(f *model.Field) func(*plan.Out) { return func(o *plan.Out) { o.Field = f } }
	inner := shape(parts(&plan.Select{Slots: []plan.Slot{column(name)}}, scalar("name", name, 0)))
	for _, row := range []struct {
		reason string
		field  plan.Out
		slot   plan.Slot
		value  any
		fails  bool
	}{
		{"a scalar that is never null", scalar("label", name, 0), column(name), absent, true},
		{"a scalar that may be null", scalar("label", title, 0), column(title), absent, false},
		{"an entity that a claim points to", out("label", plan.OutObject, inner), &plan.Referred{Field: source}, nobody, true},
		{"an entity that may be null", out("label", plan.OutObject, inner), &plan.Referred{Field: match}, nobody, false},
		{"an end of a relation", out("label", plan.OutObject, inner), &plan.EndOf{End: participation.From}, nobody, true},
		{"an object in the answer to a graph query", out("label", plan.OutObject, inner), &plan.Nested{Field: node}, nobody, true},
		{"an embedded object that is never null", out("label", plan.OutEmbedded, of(&never), leaves(0), inside(scalar("lat", never.Leaves[0], 0))), column(never.Leaves[0]), absent, true},
	} {
		level := &plan.Select{Type: institute, Slots: []plan.Slot{row.slot}}
		s := plan.NewShape(level, plan.Case{Types: institute.Types, Fields: []plan.Out{row.field}})
		answer := &storetest.Rows{Items: []*storetest.Node{{Type: institute, Slots: []any{row.value}}}}
		look, o := &plan.Lookup{Select: level, Many: true}, out("institutes", plan.OutList, shape(s))
		_, err := write(t, look, o, answer)
		table, made := result.NewTable(&plan.Plan{Field: "institutes", Root: &plan.Select{Slots: []plan.Slot{look}}, Out: o})
		if made != nil {
			t.Fatal(made)
		}
		_, failed := table.Write(nil, result.CSV, storetest.Script(answer), enough, plan.NewWork(t.Context()))
		for format, err := range map[string]error{"JSON": err, "CSV": failed} {
			if row.fails && (err == nil || !strings.Contains(err.Error(), `"label", which is never null`)) || !row.fails && err != nil {
				t.Errorf("%s, %s: the error is %v, fails: %t", row.reason, format, err, row.fails)
			}
		}
	}
}

func TestCursorFailure(t *testing.T) {
	c := storetest.Script((*storetest.Node)(nil))
	c.Fail = errors.New("out of time")
	p := &plan.Plan{Root: &plan.Select{Slots: []plan.Slot{&plan.Lookup{}}}, Out: out("entity", plan.OutObject)}
	if _, err := result.Write(nil, p, c, plan.NewWork(t.Context()), nil); !errors.Is(err, c.Fail) {
		t.Errorf("got %v, want the cursor's error", err)
	}
}
