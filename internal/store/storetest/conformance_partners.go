package storetest

import (
	"fmt"
	"reflect"
	"slices"
	"testing"
)

// partners tests queries about partners on the fixture. Partners tests random ones.
func (s *suite) partners(t *testing.T) {
	const rows = "{ nodes { shared actor { id } initiatives { id } } }"
	for _, row := range []struct{ says, query, want string }{
		{"most shared first, then by name; two roles in one initiative count once, deprecated ones not",
			`{ collaborators(of: "alpha") { totalCount pageInfo { hasNextPage } nodes { shared actor { id } initiatives { id } } } }`,
			`{"collaborators": {"totalCount": 3, "pageInfo": {"hasNextPage": false}, "nodes": [
				{"shared": 1, "actor": {"id": "alliance-1"}, "initiatives": [{"id": "action-2"}]},
				{"shared": 1, "actor": {"id": "beta"}, "initiatives": [{"id": "action-1"}]},
				{"shared": 1, "actor": {"id": "gamma"}, "initiatives": [{"id": "action-1"}]}]}}`},
		{"an alliance participates as an actor does, and its participants are not its partners",
			`{ collaborators(of: "alliance-1") ` + rows + ` }`,
			`{"collaborators": {"nodes": [{"shared": 1, "actor": {"id": "alpha"}, "initiatives": [{"id": "action-2"}]}]}}`},
		{"both are active on the day, in the requested initiatives",
			`{ a: collaborators(of: "alpha", activeOn: "2023-07") { nodes { actor { id } } } b: collaborators(of: "old-alpha", in: {id: {eq: "action-2"}}) { nodes { actor { id } } } c: collaborators(of: "pic:900000001", in: {name: {in: []}}) { totalCount nodes { shared } pageInfo { hasNextPage startCursor } } }`,
			`{"a": {"nodes": [{"actor": {"id": "beta"}}]}, "b": {"nodes": [{"actor": {"id": "alliance-1"}}]}, "c": {"totalCount": 0, "nodes": [], "pageInfo": {"hasNextPage": false, "startCursor": null}}}`},
		{"an actor without initiatives has no partners; an entity that cannot participate, or is unknown, is null",
			`{ a: collaborators(of: "zeta") { totalCount } b: collaborators(of: "action-1") { totalCount } c: collaborators(of: "nobody") { totalCount } }`,
			`{"a": {"totalCount": 0}, "b": null, "c": null}`},
		{"candidates for an initiative have worked with its participants elsewhere, in the requested initiatives",
			`{ a: candidates(for: "action-1") { nodes { actor { id } score because { partner { id } shared } } totalCount } b: candidates(for: "action-1", in: {id: {eq: "project-1"}}) { totalCount } c: candidates(for: "grant:900000001", activeOn: "2023-07") { nodes { actor { id } score } } }`,
			`{"a": {"nodes": [{"actor": {"id": "alliance-1"}, "score": 1, "because": [{"partner": {"id": "alpha"}, "shared": 1}]}], "totalCount": 1}, "b": {"totalCount": 0}, "c": {"nodes": []}}`},
		{"candidates for an actor have partners in common with it, and share no initiative with it",
			`{ a: candidates(for: "alliance-1") { totalCount } b: candidates(for: "beta") { nodes { actor { id } score because(first: 0) { shared } } } c: candidates(for: "gamma", where: {type: {in: [INSTITUTE]}}) { totalCount } }`,
			`{"a": {"totalCount": 0}, "b": {"nodes": [{"actor": {"id": "alliance-1"}, "score": 1, "because": []}]}, "c": {"totalCount": 0}}`},
		{"nobody is a candidate for an unknown entity, or for one that neither joins nor is joined",
			`{ a: candidates(for: "nobody") { totalCount } b: candidates(for: "event-1") { totalCount } c: candidates(for: "zeta") { totalCount nodes { score } pageInfo { hasNextPage endCursor } } }`,
			`{"a": null, "b": null, "c": {"totalCount": 0, "nodes": [], "pageInfo": {"hasNextPage": false, "endCursor": null}}}`},
		{"links are heaviest first, then by the ids of their ends; degrees count the links shown",
			`{ collaboration(between: {type: {in: [INSTITUTE]}}, first: 2) { nodes { entity { id } degree } links { from { id } to { id } weight initiatives { id } } truncated omitted } }`,
			`{"collaboration": {"nodes": [{"entity": {"id": "alpha"}, "degree": 2}, {"entity": {"id": "beta"}, "degree": 1}, {"entity": {"id": "gamma"}, "degree": 1}],
				"links": [{"from": {"id": "alpha"}, "to": {"id": "beta"}, "weight": 1, "initiatives": [{"id": "action-1"}]}, {"from": {"id": "alpha"}, "to": {"id": "gamma"}, "weight": 1, "initiatives": [{"id": "action-1"}]}],
				"truncated": true, "omitted": 1}}`},
		{"pairs below the minimum are not counted as omitted",
			`{ collaboration(minimum: 2) { nodes { degree } links { weight } size { nodes links } truncated omitted } }`,
			`{"collaboration": {"nodes": [], "links": [], "size": {"nodes": 0, "links": 0}, "truncated": false, "omitted": 0}}`},
		{"strength, betweenness and community describe the whole network, and so does its size; degree counts the links shown",
			`{ collaboration(first: 1) { nodes { entity { id } degree strength betweenness community } links { to { id } activeFrom activeUntil } size { nodes links } omitted } }`,
			`{"collaboration": {"nodes": [{"entity": {"id": "alliance-1"}, "degree": 1, "strength": 1, "betweenness": 0, "community": 1}, {"entity": {"id": "alpha"}, "degree": 1, "strength": 3, "betweenness": 0.133333333, "community": 1}],
				"links": [{"to": {"id": "alpha"}, "activeFrom": "2024-11-01", "activeUntil": "2026-12-31"}], "size": {"nodes": 7, "links": 7}, "omitted": 6}}`},
		{"a table is ranked by its relations before it is cut; its cells come row by row",
			`{ matrix(rows: {type: {in: [INSTITUTE]}}, firstRows: 2, firstColumns: 2) { rows { id } columns { id } cells { row column relations { id } } truncated } }`,
			`{"matrix": {"rows": [{"id": "alpha"}, {"id": "gamma"}], "columns": [{"id": "action-1"}, {"id": "action-2"}], "truncated": true, "cells": [
				{"row": "alpha", "column": "action-1", "relations": [{"id": "participation.alpha.action-1.coordinator"}, {"id": "participation.alpha.action-1.lead"}]},
				{"row": "alpha", "column": "action-2", "relations": [{"id": "participation.alpha.action-2"}]},
				{"row": "gamma", "column": "action-1", "relations": [{"id": "participation.gamma.action-1"}]}]}}`},
		{"participants on one day and not on the other; each list by name",
			`{ a: changes(initiative: "action-1", from: "2023-06", to: "2023-07") { joined { id } left { id } stayed { id } } b: changes(initiative: "grant:900000001", from: "2022", to: "2022-10") { joined { id } left { id } stayed { id } } c: changes(initiative: "alpha", from: "2022", to: "2022") { joined { id } } }`,
			`{"a": {"joined": [], "left": [{"id": "gamma"}], "stayed": [{"id": "alpha"}, {"id": "beta"}]}, "b": {"joined": [{"id": "alpha"}, {"id": "beta"}, {"id": "gamma"}], "left": [], "stayed": []}, "c": null}`},
		{"actors in all and in one only, in the order of the ids; an id that is there twice counts once",
			`{ a: overlap(of: ["action-2", "action-1", "action-2"]) { shared { id } own { initiative { id } participants { id } } } b: overlap(of: ["action-1", "nobody"]) { shared { id } } c: overlap(of: ["action-1", "alpha"]) { shared { id } } }`,
			`{"a": {"shared": [{"id": "alpha"}], "own": [{"initiative": {"id": "action-2"}, "participants": [{"id": "alliance-1"}]}, {"initiative": {"id": "action-1"}, "participants": [{"id": "beta"}, {"id": "gamma"}]}]}, "b": null, "c": null}`},
		{"gaps are filters: networks without a Belgian member, networks without any",
			`{ a: networks(where: {participants: {none: {participant: {country: {eq: "BE"}}}}}) { nodes { id } } b: networks(where: {participants: {count: {eq: 0}}}) { nodes { id } } }`,
			`{"a": {"nodes": [{"id": "network-1"}, {"id": "network-2"}]}, "b": {"nodes": [{"id": "network-2"}]}}`},
	} {
		t.Run(row.says, func(t *testing.T) { s.is(t, row.query, row.want) })
	}
}

// partnerPages tests the pages of collaborators.
func (s *suite) partnerPages(t *testing.T) {
	var ids []string
	after := ""
	for range 5 {
		page := s.query(t, fmt.Sprintf(`{ collaborators(of: "alpha", first: 1%s) { edges { cursor node { actor { id } } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`, after))["collaborators"]
		info := at(page, "pageInfo").(map[string]any)
		ids = append(ids, at(page, "edges", "*", "node", "actor", "id").([]any)[0].(string))
		if cursors := at(page, "edges", "*", "cursor").([]any); cursors[0] != info["startCursor"] || cursors[0] != info["endCursor"] || info["hasPreviousPage"] != (after != "") {
			t.Errorf("the page says %v, and its row is at %v", info, cursors[0])
		}
		if info["hasNextPage"] == false {
			break
		}
		after = fmt.Sprintf(", after: %q", info["endCursor"])
	}
	if want := []string{"alliance-1", "beta", "gamma"}; !slices.Equal(ids, want) {
		t.Errorf("the pages together are %v, want %v", ids, want)
	}
}

// collaborationPages tests the pages of the links of a network.
func (s *suite) collaborationPages(t *testing.T) {
	const fields = ` { links { from { id } to { id } } size { links } omitted pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`
	whole := at(s.query(t, `{ collaboration`+fields)["collaboration"], "links").([]any)
	var links []any
	after := ""
	for range len(whole) + 1 {
		page := s.query(t, fmt.Sprintf(`{ collaboration(first: 2%s)`, after)+fields)["collaboration"]
		shown := at(page, "links").([]any)
		links = append(links, shown...)
		info := at(page, "pageInfo").(map[string]any)
		if int(at(page, "omitted").(float64)) != len(whole)-len(shown) || info["hasPreviousPage"] != (after != "") || info["hasNextPage"] != (len(links) < len(whole)) {
			t.Errorf("after %d of %d links the page says %v", len(links), len(whole), page)
		}
		if info["hasNextPage"] == false {
			break
		}
		after = fmt.Sprintf(", after: %q", info["endCursor"])
	}
	if !reflect.DeepEqual(links, whole) {
		t.Errorf("the pages together are %v, want %v", links, whole)
	}
}
