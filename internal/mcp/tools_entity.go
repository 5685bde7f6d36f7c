package mcp

import (
	"fmt"
	"slices"
	"strings"

	"whojoins/internal/model"
	"whojoins/internal/plan"
)

// entityInput are the arguments of entity.
type entityInput struct {
	Limited
	Of       string `json:"of" jsonschema:"name, acronym, id or identifier"`
	Relation string `json:"relation,omitempty" jsonschema:"one of the relations that the answer counts, such as participants or participations"`
	Words    string `json:"words,omitempty" jsonschema:"only relations with these words: a role (coordinator), a country code, a name"`
	On       string `json:"on,omitempty" jsonschema:"only relations active on this day"`
}

// entity answers with facts about an entity, or with its relations of one kind.
func (s *service) entity(c *call, in entityInput) (*answer, error) {
	id, err := c.one("of", in.Of)
	if err != nil {
		return nil, err
	}
	t, err := s.typeOf(c, id)
	if err != nil {
		return nil, err
	}
	if in.Relation != "" {
		return s.relations(c, id, t, in)
	}
	data, err := c.query(s.factsQuery(t), map[string]any{"id": id})
	if err != nil {
		return nil, err
	}
	e, _ := data["entity"].(object)
	head := object{"id": id, "name": e["name"], "type": e["type"], claimsField: e[claimsField]}
	counts := object{}
	for _, side := range t.Sides {
		connection, _ := e[side.Name].(object)
		if n := textOf(connection["totalCount"]); n != "" && n != "0" {
			counts[side.Name] = connection["totalCount"]
		}
	}
	if len(counts) > 0 {
		head["relations"] = counts
	}
	return &answer{Limited: in.Limited, head: object{"entity": head}, data: object{"facts": s.facts(t, e)}}, nil
}

// typeOf returns the type of an entity.
func (s *service) typeOf(c *call, id string) (*model.Type, error) {
	data, err := c.run(`query Type($id: ID!) { entity(id: $id) { __typename } }`, map[string]any{"id": id})
	if err != nil {
		return nil, err
	}
	e, _ := data["entity"].(object)
	if t := s.Model.Type(textOf(e["__typename"])); t != nil {
		return t, nil
	}
	return nil, plan.Errorf(plan.NotFound, "search for it", "no entity has this id")
}

// factsQuery returns the query for the fields of an entity, and the numbers of its relations.
func (s *service) factsQuery(t *model.Type) string {
	var b strings.Builder
	fmt.Fprintf(&b, "query Entity($id: ID!) { entity(id: $id) { ... on %s {", t.Name)
	for _, f := range t.Fields {
		if f.Parent == nil && f.Name != claimsField {
			selectField(&b, f)
		}
	}
	for _, side := range t.Sides {
		fmt.Fprintf(&b, " %s { totalCount }", side.Name)
	}
	b.WriteString(" } } }")
	return b.String()
}

// selectField selects a field with the values in it.
func selectField(b *strings.Builder, f *model.Field) {
	b.WriteString(" " + f.Name)
	var inside []*model.Field
	switch f.Scalar {
	case model.Parts:
		inside = f.Object.Fields
	case model.Embedded:
		inside = f.Leaves
	case model.Reference:
		b.WriteString(" { id name }")
		return
	default:
		return
	}
	b.WriteString(" {")
	for _, in := range inside {
		if in.Name == evidenceField {
			b.WriteString(" evidence { source { id name } }")
		} else {
			selectField(b, in)
		}
	}
	b.WriteString(" }")
}

// facts returns the fields of an entity that have a value, each with the statements about it.
func (s *service) facts(t *model.Type, e object) []any {
	claims := items(e[claimsField])
	about := func(name string) (list []any) {
		for _, c := range claims {
			if textOf(c["field"]) == name {
				list = append(list, object{sourceField: c[sourceField]})
			}
		}
		return list
	}
	list := []any{}
	for _, f := range t.Fields {
		v := e[f.Name]
		if f.Parent != nil || v == nil || f.Name == claimsField || f.Name == idField || f.Enum == s.Model.EntityTypes {
			continue
		}
		parts, many := v.([]any)
		switch {
		case many && len(parts) == 0 || v == false:
		case f.Scalar == model.Parts && f.Object.Field(evidenceField) != nil || f.Scalar == model.Parts && f.Object.Field(sourceField) != nil:
			for _, p := range items(v) {
				p["field"] = f.Name
				list = append(list, p)
			}
		case f.Scalar == model.Embedded:
			fact, _ := v.(object)
			fact["field"] = f.Name
			if fact[evidenceField] == nil {
				fact[evidenceField] = about(f.Name)
			}
			list = append(list, fact)
		default:
			list = append(list, object{"field": f.Name, "value": v, evidenceField: about(f.Name)})
		}
	}
	return list
}

// relations answers with the relations of an entity of one kind.
func (s *service) relations(c *call, id string, t *model.Type, in entityInput) (*answer, error) {
	var side *model.Side
	var names []string
	for _, each := range t.Sides {
		names = append(names, each.Name)
		if strings.EqualFold(each.Name, in.Relation) {
			side = each
		}
	}
	if side == nil {
		return nil, plan.Errorf(plan.BadUserInput, "use "+strings.Join(names, ", "), "it has no relation %.40q", in.Relation)
	}
	var b strings.Builder
	variables := map[string]any{"id": id, "where": s.condition(side, in.Words, in.On)}
	fmt.Fprintf(&b, "query Relations($id: ID!, $where: %sWhere) { entity(id: $id) { id name type ... on %s {", side.Relation.Name, t.Name)
	if f := t.WithDerivation(model.DerivedCoverage); f != nil && s.Model.Participation != nil && side.Relation == s.Model.Participation {
		fmt.Fprintf(&b, " %s {", f.Name)
		for _, leaf := range f.Leaves {
			if leaf.Scalar < model.Embedded {
				b.WriteString(" " + leaf.Name)
			}
		}
		b.WriteString(" }")
	}
	fmt.Fprintf(&b, " %s(first: %d, where: $where, sort: [{%s: {name: ASC}}]) { totalCount nodes {", side.Name, s.Engine.Limits().Page, side.Far.Name)
	for _, f := range side.Relation.Fields {
		if f.Parent == nil && f.Scalar != model.Parts && f.Scalar != model.Boolean && f.Enum != s.Model.RelationTypes {
			selectField(&b, f)
		}
	}
	fmt.Fprintf(&b, " %s { id name type%s } } } } } }", side.Far.Name, s.countries(side.Far.Target))
	data, err := c.query(b.String(), variables)
	if err != nil {
		return nil, err
	}
	e, _ := data["entity"].(object)
	connection, _ := e[side.Name].(object)
	delete(e, side.Name)
	for _, r := range items(connection["nodes"]) {
		delete(r, idField)
		if far, ok := r[side.Far.Name].(object); ok && r[evidenceField] != nil {
			delete(far, claimsField) // the source of the relation names it too
			far["address"] = c.address(textOf(far[idField]))
		}
	}
	return &answer{Limited: in.Limited, head: object{"entity": e}, data: object{side.Name: connection}}, nil
}

// countries selects the country of the entities that have one.
func (s *service) countries(of *model.Type) (list string) {
	for _, t := range of.Members {
		if f := t.WithRole(model.Country); f != nil {
			list += fmt.Sprintf(" ... on %s { %s }", t.Name, f.Name)
		}
	}
	return list
}

// mostWords is the largest number of words by which relations are filtered.
const mostWords = 8

// condition returns the filter for the relations that have all words, each in a text or an enum value
// of the relation, or in the name, the acronym or the country of the entity at the other end.
func (s *service) condition(side *model.Side, words, on string) object {
	all := []any{}
	if on != "" {
		all = append(all, object{"activeOn": on})
	}
	wanted := model.Words(model.Fold(strings.ReplaceAll(words, "_", " ")))
	for _, word := range wanted[:min(len(wanted), mostWords)] {
		far := side.Far.Target
		any := []any{object{side.Far.Name: object{"name": object{"matches": word}}}}
		if f := far.WithRole(model.Acronym); f != nil {
			any = append(any, object{side.Far.Name: object{f.Name: object{"matches": word}}})
		}
		if f := far.WithRole(model.Country); f != nil && model.CountryCode(word) != "" {
			any = append(any, object{side.Far.Name: object{f.Name: object{"eq": model.CountryCode(word)}}})
		}
		for _, f := range side.Relation.Fields {
			switch {
			case f.Parent != nil || f.List || f.Enum == s.Model.RelationTypes: // the same for all
			case f.Scalar == model.Text:
				any = append(any, object{f.Name: object{"matches": word}})
			case f.Scalar == model.EnumValue:
				if values := valuesWith(f.Enum, word); len(values) > 0 {
					any = append(any, object{f.Name: object{"in": values}})
				}
			}
		}
		all = append(all, object{"OR": any})
	}
	return object{"AND": all}
}

// valuesWith returns the values of an enum that have a word.
func valuesWith(e *model.Enum, word string) (list []string) {
	for _, v := range e.Values {
		if slices.Contains(model.Words(model.Fold(strings.ReplaceAll(v.Name, "_", " ")+" "+v.Description)), word) {
			list = append(list, v.Name)
		}
	}
	return list
}
