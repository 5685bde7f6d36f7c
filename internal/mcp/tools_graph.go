package mcp

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"whojoins/internal/plan"
)

// pathsInput are the arguments of paths.
type pathsInput struct {
	Limited
	From string `json:"from" jsonschema:"name or id"`
	To   string `json:"to" jsonschema:"name or id"`
	On   string `json:"on,omitempty" jsonschema:"only relations active on this day"`
}

// mostPaths is the number of paths that are read.
const mostPaths = 20

// paths answers with the shortest chains of relations between two entities.
func (s *service) paths(c *call, in pathsInput) (*answer, error) {
	from, err := c.one("from", in.From)
	if err != nil {
		return nil, err
	}
	to, err := c.one("to", in.To)
	if err != nil {
		return nil, err
	}
	variables := map[string]any{"from": from, "to": to, "first": mostPaths}
	if in.On != "" {
		variables["on"] = in.On
	}
	data, err := c.query(`query Paths($from: ID!, $to: ID!, $first: Int, $on: PartialDate) { paths(from: $from, to: $to, first: $first, activeOn: $on) {
		length steps { forward from { id name type } to { id name type } relation { type since until`+s.keys()+` } } } }`, variables)
	if err != nil {
		return nil, err
	}
	list := items(data["paths"])
	for _, p := range list {
		for _, step := range items(p["steps"]) {
			for _, end := range []string{"from", "to"} {
				if e, ok := step[end].(object); ok {
					delete(e, claimsField) // the source of the relation names it too
					e["address"] = c.address(textOf(e[idField]))
				}
			}
			if r, ok := step["relation"].(object); ok {
				delete(r, idField)
			}
		}
	}
	head := object{"from": from, "to": to}
	if len(list) == 0 {
		head["note"] = "no chain of up to 6 relations is on record"
	}
	return &answer{Limited: in.Limited, head: head, data: object{"paths": data["paths"]}, enough: 1}, nil
}

// keys selects the fields that distinguish relations, of every type.
func (s *service) keys() (list string) {
	for _, t := range s.Model.Relations {
		if len(t.Key) == 0 {
			continue
		}
		list += fmt.Sprintf(" ... on %s {", t.Name)
		for _, f := range t.Key {
			list += " " + f.Name
		}
		list += " }"
	}
	return list
}

// collaboratorsInput are the arguments of collaborators.
type collaboratorsInput struct {
	Limited
	Of string `json:"of" jsonschema:"name or id of an organisation, person or alliance"`
	On string `json:"on,omitempty" jsonschema:"only participations active on this day"`
}

// Numbers of collaborators, and of shared initiatives of each, that are read.
const (
	mostPartners = 60
	mostShared   = 5
)

// collaborators answers with the actors that take part in the same initiatives. The sources are those
// of the participations on both sides.
func (s *service) collaborators(c *call, in collaboratorsInput) (*answer, error) {
	id, err := c.one("of", in.Of)
	if err != nil {
		return nil, err
	}
	variables := map[string]any{"of": id, "first": s.page(mostPartners + in.Skip)}
	if in.On != "" {
		variables["on"] = in.On
	}
	data, err := c.run(fmt.Sprintf(`query Collaborators($of: ID!, $first: Int, $on: PartialDate) { collaborators(of: $of, first: $first, activeOn: $on) {
		totalCount nodes { shared actor { id name type } initiatives(first: %d) { id name } } } }`, mostShared), variables)
	if err != nil {
		return nil, err
	}
	connection, _ := data["collaborators"].(object)
	if connection == nil {
		return nil, plan.Errorf(plan.BadUserInput, "give an organisation, a person, an alliance or a programme", "this entity takes part in nothing, since it is no actor")
	}
	list := items(connection["nodes"])
	if in.Skip < len(list) {
		if err := s.citeParticipations(c, id, list[in.Skip:]); err != nil {
			return nil, err
		}
	}
	for _, n := range list {
		for _, e := range append(items(n["initiatives"]), n["actor"].(object)) {
			e["address"] = c.address(textOf(e[idField]))
		}
	}
	return &answer{Limited: in.Limited, head: object{"of": id, "address": c.address(id)}, data: connection}, nil
}

// citeParticipations adds to collaborators the evidence of the participations that make them so.
func (s *service) citeParticipations(c *call, of string, list []object) error {
	p := s.Model.Participation
	actors, initiatives := map[string]bool{of: true}, map[string]bool{}
	for _, n := range list {
		actors[textOf(n["actor"].(object)[idField])] = true
		for _, i := range items(n["initiatives"]) {
			initiatives[textOf(i[idField])] = true
		}
	}
	from, to := p.From.Name, p.To.Name
	query := fmt.Sprintf(`query Shared($who: [ID!], $initiatives: [ID!]) { %s(where: {%s: {id: {in: $who}}, %s: {id: {in: $initiatives}}}, first: %d) {
		nodes { %s { id } %s { id } evidence { field source { id name } } } } }`, p.Many, from, to, s.Engine.Limits().Page, from, to)
	data, err := c.run(query, map[string]any{"who": slices.Sorted(maps.Keys(actors)), "initiatives": slices.Sorted(maps.Keys(initiatives))})
	if err != nil {
		return err
	}
	evidence := map[[2]string]any{}
	connection, _ := data[p.Many].(object)
	for _, r := range items(connection["nodes"]) {
		a, _ := r[from].(object)
		i, _ := r[to].(object)
		if statements, ok := r[evidenceField].([]any); ok && len(statements) > 0 {
			evidence[[2]string{textOf(a[idField]), textOf(i[idField])}] = statements[0]
		}
	}
	for _, n := range list {
		var statements []any
		for _, i := range items(n["initiatives"]) {
			for _, actor := range []string{textOf(n["actor"].(object)[idField]), of} {
				if one := evidence[[2]string{actor, textOf(i[idField])}]; one != nil {
					statements = append(statements, one)
				}
			}
		}
		n[evidenceField] = statements
	}
	return nil
}

// evidenceInput are the arguments of evidence.
type evidenceInput struct {
	Limited
	Of    string `json:"of" jsonschema:"name or id"`
	Field string `json:"field,omitempty" jsonschema:"only statements about this field, such as start"`
	With  string `json:"with,omitempty" jsonschema:"another entity: statements about the relations between both"`
}

// evidence answers with every statement about an entity, or about its relations with another.
func (s *service) evidence(c *call, in evidenceInput) (*answer, error) {
	id, err := c.one("of", in.Of)
	if err != nil {
		return nil, err
	}
	if in.With != "" {
		with, err := c.one("with", in.With)
		if err != nil {
			return nil, err
		}
		return s.between(c, id, with, in)
	}
	data, err := c.run(`query Evidence($id: ID!) { entity(id: $id) { id name type disputed claims { field value rank date locator source { id name } } } }`, map[string]any{"id": id})
	if err != nil {
		return nil, err
	}
	e, _ := data["entity"].(object)
	list := []any{}
	for _, claim := range items(e[claimsField]) {
		if in.Field == "" || strings.EqualFold(textOf(claim["field"]), in.Field) {
			list = append(list, claim)
		}
	}
	delete(e, claimsField)
	e["address"] = c.address(id)
	return &answer{Limited: in.Limited, head: object{"entity": e}, data: object{"statements": list}}, nil
}

// between answers with the statements about the relations between two entities.
func (s *service) between(c *call, id, with string, in evidenceInput) (*answer, error) {
	t, err := s.typeOf(c, id)
	if err != nil {
		return nil, err
	}
	far, err := s.typeOf(c, with)
	if err != nil {
		return nil, err
	}
	var b strings.Builder
	fmt.Fprintf(&b, "query Between($id: ID!, $with: ID!) { entity(id: $id) { ... on %s {", t.Name)
	sides := 0
	for _, side := range t.Sides {
		if side.Far.Target.Types&far.Types == 0 {
			continue
		}
		sides++
		fmt.Fprintf(&b, " %s(first: 20, where: {%s: {id: {eq: $with}}}) { nodes { type since until", side.Name, side.Far.Name)
		for _, f := range side.Relation.Key {
			b.WriteString(" " + f.Name)
		}
		b.WriteString(" evidence { field value rank date locator source { id name } } } }")
	}
	b.WriteString(" } } }")
	list := []any{}
	if sides > 0 {
		data, err := c.run(b.String(), map[string]any{"id": id, "with": with})
		if err != nil {
			return nil, err
		}
		e, _ := data["entity"].(object)
		for _, side := range t.Sides {
			connection, _ := e[side.Name].(object)
			for _, r := range items(connection["nodes"]) {
				list = append(list, r)
			}
		}
	}
	head := object{"of": object{idField: id, "address": c.address(id)}, "with": object{idField: with, "address": c.address(with)}}
	if len(list) == 0 {
		head["note"] = "no direct relation is on record; try paths"
	}
	return &answer{Limited: in.Limited, head: head, data: object{"relations": list}}, nil
}
