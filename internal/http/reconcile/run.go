package reconcile

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"whojoins/internal/model"
)

// Largest numbers of terms and of entities in one request to the engine.
const (
	mostTerms = 500
	mostIDs   = 100
)

// origin is where a term comes from.
type origin uint8

const (
	fromName origin = iota
	// fromRegister is an identifier among the properties of a query.
	fromRegister
)

// term is a text of a query that may name an entity.
type term struct {
	of   *found
	from origin
	text string
	// country and city are what else the query knows of the entity.
	country, city string
}

// found is a query with what was found for it.
type found struct {
	*query
	types  []*model.Type
	checks []check
	// byID has the candidates. named, identified and given are the entities that are certain by a
	// name, by an identifier among the properties, or by the id that the query gave.
	byID                     map[string]*candidate
	named, identified, given map[string]bool
	// resolved reports whether a name equals the name of an entity.
	resolved bool
}

// run answers queries. Those with the same types are resolved together.
func (x *exchange) run(list []*query) error {
	var groups [][]*found
	position := map[string]int{}
	for _, q := range list {
		f := &found{query: q, byID: map[string]*candidate{}, named: map[string]bool{}, identified: map[string]bool{}, given: map[string]bool{}}
		if q.fault != nil || !x.readTypes(f) {
			continue
		}
		key := ""
		for _, t := range f.types {
			key += t.Name + " "
		}
		i, known := position[key]
		if !known {
			i = len(groups)
			position[key], groups = i, append(groups, nil)
		}
		groups[i] = append(groups[i], f)
	}
	for _, group := range groups {
		for part := range slices.Chunk(group, min(mostTerms, x.Engine.Limits().Terms)) {
			if err := x.runPart(part); err != nil {
				return err
			}
		}
	}
	return nil
}

// readTypes finds the types of a query; false if it is restricted to types that do not exist, of
// which there are no entities.
func (x *exchange) readTypes(f *found) bool {
	for _, id := range f.query.types {
		if t := x.typeNamed(id); t != nil && !slices.Contains(f.types, t) {
			f.types = append(f.types, t)
		}
	}
	slices.SortFunc(f.types, func(a, b *model.Type) int { return a.Index - b.Index })
	return !f.typed || len(f.types) > 0
}

// runPart answers queries with the same types.
func (x *exchange) runPart(part []*found) error {
	selection, variables, err := x.prepareChecks(part)
	if err != nil {
		return err
	}
	var terms []term
	for _, f := range part {
		terms = append(terms, x.termsOf(f)...)
	}
	for some := range slices.Chunk(terms, min(mostTerms, x.Engine.Limits().Terms)) {
		if err := x.resolve(some, part[0].types, selection, variables); err != nil {
			return err
		}
	}
	if err := x.addGiven(part, selection, variables); err != nil {
		return err
	}
	if err := x.addListed(part, selection, variables); err != nil {
		return err
	}
	for _, f := range part {
		f.decide()
		f.rank()
	}
	return nil
}

// termsOf returns the terms of a query: its names, and the identifiers among its properties.
func (x *exchange) termsOf(f *found) (list []term) {
	t := term{of: f}
	for _, c := range f.checks {
		switch {
		case c.quantifier != anyValue || len(c.values) != 1:
		case c.property == x.properties.country:
			t.country = model.CountryCode(c.values[0]) // what is no country agrees with no candidate
		case c.property == x.properties.city:
			t.city = c.values[0]
		}
	}
	for _, name := range f.names {
		if strings.TrimSpace(name) != "" {
			t.text = name
			list = append(list, t)
		}
	}
	for _, c := range f.checks {
		scheme := c.scheme()
		if scheme == "" || c.quantifier == noValue {
			continue
		}
		for _, v := range c.values {
			list = append(list, term{of: f, from: fromRegister, text: scheme + ":" + normal(scheme, v)})
		}
	}
	return list
}

// entry is an entry of the root field resolve.
type entry struct {
	Term    string `json:"term"`
	Country string `json:"country,omitempty"`
	City    string `json:"city,omitempty"`
}

// resolve finds the entities of terms.
func (x *exchange) resolve(terms []term, types []*model.Type, selection string, variables map[string]any) error {
	entries := make([]entry, len(terms))
	for i, t := range terms {
		entries[i] = entry{t.text, t.country, t.city}
	}
	variables = with(variables, "entries", entries)
	variables["types"] = enums(types)
	var answer struct {
		Resolve []struct {
			Exact      bool
			Match      *struct{ ID string }
			Candidates []struct {
				Score  float64
				Reason string
				Entity object
			}
		}
	}
	query := "query ReconcileNames($entries: [ResolveEntry!], $types: [EntityType!]" + x.declare(variables) +
		") { resolve(entries: $entries, types: $types) { exact match { id } candidates { score reason entity { " + selection + " } } } }"
	if err := x.ask(query, variables, &answer); err != nil {
		return err
	}
	for i, r := range answer.Resolve {
		f, from := terms[i].of, terms[i].from
		if from == fromRegister && r.Match == nil {
			continue
		}
		for _, c := range r.Candidates {
			if from == fromName || c.Entity.text("id") == r.Match.ID {
				field, _, _ := strings.Cut(c.Reason, ":")
				f.add(c.Entity, c.Score*100, feature{field, c.Reason, c.Score})
			}
		}
		if from == fromName {
			f.resolved = f.resolved || r.Exact
		}
		if r.Match == nil {
			continue
		}
		if from == fromName {
			f.named[r.Match.ID] = true
		} else {
			f.identified[r.Match.ID] = true
		}
	}
	return nil
}

// add adds a candidate, or a reason for a known one.
func (f *found) add(e object, score float64, why feature) {
	id := e.text("id")
	c := f.byID[id]
	if c == nil {
		c = &candidate{entity: e, agrees: true}
		f.byID[id], f.candidates = c, append(f.candidates, c)
	}
	c.score = max(c.score, score)
	if !slices.ContainsFunc(c.features, func(known feature) bool { return known.ID == why.ID }) {
		c.features = append(c.features, why)
	}
}

// slug matches a text that may be the id of an entity.
var slug = regexp.MustCompile(`^[a-z0-9]+(?:-[a-z0-9]+)*$`)

// addGiven adds the entities whose ids the queries give: as such or, if the text is no name, in place
// of a name.
func (x *exchange) addGiven(part []*found, selection string, variables map[string]any) error {
	type given struct {
		of *found
		id string
	}
	var all []given
	for _, f := range part {
		for _, id := range f.ids {
			all = append(all, given{f, id})
		}
		for _, name := range f.names {
			if !f.resolved && slug.MatchString(strings.TrimSpace(name)) {
				all = append(all, given{f, strings.TrimSpace(name)})
			}
		}
	}
	for some := range slices.Chunk(all, min(mostIDs, x.Engine.Limits().IDs)) {
		ids := make([]string, len(some))
		for i, g := range some {
			ids[i] = g.id
		}
		var answer struct{ Entities []object }
		vars := with(variables, "ids", ids)
		query := "query ReconcileIDs($ids: [ID!]!" + x.declare(vars) + ") { entities(ids: $ids) { " + selection + " } }"
		if err := x.ask(query, vars, &answer); err != nil {
			return err
		}
		for i, e := range answer.Entities {
			f := some[i].of
			if e == nil || f.typed && !slices.ContainsFunc(f.types, func(t *model.Type) bool { return t.Enum == e.text("type") }) {
				continue
			}
			f.add(e, 100, feature{idKey, idKey + ": " + some[i].id, 1})
			f.given[e.text("id")] = true
		}
	}
	return nil
}

// decide decides which candidate is the entity that a query means: the only one that is certain by
// what the query gives, unless one of its properties contradicts it.
func (f *found) decide() {
	certain := map[string]bool{}
	for _, ids := range []map[string]bool{f.named, f.identified, f.given} {
		for id := range ids {
			certain[id] = true
		}
	}
	for id, c := range f.byID {
		c.match = certain[id] && len(certain) == 1
		if f.identified[id] && !f.named[id] && len(f.names) > 0 && len(f.byID) > 1 && !hasName(c) {
			c.match = false // the name means something else
		}
		for _, check := range f.checks {
			check.apply(c)
		}
		if c.contradicts {
			c.match = false
		}
	}
	f.candidates = slices.DeleteFunc(f.candidates, func(c *candidate) bool {
		return slices.ContainsFunc(f.checks, func(k check) bool { return k.required && k.verdict(c.entity) != agrees })
	})
}

// hasName reports whether a candidate was found by a name, besides an identifier.
func hasName(c *candidate) bool { return len(c.features) > 1 }

// enums returns types as values of EntityType; nil for none, which means all.
func enums(types []*model.Type) (list []string) {
	for _, t := range types {
		list = append(list, t.Enum)
	}
	return list
}

// with returns a copy of variables with one more.
func with(variables map[string]any, name string, v any) map[string]any {
	all := map[string]any{name: v}
	for name, v := range variables {
		all[name] = v
	}
	return all
}

// declare returns the declarations of the variables that restrict relations.
func (x *exchange) declare(variables map[string]any) (list string) {
	for i := range maxConditions {
		if name := fmt.Sprintf("only%d", i); variables[name] != nil {
			list += ", $" + name + ": [ID!]"
		}
	}
	return list
}
