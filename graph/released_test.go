package graph_test

import (
	"flag"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"whojoins/graph"
)

var release = flag.Bool("release", false, "make the current schema that of the last release")

const releasedFile = "testdata/released.graphqls"

func load(t *testing.T, text string) *ast.Schema {
	t.Helper()
	schema, err := gqlparser.LoadSchema(&ast.Source{Input: text})
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// TestReleasedNamesStay compares the schema with that of the last release: every element that
// was removed, or whose type changed, must have been deprecated until a day that has passed.
// For a release, this copies the schema:
//
//	go test ./graph -run TestReleasedNamesStay -release
func TestReleasedNamesStay(t *testing.T) {
	if *release {
		if err := os.WriteFile(releasedFile, []byte(graph.SDL()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	text, err := os.ReadFile(releasedFile)
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range breaks(load(t, string(text)), load(t, graph.SDL()), time.Now()) {
		t.Errorf("callers of the last release depend on: %s; deprecate it first, as docs/guide.md describes", b)
	}
}

// TestDeprecationsAreDated checks that every deprecation names a day and a replacement.
func TestDeprecationsAreDated(t *testing.T) {
	check := func(name string, list ast.DirectiveList) {
		if _, dated := lastDay(list); list.ForName("deprecated") != nil && !dated {
			t.Errorf("%s is deprecated without a day: write \"Goes on 2027-06-30; use …\"", name)
		}
	}
	schema := load(t, graph.SDL())
	for _, name := range sorted(schema.Types) {
		def := schema.Types[name]
		for _, f := range def.Fields {
			check(name+"."+f.Name, f.Directives)
			for _, a := range f.Arguments {
				check(name+"."+f.Name+"("+a.Name+":)", a.Directives)
			}
		}
		for _, v := range def.EnumValues {
			check(name+"."+v.Name, v.Directives)
		}
	}
}

// TestBreaks checks which changes of a schema count as breaks.
func TestBreaks(t *testing.T) {
	const was = `
		type Query { a(n: Int = 1, old: Int @deprecated(reason: "Goes on 2026-01-01; use n.")): String! b: [String!]! c: Kind
			gone: Int @deprecated(reason: "Goes on 2026-01-01; use a.")
			going: Int @deprecated(reason: "Goes on 2026-12-31; use a.")
			undated: Int @deprecated(reason: "use a") }
		enum Kind { ONE TWO @deprecated(reason: "Goes on 2026-01-01; use ONE.") }
		input Where { x: Int! y: Int }
		interface Node { id: ID }
		type Thing implements Node { id: ID }
		type Former { x: Int @deprecated(reason: "Goes on 2026-01-01; use Thing.") }`
	today := time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)
	for _, row := range []struct {
		change []string
		want   string
		reason string
	}{
		{nil, "", "nothing changed"},
		{[]string{"c: Kind", "c: Kind d: Int e(x: Int): Int"}, "", "an addition is no break"},
		{[]string{"ONE TWO", "ONE THREE TWO"}, "", "nor is a new value"},
		{[]string{"c: Kind", "c: Kind!"}, "", "a promise is kept by more than was asked"},
		{[]string{"x: Int! y", "x: Int y"}, "", "what must no longer be given may be"},
		{[]string{`gone: Int @deprecated(reason: "Goes on 2026-01-01; use a.")`, ""}, "", "its day has passed"},
		{[]string{`gone: Int`, "gone: String"}, "", "nor may anybody rely on its type"},
		{[]string{`, old: Int @deprecated(reason: "Goes on 2026-01-01; use n.")`, ""}, "", "an argument too"},
		{[]string{`TWO @deprecated(reason: "Goes on 2026-01-01; use ONE.")`, ""}, "", "and a value"},
		{[]string{`type Former { x: Int @deprecated(reason: "Goes on 2026-01-01; use Thing.") }`, ""}, "", "and a type with all its fields"},
		{[]string{`going: Int @deprecated(reason: "Goes on 2026-12-31; use a.")`, ""}, "Query.going", "its day is to come"},
		{[]string{`undated: Int @deprecated(reason: "use a")`, ""}, "Query.undated", "it has no day"},
		{[]string{"c: Kind", ""}, "Query.c", "it was never deprecated"},
		{[]string{": String! b", ": String b"}, "Query.a was String! and is String", "null is new to callers"},
		{[]string{"b: [String!]!", "b: [String]!"}, "Query.b was [String!]! and is [String]!", "in a list too"},
		{[]string{"b: [String!]!", "b: String!"}, "Query.b was [String!]! and is String!", ""},
		{[]string{"n: Int = 1", "n: Int = 2"}, "Query.a(n:) is 2 unless given, and was 1", "the same question means another thing"},
		{[]string{"n: Int = 1", "n: String"}, "Query.a(n:) was Int and is String", ""},
		{[]string{"n: Int = 1", "n: Int = 1, m: Int!"}, "Query.a(m:) is new and must be given", ""},
		{[]string{"y: Int }", "y: Int! }"}, "Where.y was Int and is Int!", "what could be left out must be given"},
		{[]string{"y: Int }", "y: Int z: Int! }"}, "Where.z is new and must be given", ""},
		{[]string{"ONE TWO", "TWO"}, "the value ONE of Kind", ""},
		{[]string{"Thing implements Node", "Thing"}, "Thing is not one of Node", "fragments on it find nothing"},
		{[]string{"input Where { x: Int! y: Int }", ""}, "the type Where, whose x was not deprecated until today", ""},
		{[]string{"enum Kind", "input Kind2 { x: Int } enum Kind"}, "", "a new type is no break"},
	} {
		now := was
		if len(row.change) > 0 {
			if now = strings.Replace(was, row.change[0], row.change[1], 1); now == was {
				t.Fatalf("%q is not in the schema", row.change[0])
			}
		}
		var want []string
		if row.want != "" {
			want = []string{row.want}
		}
		if diff := cmp.Diff(want, slices.Clip(breaks(load(t, was), load(t, now), today))); diff != "" {
			t.Errorf("%q (-want +got):\n%s%s", row.change, diff, row.reason)
		}
	}
}
