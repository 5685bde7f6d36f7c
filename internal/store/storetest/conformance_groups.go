package storetest

import "testing"

// groups tests counts by several values at once.
func (s *suite) groups(t *testing.T) {
	for _, row := range []struct{ says, query, want string }{
		{"most frequent first, then by the values, missing ones last, with exact sums and different entities",
			`{ participations { groups(by: [PARTICIPANT_COUNTRY, INITIATIVE_TYPE]) { groups { keys { value } count sums { field currency value } distinct { field count } } total omitted } } }`,
			`{"participations": {"groups": {"groups": [
				{"keys": [{"value": "BE"}, {"value": "JOINT_ACTION"}], "count": 4, "sums": [{"field": "contribution", "currency": "EUR", "value": 1000.3}, {"field": "contribution", "currency": "USD", "value": 7}], "distinct": [{"field": "participant", "count": 2}, {"field": "initiative", "count": 2}]},
				{"keys": [{"value": null}, {"value": "ALLIANCE"}], "count": 2, "sums": [], "distinct": [{"field": "participant", "count": 2}, {"field": "initiative", "count": 1}]},
				{"keys": [{"value": "BE"}, {"value": "ALLIANCE"}], "count": 1, "sums": [], "distinct": [{"field": "participant", "count": 1}, {"field": "initiative", "count": 1}]},
				{"keys": [{"value": "DE"}, {"value": "JOINT_ACTION"}], "count": 1, "sums": [], "distinct": [{"field": "participant", "count": 1}, {"field": "initiative", "count": 1}]},
				{"keys": [{"value": "FR"}, {"value": "JOINT_ACTION"}], "count": 1, "sums": [], "distinct": [{"field": "participant", "count": 1}, {"field": "initiative", "count": 1}]},
				{"keys": [{"value": "FR"}, {"value": "PROJECT"}], "count": 1, "sums": [], "distinct": [{"field": "participant", "count": 1}, {"field": "initiative", "count": 1}]},
				{"keys": [{"value": "PL"}, {"value": "NETWORK"}], "count": 1, "sums": [], "distinct": [{"field": "participant", "count": 1}, {"field": "initiative", "count": 1}]},
				{"keys": [{"value": null}, {"value": "JOINT_ACTION"}], "count": 1, "sums": [], "distinct": [{"field": "participant", "count": 1}, {"field": "initiative", "count": 1}]}
			], "total": 8, "omitted": 0}}}`},
		{"labels, and no label of a missing value", `{ participations(where: {participant: {id: {in: ["alpha", "person-1"]}}}) { groups(by: [ROLE, PARTICIPANT, SINCE_YEAR], first: 2) { groups { keys { field value label } count } total omitted } } }`,
			`{"participations": {"groups": {"groups": [
				{"keys": [{"field": "ROLE", "value": "BENEFICIARY", "label": "Beneficiary"}, {"field": "PARTICIPANT", "value": "alpha", "label": "Alpha Institute"}, {"field": "SINCE_YEAR", "value": null, "label": null}], "count": 1},
				{"keys": [{"field": "ROLE", "value": "CHAIR", "label": "Chair"}, {"field": "PARTICIPANT", "value": "person-1", "label": "Person One"}, {"field": "SINCE_YEAR", "value": "2019", "label": "2019"}], "count": 1}
			], "total": 4, "omitted": 2}}}`},
		{"an entity with several values of a list counts in each", `{ organisations { groups(by: [KINDS, COUNTRY]) { groups { keys { value } count distinct { count } } total } } }`,
			`{"organisations": {"groups": {"groups": [
				{"keys": [{"value": "hospital"}, {"value": "BE"}], "count": 2, "distinct": []},
				{"keys": [{"value": "foundation"}, {"value": "BE"}], "count": 1, "distinct": []},
				{"keys": [{"value": "university"}, {"value": "BE"}], "count": 1, "distinct": []},
				{"keys": [{"value": "university"}, {"value": "FR"}], "count": 1, "distinct": []},
				{"keys": [{"value": null}, {"value": "DE"}], "count": 1, "distinct": []},
				{"keys": [{"value": null}, {"value": "PL"}], "count": 1, "distinct": []},
				{"keys": [{"value": null}, {"value": "US"}], "count": 1, "distinct": []},
				{"keys": [{"value": null}, {"value": null}], "count": 1, "distinct": []}
			], "total": 8}}}`},
		{"sums of several fields, by field, then by currency", `{ jointActions { groups(by: [POPULATIONS]) { groups { keys { value } sums { field currency value } } } } }`,
			`{"jointActions": {"groups": {"groups": [
				{"keys": [{"value": null}], "sums": [{"field": "budget", "currency": "EUR", "value": 0.2}, {"field": "contribution", "currency": "USD", "value": 5}]},
				{"keys": [{"value": "ADULTS"}], "sums": [{"field": "budget", "currency": "EUR", "value": 4000000}, {"field": "contribution", "currency": "EUR", "value": 0.1}]}
			]}}}`},
		{"of one entity's relations, whatever the page, and different entities alone", `{ jointAction(id: "action-1") { participants(first: 1) { nodes { participant { id } } groups(by: [PARTICIPANT_COUNTRY], first: 1) { groups { keys { value } count distinct { field count } } total omitted } } } }`,
			`{"jointAction": {"participants": {"nodes": [{"participant": {"id": "alpha"}}], "groups": {"groups": [{"keys": [{"value": "BE"}], "count": 3, "distinct": [{"field": "participant", "count": 2}, {"field": "initiative", "count": 1}]}], "total": 2, "omitted": 1}}}}`},
		{"of nothing, and no groups of something", `{ people(where: {OR: []}) { groups(by: [TYPE]) { groups { count } total omitted } } none: fundings { groups(by: [TIER], first: 0) { groups { count } total omitted } } }`,
			`{"people": {"groups": {"groups": [], "total": 0, "omitted": 0}}, "none": {"groups": {"groups": [], "total": 3, "omitted": 3}}}`},
	} {
		t.Run(row.says, func(t *testing.T) { s.is(t, row.query, row.want) })
	}
}
