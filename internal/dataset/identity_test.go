package dataset_test

import (
	"slices"
	"strings"
	"testing"

	"whojoins/internal/model"
	"whojoins/internal/store"
)

// called returns the ids of the entities with a name, acronym, alias or external
// identifier. NAME@XX restricts them to the country XX.
func called(g *store.Graph, text string) (ids []string) {
	name, country, _ := strings.Cut(text, "@")
	if len(country) != 2 {
		name, country = text, ""
	}
	folded := model.Fold(name)
	for _, e := range g.Entities {
		if country != "" && (e.Type.Field("country") == nil || value(e, "country") != country) {
			continue
		}
		names := append(lines(e, "aliases", "name"), value(e, "name"))
		if e.Type.Field("acronym") != nil {
			names = append(names, value(e, "acronym"))
		}
		known := slices.ContainsFunc(names, func(n string) bool { return model.Fold(n) == folded }) ||
			slices.Contains(lines(e, "identifiers", "scheme", "value"), strings.Replace(name, ":", "|", 1))
		if known && e.Type.Name != "Source" {
			ids = append(ids, e.ID)
		}
	}
	return ids
}

// TestOne checks that an institute, person or initiative is one entity under all spellings and
// in all languages of its name.
func TestOne(t *testing.T) {
	g := embedded(t)
	pairs := readList(t, "same.csv")
	if len(pairs) < 60 {
		t.Errorf("%d pairs, want at least 60", len(pairs))
	}
	for _, pair := range pairs {
		a, b := called(g, pair["a"]), called(g, pair["b"])
		if len(a) != 1 || !slices.Equal(a, b) {
			t.Errorf("%s is %v, %s is %v, want one and the same entity", pair["a"], a, pair["b"], b)
		}
	}
}

// TestTwo checks that similar names do not make two entities one.
func TestTwo(t *testing.T) {
	g := embedded(t)
	pairs := readList(t, "different.csv")
	if len(pairs) < 30 {
		t.Errorf("%d pairs, want at least 30", len(pairs))
	}
	for _, pair := range pairs {
		a, b := called(g, pair["a"]), called(g, pair["b"])
		if len(a) == 0 || len(b) == 0 || slices.ContainsFunc(a, func(id string) bool { return slices.Contains(b, id) }) {
			t.Errorf("%s is %v, %s is %v, want different entities", pair["a"], a, pair["b"], b)
		}
	}
}

// TestRegister checks that the list of matches has every organisation and no others, and that
// every match is a claim of ROR.
func TestRegister(t *testing.T) {
	g := embedded(t)
	organisations := map[string]*store.Object{}
	for _, e := range g.Entities {
		if e.Type.Field("country") != nil {
			organisations[e.ID] = e
		}
	}
	listed := map[string]bool{}
	for _, row := range readList(t, "../ror/matches.csv") {
		listed[row["id"]] = true
		e := organisations[row["id"]]
		if e == nil {
			t.Errorf("%s is in seed/ror/matches.csv, but it is not an organisation of the dataset", row["id"])
			continue
		}
		if row["ror"] == "" || row["as"] == "place" {
			continue
		}
		if claim := "identifiers|ror:" + row["ror"] + "|source-ror"; !slices.Contains(lines(e, "claims", "field", "value", "source"), claim) {
			t.Errorf("%s: ROR does not state %s; run go run ./dev/ror FILE", e.ID, claim)
		}
	}
	for id := range organisations {
		if !listed[id] {
			t.Errorf("%s is not in seed/ror/matches.csv", id)
		}
	}
}
