package memory

import (
	"testing"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store/storetest"
)

// TestCandidatesAreLimited checks that a set of candidates never has more rows than the limit,
// also if it is a union of sets that each have fewer.
func TestCandidatesAreLimited(t *testing.T) {
	m, err := model.ParseFile("../../../schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	b := storetest.NewBuilder(m)
	for i, country := range []string{"BE", "BE", "BE", "FR", "FR", "FR"} {
		b.Entity("Institute", string(rune('a'+i)), storetest.Fields{"country": country})
	}
	src, err := SourceOf(b.Graph)
	if err != nil {
		t.Fatal(err)
	}
	s, err := newSnapshot(t.Context(), src)
	if err != nil {
		t.Fatal(err)
	}
	in := func(country string) plan.Predicate {
		return &plan.Compare{Field: m.AnyEntity.AnyField("country"), Op: plan.Eq, Values: []model.Value{model.TextValue(country)}}
	}
	for _, tt := range []struct {
		reason string
		where  plan.Predicate
		limit  int
		want   int // -1 for none
	}{
		{"one value", in("BE"), 3, 3},
		{"one value, too many rows", in("BE"), 2, -1},
		{"a union", plan.Any{in("BE"), in("FR")}, 6, 6},
		{"a union, too many rows", plan.Any{in("BE"), in("FR")}, 5, -1},
		{"an intersection takes the smaller set", plan.All{plan.Any{in("BE"), in("FR")}, in("FR")}, 6, 3},
		{"no value", in("DE"), 0, 0},
	} {
		r := &run{work: plan.NewWork(t.Context()), snap: s}
		rows, found := r.candidates(r.entitySpace(), tt.where, tt.limit)
		if found != (tt.want >= 0) || found && len(rows) != tt.want {
			t.Errorf("%s: %d rows, found %v, want %d", tt.reason, len(rows), found, tt.want)
		}
	}
}
