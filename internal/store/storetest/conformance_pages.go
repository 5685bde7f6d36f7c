package storetest

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"whojoins/internal/model"
)

// less compares two rows by one sort key, and returns a negative number, zero or a positive
// number.
type less func(a, b entity) int

// missingLast orders missing values last, in both directions.
func missingLast(has func(entity) bool, compare less) less {
	return func(a, b entity) int {
		switch {
		case has(a) && has(b):
			return compare(a, b)
		case has(a):
			return -1
		case has(b):
			return 1
		}
		return 0
	}
}

func byText(field string) less {
	return missingLast(func(e entity) bool { return e.has(field) }, func(a, b entity) int {
		return cmp.Or(cmp.Compare(model.Fold(a.text(field)), model.Fold(b.text(field))), cmp.Compare(a.text(field), b.text(field)))
	})
}

func byWord(field string) less {
	return missingLast(func(e entity) bool { return e.has(field) }, func(a, b entity) int { return cmp.Compare(a.text(field), b.text(field)) })
}

func byNumber(field string) less {
	return missingLast(func(e entity) bool { return e.has(field) }, func(a, b entity) int { return cmp.Compare(a.number(field), b.number(field)) })
}

func byDay(field string) less {
	return missingLast(func(e entity) bool { return e.has(field) }, func(a, b entity) int {
		x, _ := a.first(field)
		y, _ := b.first(field)
		return cmp.Compare(x, y)
	})
}

func byMoney(field string) less {
	return missingLast(func(e entity) bool { _, ok := e.cents(field); return ok }, func(a, b entity) int {
		x, _ := a.cents(field)
		y, _ := b.cents(field)
		return cmp.Or(cmp.Compare(a.leaf(field, "currency").Text, b.leaf(field, "currency").Text), cmp.Compare(x, y))
	})
}

// desc reverses a key; missing values stay last.
func desc(has func(entity) bool, key less) less {
	return missingLast(has, func(a, b entity) int { return key(b, a) })
}

func descOf(field string, key less) less {
	return desc(func(e entity) bool { return e.has(field) }, key)
}

func atEndOf(to bool, key less) less {
	end := entity.from
	if to {
		end = entity.to
	}
	return func(a, b entity) int { return key(end(a), end(b)) }
}

// orders tests each kind of sort key, followed by the id in ascending order.
func (s *suite) orders(t *testing.T) {
	always := func(entity) bool { return true }
	count := func(side string) less {
		return func(a, b entity) int { return cmp.Compare(a.count(side, always), b.count(side, always)) }
	}
	hasBudget := func(e entity) bool { _, ok := e.cents("budget"); return ok }
	for i, row := range []struct {
		list, sort string
		keys       []less
	}{
		{"institutes", `null`, []less{byText("name")}},
		{"institutes", `[]`, []less{byText("name")}},
		{"institutes", `{name: ASC}`, []less{byText("name")}},
		{"institutes", `[{name: DESC}]`, []less{desc(always, byText("name"))}},
		{"institutes", `[{country: ASC}]`, []less{byText("country")}},
		{"institutes", `[{country: DESC}]`, []less{descOf("country", byText("country"))}},
		{"institutes", `[{founded: DESC}, {name: ASC}]`, []less{descOf("founded", byNumber("founded")), byText("name")}},
		{"institutes", `[{id: DESC}]`, []less{func(a, b entity) int { return cmp.Compare(b.ID, a.ID) }}},
		{"allEntities", `[{type: DESC}, {name: DESC}]`, []less{func(a, b entity) int { return cmp.Compare(b.Type.Enum, a.Type.Enum) }, desc(always, byText("name"))}},
		{"allEntities", `[{start: ASC}]`, []less{byDay("start")}},
		{"allEntities", `[{start: DESC}]`, []less{descOf("start", byDay("start"))}},
		{"initiatives", `[{budget: ASC}]`, []less{byMoney("budget")}},
		{"initiatives", `[{budget: DESC}]`, []less{desc(hasBudget, byMoney("budget"))}},
		{"institutes", `[{participations: {count: DESC}}]`, []less{desc(always, count("participations"))}},
		{"allEntities", `[{participants: {count: ASC}}, {name: ASC}]`, []less{count("participants"), byText("name")}},
		{"participations", `null`, nil},
		{"participations", `[{role: ASC}]`, []less{byWord("role")}},
		{"participations", `[{role: DESC}, {since: ASC}]`, []less{desc(always, byWord("role")), byDay("since")}},
		{"participations", `[{initiative: {name: ASC}}]`, []less{atEndOf(true, byText("name"))}},
		{"participations", `[{participant: {country: DESC}}]`, []less{atEndOf(false, descOf("country", byText("country")))}},
		{"participations", `[{initiative: {participants: {count: DESC}}}, {participant: {name: ASC}}]`, []less{atEndOf(true, desc(always, count("participants"))), atEndOf(false, byText("name"))}},
		{"participations", `[{contribution: DESC}]`, []less{desc(func(e entity) bool { _, ok := e.cents("contribution"); return ok }, byMoney("contribution"))}},
	} {
		if s.sample && i%4 > 1 {
			continue
		}
		t.Run(row.list+" "+row.sort, func(t *testing.T) {
			s.walk(t, row.list, row.sort, s.sorted(row.list, row.keys))
		})
	}
}

// sorted returns the ids of a list in the order of keys, then by id.
func (s *suite) sorted(list string, keys []less) []string {
	ty := s.m.RootList(list)
	var rows []entity
	for _, o := range append(slices.Clone(s.g.Entities), s.g.Relations...) {
		if e := (entity{s, o}); ty.Types.Has(o.Type) && e.current() {
			rows = append(rows, e)
		}
	}
	slices.SortFunc(rows, func(a, b entity) int {
		for _, key := range keys {
			if c := key(a, b); c != 0 {
				return c
			}
		}
		return cmp.Compare(a.ID, b.ID)
	})
	ids := []string{}
	for _, e := range rows {
		ids = append(ids, e.ID)
	}
	return ids
}

// walk reads a list page by page, in both directions and with several sizes: together the pages
// must be the whole list without gaps or repetitions, and their flags must show where the list
// ends.
func (s *suite) walk(t *testing.T, list, sort string, want []string) {
	t.Helper()
	sizes := []int{1, 2, 5, 1000}
	if s.sample {
		sizes = []int{2, 1000}
	}
	for _, size := range sizes {
		var got []string
		for after := "null"; ; {
			page := at(s.query(t, fmt.Sprintf("{ %s(sort: %s, first: %d, after: %s) { nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }", list, sort, size, after)), list)
			got = append(got, idsAt(page, "nodes")...)
			info := at(page, "pageInfo")
			if at(info, "hasPreviousPage") != (after != "null") || at(info, "hasNextPage") != (len(got) < len(want)) {
				t.Fatalf("%s %s: flags %v after %d of %d", list, sort, info, len(got), len(want))
			}
			if at(info, "hasNextPage") != true {
				break
			}
			after = fmt.Sprintf("%q", at(info, "endCursor"))
		}
		if diff := gocmp.Diff(want, got); diff != "" {
			t.Errorf("%s %s forward by %d (-want +got)\n%s", list, sort, size, diff)
		}
		got = nil
		for before := "null"; ; {
			page := at(s.query(t, fmt.Sprintf("{ %s(sort: %s, last: %d, before: %s) { edges { node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }", list, sort, size, before)), list)
			var ids []string
			for _, id := range at(page, "edges", "*", "node", "id").([]any) {
				ids = append(ids, id.(string))
			}
			got = append(ids, got...)
			info := at(page, "pageInfo")
			if at(info, "hasNextPage") != (before != "null") || at(info, "hasPreviousPage") != (len(got) < len(want)) {
				t.Fatalf("%s %s: flags %v before %d of %d", list, sort, info, len(got), len(want))
			}
			if at(info, "hasPreviousPage") != true {
				break
			}
			before = fmt.Sprintf("%q", at(info, "startCursor"))
		}
		if diff := gocmp.Diff(want, got); diff != "" {
			t.Errorf("%s %s backward by %d (-want +got)\n%s", list, sort, size, diff)
		}
	}
}

// pages tests the first and the last pages of lists, and pages beyond the ends.
func (s *suite) pages(t *testing.T) {
	all := s.sorted("institutes", []less{byText("name")})
	t.Run("first 0 is an empty page", func(t *testing.T) {
		s.is(t, `{ institutes(first: 0) { nodes { id } edges { cursor } totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`,
			fmt.Sprintf(`{"institutes": {"nodes": [], "edges": [], "totalCount": %d, "pageInfo": {"hasNextPage": true, "hasPreviousPage": false, "startCursor": null, "endCursor": null}}}`, len(all)))
	})
	t.Run("last 0 is an empty page", func(t *testing.T) {
		s.is(t, `{ institutes(last: 0) { nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`,
			`{"institutes": {"nodes": [], "pageInfo": {"hasNextPage": false, "hasPreviousPage": true, "startCursor": null, "endCursor": null}}}`)
	})
	t.Run("nothing matches", func(t *testing.T) {
		s.is(t, `{ institutes(where: {OR: []}) { nodes { id } totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`,
			`{"institutes": {"nodes": [], "totalCount": 0, "pageInfo": {"hasNextPage": false, "hasPreviousPage": false, "startCursor": null, "endCursor": null}}}`)
	})
	t.Run("last alone is the end of the list", func(t *testing.T) {
		if diff := gocmp.Diff(all[len(all)-2:], idsAt(s.query(t, `{ institutes(last: 2) { nodes { id } } }`), "institutes", "nodes")); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("between two cursors", func(t *testing.T) {
		cursors := at(s.query(t, `{ institutes { edges { cursor } } }`), "institutes", "edges", "*", "cursor").([]any)
		query := fmt.Sprintf(`{ institutes(after: %q, before: %q) { nodes { id } } }`, cursors[0], cursors[4])
		if diff := gocmp.Diff(all[1:4], idsAt(s.query(t, query), "institutes", "nodes")); diff != "" {
			t.Error(diff)
		}
		query = fmt.Sprintf(`{ institutes(after: %q, before: %q) { nodes { id } } }`, cursors[4], cursors[0])
		if got := idsAt(s.query(t, query), "institutes", "nodes"); len(got) != 0 {
			t.Errorf("an after behind its before: %v", got)
		}
	})
	t.Run("a cursor outlives its row", func(t *testing.T) {
		cursors := at(s.query(t, `{ institutes(sort: {country: ASC}) { edges { cursor node { id } } } }`), "institutes", "edges").([]any)
		// The filter excludes the row that the cursor was made from.
		row := cursors[1].(map[string]any)
		query := fmt.Sprintf(`{ institutes(sort: {country: ASC}, after: %q, where: {id: {ne: %q}}) { nodes { id } } }`, row["cursor"], at(row, "node", "id"))
		var want []string
		for _, c := range cursors[2:] {
			want = append(want, at(c, "node", "id").(string))
		}
		if diff := gocmp.Diff(want, idsAt(s.query(t, query), "institutes", "nodes")); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("edges, nodes and aliases of both show the same page", func(t *testing.T) {
		got := at(s.query(t, `{ institutes(first: 3) { nodes { id } more: nodes { name } edges { node { id } } again: edges { cursor } } }`), "institutes")
		if len(idsAt(got, "nodes")) != 3 || len(at(got, "more").([]any)) != 3 || len(at(got, "again").([]any)) != 3 {
			t.Errorf("%v", got)
		}
		if diff := gocmp.Diff(at(got, "nodes", "*", "id"), at(got, "edges", "*", "node", "id")); diff != "" {
			t.Error(diff)
		}
	})
}

// nestedPages tests that nested filters, orders, pages and counts apply to each entity
// separately.
func (s *suite) nestedPages(t *testing.T) {
	for _, o := range s.g.Entities {
		e := entity{s, o}
		if o.Type.Side("participants") == nil {
			continue
		}
		t.Run(o.ID, func(t *testing.T) {
			rows := e.side("participants")
			slices.SortFunc(rows, func(a, b entity) int {
				return cmp.Or(atEndOf(false, desc(func(entity) bool { return true }, byText("name")))(a, b), cmp.Compare(a.ID, b.ID))
			})
			all := []string{}
			for _, r := range rows {
				all = append(all, r.ID)
			}
			query := fmt.Sprintf(`{ entity(id: %q) { ... on Initiative { participants(sort: {participant: {name: DESC}}) { totalCount nodes { id } edges { cursor } } } } }`, o.ID)
			got := at(s.query(t, query), "entity", "participants")
			if diff := gocmp.Diff(all, idsAt(got, "nodes")); diff != "" {
				t.Errorf("%s\n%s", query, diff)
			}
			if n := at(got, "totalCount"); n != float64(len(all)) {
				t.Errorf("totalCount %v, want %d", n, len(all))
			}
			if len(all) < 2 {
				return
			}
			cursor := at(got, "edges", "*", "cursor").([]any)[0]
			query = fmt.Sprintf(`{ entity(id: %q) { ... on Initiative { participants(sort: {participant: {name: DESC}}, first: 1, after: %q) { totalCount nodes { id } pageInfo { hasNextPage hasPreviousPage } } } } }`, o.ID, cursor)
			got = at(s.query(t, query), "entity", "participants")
			if diff := gocmp.Diff(all[1:2], idsAt(got, "nodes")); diff != "" {
				t.Errorf("%s\n%s", query, diff)
			}
			if at(got, "pageInfo", "hasNextPage") != (len(all) > 2) || at(got, "pageInfo", "hasPreviousPage") != true {
				t.Errorf("%s: %v", query, at(got, "pageInfo"))
			}
		})
	}
	t.Run("a nested cursor holds values, not its parent", func(t *testing.T) {
		cursor := at(s.query(t, `{ jointAction(id: "action-1") { participants(first: 1) { edges { cursor } } } }`), "jointAction", "participants", "edges", "*", "cursor").([]any)[0]
		got := s.query(t, fmt.Sprintf(`{ alliance(id: "alliance-1") { participants(after: %q) { nodes { id } } } }`, cursor))
		first := s.relationsBy(s.m.Type("Participation"), func(r entity) bool { return r.current() && r.To == "action-1" })[0]
		want := s.relationsBy(s.m.Type("Participation"), func(r entity) bool {
			return r.current() && r.To == "alliance-1" && strings.Compare(r.ID, first) > 0
		})
		if diff := gocmp.Diff(want, idsAt(got, "alliance", "participants", "nodes")); diff != "" {
			t.Error(diff)
		}
	})
}
