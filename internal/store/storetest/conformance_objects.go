package storetest

import (
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// lookups tests each kind of reference to an entity.
func (s *suite) lookups(t *testing.T) {
	for _, row := range []struct{ says, query, want string }{
		{"an id", `{ entity(id: "alpha") { id type } }`, `{"entity": {"id": "alpha", "type": "INSTITUTE"}}`},
		{"the old id of a merged entity", `{ entity(id: "old-alpha") { id } }`, `{"entity": {"id": "alpha"}}`},
		{"an external identifier, in any case", `{ a: institute(id: "ror:0alphaxyz") { id } b: institute(id: "pic:900000001") { id } c: entity(id: "grant:900000001") { id } }`,
			`{"a": {"id": "alpha"}, "b": {"id": "alpha"}, "c": {"id": "action-1"}}`},
		{"an unknown id is null", `{ entity(id: "nobody") { id } institute(id: "ror:000000000") { id } person(id: "") { id } }`, `{"entity": null, "institute": null, "person": null}`},
		{"an id of another type is null", `{ institute(id: "eta") { id } funder(id: "eta") { id } }`, `{"institute": null, "funder": {"id": "eta"}}`},
		{"a relation's id is no entity's", `{ entity(id: "support.alliance-1.action-1") { id } }`, `{"entity": null}`},
		{"several, in the order of the ids, null where unknown", `{ entities(ids: ["zeta", "nobody", "old-alpha", "zeta"]) { id __typename } }`,
			`{"entities": [{"id": "zeta", "__typename": "Institute"}, null, {"id": "alpha", "__typename": "Institute"}, {"id": "zeta", "__typename": "Institute"}]}`},
		{"none", `{ entities(ids: []) { id } }`, `{"entities": []}`},
		{"an entity or a relation", `{ a: node(id: "ROR:0alphaxyz") { __typename id } b: node(id: "support.alliance-1.action-1") { __typename id ... on Relation { type } } c: node(id: "support") { id } d: node(id: "") { id } }`,
			`{"a": {"__typename": "Institute", "id": "alpha"}, "b": {"__typename": "Support", "id": "support.alliance-1.action-1", "type": "SUPPORT"}, "c": null, "d": null}`},
		{"entities and relations together, in the order of the ids", `{ nodes(ids: ["part-of.action-1.programme-1", "alpha", "nobody", "participation.alpha.action-1.lead", "old-alpha", "participation.nobody", "participation.alpha.action-1.lead"]) {
			__typename id ... on Entity { name type ... on Institute { country affiliated: affiliates { totalCount } } } ... on Relation { kind: type disputed } ... on Participation { role participant { id } } ... on PartOf { whole { id } } } }`,
			`{"nodes": [{"__typename": "PartOf", "id": "part-of.action-1.programme-1", "kind": "PART_OF", "disputed": false, "whole": {"id": "programme-1"}},
				{"__typename": "Institute", "id": "alpha", "name": "Alpha Institute", "type": "INSTITUTE", "country": "BE", "affiliated": {"totalCount": 2}}, null,
				{"__typename": "Participation", "id": "participation.alpha.action-1.lead", "kind": "PARTICIPATION", "disputed": false, "role": "WORK_PACKAGE_LEAD", "participant": {"id": "alpha"}},
				{"__typename": "Institute", "id": "alpha", "name": "Alpha Institute", "type": "INSTITUTE", "country": "BE", "affiliated": {"totalCount": 2}}, null,
				{"__typename": "Participation", "id": "participation.alpha.action-1.lead", "kind": "PARTICIPATION", "disputed": false, "role": "WORK_PACKAGE_LEAD", "participant": {"id": "alpha"}}]}`},
		{"a deprecated relation by its id", `{ node(id: "participation.zeta.network-1.withdrawn") { id ... on Participation { deprecated initiative { id } evidence { rank } } } }`,
			`{"node": {"id": "participation.zeta.network-1.withdrawn", "deprecated": true, "initiative": {"id": "network-1"}, "evidence": [{"rank": "DEPRECATED"}]}}`},
		{"representations of a gateway, in their order, null where the entity is unknown or of another type", `{ _entities(representations: [{__typename: "Funder", id: "eta"}, {__typename: "Institute", id: "eta"}, {__typename: "Institute", id: "ROR:0alphaxyz"}, {__typename: "Person", id: "nobody"}, {__typename: "Institute", id: "old-alpha"}, {__typename: "Funder", id: "alpha"}]) {
			__typename ... on Entity { id } ... on Institute { country participations { totalCount } } } }`,
			`{"_entities": [{"__typename": "Funder", "id": "eta"}, null, {"__typename": "Institute", "id": "alpha", "country": "BE", "participations": {"totalCount": 3}}, null, {"__typename": "Institute", "id": "alpha", "country": "BE", "participations": {"totalCount": 3}}, null]}`},
		{"a representation of a relation", `{ _entities(representations: [{__typename: "Institute", id: "support.alliance-1.action-1"}]) { __typename } }`, `{"_entities": [null]}`},
		{"no representations", `{ _entities(representations: []) { __typename } }`, `{"_entities": []}`},
		{"no nodes", `{ nodes(ids: []) { id } }`, `{"nodes": []}`},
	} {
		t.Run(row.says, func(t *testing.T) { s.is(t, row.query, row.want) })
	}
}

// objects tests whole objects: each kind of field, parts in their stored order, ends, and
// fragments on concrete types.
func (s *suite) objects(t *testing.T) {
	for _, row := range []struct{ says, query, want string }{
		{"every kind of field", `{ institute(id: "alpha") { id type name acronym kinds country city region founded disputed summary location { latitude longitude } } }`,
			`{"institute": {"id": "alpha", "type": "INSTITUTE", "name": "Alpha Institute", "acronym": "AI", "kinds": ["hospital", "university"], "country": "BE", "city": "Town A", "region": null, "founded": 1900, "disputed": true, "summary": null, "location": {"latitude": 50.5, "longitude": 4.25}}}`},
		{"what is missing is null, a list empty", `{ institute(id: "zeta") { acronym kinds founded location { latitude } aliases { name } claims { field } } jointAction(id: "action-3") { budget { amount } populations participants { totalCount } } }`,
			`{"institute": {"acronym": null, "kinds": [], "founded": 1950, "location": null, "aliases": [], "claims": []}, "jointAction": {"budget": null, "populations": [], "participants": {"totalCount": 1}}}`},
		{"a list of dates, and a derived field, by which lists are sorted", `{ calls(sort: {status: ASC}) { nodes { id opens deadlines status } } }`,
			`{"calls": {"nodes": [{"id": "call-2", "opens": "2023", "deadlines": ["2024-05-31"], "status": "CLOSED"}, {"id": "call-3", "opens": "2024-06-02", "deadlines": [], "status": "FORTHCOMING"}, {"id": "call-1", "opens": "2024-01-15", "deadlines": ["2024-04-30", "2024-09", "2025-02-01"], "status": "OPEN"}, {"id": "call-4", "opens": null, "deadlines": [], "status": null}]}}`},
		{"parts in stored order", `{ institute(id: "alpha") { aliases { name language } identifiers { scheme value url } links { kind url } } }`,
			`{"institute": {"aliases": [{"name": "Institut Alpha", "language": "fr"}, {"name": "Alpha-instituut", "language": "nl"}, {"name": "AlphaInst", "language": null}], "identifiers": [{"scheme": "pic", "value": "900000001", "url": null}, {"scheme": "ror", "value": "0AlphaXyz", "url": "https://ror.example/0AlphaXyz"}], "links": [{"kind": "website", "url": "https://alpha.example/"}]}}`},
		{"the records of an entity, of which one has no source", `{ institute(id: "alpha") { identity { record source { id } left right reason score by } } }`,
			`{"institute": {"identity": [{"record": "alpha-institute", "source": null, "left": "alpha-institute", "right": "alpha", "reason": "a former id", "score": null, "by": "merged"}, {"record": "ror:0AlphaXyz", "source": {"id": "source-b"}, "left": "alpha", "right": "ror:0AlphaXyz", "reason": "name and city", "score": 0.75, "by": "curator"}]}}`},
		{"claims and their source", `{ institute(id: "alpha") { claims { field value rank date locator source { __typename id name } } } }`,
			`{"institute": {"claims": [{"field": "founded", "value": "1900", "rank": "PREFERRED", "date": "2024-05", "locator": "head", "source": {"__typename": "Source", "id": "source-a", "name": "Source A"}}, {"field": "founded", "value": "1901", "rank": "NORMAL", "date": null, "locator": null, "source": {"__typename": "Source", "id": "source-b", "name": "Source B"}}]}}`},
		{"figures and goals with their evidence", `{ entities(ids: ["alpha", "action-1"]) { figures { measure value comparator unit date evidence { field source { id } locator date rank value } } goals { text evidence { source { id } } } } }`,
			`{"entities": [{"figures": [{"measure": "beds", "value": 300, "comparator": "GTE", "unit": null, "date": "2023", "evidence": [{"field": null, "source": {"id": "source-a"}, "locator": "row 1", "date": "2024-05-17", "rank": "NORMAL", "value": null}]}], "goals": []}, {"figures": [], "goals": [{"text": "To be a first goal.", "evidence": [{"source": {"id": "source-a"}}]}, {"text": "To be a second.", "evidence": [{"source": {"id": "source-b"}}]}]}]}`},
		{"evidence of a relation, and the way on from its source", `{ participations(where: {disputed: {eq: true}}) { nodes { evidence { field value source { authors { nodes { capacity author { id } } } } } } } }`,
			`{"participations": {"nodes": [{"evidence": [{"field": null, "value": null, "source": {"authors": {"nodes": []}}}, {"field": "role", "value": "BENEFICIARY", "source": {"authors": {"nodes": [{"capacity": "PUBLISHER", "author": {"id": "alpha"}}]}}}]}]}}`},
		{"both ends, with what their types have", `{ fundings(where: {tier: {eq: GRANT}}) { nodes { tier founding amount { amount currency } since funder { __typename name ... on Programme { acronym } } recipient { __typename ... on JointAction { grantNumber } ... on Alliance { kind } } } } }`,
			`{"fundings": {"nodes": [{"tier": "GRANT", "founding": null, "amount": {"amount": 4000000, "currency": "EUR"}, "since": "2022", "funder": {"__typename": "Programme", "name": "Programme One", "acronym": "P1"}, "recipient": {"__typename": "JointAction", "grantNumber": "900000001"}}]}}`},
		{"an alliance stands on either side", `{ alliance(id: "alliance-1") { participations { nodes { initiative { id } } } supports(sort: {initiative: {name: ASC}}) { nodes { purpose initiative { id } } } fundedBy(sort: {funder: {name: ASC}}) { nodes { tier founding funder { id } } } } }`,
			`{"alliance": {"participations": {"nodes": [{"initiative": {"id": "action-2"}}]}, "supports": {"nodes": [{"purpose": "to help", "initiative": {"id": "action-1"}}, {"purpose": null, "initiative": {"id": "network-2"}}]}, "fundedBy": {"nodes": [{"tier": "SUSTAINING_PARTNER", "founding": true, "funder": {"id": "eta"}}, {"tier": "SUPPORTING_MEMBER", "founding": false, "funder": {"id": "theta"}}]}}}`},
		{"what follows what, round a cycle", `{ jointAction(id: "action-1") { successors { nodes { successor { id successors { nodes { successor { id successors { nodes { successor { id } } } } } } } } } predecessors { nodes { predecessor { id } } } } }`,
			`{"jointAction": {"successors": {"nodes": [{"successor": {"id": "action-2", "successors": {"nodes": [{"successor": {"id": "action-3", "successors": {"nodes": [{"successor": {"id": "action-1"}}]}}}]}}}]}, "predecessors": {"nodes": [{"predecessor": {"id": "action-3"}}]}}}`},
		{"money is exact", `{ initiatives(where: {budget: {amount: {isNull: false}}}, sort: {budget: ASC}) { nodes { id ... on JointAction { budget { amount currency } } ... on Project { budget { currency amount } } } } }`,
			`{"initiatives": {"nodes": [{"id": "action-2", "budget": {"amount": 0.2, "currency": "EUR"}}, {"id": "action-1", "budget": {"amount": 4000000, "currency": "EUR"}}, {"id": "project-1", "budget": {"amount": 100.55, "currency": "USD"}}]}}`},
		{"text comes as it is stored", `{ institute(id: "epsilon") { name summary } }`,
			`{"institute": {"name": "Straße 5 \"Quoted\" \\ back", "summary": "line\nbreak\ttab \u2028 end"}}`},
	} {
		t.Run(row.says, func(t *testing.T) { s.is(t, row.query, row.want) })
	}
}

// facets tests counts by value, which are ordered by count, highest first, then by value.
func (s *suite) facets(t *testing.T) {
	for _, row := range []struct{ says, query, want string }{
		{"words, most frequent first, then by value", `{ institutes { facets(by: [COUNTRY, FOUNDED]) { field buckets { value label count } other missing } } }`,
			`{"institutes": {"facets": [{"field": "COUNTRY", "buckets": [{"value": "BE", "label": "BE", "count": 2}, {"value": "DE", "label": "DE", "count": 1}, {"value": "FR", "label": "FR", "count": 1}, {"value": "PL", "label": "PL", "count": 1}], "other": 0, "missing": 1}, {"field": "FOUNDED", "buckets": [{"value": "1950", "label": "1950", "count": 3}, {"value": "1900", "label": "1900", "count": 1}, {"value": "2001", "label": "2001", "count": 1}], "other": 0, "missing": 1}]}}`},
		{"other sums what is not shown", `{ institutes { facets(by: [COUNTRY], first: 1) { buckets { value } other missing } none: facets(by: [COUNTRY], first: 0) { buckets { value } other } } }`,
			`{"institutes": {"facets": [{"buckets": [{"value": "BE"}], "other": 3, "missing": 1}], "none": [{"buckets": [], "other": 5}]}}`},
		{"a list counts a node once for each value", `{ organisations { facets(by: [KINDS]) { buckets { value count } other missing } } }`,
			`{"organisations": {"facets": [{"buckets": [{"value": "hospital", "count": 2}, {"value": "university", "count": 2}, {"value": "foundation", "count": 1}], "other": 0, "missing": 4}]}}`},
		{"a date by its year", `{ jointActions { facets(by: [START_YEAR, END_YEAR]) { field buckets { value count } missing } } }`,
			`{"jointActions": {"facets": [{"field": "START_YEAR", "buckets": [{"value": "2019", "count": 1}, {"value": "2022", "count": 1}, {"value": "2024", "count": 1}], "missing": 0}, {"field": "END_YEAR", "buckets": [{"value": "2024", "count": 1}, {"value": "2028", "count": 1}], "missing": 1}]}}`},
		{"a list of dates counts a node once for each year", `{ calls { facets(by: [DEADLINES_YEAR, STATUS]) { field buckets { value label count } other missing } } }`,
			`{"calls": {"facets": [{"field": "DEADLINES_YEAR", "buckets": [{"value": "2024", "label": "2024", "count": 2}, {"value": "2025", "label": "2025", "count": 1}], "other": 0, "missing": 2}, {"field": "STATUS", "buckets": [{"value": "CLOSED", "label": "Closed", "count": 1}, {"value": "FORTHCOMING", "label": "Forthcoming", "count": 1}, {"value": "OPEN", "label": "Open", "count": 1}], "other": 0, "missing": 1}]}}`},
		{"an enum's label is its description, a boolean's its value", `{ fundings { facets(by: [TIER, FOUNDING]) { buckets { value label count } missing } } }`,
			`{"fundings": {"facets": [{"buckets": [{"value": "GRANT", "label": "Grant", "count": 1}, {"value": "SUPPORTING_MEMBER", "label": "Supporting member", "count": 1}, {"value": "SUSTAINING_PARTNER", "label": "Sustaining partner", "count": 1}], "missing": 0}, {"buckets": [{"value": "false", "label": "false", "count": 1}, {"value": "true", "label": "true", "count": 1}], "missing": 1}]}}`},
		{"through the ends of a relation", `{ jointAction(id: "action-1") { participants { facets(by: [PARTICIPANT_COUNTRY, PARTICIPANT, SINCE_YEAR]) { buckets { value label count } missing } } } }`,
			`{"jointAction": {"participants": {"facets": [{"buckets": [{"value": "BE", "label": "BE", "count": 3}, {"value": "FR", "label": "FR", "count": 1}], "missing": 0}, {"buckets": [{"value": "alpha", "label": "Alpha Institute", "count": 2}, {"value": "beta", "label": "alpha institute", "count": 1}, {"value": "gamma", "label": "Älpha-Institute", "count": 1}], "missing": 0}, {"buckets": [{"value": "2022", "label": "2022", "count": 1}], "missing": 3}]}}}`},
		{"of what matches, whatever the page", `{ institutes(where: {country: {eq: "BE"}}, first: 1) { nodes { id } facets(by: [TYPE]) { buckets { value count } } } }`,
			`{"institutes": {"nodes": [{"id": "alpha"}], "facets": [{"buckets": [{"value": "INSTITUTE", "count": 2}]}]}}`},
		{"of nothing", `{ people(where: {OR: []}) { facets(by: [TYPE, OCCUPATION]) { buckets { value } other missing } } none: people { facets(by: []) { field } } }`,
			`{"people": {"facets": [{"buckets": [], "other": 0, "missing": 0}, {"buckets": [], "other": 0, "missing": 0}]}, "none": {"facets": []}}`},
	} {
		t.Run(row.says, func(t *testing.T) { s.is(t, row.query, row.want) })
	}
}

// aggregates tests minima and maxima of dates and numbers, and sums of money by currency.
func (s *suite) aggregates(t *testing.T) {
	for _, row := range []struct{ says, query, want string }{
		{"dates answer full days", `{ jointActions { aggregate { count start { min max } end { min max } } } }`,
			`{"jointActions": {"aggregate": {"count": 3, "start": {"min": "2019-06-01", "max": "2024-11-01"}, "end": {"min": "2024-01-01", "max": "2028-10-31"}}}}`},
		{"numbers", `{ organisations { aggregate { count founded { min max sum average } } } }`,
			`{"organisations": {"aggregate": {"count": 8, "founded": {"min": 1900, "max": 2001, "sum": 11651, "average": 1941.8333333333333}}}}`},
		{"of nothing null", `{ institutes(where: {OR: []}) { aggregate { count founded { min max sum average } } } jointActions(where: {OR: []}) { aggregate { start { min max } budget { currency } } } }`,
			`{"institutes": {"aggregate": {"count": 0, "founded": {"min": null, "max": null, "sum": null, "average": null}}}, "jointActions": {"aggregate": {"start": {"min": null, "max": null}, "budget": []}}}`},
		{"money by currency", `{ participations { aggregate { contribution { currency count min max sum average } } } }`,
			`{"participations": {"aggregate": {"contribution": [{"currency": "EUR", "count": 2, "min": 0.2, "max": 1000.1, "sum": 1000.3, "average": 500.15}, {"currency": "USD", "count": 1, "min": 7, "max": 7, "sum": 7, "average": 7}]}}}`},
		{"nested, of what matches", `{ jointAction(id: "action-1") { participants(where: {role: {eq: BENEFICIARY}}, first: 0) { aggregate { count contribution { sum } } } } }`,
			`{"jointAction": {"participants": {"aggregate": {"count": 1, "contribution": [{"sum": 7}]}}}}`},
	} {
		t.Run(row.says, func(t *testing.T) { s.is(t, row.query, row.want) })
	}
}

// deprecated tests that deprecated relations are stored, and are left out unless requested.
func (s *suite) deprecated(t *testing.T) {
	all := s.relationsBy(s.m.Type("Participation"), func(r entity) bool { return !r.current() })
	for _, row := range []struct{ says, query, want string }{
		{"not counted", `{ network(id: "network-1") { participants { totalCount nodes { participant { id } } facets(by: [ROLE]) { buckets { count } } aggregate { count } } } }`,
			`{"network": {"participants": {"totalCount": 1, "nodes": [{"participant": {"id": "delta"}}], "facets": [{"buckets": [{"count": 1}]}], "aggregate": {"count": 1}}}}`},
		{"not a relation of its ends", `{ institute(id: "zeta") { participations { totalCount } } institutes(where: {participations: {none: {}}}) { nodes { id } } }`,
			`{"institute": {"participations": {"totalCount": 0}}, "institutes": {"nodes": [{"id": "zeta"}]}}`},
		{"shown alone where requested", `{ institute(id: "zeta") { participations(where: {deprecated: {eq: true}}) { totalCount nodes { deprecated role } } } }`,
			`{"institute": {"participations": {"totalCount": 1, "nodes": [{"deprecated": true, "role": "MEMBER"}]}}}`},
		{"not shown where requested below the top level", `{ participations(where: {OR: [{deprecated: {eq: true}}]}) { totalCount } a: participations(where: {NOT: {deprecated: {eq: false}}}) { totalCount } }`,
			`{"participations": {"totalCount": 0}, "a": {"totalCount": 0}}`},
		{"in a relation's own where of a filter", `{ institutes(where: {participations: {some: {deprecated: {eq: true}}}}, sort: {id: ASC}) { nodes { id } } a: institutes(where: {participations: {count: {gte: 1, where: {deprecated: {eq: true}, initiative: {id: {eq: "network-1"}}}}}}) { nodes { id } } }`,
			`{"institutes": {"nodes": [{"id": "epsilon"}, {"id": "zeta"}]}, "a": {"nodes": [{"id": "zeta"}]}}`},
		{"not counted in an order", `{ institutes(sort: [{participations: {count: ASC}}], first: 1) { nodes { id } } }`, `{"institutes": {"nodes": [{"id": "zeta"}]}}`},
	} {
		t.Run(row.says, func(t *testing.T) { s.is(t, row.query, row.want) })
	}
	s.unstated(t)
	got := idsAt(s.query(t, `{ participations(where: {deprecated: {eq: true}}) { nodes { id } } }`), "participations", "nodes")
	if diff := gocmp.Diff(all, got); diff != "" {
		t.Error(diff)
	}
}

// unstated tests that entities which no source states any longer are found by their references alone,
// with their claims and their deprecated relations.
func (s *suite) unstated(t *testing.T) {
	for _, row := range []struct{ says, query, want string }{
		{"found by id, with what was stated", `{ entity(id: "gone-institute") { name ... on Institute { country aliases { name } } claims { field value rank date source { id } } } project(id: "gone-project") { acronym coverage { stated } participants { totalCount } } funder(id: "gone-project") { id } }`,
			`{"entity": {"name": "Gone Institute", "country": "BE", "aliases": [{"name": "Vanished"}], "claims": [{"field": "name", "value": "Gone", "rank": "DEPRECATED", "date": "2024-03-01", "source": {"id": "source-b"}}]}, "project": {"acronym": "GP", "coverage": null, "participants": {"totalCount": 0}}, "funder": null}`},
		{"found among others, as a node, and by an identifier that no current entity has", `{ entities(ids: ["gone-institute", "alpha", "pic:900000009", "pic:900000001"]) { id } node(id: "a-gone-twin") { id __typename } }`,
			`{"entities": [{"id": "gone-institute"}, {"id": "alpha"}, {"id": "gone-institute"}, {"id": "alpha"}], "node": {"id": "a-gone-twin", "__typename": "Funder"}}`},
		{"at the ends of its relations, whatever filters them", `{ participations(where: {deprecated: {eq: true}, participant: {name: {eq: "Gone Institute"}, type: {in: [INSTITUTE]}}, initiative: {start: {gte: "2020"}, type: {in: [PROJECT]}, id: {eq: "gone-project"}}}, sort: {participant: {name: ASC}}) { nodes { participant { id __typename } initiative { id __typename } } facets(by: [PARTICIPANT, PARTICIPANT_COUNTRY, INITIATIVE_TYPE]) { buckets { value label } } } }`,
			`{"participations": {"nodes": [{"participant": {"id": "gone-institute", "__typename": "Institute"}, "initiative": {"id": "gone-project", "__typename": "Project"}}], "facets": [{"buckets": [{"value": "gone-institute", "label": "Gone Institute"}]}, {"buckets": [{"value": "BE", "label": "BE"}]}, {"buckets": [{"value": "PROJECT", "label": "Project"}]}]}}`},
		{"in no list, whatever its filter", `{ institutes(where: {id: {eq: "gone-institute"}}) { totalCount } a: allEntities(where: {claims: {some: {rank: {eq: DEPRECATED}}}}) { totalCount nodes { id } } b: organisations(where: {aliases: {some: {name: {eq: "Vanished"}}}}) { totalCount } c: initiatives(where: {activeOn: "2021", acronym: {eq: "GP"}}) { totalCount facets(by: [TYPE]) { buckets { count } } } }`,
			`{"institutes": {"totalCount": 0}, "a": {"totalCount": 1, "nodes": [{"id": "paper-1"}]}, "b": {"totalCount": 0}, "c": {"totalCount": 0, "facets": [{"buckets": []}]}}`},
		{"not searched, and no match of a name", `{ search(text: "gone") { totalCount } a: search(text: "alpha institute", types: [FUNDER]) { totalCount } resolve(terms: ["Vanished", "Gone Institute"]) { match { id } candidates { entity { id } } } }`,
			`{"search": {"totalCount": 0}, "a": {"totalCount": 0}, "resolve": [{"match": null, "candidates": []}, {"match": null, "candidates": []}]}`},
		{"known, but related to nothing", `{ paths(from: "gone-institute", to: "gone-project") { length } neighbourhood(of: ["gone-institute"]) { nodes { entity { id } degree } links { relation { id } } } collaborators(of: "gone-institute") { totalCount } overlap(of: ["gone-project", "action-1"]) { shared { id } } }`,
			`{"paths": [], "neighbourhood": {"nodes": [{"entity": {"id": "gone-institute"}, "degree": 0}], "links": []}, "collaborators": {"totalCount": 0}, "overlap": {"shared": []}}`},
		{"a relation alone states an entity", `{ documents(where: {id: {eq: "paper-1"}}) { nodes { name } } }`, `{"documents": {"nodes": [{"name": "Paper One"}]}}`},
	} {
		t.Run(row.says, func(t *testing.T) { s.is(t, row.query, row.want) })
	}
}

// relationLookups tests that a relation is found by its id, in the order of the ids, unless it
// is deprecated, of another type, or unknown.
func (s *suite) relationLookups(t *testing.T) {
	participation := s.m.Participation
	of := func(match func(entity) bool) []string { return s.relationsBy(participation, match) }
	current, deprecated := of(entity.current), of(func(e entity) bool { return !e.current() })
	others := s.relationsBy(s.m.Type("Succession"), entity.current)
	if len(current) < 2 || len(deprecated) == 0 || len(others) == 0 {
		t.Fatalf("the fixture has %d current and %d deprecated participations, and %d successions", len(current), len(deprecated), len(others))
	}
	view, err := s.st.View(t.Context(), store.ViewOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer view.Close()
	refs := []string{current[1], deprecated[0], others[0], "nobody", "", current[0], current[1]}
	want := []string{current[1], "", "", "", "", current[0], current[1]}
	var got []string
	sel := &plan.Select{Type: participation, Slots: []plan.Slot{&plan.Column{Field: participation.Field("id")}}}
	err = store.Lookup(t.Context(), view, refs, sel, func(c store.Cursor) {
		id := ""
		if !c.Missing() {
			id = c.Value(0).Text
		}
		got = append(got, id)
	})
	if diff := gocmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%q (-want +got)\n%s%v", refs, diff, err)
	}
}
