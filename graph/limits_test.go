package graph_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"whojoins/internal/plan"
	"whojoins/internal/store/storetest"
)

// TestEveryLimitIsReported compares meta.limits with the limits.
func TestEveryLimitIsReported(t *testing.T) {
	m := readModel(t)
	limits := plan.DefaultLimits()
	named := limits.Named()
	var fields []string
	for _, o := range m.Objects {
		if o.Name == "Limits" {
			for _, f := range o.Fields {
				fields = append(fields, f.Name)
				if named[f.Name] == nil {
					t.Errorf("meta.limits.%s is no limit", f.Name)
				}
			}
		}
	}
	if len(fields) != len(named) {
		t.Errorf("meta.limits has %d limits of %d: %v", len(fields), len(named), fields)
	}
	text := open(t, &storetest.Fake{}).query(t, `{ meta { limits { `+strings.Join(fields, " ")+` } } }`)
	for name, n := range named {
		if !strings.Contains(text, `"`+name+`":`+strconv.Itoa(*n)) {
			t.Errorf("meta.limits has no %s of %d: %s", name, *n, text)
		}
	}
}

// TestLimitsAreExact checks that a request at a limit is answered, and that a request one
// above it is rejected.
func TestLimitsAreExact(t *testing.T) {
	list := func(n int) string { return `[` + strings.Repeat(`"a" `, n) + `]` }
	for _, c := range []struct {
		limit    string
		allowed  int
		at, over string
	}{
		{"document", 40, "{ __typename }" + strings.Repeat(" ", 26), "{ __typename }" + strings.Repeat(" ", 27)},
		{"tokens", 6, "{ a: __typename }#", "{ a: __typename }#\n#"},
		{"name", 10, "{ abcdefghij: __typename }", "{ abcdefghijk: __typename }"},
		{"term", 3, `{ entity(id: "ééé") { id } }`, `{ entity(id: "éééé") { id } }`},
		{"depth", 3, "{ people { nodes { id } } }", "{ people { nodes { aliases { name } } } }"},
		{"introspectionDepth", 3, "{ __schema { types { name } } }", "{ __schema { types { ofType { name } } } }"},
		{"aliases", 2, "{ a: __typename b: __typename }", "{ ...F x: __typename ...F } fragment F on Query { ... { a: __typename } }"},
		{"rootFields", 2, "{ __typename meta { name } }", "{ __typename ...F meta { name } } fragment F on Query { __typename }"},
		{"selections", 4, "{ meta { name } ... { __typename } }", "{ meta { name } ... @skip(if: true) { __typename } }"},
		{"filterDepth", 2, "{ people(where: {NOT: {}}) { totalCount } }", "{ people(where: {NOT: {NOT: {}}}) { totalCount } }"},
		{"predicates", 1, `{ people(where: {name: {eq: "a"}}) { totalCount } }`, `{ people(where: {name: {eq: "a", ne: "b"}}) { totalCount } }`},
		{"relationFilters", 1, "{ people(where: {participations: {some: {}}}) { totalCount } }", "{ people(where: {participations: {some: {initiative: {participants: {some: {}}}}}}) { totalCount } }"},
		{"values", 2, `{ people(where: {name: {in: ` + list(2) + `}}) { totalCount } }`, `{ people(where: {name: {in: ` + list(3) + `}}) { totalCount } }`},
		{"inputs", 5, `{ people(where: {name: {in: ` + list(4) + `}}) { totalCount } }`, `{ people(where: {name: {in: ` + list(5) + `}}) { totalCount } }`},
		{"inputs", 5, `{ a: people(where: {name: {in: ` + list(2) + `}}) { totalCount } b: people(where: {name: {eq: "a"}}) { totalCount } }`,
			`{ a: people(where: {name: {in: ` + list(2) + `}}) { totalCount } b: people(where: {name: {in: ` + list(2) + `}}) { totalCount } }`},
		{"sortKeys", 1, `{ people(sort: [{name: ASC}]) { totalCount } }`, `{ people(sort: [{name: ASC}, {id: ASC}]) { totalCount } }`},
		{"facets", 1, `{ people { facets(by: [TYPE]) { other } } }`, `{ people { facets(by: [TYPE, NAME]) { other } } }`},
		{"groups", 2, `{ people { groups(by: [TYPE], first: 2) { total } } }`, `{ people { groups(by: [TYPE], first: 3) { total } } }`},
		{"periods", 2, `{ fundings { series(from: "2020", to: "2021") { period } } }`, `{ fundings { series(from: "2020", to: "2022") { period } } }`},
		{"ids", 2, `{ entities(ids: ` + list(2) + `) { id } }`, `{ entities(ids: ` + list(3) + `) { id } }`},
		{"page", 2, `{ people(first: 2) { totalCount } }`, `{ people(first: 3) { totalCount } }`},
		{"introspectionItems", 9, `{ __schema { directives { name } } }`, `{ __schema { directives { name args { name } } } }`},
		{"cost", 3130, `{ entities(ids: ` + list(2) + `) { id } }`, `{ entities(ids: ` + list(3) + `) { id } }`},
	} {
		e := open(t, &storetest.Fake{}, func(l *plan.Limits) { *l.Named()[c.limit] = c.allowed })
		if text := e.query(t, c.at); strings.Contains(text, `"errors"`) {
			t.Errorf("%s at the limit: %s", c.limit, text)
		}
		text := e.query(t, c.over)
		for _, want := range []string{`"limit":"` + c.limit + `"`, `"allowed":` + strconv.Itoa(c.allowed), `"asked":` + strconv.Itoa(c.allowed+1), `"hint":"`, `"code":"TOO_`} {
			if !strings.Contains(text, want) && !((c.limit == "page" || c.limit == "groups") && want == `"code":"TOO_`) && !((c.limit == "cost" || c.limit == "introspectionItems") && strings.HasPrefix(want, `"asked"`)) {
				t.Errorf("%s over the limit: %s, want %s", c.limit, text, want)
			}
		}
	}
}

// TestMergingFields checks which fields of one response key can be merged.
func TestMergingFields(t *testing.T) {
	e := open(t, &storetest.Fake{})
	for _, c := range []struct {
		query, conflict string
		reason          string
	}{
		{`{ meta { name name } }`, "", "one field twice"},
		{`{ meta { x: name x: version } }`, "different fields", "two fields of one object"},
		{`{ a: people(first: 1, sort: [{name: ASC, id: null}]) { totalCount } a: people(sort: [{id: null, name: ASC}], first: 1) { totalCount } }`, "", "order of arguments does not matter"},
		{`{ a: people(first: 1) { totalCount } a: people(first: 2) { totalCount } }`, "differing arguments", "other arguments"},
		{`{ a: people(first: 1) { totalCount } a: people { totalCount } }`, "differing arguments", "fewer arguments"},
		{`{ entity(id: "a") { ... on Institute { x: acronym } ... on Person { x: familyName } } }`, "", "types that never meet"},
		{`{ entity(id: "a") { ... on Institute { x: name } ... on Person { x: familyName } } }`, "conflicting types", "values of two shapes"},
		{`{ entity(id: "a") { ... on Institute { x: __typename } ... on Person { x: name } } }`, "", "__typename is a String that is never null"},
		{`{ entity(id: "a") { ... on Actor { x: name } ... on Person { x: summary } } }`, "different fields", "an interface and one of its types"},
		{`{ entity(id: "a") { ... on Institute { y: participations { x: totalCount } } ... on Person { y: participations { x: __typename } } } }`, "conflicting types", "below fields that never meet"},
		{`{ ...F ...G } fragment F on Query { meta { x: name } } fragment G on Query { meta { x: version } }`, "different fields", "below fields of two fragments"},
		{`{ entity(id: "a") { ... on Actor { participations { a: totalCount } } ... on Person { participations { a: __typename } } } }`, "different fields", "an interface and one of its types, below"},
	} {
		text := e.query(t, c.query)
		rejected := strings.Contains(text, "conflict because")
		if rejected != (c.conflict != "") || !strings.Contains(text, c.conflict) {
			t.Errorf("%s: %s\n%s; want %q", c.query, c.reason, text, c.conflict)
		}
	}
}

// TestSuggestions checks that a few errors have suggestions, and many errors have none.
func TestSuggestions(t *testing.T) {
	e := open(t, &storetest.Fake{})
	if text := e.query(t, `{ meta { nam } }`); !strings.Contains(text, `Did you mean \"name\"`) {
		t.Errorf("no suggestion: %s", text)
	}
	wrong := slices.Repeat([]string{"nam"}, 30)
	for i := range wrong {
		wrong[i] += strconv.Itoa(i)
	}
	text := e.query(t, `{ meta { `+strings.Join(wrong, " ")+` } }`)
	if strings.Contains(text, "Did you mean") || strings.Count(text, "Cannot query") != 20 {
		t.Errorf("30 errors are reported as %s", text)
	}
}
