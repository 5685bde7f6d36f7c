package plan_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/validator/rules"

	"whojoins/internal/model"
	"whojoins/internal/model/modeltest"
	"whojoins/internal/plan"
)

var update = flag.Bool("update", false, "write the golden files anew")

// schema returns the fixed schema of the tests, so that a new type changes no golden file.
func schema(t testing.TB) (*model.Model, *ast.Schema) {
	t.Helper()
	m, s, err := modeltest.Schema()
	if err != nil {
		t.Fatal(err)
	}
	return m, s
}

// compile returns the plan of every root field of a valid query.
func compile(t testing.TB, query, variables string, limits plan.Limits) ([]*plan.Plan, error) {
	t.Helper()
	m, s := schema(t)
	doc, errs := gqlparser.LoadQueryWithRules(s, query, rules.NewDefaultRules())
	if errs != nil {
		t.Fatalf("%s: %s", query, errs)
	}
	raw := map[string]any{}
	if variables != "" {
		d := json.NewDecoder(strings.NewReader(variables))
		d.UseNumber()
		if err := d.Decode(&raw); err != nil {
			t.Fatal(err)
		}
	}
	vars, err := plan.CoerceVariables(s, doc.Operations[0], raw, &limits)
	if err != nil {
		return nil, err
	}
	var plans []*plan.Plan
	for _, sel := range doc.Operations[0].SelectionSet {
		f := sel.(*ast.Field)
		p, err := plan.Compile(plan.Request{Model: m, Schema: s, Field: f, Selections: f.SelectionSet, Variables: vars, Limits: limits})
		if err != nil {
			return nil, err
		}
		plans = append(plans, p)
	}
	return plans, nil
}

// variablesOf returns the variables in the comment of a query: # variables: {"a": 1}
func variablesOf(query string) string {
	_, variables, _ := strings.Cut(query, "# variables: ")
	variables, _, _ = strings.Cut(variables, "\n")
	return variables
}

// TestGolden compares the plan of every kind of query with the golden file next to the query.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/plans/*.graphql")
	if err != nil || len(files) == 0 {
		t.Fatal("no queries", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".graphql"), func(t *testing.T) {
			query, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			plans, err := compile(t, string(query), variablesOf(string(query)), plan.DefaultLimits())
			if err != nil {
				t.Fatal(err)
			}
			var got bytes.Buffer
			for _, p := range plans {
				got.WriteString(p.String())
			}
			golden := strings.TrimSuffix(file, ".graphql") + ".plan"
			if *update {
				if err := os.WriteFile(golden, got.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got.String()); diff != "" {
				t.Errorf("plan differs (-want +got); go test ./internal/plan -update rewrites it:\n%s", diff)
			}
		})
	}
}

// TestRejected requires the code and a helpful message for every kind of invalid request.
func TestRejected(t *testing.T) {
	nested := strings.Repeat(`NOT:{`, 8) + `name:{eq:"a"}` + strings.Repeat(`}`, 8)
	rows := []struct {
		name, query, variables string
		code                   plan.Code
		message                string
	}{
		{"negative first", `{people(first:-1){totalCount}}`, "", plan.BadUserInput, "`first` is -1"},
		{"page over the limit", `{people(first:1001){totalCount}}`, "", plan.BadUserInput, "0 to 1000"},
		{"page over the limit, backward", `{people(last:1001){totalCount}}`, "", plan.BadUserInput, "`last` is 1001"},
		{"first and last", `{people(first:1,last:1){totalCount}}`, "", plan.BadUserInput, "cannot be combined"},
		{"first and last by variables", `query($a:Int,$b:Int){people(first:$a,last:$b){totalCount}}`, `{"a":1,"b":1}`, plan.BadUserInput, "cannot be combined"},
		{"nested page", `{people{nodes{participations(first:-5){totalCount}}}}`, "", plan.BadUserInput, "`first` is -5"},
		{"no cursor", `{people(after:"x"){totalCount}}`, "", plan.BadCursor, "not a cursor"},
		{"two sort keys in one element", `{people(sort:[{name:ASC,id:ASC}]){totalCount}}`, "", plan.BadUserInput, "one key"},
		{"two sort keys through an end", `{participations(sort:[{initiative:{name:ASC,id:ASC}}]){totalCount}}`, "", plan.BadUserInput, "one key"},
		{"too many sort keys", `{people(sort:[{name:ASC},{id:ASC},{name:ASC},{id:ASC},{name:ASC},{id:ASC}]){totalCount}}`, "", plan.TooComplex, "6 sort keys"},
		{"bad date", `{participations(where:{since:{gte:"last year"}}){totalCount}}`, "", plan.BadUserInput, "is not a date"},
		{"neither terms nor entries", `{resolve{term}}`, "", plan.BadUserInput, "`resolve` needs `terms` or `entries`; send exactly one of them"},
		{"both terms and entries", `{resolve(terms:["a"],entries:[{term:"a"}]){term}}`, "", plan.BadUserInput, "send exactly one"},
		{"an unknown country of an entry", `{resolve(entries:[{term:"a"},{term:"b",country:"Atlantis"}]){term}}`, "", plan.BadUserInput, "`entries[1].country` is \"Atlantis\""},
		{"a country of the Union's institutions", `{institutes(where:{country:{eq:"EL"}}){totalCount}}`, "", plan.BadUserInput, `"EL", which is not the code of a country; write "GR"`},
		{"a country by its name", `{institutes(where:{country:{in:["BE", "France"]}}){totalCount}}`, "", plan.BadUserInput, `write "FR"`},
		{"bad day", `{participations(where:{activeOn:"2024-02-30"}){totalCount}}`, "", plan.BadUserInput, "is not a date"},
		{"from after to of an entity", `{calls(where:{activeDuring:{from:"2025-01-02",to:"2025-01-01"}}){totalCount}}`, "", plan.BadUserInput, "from 2025-01-02 to 2025-01-01"},
		{"a circle north of the pole", `{institutes(where:{location:{within:{latitude:90.5,longitude:4,km:1}}}){totalCount}}`, "", plan.BadUserInput, "`location.within.latitude` is 90.5"},
		{"a circle east of the date line", `{institutes(where:{location:{within:{latitude:50,longitude:-180.5,km:1}}}){totalCount}}`, "", plan.BadUserInput, "`location.within.longitude` is -180.5"},
		{"a circle of less than nothing", `{institutes(where:{location:{within:{latitude:50,longitude:4,km:-1}}}){totalCount}}`, "", plan.BadUserInput, "`location.within.km` is -1"},
		{"a circle wider than the Earth", `{institutes(where:{location:{within:{latitude:50,longitude:4,km:20041}}}){totalCount}}`, "", plan.BadUserInput, "`location.within.km` is 20041"},
		{"from after to", `{participations(where:{activeDuring:{from:"2025",to:"2024"}}){totalCount}}`, "", plan.BadUserInput, "from 2025 to 2024"},
		{"filter too deep", `{people(where:{` + nested + `}){totalCount}}`, "", plan.TooComplex, "9 levels of a nested `where`, at most 8"},
		{"relation filters too deep", `{people(where:{participations:{some:{initiative:{participants:{some:{participant:{participations:{some:{initiative:{participants:{some:{participant:{participations:{some:{}}}}}}}}}}}}}}}){totalCount}}`, "", plan.TooComplex, "5 levels of nested relation filters, at most 4"},
		{"too many values", `query($in:[String!]){people(where:{name:{in:$in}}){totalCount}}`, `{"in":[` + strings.Repeat(`"a",`, 1000) + `"a"]}`, plan.TooLarge, "1001 values"},
		{"too many comparisons", `query($or:[PersonWhere!]){people(where:{OR:$or}){totalCount}}`, `{"or":[` + strings.Repeat(`{"name":{"eq":"a"}},`, 100) + `{"name":{"eq":"a"}}]}`, plan.TooComplex, "101 comparisons of one `where`, at most 100"},
		{"too many ids", `query($ids:[ID!]!){entities(ids:$ids){id}}`, `{"ids":[` + strings.Repeat(`"a",`, 200) + `"a"]}`, plan.TooLarge, "201 ids"},
		{"too many facets", `{people{facets(by:[TYPE,NAME,TYPE,NAME,TYPE,NAME,TYPE,NAME,TYPE,NAME,TYPE]){other}}}`, "", plan.TooComplex, "11 facets"},
		{"groups by nothing", `{people{groups(by:[]){total}}}`, "", plan.BadUserInput, "`by` has 0; send 1 to 3 facets"},
		{"groups by too much", `{people{groups(by:[TYPE,NAME,OCCUPATION,GIVEN_NAME]){total}}}`, "", plan.BadUserInput, "`by` has 4"},
		{"groups by one facet twice", `{people{groups(by:[TYPE,NAME,TYPE]){total}}}`, "", plan.BadUserInput, "`by` has TYPE twice"},
		{"too many groups", `{people{groups(by:[TYPE],first:5001){total}}}`, "", plan.BadUserInput, "`first` is 5001; send 0 to 5000"},
		{"a series that ends before it starts", `{fundings{series(from:"2021-01",to:"2020-12"){period}}}`, "", plan.BadUserInput, "from 2021 to 2020; give the earlier date as `from`"},
		{"too many periods", `{fundings{series(by:MONTH,from:"1990",to:"2023-05"){period}}}`, "", plan.TooLarge, "401 periods"},
		{"a series from no date", `{fundings{series(from:"soon"){period}}}`, "", plan.BadUserInput, "`from`: "},
		{"too many groupings", `{people{` + strings.Join(groupings(11), " ") + `}}`, "", plan.TooComplex, "11 groupings of one list"},
		{"too many buckets", `{people{facets(by:[TYPE],first:1001){other}}}`, "", plan.BadUserInput, "`first` is 1001"},
		{"one variable in many filters", `query($in:[String!]){` + manyFilters(12) + `}`, `{"in":[` + strings.Repeat(`"a",`, 999) + `"a"]}`, plan.TooComplex, "values in all filters"},
		{"variable of the wrong type", `query($n:Int){people(first:$n){totalCount}}`, `{"n":"1"}`, plan.BadUserInput, "variable $n"},
		{"variable over 32 bits", `query($n:Int){people(first:$n){totalCount}}`, `{"n":3000000000}`, plan.BadUserInput, "32 bits"},
		{"literal over 32 bits", `{people(first:3000000000){totalCount}}`, "", plan.BadUserInput, "32 bits"},
		{"bytes after a cursor's last value", `{institutes(first:1,after:"` + longCursor(t) + `"){totalCount}}`, "", plan.BadCursor, "not a cursor"},
		{"a message is cut between characters", `{participations(where:{activeOn:"a` + strings.Repeat("é", 40) + `"}){totalCount}}`, "", plan.BadUserInput, `"a` + strings.Repeat("é", 29) + `…" is not a date`},
		{"required variable", `query($id:ID!){person(id:$id){id}}`, `{}`, plan.BadUserInput, "required"},
		{"null for a required argument", `query($id:ID="a"){person(id:$id){id}}`, `{"id":null}`, plan.BadUserInput, "null, but ID! is required"},
		{"unknown field of a variable", `query($w:PersonWhere){people(where:$w){totalCount}}`, `{"w":{"nom":{"eq":"a"}}}`, plan.BadUserInput, `no field "nom"`},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			_, err := compile(t, row.query, row.variables, plan.DefaultLimits())
			var e *plan.Error
			if !errors.As(err, &e) {
				t.Fatalf("accepted, or an error without a code: %v", err)
			}
			if e.Code != row.code || !strings.Contains(e.Error(), row.message) {
				t.Errorf("got %s %q, want %s with %q", e.Code, e.Error(), row.code, row.message)
			}
		})
	}
}

// longCursor returns a cursor of lists by name with a byte after its last value.
func longCursor(t *testing.T) string {
	t.Helper()
	m, _ := schema(t)
	o := plan.Order{{Field: m.AnyEntity.Field("name")}}
	raw, err := base64.RawURLEncoding.DecodeString(string(o.AppendCursor(nil, []model.Value{model.TextValue("a"), model.IDValue("a")})))
	if err != nil {
		t.Fatal(err)
	}
	return base64.RawURLEncoding.EncodeToString(append(raw, 0))
}

// TestSiblings accepts relation filters next to each other beyond the limit on nested ones.
func TestSiblings(t *testing.T) {
	l := plan.DefaultLimits()
	l.RelationFilters = 1
	for _, query := range []string{
		`{people(where:{participations:{some:{}},affiliations:{none:{}},OR:[{participations:{some:{}}},{affiliations:{some:{}}}]}){totalCount}}`,
		`{institutes(where:{participations:{some:{role:{eq:CHAIR}},count:{gte:2}},affiliates:{some:{}},parts:{some:{}}}){totalCount}}`,
	} {
		if _, err := compile(t, query, "", l); err != nil {
			t.Errorf("%s: %v", query, err)
		}
	}
}

// manyFilters returns n comparisons with one variable, each in a list of its own.
func manyFilters(n int) string {
	list := ""
	for i := range n {
		list += "l" + strconv.Itoa(i) + ":participations(where:{role:{isNull:true},title:{in:$in}}){totalCount}"
	}
	return "people{nodes{" + list + "}}"
}

// TestErrorPath requires the path of an error to have the response keys of its field.
func TestErrorPath(t *testing.T) {
	_, err := compile(t, `{x: people{n: nodes{p: participations(first:-5){totalCount}}}}`, "", plan.DefaultLimits())
	var e *plan.Error
	if !errors.As(err, &e) {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"x", "n", "p"}, e.Path); diff != "" {
		t.Error(diff)
	}
}

// TestAbsentIsNull requires the same plan for `null` and for an absent value, at every depth.
func TestAbsentIsNull(t *testing.T) {
	for _, pair := range [][2]string{
		{`{people{totalCount}}`, `{people(where:null,sort:null,first:null,after:null,last:null,before:null){totalCount}}`},
		{`{people(where:{}){totalCount}}`, `{people(where:{AND:null,OR:null,NOT:null,name:null,participations:null}){totalCount}}`},
		{`{people(where:{name:{}}){totalCount}}`, `{people(where:{name:{eq:null,in:null,isNull:null}}){totalCount}}`},
		{`{people(where:{participations:{}}){totalCount}}`, `{people(where:{participations:{some:null,count:{gte:null,where:null}}}){totalCount}}`},
		{`{participations(where:{activeDuring:{}}){totalCount}}`, `{participations(where:{activeOn:null,activeDuring:{from:null,to:null}}){totalCount}}`},
		{`{people(sort:[]){totalCount}}`, `{people(sort:[{}, {name:null}, {participations:null}]){totalCount}}`},
		{`{people{facets(by:[TYPE]){other}}}`, `{people{facets(by:[TYPE],first:null){other}}}`},
	} {
		a, err := compile(t, pair[0], "", plan.DefaultLimits())
		if err != nil {
			t.Fatal(err)
		}
		b, err := compile(t, pair[1], "", plan.DefaultLimits())
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(a[0].String(), b[0].String()); diff != "" {
			t.Errorf("%s\n%s", pair[1], diff)
		}
	}
}

// groupings returns fields that group one list.
func groupings(n int) []string {
	fields := make([]string, n)
	for i := range fields {
		fields[i] = "g" + strconv.Itoa(i) + ":groups(by:[TYPE]){total}"
	}
	return fields
}
