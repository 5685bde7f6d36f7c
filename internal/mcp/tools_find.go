package mcp

import (
	"fmt"
	"slices"
	"strings"

	"whojoins/internal/model"
	"whojoins/internal/plan"
)

// mostNames is the largest number of names in one call.
const mostNames = 100

// resolveInput are the arguments of resolve.
type resolveInput struct {
	Limited
	Names   []string `json:"names" jsonschema:"names, acronyms or identifiers, up to 100"`
	Types   []string `json:"types,omitempty" jsonschema:"only these entity types, such as INSTITUTE"`
	Country string   `json:"country,omitempty" jsonschema:"country of all of them"`
}

// resolve finds the entities behind names.
func (s *service) resolve(c *call, in resolveInput) (*answer, error) {
	if n := len(in.Names); n == 0 || n > mostNames {
		return nil, plan.Errorf(plan.BadUserInput, fmt.Sprintf("give from 1 to %d", mostNames), "%d names", n)
	}
	types, err := s.typesOf(in.Types)
	if err != nil {
		return nil, err
	}
	entries := make([]object, len(in.Names))
	for i, name := range in.Names {
		entries[i] = object{"term": name}
		if in.Country != "" {
			entries[i][s.countryName()] = in.Country
		}
	}
	data, err := c.query(`query Resolve($entries: [ResolveEntry!], $types: [EntityType!]) {
		resolve(entries: $entries, types: $types) { term match { id name type } candidates { score reason entity { id name type } } } }`,
		map[string]any{"entries": entries, "types": types})
	if err != nil {
		return nil, err
	}
	list := items(data["resolve"])
	for _, r := range list {
		if r["match"] != nil {
			delete(r, "candidates")
		} else {
			r["certain"] = false
		}
	}
	return &answer{Limited: in.Limited, data: object{"resolve": data["resolve"]}}, nil
}

// countryName returns the name of the field for countries, which entries of resolve have too.
func (s *service) countryName() string {
	return s.Model.AnyEntity.WithRole(model.Country).Name
}

// searchInput are the arguments of search.
type searchInput struct {
	Limited
	Text  string   `json:"text" jsonschema:"words; prefixes and single typos match"`
	Types []string `json:"types,omitempty" jsonschema:"only these entity types"`
}

// mostFound is the number of items of a list that a tool reads.
const mostFound = 200

// search finds entities by words.
func (s *service) search(c *call, in searchInput) (*answer, error) {
	types, err := s.typesOf(in.Types)
	if err != nil {
		return nil, err
	}
	data, err := c.query(`query Search($text: String!, $types: [EntityType!], $first: Int) {
		search(text: $text, types: $types, first: $first) { totalCount nodes { score entity { id name type summary } } } }`,
		map[string]any{"text": in.Text, "types": types, "first": s.page(mostFound)})
	if err != nil {
		return nil, err
	}
	found, _ := data["search"].(object)
	if len(items(found["nodes"])) == 0 {
		found["note"] = "nothing on record matches; try fewer words, or another spelling"
	}
	return &answer{Limited: in.Limited, data: found}, nil
}

// page returns a number of rows that the limits of the service allow.
func (s *service) page(rows int) int { return min(rows, s.Engine.Limits().Page) }

// typesOf returns the values of EntityType that a caller named, in any case.
func (s *service) typesOf(named []string) (types []string, err error) {
	for _, name := range named {
		i := slices.IndexFunc(s.Model.Entities, func(t *model.Type) bool {
			return strings.EqualFold(t.Enum, name) || strings.EqualFold(t.Name, name) || strings.EqualFold(t.Many, name)
		})
		if i < 0 {
			var all []string
			for _, t := range s.Model.Entities {
				all = append(all, t.Enum)
			}
			return nil, plan.Errorf(plan.BadUserInput, "use "+strings.Join(all, ", "), "there is no entity type %.40q", name)
		}
		types = append(types, s.Model.Entities[i].Enum)
	}
	return types, nil
}

// items returns the objects of a list.
func items(v any) (list []object) {
	all, _ := v.([]any)
	for _, item := range all {
		if o, ok := item.(object); ok {
			list = append(list, o)
		}
	}
	return list
}
