package main

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"whojoins/bench/question"
)

// asking is a question for every side.
type asking struct {
	name, about string
	// graphQL is the document of the service.
	graphQL string
	// draw returns the variables of one request; nil if there are none.
	draw func(*question.Drawer) map[string]any
	// lines returns the answer of the service, decoded from JSON, in the form in which all
	// sides are compared: a line for each row, with tabs between its values.
	lines func(data object) []string
	// middle and slow are the goals for the median and the 99th percentile; 0 for none.
	middle, slow time.Duration
}

const (
	facetNames = `by: [PARTICIPANT_COUNTRY, SINCE_YEAR, ROLE]`
	facetsOf   = `facets(` + facetNames + `) { field buckets { value count } other missing }`
	// half are the countries of about half of the participations.
	half = `["BE", "DE", "FR", "NL", "GB", "ES"]`
)

// questions returns the questions in the order of the report.
func questions() []*asking { return append(local(), whole()...) }

// local returns the questions about one entity or two.
func local() []*asking {
	return []*asking{
		{name: "Entity", about: "one entity by its id", middle: 100 * time.Microsecond,
			graphQL: `query ($id: ID!) { institute(id: $id) { id name country city } }`,
			draw:    func(d *question.Drawer) map[string]any { return map[string]any{"id": d.Institute()} },
			lines: func(o object) []string {
				return []string{o.at("institute").row("id", "name", "country", "city")}
			}},
		{name: "Collaborators", about: "the ten actors that share the most initiatives with an institute", middle: 300 * time.Microsecond, slow: time.Millisecond,
			graphQL: `query ($id: ID!) { collaborators(of: $id, first: 10) { nodes { shared actor { id } } } }`,
			draw:    func(d *question.Drawer) map[string]any { return map[string]any{"id": d.Institute()} },
			lines: func(o object) (list []string) {
				for _, n := range o.at("collaborators").list("nodes") {
					list = append(list, n.at("actor").row("id")+"\t"+n.row("shared"))
				}
				return list
			}},
		{name: "Path", about: "the length of the shortest path between two participants, six relations at most", middle: 150 * time.Microsecond, slow: time.Millisecond,
			graphQL: `query ($from: ID!, $to: ID!) { paths(from: $from, to: $to, first: 1) { length } }`,
			draw: func(d *question.Drawer) map[string]any {
				from, to := d.Participant(), d.Participant()
				for to == from {
					to = d.Participant()
				}
				return map[string]any{"from": from, "to": to}
			},
			lines: func(o object) (list []string) {
				for _, p := range o.list("paths") {
					list = append(list, p.row("length"))
				}
				return list
			}},
	}
}

// whole returns the questions about the whole graph.
func whole() []*asking {
	return []*asking{
		{name: "Facets", about: "all participations by country, year and role", middle: time.Millisecond,
			graphQL: `{ participations(first: 0) { ` + facetsOf + ` } }`, lines: facetLines},
		{name: "Filtered", about: "the same for the participations of actors from six countries, about half", middle: 3 * time.Millisecond,
			graphQL: `{ participations(first: 0, where: {participant: {country: {in: ` + half + `}}}) { ` + facetsOf + ` } }`, lines: facetLines},
		{name: "Matrix", about: "which actors of a country are in which joint actions, the ten most frequent of each", middle: 500 * time.Microsecond,
			graphQL: `query ($country: String!) { matrix(rows: {country: {eq: $country}}, columns: {type: {in: [JOINT_ACTION]}}, firstRows: 10, firstColumns: 10)` +
				` { rows { id } columns { id } cells { row column relations { id } } } }`,
			draw: func(d *question.Drawer) map[string]any {
				return map[string]any{"country": d.Text(d.Institute(), "country")}
			},
			lines: matrixLines},
		{name: "Search", about: "the best ten entities for a word: whole names first, then words, beginnings, typos", middle: 150 * time.Microsecond,
			graphQL: `query ($text: String!) { search(text: $text, first: 10) { nodes { score entity { id name } } } }`,
			draw:    func(d *question.Drawer) map[string]any { return map[string]any{"text": d.Word()} },
			lines: func(o object) (list []string) {
				for _, n := range o.at("search").list("nodes") {
					list = append(list, n.row("score")+"\t"+n.at("entity").row("id"))
				}
				return list
			}},
		{name: "Network", about: "the whole collaboration network of pairs that share five initiatives: its size, and the 200 heaviest links; the service counts the pairs for the first request and keeps them", middle: 50 * time.Millisecond,
			graphQL: `{ collaboration(minimum: 5) { size { nodes links } links { weight from { id } to { id } } } }`,
			lines: func(o object) []string {
				n := o.at("collaboration")
				list := []string{n.at("size").row("nodes", "links")}
				for _, l := range n.list("links") {
					list = append(list, l.at("from").row("id")+"\t"+l.at("to").row("id")+"\t"+l.row("weight"))
				}
				return list
			}},
		{name: "Groups", about: "the hundred largest groups of participations by country and role, with the sums of their contributions", middle: 3 * time.Millisecond,
			graphQL: `{ participations(first: 0) { groups(by: [PARTICIPANT_COUNTRY, ROLE]) { groups { keys { value } count sums { field currency value } } total } } }`,
			lines:   groupLines},
	}
}

func questionNames() (list []string) {
	for _, q := range questions() {
		list = append(list, q.name)
	}
	return list
}

func facetLines(o object) (list []string) {
	for _, f := range o.at("participations").list("facets") {
		field := f.row("field") + "\t"
		for _, b := range f.list("buckets") {
			list = append(list, field+b.row("value", "count"))
		}
		list = append(list, field+"other\t"+f.row("other"), field+"missing\t"+f.row("missing"))
	}
	return list
}

func matrixLines(o object) (list []string) {
	m := o.at("matrix")
	for _, side := range []string{"rows", "columns"} {
		for _, e := range m.list(side) {
			list = append(list, side+"\t"+e.row("id"))
		}
	}
	for _, c := range m.list("cells") {
		list = append(list, c.row("row", "column")+"\t"+strconv.Itoa(len(c.list("relations"))))
	}
	return list
}

func groupLines(o object) []string {
	all := o.at("participations").at("groups")
	list := []string{all.row("total")}
	for _, g := range all.list("groups") {
		var line []string
		for _, k := range g.list("keys") {
			line = append(line, k.row("value"))
		}
		line = append(line, g.row("count"))
		for _, s := range g.list("sums") {
			if s.row("field") == "contribution" {
				line = append(line, s.row("currency")+" "+cents(s.row("value")))
			}
		}
		list = append(list, strings.Join(line, "\t"))
	}
	return list
}

// cents returns a decimal amount as whole cents.
func cents(amount string) string {
	whole, part, _ := strings.Cut(amount, ".")
	text := strings.TrimLeft(whole+(part + "00")[:2], "0")
	if text == "" {
		return "0"
	}
	return text
}

// object is an object of an answer.
type object map[string]any

func (o object) at(field string) object {
	inner, _ := o[field].(map[string]any)
	return inner
}

func (o object) list(field string) []object {
	items, _ := o[field].([]any)
	list := make([]object, len(items))
	for i, item := range items {
		list[i], _ = item.(map[string]any)
	}
	return list
}

// row returns values with tabs between them; a missing one is empty.
func (o object) row(fields ...string) string {
	texts := make([]string, len(fields))
	for i, f := range fields {
		if o[f] != nil {
			texts[i] = fmt.Sprint(o[f])
		}
	}
	return strings.Join(texts, "\t")
}
