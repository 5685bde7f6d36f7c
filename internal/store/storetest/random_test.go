package storetest_test

import (
	"os"
	"reflect"
	"testing"

	"whojoins/internal/model"
	"whojoins/internal/store"
	"whojoins/internal/store/storetest"
)

func readModel(t *testing.T) *model.Model {
	t.Helper()
	text, err := os.ReadFile("../../../schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	m, err := model.Parse(string(text))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestRandomIsRepeatable(t *testing.T) {
	m := readModel(t)
	if !reflect.DeepEqual(storetest.Random(m, 7, 60), storetest.Random(m, 7, 60)) {
		t.Error("one seed gave two graphs")
	}
	if reflect.DeepEqual(storetest.Random(m, 7, 60).Entities, storetest.Random(m, 8, 60).Entities) {
		t.Error("two seeds gave one graph")
	}
}

// TestRandomIsSound expects a random graph to be a valid store.Graph.
func TestRandomIsSound(t *testing.T) {
	m := readModel(t)
	for seed := range uint64(20) {
		g := storetest.Random(m, seed, int(seed)*10)
		entities, relations := map[string]*model.Type{}, map[string]bool{}
		for _, o := range g.Entities {
			if entities[o.ID] != nil {
				t.Errorf("seed %d: two entities %s", seed, o.ID)
			}
			entities[o.ID] = o.Type
		}
		for _, o := range g.Relations {
			from, to := entities[o.From], entities[o.To]
			switch {
			case relations[o.ID]:
				t.Errorf("seed %d: two relations %s", seed, o.ID)
			case o.From == o.To || from == nil || to == nil:
				t.Errorf("seed %d: %s goes from %s to %s", seed, o.ID, o.From, o.To)
			case !o.Type.From.Target.Types.Has(from) || !o.Type.To.Target.Types.Has(to):
				t.Errorf("seed %d: %s joins a %s to a %s", seed, o.ID, from.Name, to.Name)
			}
			relations[o.ID] = true
		}
		for _, o := range append(g.Entities, g.Relations...) {
			complete(t, o, o.Type.Fields, entities)
		}
	}
}

// complete checks that no required field is missing.
func complete(t *testing.T, o *store.Object, fields []*model.Field, entities map[string]*model.Type) {
	t.Helper()
	for _, f := range fields {
		switch {
		case f.Name == "id" && o.ID != "" || f.Name == "type" && o.Type != nil:
		case f.Scalar == model.Parts:
			for _, part := range o.Objects(f) {
				complete(t, part, f.Object.Fields, entities)
			}
		case f.Scalar == model.Reference:
			if target := entities[o.Ref(f)]; f.NonNull && (target == nil || !f.Of.Types.Has(target)) {
				t.Errorf("%s refers to %q", f.Name, o.Ref(f))
			}
		case f.NonNull && !f.List && f.Scalar != model.Embedded && o.Value(f).Null():
			t.Errorf("%s has no %s", o.ID, f.Name)
		}
	}
}

// TestRandomIsHard expects all difficult cases in a random graph.
func TestRandomIsHard(t *testing.T) {
	m := readModel(t)
	g := storetest.Random(m, 1, 120)
	types, names, pairs := map[*model.Type]bool{}, map[string]int{}, map[string]int{}
	deprecated, missing := 0, 0
	for _, o := range g.Entities {
		types[o.Type] = true
		names[o.Value(o.Type.Field("name")).Text]++
		if o.Value(m.AnyEntity.Field("summary")).Null() {
			missing++
		}
	}
	for _, o := range g.Relations {
		types[o.Type] = true
		pairs[o.Type.Name+o.From+o.To]++
		if o.Value(m.AnyRelation.Field("deprecated")).Int == 1 {
			deprecated++
		}
	}
	if want := len(m.Entities) + len(m.Relations); len(types) != want {
		t.Errorf("%d types occur, want all %d", len(types), want)
	}
	if len(names) == len(g.Entities) || len(pairs) == len(g.Relations) || deprecated == 0 || missing == 0 || len(g.Former) == 0 {
		t.Errorf("of %d entities and %d relations: %d names, %d pairs of ends, %d deprecated, %d without a summary, %d former ids",
			len(g.Entities), len(g.Relations), len(names), len(pairs), deprecated, missing, len(g.Former))
	}
}
