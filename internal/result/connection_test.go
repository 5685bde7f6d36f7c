package result_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/result"
	"whojoins/internal/store"
	"whojoins/internal/store/storetest"
)

// page returns a connection of institutes, its response field, and an answer of n rows.
func page(n int, outs ...plan.Out) (*plan.Connection, plan.Out, *storetest.Rows) {
	institute := schema.Type("Institute")
	c := &plan.Connection{Type: institute, Page: plan.Page{Limit: n},
		Rows: &plan.Select{Type: institute, Slots: []plan.Slot{column(institute.Field("name"))}}}
	rows := &storetest.Rows{}
	for i := range n {
		name := "Institute " + string(rune('a'+i%26))
		rows.Items = append(rows.Items, &storetest.Node{Type: institute, Slots: []any{model.TextValue(name)}})
		rows.Keys = append(rows.Keys, []model.Value{model.IDValue("institute-" + string(rune('a'+i%26)))})
	}
	return c, out("institutes", plan.OutConnection, inside(outs...)), rows
}

func row(s *plan.Select) *plan.Shape {
	t := schema.Type("Institute")
	return plan.NewShape(s, plan.Case{Types: t.Types, Fields: []plan.Out{scalar("name", t.Field("name"), 0)}})
}

// cursorOf returns the cursor of a key, as JSON.
func cursorOf(o plan.Order, key []model.Value) string {
	return `"` + string(o.AppendCursor(nil, key)) + `"`
}

func TestConnection(t *testing.T) {
	c, o, rows := page(2)
	s := row(c.Rows)
	o.Fields = []plan.Out{
		out("__typename", plan.OutTypename, text("InstituteConnection")),
		out("nodes", plan.OutNodes, shape(s)),
		out("edges", plan.OutEdges, inside(
			out("t", plan.OutTypename, text("InstituteEdge")), out("cursor", plan.OutCursor), out("node", plan.OutNode, shape(s)))),
		out("again", plan.OutNodes, shape(s)),
		out("totalCount", plan.OutTotalCount),
	}
	rows.Count = 41
	got, err := write(t, c, o, rows)
	first, second := cursorOf(c.Order, rows.Keys[0]), cursorOf(c.Order, rows.Keys[1])
	want := `{"__typename":"InstituteConnection","nodes":[{"name":"Institute a"},{"name":"Institute b"}],` +
		`"edges":[{"t":"InstituteEdge","cursor":` + first + `,"node":{"name":"Institute a"}},{"t":"InstituteEdge","cursor":` + second + `,"node":{"name":"Institute b"}}],` +
		`"again":[{"name":"Institute a"},{"name":"Institute b"}],"totalCount":41}`
	if err != nil || got != want {
		t.Errorf("got %s, %v\nwant %s", got, err, want)
	}
}

func TestPageInfo(t *testing.T) {
	info := out("pageInfo", plan.OutPageInfo, inside(
		out("t", plan.OutTypename, text("PageInfo")), out("next", plan.OutHasNextPage), out("previous", plan.OutHasPreviousPage),
		out("start", plan.OutStartCursor), out("end", plan.OutEndCursor)))
	key := []model.Value{model.IDValue("institute-z")}
	for _, test := range []struct {
		reason         string
		rows           int
		page           plan.Page
		more           bool
		next, previous string
	}{
		{"forward: next is exact", 2, plan.Page{}, true, "true", "false"},
		{"forward at the end", 2, plan.Page{}, false, "false", "false"},
		{"forward from a cursor", 2, plan.Page{After: key}, false, "false", "true"},
		{"forward up to a cursor: next stays exact", 2, plan.Page{Before: key}, false, "false", "false"},
		{"backward: previous is exact", 2, plan.Page{Backward: true}, true, "false", "true"},
		{"backward from a cursor", 2, plan.Page{Backward: true, Before: key}, false, "true", "false"},
		{"an empty page has no cursors", 0, plan.Page{After: key}, false, "false", "true"},
	} {
		c, o, rows := page(test.rows, info)
		c.Page, rows.More = test.page, test.more
		got, err := write(t, c, o, rows)
		start, end := "null", "null"
		if test.rows > 0 {
			start, end = cursorOf(c.Order, rows.Keys[0]), cursorOf(c.Order, rows.Keys[test.rows-1])
		}
		want := `{"pageInfo":{"t":"PageInfo","next":` + test.next + `,"previous":` + test.previous + `,"start":` + start + `,"end":` + end + `}}`
		if err != nil || got != want {
			t.Errorf("%s:\n got %s, %v\nwant %s", test.reason, got, err, want)
		}
	}
}

func TestFacets(t *testing.T) {
	fields := []plan.Out{
		out("t", plan.OutTypename, text("FacetCounts")), out("field", plan.OutFacetField),
		out("buckets", plan.OutBuckets, inside(out("t", plan.OutTypename, text("FacetBucket")),
			out("value", plan.OutBucketValue), out("label", plan.OutBucketLabel), out("count", plan.OutBucketCount))),
		out("other", plan.OutOther), out("missing", plan.OutMissing),
	}
	c, o, rows := page(0,
		out("one", plan.OutFacets, facets(0, 1), inside(fields...)),
		out("two", plan.OutFacets, facets(1, 2), inside(fields[1])),
		out("none", plan.OutFacets, facets(3, 0), inside(fields[1])))
	for _, name := range []string{"COUNTRY", "CITY", "KINDS"} {
		c.Facets = append(c.Facets, plan.Facet{Facet: model.Facet{Name: name}})
	}
	rows.Facets = []store.FacetResult{{Buckets: []store.Bucket{{Value: "BE", Label: "BE", Count: 3}, {Value: "FR", Label: "\"F\"", Count: 1}}, Other: 2, Missing: 4}, {}, {}}
	got, err := write(t, c, o, rows)
	want := `{"one":[{"t":"FacetCounts","field":"COUNTRY","buckets":[{"t":"FacetBucket","value":"BE","label":"BE","count":3},` +
		`{"t":"FacetBucket","value":"FR","label":"\"F\"","count":1}],"other":2,"missing":4}],"two":[{"field":"CITY"},{"field":"KINDS"}],"none":[]}`
	if err != nil || got != want {
		t.Errorf("got %s, %v\nwant %s", got, err, want)
	}
}

func TestGroups(t *testing.T) {
	c, o, rows := page(0, out("groups", plan.OutGroups, inside(
		out("t", plan.OutTypename, text("GroupCounts")),
		out("groups", plan.OutGroupList, inside(
			out("keys", plan.OutGroupKeys, inside(out("field", plan.OutKeyField), out("value", plan.OutKeyValue), out("label", plan.OutKeyLabel))),
			out("none", plan.OutGroupKeys),
			out("count", plan.OutGroupCount),
			out("sums", plan.OutGroupSums, inside(out("field", plan.OutSumField), out("currency", plan.OutSumCurrency), out("value", plan.OutSumValue))),
			out("distinct", plan.OutGroupDistinct, inside(out("field", plan.OutDistinctField), out("count", plan.OutDistinctCount))))),
		out("total", plan.OutGroupTotal), out("omitted", plan.OutGroupOmitted))))
	participation := schema.Type("Participation")
	c.Groups = []plan.Groups{{By: []model.Facet{{Name: "ROLE"}, {Name: "SINCE_YEAR"}}, Sums: []*model.Field{participation.Field("contribution")}, Ends: participation.Ends()}}
	rows.Groups = []store.GroupsResult{{Total: 3, Groups: []store.Group{
		{Keys: []store.GroupKey{{Value: "MEMBER", Label: "Member"}, {Missing: true}}, Count: 2,
			Sums: []store.MoneySum{{Currency: "EUR", Sum: 150}, {Currency: "USD", Sum: -5}}, Distinct: []int{2, 1}},
		{Keys: []store.GroupKey{{Missing: true}, {Value: "2024", Label: "2024"}}, Count: 1, Distinct: []int{1, 1}},
	}}}
	got, err := write(t, c, o, rows)
	want := `{"groups":{"t":"GroupCounts","groups":[` +
		`{"keys":[{"field":"ROLE","value":"MEMBER","label":"Member"},{"field":"SINCE_YEAR","value":null,"label":null}],"none":[{},{}],"count":2,` +
		`"sums":[{"field":"contribution","currency":"EUR","value":1.5},{"field":"contribution","currency":"USD","value":-0.05}],` +
		`"distinct":[{"field":"participant","count":2},{"field":"initiative","count":1}]},` +
		`{"keys":[{"field":"ROLE","value":null,"label":null},{"field":"SINCE_YEAR","value":"2024","label":"2024"}],"none":[{},{}],"count":1,"sums":[],` +
		`"distinct":[{"field":"participant","count":1},{"field":"initiative","count":1}]}],"total":3,"omitted":1}}`
	if err != nil || got != want {
		t.Errorf("got %s, %v\nwant %s", got, err, want)
	}
}

// TestSeries checks the periods of a series with and without a span of the caller. Rows that end
// before they begin are never active.
func TestSeries(t *testing.T) {
	c, o, rows := page(0, out("series", plan.OutSeries, inside(out("period", plan.OutPeriod), out("start", plan.OutPeriodStart), out("end", plan.OutPeriodEnd),
		out("active", plan.OutPeriodActive), out("began", plan.OutPeriodBegan), out("ended", plan.OutPeriodEnded))))
	rows.Series = []store.SeriesResult{{
		Began: []store.PeriodCount{{Period: 2020, Count: 3, Void: 1}, {Period: 2022, Count: 1}},
		Ended: []store.PeriodCount{{Period: 2019, Count: 1, Void: 1}, {Period: 2021, Count: 1}},
	}}
	year := func(n int) *int { return &n }
	for _, test := range []struct {
		from, to *int
		most     int
		want     string
	}{
		{nil, nil, 3, "2020 2 3 0, 2021 2 0 1, 2022 2 1 0"},
		{year(2019), year(2020), 3, "2019 0 0 1, 2020 2 3 0"},
		{year(2021), year(2023), 3, "2021 2 0 1, 2022 2 1 0, 2023 2 0 0"},
		{year(2023), nil, 3, ""},
		{nil, year(2019), 3, ""},
		{nil, nil, 2, "TOO_LARGE"},
	} {
		c.Series = []plan.Series{{By: model.Year, From: test.from, To: test.to, Most: test.most}}
		got, err := write(t, c, o, rows)
		var list []string
		for each := range strings.SplitSeq(test.want, ", ") {
			var year, active, began, ended int
			if _, err := fmt.Sscan(each, &year, &active, &began, &ended); err == nil {
				list = append(list, fmt.Sprintf(`{"period":"%d","start":"%[1]d-01-01","end":"%[1]d-12-31","active":%d,"began":%d,"ended":%d}`, year, active, began, ended))
			}
		}
		var refused *plan.Error
		if errors.As(err, &refused) && string(refused.Code) == test.want && refused.Limit == "periods" && refused.Asked == 3 {
			continue
		}
		if want := `{"series":[` + strings.Join(list, ",") + `]}`; err != nil || got != want {
			t.Errorf("got %s, %v\nwant %s", got, err, want)
		}
	}
}

func TestAggregate(t *testing.T) {
	project, institute := schema.Type("Project"), schema.Type("Institute")
	number := []plan.Out{out("t", plan.OutTypename, text("NumberAggregate")), out("min", plan.OutMin), out("max", plan.OutMax), out("sum", plan.OutSum), out("average", plan.OutAverage)}
	money := append([]plan.Out{out("currency", plan.OutCurrency), out("count", plan.OutCurrencyCount)}, number...)
	c, o, rows := page(0, out("aggregate", plan.OutAggregate, inside(
		out("t", plan.OutTypename, text("ProjectAggregate")), out("count", plan.OutAggregateCount),
		out("start", plan.OutAggregateField, index(0), inside(number[1], number[2])),
		out("end", plan.OutAggregateField, index(1), inside(number[1], number[2])),
		out("founded", plan.OutAggregateField, index(2), inside(number...)),
		out("none", plan.OutAggregateField, index(3), inside(number...)),
		out("budget", plan.OutAggregateMoney, index(4), inside(money...)),
		out("contribution", plan.OutAggregateMoney, index(5), inside(money...)))))
	founded := institute.Field("founded")
	c.Aggregates = []*model.Field{project.Field("start"), project.Field("end"), founded, founded, project.Field("budget"), project.Field("contribution")}
	rows.Aggregate = store.AggregateResult{Count: 9, Fields: []store.FieldAggregate{
		{Count: 2, MinDay: 0, MaxDay: 365}, {}, {Count: 4, Min: 1900, Max: 2000, Sum: 7802}, {},
		{Count: 5, Money: []store.MoneyAggregate{{Currency: "CHF", Count: 1, Min: 150, Max: 150, Sum: 150}, {Currency: "EUR", Count: 4, Min: -5, Max: 1000, Sum: 1010}}}, {},
	}}
	got, err := write(t, c, o, rows)
	want := `{"aggregate":{"t":"ProjectAggregate","count":9,"start":{"min":"1970-01-01","max":"1971-01-01"},"end":{"min":null,"max":null},` +
		`"founded":{"t":"NumberAggregate","min":1900,"max":2000,"sum":7802,"average":1950.5},` +
		`"none":{"t":"NumberAggregate","min":null,"max":null,"sum":null,"average":null},` +
		`"budget":[{"currency":"CHF","count":1,"t":"NumberAggregate","min":1.5,"max":1.5,"sum":1.5,"average":1.5},` +
		`{"currency":"EUR","count":4,"t":"NumberAggregate","min":-0.05,"max":10,"sum":10.1,"average":2.52}],"contribution":[]}}`
	if err != nil || got != want {
		t.Errorf("got %s, %v\nwant %s", got, err, want)
	}
}

func TestMoneyAverage(t *testing.T) {
	for _, test := range []struct {
		reason string
		sum    int64
		count  int
		want   string
	}{
		{"half goes to even, down", 5, 2, "0.02"},
		{"half goes to even, up", 7, 2, "0.04"},
		{"less than half goes down", 10, 4, "0.02"},
		{"more than half goes up", 11, 4, "0.03"},
		{"half of a negative sum goes to even", -5, 2, "-0.02"},
		{"more than half of a negative sum goes away from nothing", -8, 3, "-0.03"},
		{"a quarter cent is nothing", 1, 4, "0"},
		{"half a cent is nothing, since nothing is even", 1, 2, "0"},
		{"the largest sum is exact", 9223372036854775807, 1, "92233720368547758.07"},
		{"the smallest sum is exact", -9223372036854775808, 1, "-92233720368547758.08"},
	} {
		c, o, rows := page(0, out("aggregate", plan.OutAggregate, inside(
			out("budget", plan.OutAggregateMoney, inside(out("average", plan.OutAverage))))))
		c.Aggregates = []*model.Field{schema.Type("Project").Field("budget")}
		rows.Aggregate.Fields = []store.FieldAggregate{{Count: 1, Money: []store.MoneyAggregate{{Currency: "EUR", Count: test.count, Sum: test.sum}}}}
		got, err := write(t, c, o, rows)
		if want := `{"aggregate":{"budget":[{"average":` + test.want + `}]}}`; err != nil || got != want {
			t.Errorf("%s: got %s, %v, want %s", test.reason, got, err, want)
		}
	}
}

// TestNothingIsAllocatedForARow compares the allocations of a page of many rows with those of
// few rows. The memory of the writer comes from a pool, which the race detector empties at
// random.
func TestNothingIsAllocatedForARow(t *testing.T) {
	for _, rows := range []int{10, 1000} {
		c, o, answer := page(rows)
		s := row(c.Rows)
		o.Fields = []plan.Out{
			out("nodes", plan.OutNodes, shape(s)),
			out("edges", plan.OutEdges, inside(out("cursor", plan.OutCursor), out("node", plan.OutNode, shape(s)))),
		}
		p := &plan.Plan{Root: &plan.Select{Slots: []plan.Slot{c}}, Out: o}
		cursor := storetest.Script(answer)
		dst, work := make([]byte, 0, 1<<20), plan.NewWork(t.Context())
		if got := testing.AllocsPerRun(20, func() {
			if _, err := result.Write(dst, p, cursor, work, nil); err != nil {
				t.Fatal(err)
			}
		}); got > 2 {
			t.Errorf("%d rows: %v allocations, want none for a row", rows, got)
		}
	}
}

func BenchmarkWrite(b *testing.B) {
	c, o, answer := page(1000)
	o.Fields = []plan.Out{out("nodes", plan.OutNodes, shape(row(c.Rows)))}
	p := &plan.Plan{Root: &plan.Select{Slots: []plan.Slot{c}}, Out: o}
	cursor := storetest.Script(answer)
	dst, work := make([]byte, 0, 1<<20), plan.NewWork(b.Context())
	b.ReportAllocs()
	for b.Loop() {
		out, err := result.Write(dst, p, cursor, work, nil)
		if err != nil || !strings.HasPrefix(string(out[:10]), `{"nodes":`) {
			b.Fatal(err)
		}
	}
}
