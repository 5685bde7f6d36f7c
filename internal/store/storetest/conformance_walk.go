package storetest

import (
	"testing"
)

// walks tests paths on the fixture. Walks tests random ones.
func (s *suite) walks(t *testing.T) {
	const path = "{ length steps { relation { id } forward } }"
	for _, row := range []struct{ says, query, want string }{
		{"no path leads from an entity to itself, whatever the reference, nor to or from an unknown one",
			`{ a: paths(from: "alpha", to: "alpha") { length } b: paths(from: "old-alpha", to: "ror:0alphaxyz", slack: 2) { length } c: paths(from: "nobody", to: "alpha") { length } d: paths(from: "alpha", to: "") { length } }`,
			`{"a": [], "b": [], "c": [], "d": []}`},
		{"parallel relations are paths of their own, by id, whatever the reference to an end",
			`{ paths(from: "pic:900000001", to: "grant:900000001") ` + path + ` }`,
			`{"paths": [
				{"length": 1, "steps": [{"relation": {"id": "participation.alpha.action-1.coordinator"}, "forward": true}]},
				{"length": 1, "steps": [{"relation": {"id": "participation.alpha.action-1.lead"}, "forward": true}]}]}`},
		{"relations are walked in both directions, and only those of the requested types",
			`{ paths(from: "alpha", to: "action-3", via: [SUCCESSION, PARTICIPATION], first: 1) ` + path + ` }`,
			`{"paths": [{"length": 2, "steps": [{"relation": {"id": "participation.alpha.action-1.coordinator"}, "forward": true}, {"relation": {"id": "succession.action-3.action-1"}, "forward": false}]}]}`},
		{"no types, no hops, too few hops, no paths requested",
			`{ a: paths(from: "alpha", to: "action-1", via: []) { length } b: paths(from: "alpha", to: "action-1", maxHops: 0) { length } c: paths(from: "alpha", to: "action-3", maxHops: 1) { length } d: paths(from: "alpha", to: "action-1", first: 0) { length } }`,
			`{"a": [], "b": [], "c": [], "d": []}`},
		{"a deprecated relation is never walked",
			`{ paths(from: "epsilon", to: "action-1", slack: 2, maxHops: 2) ` + path + ` }`,
			`{"paths": [{"length": 2, "steps": [{"relation": {"id": "participation.epsilon.action-3"}, "forward": true}, {"relation": {"id": "succession.action-3.action-1"}, "forward": true}]}]}`},
		{"topics and authors are walked only where they are requested",
			`{ a: paths(from: "alliance-1", to: "document-1", maxHops: 10) { length } b: paths(from: "alliance-1", to: "document-1", via: [AUTHORSHIP]) { length } }`,
			`{"a": [], "b": [{"length": 1}]}`},
		{"a programme is an end, but no path leads through it",
			`{ a: paths(from: "programme-1", to: "action-1") ` + path + ` b: paths(from: "programme-1", to: "alpha", first: 1) { length } }`,
			`{"a": [{"length": 1, "steps": [{"relation": {"id": "funding.programme-1.action-1"}, "forward": true}]}, {"length": 1, "steps": [{"relation": {"id": "part-of.action-1.programme-1"}, "forward": false}]}], "b": [{"length": 2}]}`},
		{"on a day only active relations are walked: by their own dates, or else by those of the initiative",
			`{ a: paths(from: "gamma", to: "action-1", activeOn: "2023-06-30") { length } b: paths(from: "gamma", to: "action-1", activeOn: "2023-07", via: [PARTICIPATION]) { length } c: paths(from: "alpha", to: "action-1", activeOn: "2022-10-14") ` + path + ` }`,
			`{"a": [{"length": 1}], "b": [], "c": [{"length": 1, "steps": [{"relation": {"id": "participation.alpha.action-1.lead"}, "forward": true}]}]}`},
		{"the steps of a path are connected and have their sources",
			`{ paths(from: "theta", to: "action-2", first: 1) { steps { from { id } to { id } relation { __typename evidence { source { id } } ... on Funding { tier } } } } }`,
			`{"paths": [{"steps": [
				{"from": {"id": "theta"}, "to": {"id": "alliance-1"}, "relation": {"__typename": "Funding", "evidence": [{"source": {"id": "source-a"}}], "tier": "SUPPORTING_MEMBER"}},
				{"from": {"id": "alliance-1"}, "to": {"id": "action-2"}, "relation": {"__typename": "Participation", "evidence": [{"source": {"id": "source-a"}}]}}]}]}`},
	} {
		t.Run(row.says, func(t *testing.T) { s.is(t, row.query, row.want) })
	}
}

// neighbourhoods tests neighbourhoods on the fixture.
func (s *suite) neighbourhoods(t *testing.T) {
	for _, row := range []struct{ says, query, want string }{
		{"unknown ids are left out, and each entity is there once",
			`{ neighbourhood(of: ["nobody", "zeta", "zeta"]) { nodes { entity { id } degree distance } links { relation { id } } truncated omitted } }`,
			`{"neighbourhood": {"nodes": [{"entity": {"id": "zeta"}, "degree": 0, "distance": 0}], "links": [], "truncated": false, "omitted": 0}}`},
		{"no ids have no neighbourhood",
			`{ neighbourhood(of: []) { nodes { degree } links { relation { id } } truncated omitted } }`,
			`{"neighbourhood": {"nodes": [], "links": [], "truncated": false, "omitted": 0}}`},
		{"nearest first, then by degree, then by id; degrees count all relations but deprecated ones",
			`{ neighbourhood(of: ["eta"]) { nodes { entity { id } degree distance } links { relation { id } from { id } to { id } } truncated omitted } }`,
			`{"neighbourhood": {"nodes": [{"entity": {"id": "eta"}, "degree": 3, "distance": 0}, {"entity": {"id": "alliance-1"}, "degree": 9, "distance": 1}, {"entity": {"id": "person-2"}, "degree": 2, "distance": 1}],
				"links": [
					{"relation": {"id": "affiliation.person-2.eta"}, "from": {"id": "person-2"}, "to": {"id": "eta"}},
					{"relation": {"id": "funding.eta.alliance-1"}, "from": {"id": "eta"}, "to": {"id": "alliance-1"}},
					{"relation": {"id": "participation.eta.alliance-1"}, "from": {"id": "eta"}, "to": {"id": "alliance-1"}},
					{"relation": {"id": "participation.person-2.alliance-1"}, "from": {"id": "person-2"}, "to": {"id": "alliance-1"}}],
				"truncated": false, "omitted": 0}}`},
		{"omitted entities are counted, and omitted links make the answer truncated",
			`{ a: neighbourhood(of: ["eta"], first: 2) { nodes { entity { id } } truncated omitted } b: neighbourhood(of: ["eta"], links: 3) { links { relation { id } } truncated omitted } }`,
			`{"a": {"nodes": [{"entity": {"id": "eta"}}, {"entity": {"id": "alliance-1"}}], "truncated": true, "omitted": 1},
				"b": {"links": [{"relation": {"id": "affiliation.person-2.eta"}}, {"relation": {"id": "funding.eta.alliance-1"}}, {"relation": {"id": "participation.eta.alliance-1"}}], "truncated": true, "omitted": 0}}`},
		{"types select what is shown, not what is walked; the requested entities are always shown",
			`{ neighbourhood(of: ["theta"], depth: 2, types: [PERSON]) { nodes { entity { id } distance } links { relation { id } } omitted } }`,
			`{"neighbourhood": {"nodes": [{"entity": {"id": "theta"}, "distance": 0}, {"entity": {"id": "person-1"}, "distance": 2}, {"entity": {"id": "person-2"}, "distance": 2}], "links": [], "omitted": 0}}`},
		{"the walk does not go through a programme, but begins at one",
			`{ a: neighbourhood(of: ["programme-1"], via: [PART_OF], depth: 5) { nodes { entity { id } } } b: neighbourhood(of: ["action-1"], via: [PART_OF], depth: 5) { nodes { entity { id } } } }`,
			`{"a": {"nodes": [{"entity": {"id": "programme-1"}}, {"entity": {"id": "action-1"}}]}, "b": {"nodes": [{"entity": {"id": "action-1"}}, {"entity": {"id": "programme-1"}}]}}`},
		{"on a day only active relations are walked and shown",
			`{ neighbourhood(of: ["gamma"], activeOn: "2023-12-31") { nodes { entity { id } } links { relation { id } } } }`,
			`{"neighbourhood": {"nodes": [{"entity": {"id": "gamma"}}], "links": []}}`},
	} {
		t.Run(row.says, func(t *testing.T) { s.is(t, row.query, row.want) })
	}
}
