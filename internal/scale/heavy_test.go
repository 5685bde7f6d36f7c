package scale_test

import (
	"fmt"
	"strings"
)

// heavy returns operations that take long, one for each kind of loop.
func heavy() []string {
	repeat := func(n int, format string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
	return []string{
		`{ institutes(where: {OR: [` + repeat(99, `{name: {contains: "zq%dx"}},`) + `]}) { totalCount } }`,
		`{ institutes(where: {AND: [` + repeat(99, `{NOT: {name: {contains: "zq%dx"}}},`) + `]}) { totalCount } }`,
		`{ institutes(where: {name: {contains: "zqx"}}) { totalCount } }`,
		`{ institutes(where: {name: {matches: "zqx zqy"}}) { totalCount } }`,
		`{ institutes(where: {summary: {contains: "zqx"}}) { totalCount } }`,
		`{ allEntities(where: {OR: [` + repeat(50, `{name: {startsWith: "zq%d"}},`) + `]}) { totalCount } }`,
		`{ institutes(where: {country: {in: ["BE", "FR"]}}) { totalCount } }`,
		`{ participations(where: {role: {eq: COORDINATOR}}) { totalCount } }`,
		`{ participations(where: {OR: [{role: {eq: COORDINATOR}}, {role: {eq: BENEFICIARY}}, {role: {eq: MEMBER}}, {since: {gte: "2010"}}]}) { totalCount } }`,
		`{ participations(where: {}) { facets(by: [ROLE, PARTICIPANT_COUNTRY, PARTICIPANT, INITIATIVE]) { field buckets { value count } } } }`,
		`{ participations { aggregate { count netContribution { currency sum min max } } } }`,
		`{ institutes(first: 1000, sort: [{name: ASC}]) { nodes { id name type country city } } }`,
		`{ institutes(first: 1000) { edges { cursor node { id name summary aliases { name language } identifiers { scheme value url } } } } }`,
		`{ institutes(first: 100) { nodes { name participations(first: 20, sort: [{since: DESC}]) { totalCount nodes { role since initiative { name } } } } } }`,
		`{ institutes(where: {participations: {some: {role: {eq: COORDINATOR}}}}) { totalCount } }`,
		`{ participations(where: {participant: {name: {contains: "qq"}}}) { totalCount } }`,
		`{ resolve(terms: [` + repeat(300, `"University Hospital of Gland %d, Belgium",`) + `]) { term score match { id } candidates { score reason entity { name } } } }`,
		`{ search(text: "institute of a research centre university hospital", first: 50) { totalCount edges { node { score entity { id name } highlights { field text } } } } }`,
		`{ search(text: "in") { totalCount types { value count } } }`,
		`{ neighbourhood(of: ["institute-000000"], depth: 2, first: 500) { omitted nodes { entity { name } degree } links { relation { id } from { id } to { id } } } }`,
		`{ neighbourhood(of: ["institute-000900"], depth: 4, first: 1000) { omitted nodes { entity { name } degree } links { relation { id } from { id } to { id } } } }`,
		`{ paths(from: "institute-000100", to: "institute-000900", slack: 2, maxHops: 6, first: 100) { length steps { relation { id } to { name } } } }`,
		`{ collaborators(of: "institute-000000", first: 100) { totalCount edges { node { shared actor { name } initiatives { name } } } } }`,
		`{ collaboration(in: {name: {contains: "a"}}, first: 1000) { omitted nodes { entity { name } degree } links { weight from { id } to { id } initiatives { name } } } }`,
		`{ matrix(firstRows: 50, firstColumns: 50) { rows { name } columns { name } cells { row column relations { id } } } }`,
	}
}
