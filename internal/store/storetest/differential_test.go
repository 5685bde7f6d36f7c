package storetest

import (
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"whojoins/internal/model"
	"whojoins/internal/store"
)

// spoilt returns a random graph with values changed by a function.
func spoilt(m *model.Model, spoil func(*store.Object, *store.Cell)) *store.Graph {
	g := Random(m, 1, 40)
	for _, list := range [][]*store.Object{g.Entities, g.Relations} {
		for _, o := range list {
			for i := range o.Cells {
				spoil(o, &o.Cells[i])
			}
		}
	}
	return g
}

// TestDifferencesAreFound expects a report, with a small operation, for a store with a mistake.
func TestDifferencesAreFound(t *testing.T) {
	m, schema, err := Schema()
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		reason string
		spoil  func(*store.Object, *store.Cell)
	}{
		{"a wrong value of one field", func(_ *store.Object, c *store.Cell) {
			if c.Field.Name == "since" {
				c.Value = model.DateValue("1999")
			}
		}},
		{"relations that should not be shown", func(_ *store.Object, c *store.Cell) {
			if c.Field.Name == "deprecated" {
				c.Value = model.BoolValue(false)
			}
		}},
		{"texts that differ by case", func(_ *store.Object, c *store.Cell) {
			if c.Field.Name == "name" {
				c.Value.Text = strings.ToLower(c.Value.Text)
			}
		}},
	} {
		g := Random(m, 1, 40)
		d := &differ{m: m, schema: schema, oracle: NewOracle(g), under: NewOracle(spoilt(m, test.spoil)),
			generator: newGenerator(m, schema, g, rand.New(rand.NewPCG(1, 1)))}
		report := d.operations(500)
		query, _, found := strings.Cut(report, "\nvariables: ")
		if query = regexp.MustCompile(`\s+`).ReplaceAllString(query, " "); !found || len(query) > 400 {
			t.Errorf("%s: want a report with a small operation, got\n%s", test.reason, report)
		}
	}
}

// TestReportIsTheSame expects concurrent workers to report the same difference as a single one:
// the first.
func TestReportIsTheSame(t *testing.T) {
	m, schema, err := Schema()
	if err != nil {
		t.Fatal(err)
	}
	g := Random(m, 1, 40)
	spoil := func(_ *store.Object, c *store.Cell) {
		if c.Field.Name == "name" {
			c.Value.Text = strings.ToLower(c.Value.Text)
		}
	}
	reports := map[string]bool{}
	for _, workers := range []int{1, 2, 8, 8} {
		d := &differ{m: m, schema: schema, oracle: NewOracle(g), under: NewOracle(spoilt(m, spoil)), workers: workers,
			generator: newGenerator(m, schema, g, rand.New(rand.NewPCG(1, 1)))}
		reports[d.operations(500)] = true
	}
	if len(reports) != 1 || reports[""] {
		t.Errorf("want one report, got %q", slices.Collect(maps.Keys(reports)))
	}
}

// TestPanicIsAnAnswer expects a panic to be reported as the answer.
func TestPanicIsAnAnswer(t *testing.T) {
	m, schema, err := Schema()
	if err != nil {
		t.Fatal(err)
	}
	g := Random(m, 1, 12)
	d := &differ{m: m, schema: schema, oracle: NewOracle(g), generator: newGenerator(m, schema, g, rand.New(rand.NewPCG(1, 1)))}
	if report := d.operations(10); !strings.Contains(report, "store: panic: ") {
		t.Errorf("want a report of a panic, got\n%s", report)
	}
}

func TestShrink(t *testing.T) {
	_, schema, err := Schema()
	if err != nil {
		t.Fatal(err)
	}
	const query = `query Q($v001: [TextWhere!], $v002: InstituteWhere = {name: {eq: "{"}}, $v003: Int) {
		people(first: $v003) { nodes { id name } }
		a: institutes(where: {AND: [{acronym: {eq: "x"}}, {OR: [$v002, {country: {in: ["BE", "FR"]}}]}]}) { totalCount nodes { ...F001 ... on Institute { city } } }
	} fragment F001 on Institute { name country }`
	got, variables := shrink(schema, query, map[string]any{"v003": 3}, func(query string, _ map[string]any) bool {
		return strings.Contains(query, `"FR"`) && strings.Contains(query, "city")
	})
	got = regexp.MustCompile(`\s+`).ReplaceAllString(got, " ")
	if len(got) > 150 || len(variables) > 0 || strings.Contains(got, "BE") || strings.Contains(got, "people") || strings.Contains(got, "F001") {
		t.Errorf("more is left than is needed: %s, with the variables %v", got, variables)
	}
}
