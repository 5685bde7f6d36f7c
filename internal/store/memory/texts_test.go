package memory_test

import (
	"encoding/json"
	"testing"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
	"whojoins/internal/store/memory"
)

// TestReady checks that a ready text is the JSON of its value. A text that needs escaping must
// not be ready: unescaped, it would end the JSON string early.
func TestReady(t *testing.T) {
	m, err := model.ParseFile("../../../schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	institute, name := m.Type("Institute"), m.Type("Institute").Field("name")
	for _, c := range []struct {
		name   string
		ready  bool
		reason string
	}{
		{"Institute 1", true, "plain text stands as it is"},
		{"Institut für Ä 1", true, "UTF-8 does too"},
		{"", true, "an empty text is a value"},
		{`Institute "1"`, false, "a quote ends a string"},
		{`Institute \1`, false, "a backslash begins an escape"},
		{"Institute\n1", false, "control characters are not allowed"},
		{"Institute \xff", false, "JSON is UTF-8"},
	} {
		s, err := memory.New(&store.Graph{Model: m, Entities: []*store.Object{
			{Type: institute, ID: "one", Cells: []store.Cell{{Field: name, Value: model.TextValue(c.name)}}},
		}})
		if err != nil {
			t.Fatal(err)
		}
		view, err := s.View(t.Context(), store.ViewOptions{})
		if err != nil {
			t.Fatal(err)
		}
		rows := &plan.Select{Type: institute, Slots: []plan.Slot{&plan.Column{Field: name}}}
		cursor, err := view.Run(t.Context(), &plan.Plan{Root: &plan.Select{Slots: []plan.Slot{
			&plan.Connection{Type: institute, Page: plan.Page{Limit: 1}, Rows: rows},
		}}})
		if err != nil {
			t.Fatal(err)
		}
		cursor.Enter(0)
		if !cursor.Next() {
			t.Fatalf("%q: no row", c.name)
		}
		got := cursor.(store.Ready).Ready(0)
		var back string
		if c.ready != (got != "") || c.ready && (json.Unmarshal([]byte(got), &back) != nil || back != c.name) {
			t.Errorf("%q is ready as %s, want ready %v: %s", c.name, got, c.ready, c.reason)
		}
		if v := cursor.Value(0); v.Text != c.name {
			t.Errorf("%q has the value %q", c.name, v.Text)
		}
		view.Close()
	}
}
