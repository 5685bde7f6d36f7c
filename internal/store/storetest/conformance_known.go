package storetest

import (
	"fmt"
	"slices"
	"testing"
)

// countries returns the country of an organisation, or those of a person's organisations, each
// once.
func (e entity) countries() (codes []string) {
	if country := e.text("country"); country != "" {
		codes = append(codes, country)
	}
	for _, r := range e.side("affiliations") {
		if country := r.to().text("country"); country != "" && !slices.Contains(codes, country) {
			codes = append(codes, country)
		}
	}
	slices.Sort(codes)
	return codes
}

func (e entity) covered() bool  { return !e.leaf("coverage", "recorded").Null() }
func (e entity) complete() bool { return e.leaf("coverage", "complete").Int == 1 }

// known tests derived values on the graph of Known.
func (s *suite) known(t *testing.T) {
	s.rows(t, []filterRow{
		{"countries have", "actors", `{countries: {has: "BE"}}`, func(e entity) bool { return slices.Contains(e.countries(), "BE") }},
		{"countries have any", "people", `{countries: {hasAny: ["FR", "PL"]}}`, func(e entity) bool { return slices.Contains(e.countries(), "FR") }},
		{"no countries", "actors", `{countries: {isEmpty: true}}`, func(e entity) bool { return len(e.countries()) == 0 }},
		{"coverage is null", "initiatives", `{coverage: {isNull: true}}`, func(e entity) bool { return !e.covered() }},
		{"coverage is not null", "initiatives", `{coverage: {isNull: false}}`, entity.covered},
		{"complete", "initiatives", `{coverage: {complete: true}}`, entity.complete},
		{"incomplete, where something is stated", "initiatives", `{coverage: {complete: false}}`, func(e entity) bool { return e.covered() && !e.complete() }},
		{"null counts as absent", "initiatives", `{coverage: {complete: null, isNull: null}}`, func(entity) bool { return true }},
		{"parts of the coverage", "initiatives", `{coverage: {measure: {eq: "partners"}, recorded: {gte: 3}, comparator: {eq: GTE}}}`, func(e entity) bool { return e.ID == "part" }},
		{"a type without coverage", "allEntities", `{coverage: {isNull: true}, type: {in: [PERSON, NETWORK]}}`, func(e entity) bool { return e.Type.Name == "Person" }},
	})
	for _, row := range []struct{ says, query, want string }{
		{"countries of organisations, and of people's past and present ones", `{ actors(sort: {id: ASC}) { nodes { id countries } } }`,
			`{"actors": {"nodes": [{"id": "be-1", "countries": ["BE"]}, {"id": "be-2", "countries": ["BE"]}, {"id": "de-1", "countries": ["DE"]}, {"id": "fr-1", "countries": ["FR"]}, {"id": "listed-nobody", "countries": []}, {"id": "nowhere", "countries": []}, {"id": "person-fr", "countries": ["FR"]}, {"id": "person-none", "countries": []}, {"id": "person-past", "countries": ["BE", "FR"]}, {"id": "unlisted", "countries": []}]}}`},
		{"countries of participants", `{ participations { facets(by: [PARTICIPANT_COUNTRIES]) { buckets { value count } missing } } network(id: "organisations") { participants { facets(by: [PARTICIPANT_COUNTRIES]) { buckets { value label count } missing } } } }`,
			`{"participations": {"facets": [{"buckets": [{"value": "FR", "count": 10}, {"value": "BE", "count": 5}, {"value": "DE", "count": 3}], "missing": 2}]},
				"network": {"participants": {"facets": [{"buckets": [{"value": "FR", "label": "FR", "count": 3}, {"value": "BE", "label": "BE", "count": 1}], "missing": 0}]}}}`},
		{"the coverage of every initiative", `{ initiatives(sort: {id: ASC}) { nodes { id coverage { measure stated comparator recorded complete } } } }`,
			`{"initiatives": {"nodes": [
				{"id": "listed", "coverage": {"measure": null, "stated": null, "comparator": null, "recorded": 2, "complete": true}},
				{"id": "listed-nobody", "coverage": {"measure": null, "stated": null, "comparator": null, "recorded": 0, "complete": true}},
				{"id": "listed-nowhere", "coverage": {"measure": null, "stated": null, "comparator": null, "recorded": 2, "complete": true}},
				{"id": "more", "coverage": {"measure": "partners", "stated": 1, "comparator": "GT", "recorded": 2, "complete": false}},
				{"id": "nobody", "coverage": {"measure": "partners", "stated": 3, "comparator": "ABOUT", "recorded": 0, "complete": false}},
				{"id": "organisations", "coverage": {"measure": "partners", "stated": 2, "comparator": "EQ", "recorded": 1, "complete": false}},
				{"id": "over", "coverage": {"measure": "participants", "stated": 1, "comparator": "LTE", "recorded": 2, "complete": true}},
				{"id": "part", "coverage": {"measure": "partners", "stated": 121, "comparator": "GTE", "recorded": 3, "complete": false}},
				{"id": "reached", "coverage": {"measure": "members", "stated": 2, "comparator": "EQ", "recorded": 2, "complete": true}},
				{"id": "unknown", "coverage": null},
				{"id": "unlisted", "coverage": null}]}}`},
		{"the evidence of a number and of a complete list", `{ project(id: "part") { coverage { __typename evidence { field value rank date locator source { id } } again: evidence { rank } } } jointAction(id: "listed") { coverage { recorded evidence { field value rank date locator source { name } } } } nobody: alliance(id: "listed-nobody") { coverage { evidence { rank } } } unknown: project(id: "unknown") { coverage { evidence { rank } } } }`,
			`{"project": {"coverage": {"__typename": "Coverage", "evidence": [{"field": "stated", "value": "121", "rank": "PREFERRED", "date": "2025", "locator": "row 2", "source": {"id": "source-b"}}, {"field": "stated", "value": "121", "rank": "NORMAL", "date": null, "locator": null, "source": {"id": "source-a"}}], "again": [{"rank": "PREFERRED"}, {"rank": "NORMAL"}]}},
				"jointAction": {"coverage": {"recorded": 2, "evidence": [{"field": "complete", "value": "true", "rank": "PREFERRED", "date": null, "locator": "table", "source": {"name": "Source B"}}]}},
				"nobody": {"coverage": {"evidence": []}}, "unknown": {"coverage": null}}`},
		{"gaps by verdict, then by name; an unknown country is not another one", `{ gaps(lacking: {country: {eq: "BE"}}) { totalCount verdicts { value label count } pageInfo { hasNextPage hasPreviousPage } nodes { verdict initiative { id coverage { recorded } } } } }`,
			`{"gaps": {"totalCount": 9, "verdicts": [{"value": "LACKS", "label": "Lacks one", "count": 2}, {"value": "NONE_KNOWN", "label": "None on record", "count": 5}, {"value": "UNKNOWN", "label": "Nothing on record", "count": 2}], "pageInfo": {"hasNextPage": false, "hasPreviousPage": false}, "nodes": [
				{"verdict": "LACKS", "initiative": {"id": "listed", "coverage": {"recorded": 2}}}, {"verdict": "LACKS", "initiative": {"id": "listed-nobody", "coverage": {"recorded": 0}}},
				{"verdict": "NONE_KNOWN", "initiative": {"id": "listed-nowhere", "coverage": {"recorded": 2}}}, {"verdict": "NONE_KNOWN", "initiative": {"id": "more", "coverage": {"recorded": 2}}}, {"verdict": "NONE_KNOWN", "initiative": {"id": "organisations", "coverage": {"recorded": 1}}}, {"verdict": "NONE_KNOWN", "initiative": {"id": "reached", "coverage": {"recorded": 2}}}, {"verdict": "NONE_KNOWN", "initiative": {"id": "unlisted", "coverage": null}},
				{"verdict": "UNKNOWN", "initiative": {"id": "nobody", "coverage": {"recorded": 0}}}, {"verdict": "UNKNOWN", "initiative": {"id": "unknown", "coverage": null}}]}}`},
		{"gaps of a value that is never missing, within some initiatives", `{ gaps(lacking: {type: {in: [FUNDER]}}, in: {type: {in: [NETWORK, JOINT_ACTION]}}) { nodes { verdict initiative { id } } } both: gaps(lacking: {countries: {has: "BE"}}, in: {type: {in: [NETWORK]}}) { nodes { verdict initiative { id } } } none: gaps(lacking: {}, in: {coverage: {complete: true}}) { verdicts { value count } nodes { initiative { id } } } isNull: gaps(lacking: {country: {isNull: true}}, in: {id: {eq: "listed"}}) { nodes { verdict } } }`,
			`{"gaps": {"nodes": [{"verdict": "LACKS", "initiative": {"id": "listed-nowhere"}}, {"verdict": "LACKS", "initiative": {"id": "reached"}}, {"verdict": "NONE_KNOWN", "initiative": {"id": "organisations"}}]},
				"both": {"nodes": [{"verdict": "LACKS", "initiative": {"id": "reached"}}, {"verdict": "NONE_KNOWN", "initiative": {"id": "more"}}]},
				"none": {"verdicts": [{"value": "LACKS", "count": 1}], "nodes": [{"initiative": {"id": "listed-nobody"}}]}, "isNull": {"nodes": [{"verdict": "LACKS"}]}}`},
	} {
		t.Run(row.says, func(t *testing.T) { s.is(t, row.query, row.want) })
	}
	t.Run("pages of gaps", s.gapPages)
}

// gapPages reads gaps two at a time, across the verdicts.
func (s *suite) gapPages(t *testing.T) {
	ids := func(page any, path ...string) (list []string) {
		for _, id := range at(page, path...).([]any) {
			list = append(list, id.(string))
		}
		return list
	}
	all := ids(s.query(t, `{ gaps(lacking: {country: {eq: "BE"}}) { nodes { initiative { id } } } }`), "gaps", "nodes", "*", "initiative", "id")
	var paged []string
	after, more := "", true
	for n := 0; more && n < 10; n++ {
		page := s.query(t, fmt.Sprintf(`{ gaps(lacking: {country: {eq: "BE"}}, first: 2, after: %q) { edges { node { initiative { id } } } pageInfo { hasNextPage endCursor } } }`, after))["gaps"]
		paged = append(paged, ids(page, "edges", "*", "node", "initiative", "id")...)
		after, more = at(page, "pageInfo", "endCursor").(string), at(page, "pageInfo", "hasNextPage").(bool)
	}
	if !slices.Equal(all, paged) || len(all) == 0 {
		t.Errorf("the pages together are %v, want %v", paged, all)
	}
}
