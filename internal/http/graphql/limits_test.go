package graphql_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"whojoins/internal/model"
	"whojoins/internal/plan"
)

// Every limit is told in meta.limits, and none is told that is not one.
func TestEveryLimitIsTold(t *testing.T) {
	m, err := model.ParseFile("../../../schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
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
		t.Errorf("meta.limits tells %d limits of %d: %v", len(fields), len(named), fields)
	}
	s := serve(t, &fake{})
	_, text := s.post(`{"query":"{ meta { limits { ` + strings.Join(fields, " ") + ` } } }"}`)
	for name, n := range named {
		if !strings.Contains(text, `"`+name+`":`+strconv.Itoa(*n)) {
			t.Errorf("meta.limits tells no %s of %d: %s", name, *n, text)
		}
	}
}

// Each limit refuses the first thing above it and lets through what is at it.
func TestLimitsAreExact(t *testing.T) {
	list := func(n int) string { return `[` + strings.Repeat(`"a" `, n) + `]` }
	for _, c := range []struct {
		limit    string
		allowed  int
		at, over string
	}{
		{"document", 40, "{ __typename }" + strings.Repeat(" ", 26), "{ __typename }" + strings.Repeat(" ", 27)},
		{"tokens", 6, "{ a: __typename }#", "{ a: __typename }#\n#"},
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
		{"sortKeys", 1, `{ people(sort: [{name: ASC}]) { totalCount } }`, `{ people(sort: [{name: ASC}, {id: ASC}]) { totalCount } }`},
		{"facets", 1, `{ people { facets(by: [TYPE]) { other } } }`, `{ people { facets(by: [TYPE, NAME]) { other } } }`},
		{"ids", 2, `{ entities(ids: ` + list(2) + `) { id } }`, `{ entities(ids: ` + list(3) + `) { id } }`},
		{"page", 2, `{ people(first: 2) { totalCount } }`, `{ people(first: 3) { totalCount } }`},
		{"cost", 3, `{ people(first: 2) { nodes { id } } }`, `{ people(first: 3) { nodes { id } } }`},
	} {
		s := serve(t, &fake{}, func(l *plan.Limits) { *l.Named()[c.limit] = c.allowed })
		ask := func(query string) string {
			body, err := json.Marshal(map[string]string{"query": query})
			if err != nil {
				t.Fatal(err)
			}
			_, text := s.post(string(body))
			return text
		}
		if text := ask(c.at); strings.Contains(text, `"errors"`) {
			t.Errorf("%s at the limit: %s", c.limit, text)
		}
		text := ask(c.over)
		for _, want := range []string{`"limit":"` + c.limit + `"`, `"allowed":` + strconv.Itoa(c.allowed), `"asked":` + strconv.Itoa(c.allowed+1), `"hint":"`, `"code":"TOO_`} {
			if !strings.Contains(text, want) && !(c.limit == "page" && want == `"code":"TOO_`) && !(c.limit == "cost" && strings.HasPrefix(want, `"asked"`)) {
				t.Errorf("%s over the limit: %s, want %s", c.limit, text, want)
			}
		}
	}
}

// A text of a body is measured by what it stands for, before it is decoded.
func TestTextsAreMeasured(t *testing.T) {
	s := serve(t, &fake{}, func(l *plan.Limits) { l.Document = 50 })
	for _, c := range []struct {
		unit   string
		most   int
		reason string
	}{
		{`a`, 50, "letters"}, {`\u0061`, 50, "escapes by number"}, {`\"`, 50, "quotation marks"}, {`\\`, 50, "backslashes"}, {`\\\"`, 25, "both"},
	} {
		for n, refused := range map[int]bool{c.most: false, c.most + 1: true} {
			_, text := s.post(`{"query":"query($i: ID!) { entity(id: $i) { id } }","variables":{"i":"` + strings.Repeat(c.unit, n) + `"}}`)
			if strings.Contains(text, `"limit":"document"`) != refused {
				t.Errorf("%d %s: %s", n, c.reason, text)
			}
		}
	}
}

// The questions that tools ask of a schema, as graphql-js writes them (getIntrospectionQuery
// without options, with all and with none), are within the limits; the second time the
// answer is known.
func TestStandardIntrospection(t *testing.T) {
	files, err := filepath.Glob("../../../graph/testdata/introspection/*.graphql")
	if err != nil || len(files) < 6 {
		t.Fatalf("%d questions, %v", len(files), err)
	}
	s := serve(t, &fake{})
	for _, file := range files {
		query, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		body, err := json.Marshal(map[string]string{"query": string(query)})
		if err != nil {
			t.Fatal(err)
		}
		_, first := s.post(string(body))
		if strings.Contains(first, `"errors"`) || !strings.Contains(first, `"JointAction"`) {
			t.Errorf("%s: %.500s", file, first)
		}
		var second string
		spent := testing.AllocsPerRun(1, func() { _, second = s.post(string(body)) })
		if second != first {
			t.Errorf("%s: the second answer differs", file)
		}
		if spent > 200 {
			t.Errorf("%s: %.0f allocations to answer what is known", file, spent)
		}
	}
}

func TestMergingFields(t *testing.T) {
	s := serve(t, &fake{})
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
		body, err := json.Marshal(map[string]string{"query": c.query})
		if err != nil {
			t.Fatal(err)
		}
		_, text := s.post(string(body))
		refused := strings.Contains(text, "conflict because")
		if refused != (c.conflict != "") || !strings.Contains(text, c.conflict) {
			t.Errorf("%s: %s\n%s; want %q", c.query, c.reason, text, c.conflict)
		}
	}
}

// Suggestions come with few errors, and not with many.
func TestSuggestions(t *testing.T) {
	s := serve(t, &fake{})
	if _, text := s.post(`{"query":"{ meta { nam } }"}`); !strings.Contains(text, `Did you mean \"name\"`) {
		t.Errorf("no suggestion: %s", text)
	}
	wrong := slices.Repeat([]string{"nam"}, 30)
	for i := range wrong {
		wrong[i] += strconv.Itoa(i)
	}
	_, text := s.post(`{"query":"{ meta { ` + strings.Join(wrong, " ") + ` } }"}`)
	if strings.Contains(text, "Did you mean") || strings.Count(text, "Cannot query") != 20 {
		t.Errorf("30 errors are told as %s", text)
	}
}
