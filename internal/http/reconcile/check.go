package reconcile

import (
	"context"
	"fmt"
	"slices"

	"whojoins/internal/model"
	"whojoins/internal/questions"
)

// check is a condition of a query about a known property.
type check struct {
	*property
	condition
	// name is the name of the property in the language of the request.
	name string
	// targets are the ids of the entities that each value means, for a relation.
	targets map[string][]string
}

// verdict is the result of comparing an entity with a condition.
type verdict uint8

const (
	unknown verdict = iota
	agrees
	differs
)

// scheme returns the register of the identifiers that a condition is about, or "".
func (c *check) scheme() string {
	switch {
	case c.property.scheme != "":
		return c.property.scheme
	case c.side == nil && c.leaf == nil:
		return c.field.Scheme
	}
	return ""
}

// verdict compares an entity with the condition. What the dataset does not know is no contradiction.
func (c *check) verdict(e object) verdict {
	have := c.read(e)
	matched := 0
	for _, want := range c.values {
		if slices.ContainsFunc(have, func(v value) bool { return c.means(v, want) }) {
			matched++
		}
	}
	var ok bool
	switch c.quantifier {
	case allValues:
		ok = matched == len(c.values)
	case noValue:
		ok = matched == 0
	default:
		ok = matched > 0
	}
	switch {
	case ok:
		return agrees
	case c.quantifier == noValue || c.single() && len(have) > 0:
		return differs
	}
	return unknown
}

// means reports whether a value is what a caller gave.
func (c *check) means(v value, want string) bool {
	if ids, ok := c.targets[want]; ok {
		return slices.Contains(ids, v.id)
	}
	return c.equals(v, want)
}

// apply adds to a candidate whether it agrees with the condition.
func (c *check) apply(to *candidate) {
	v := c.verdict(to.entity)
	to.features = append(to.features, feature{c.id, c.name, v == agrees})
	switch v {
	case agrees:
		return
	case differs:
		to.score *= contradicted
		to.contradicts = true
	case unknown:
		to.score *= notOnRecord
	}
	to.agrees = false
}

// prepareChecks finds the properties of the conditions of queries, and the entities that their values
// mean. It returns what must be selected of a candidate, and the variables for this.
func (x *exchange) prepareChecks(part []*found) (selection string, variables map[string]any, err error) {
	var used []*property
	bySide := map[*model.Side][]string{}
	for _, f := range part {
		for _, c := range f.conditions {
			p := x.properties.byID[c.property]
			if p == nil {
				continue // an unknown property is ignored
			}
			f.checks = append(f.checks, check{property: p, condition: c, name: x.properties.name(p, x.language)})
			if !slices.Contains(used, p) {
				used = append(used, p)
			}
			if p.side != nil && p.field == nil {
				bySide[p.side] = append(bySide[p.side], c.values...)
			}
		}
	}
	only := map[*model.Side]string{}
	variables = map[string]any{}
	for _, p := range used {
		if p.side == nil || p.field != nil {
			continue
		}
		targets, err := x.targets(p.side, bySide[p.side])
		if err != nil {
			return "", nil, err
		}
		var all []string
		for _, f := range part {
			for i := range f.checks {
				if c := &f.checks[i]; c.property == p {
					c.targets = targets
					for _, v := range c.values {
						all = append(all, targets[v]...)
					}
				}
			}
		}
		slices.Sort(all)
		if all = slices.Compact(all); len(all) <= x.Engine.Limits().Values && len(only) < maxConditions {
			name := fmt.Sprintf("only%d", len(only))
			only[p.side], variables[name] = name, all
		}
	}
	return x.summary + selectionOf(x.Model, used, x.rows(), only), variables, nil
}

// targets returns the ids of the entities at the other end of a relation that texts mean.
func (x *exchange) targets(s *model.Side, texts []string) (map[string][]string, error) {
	slices.Sort(texts)
	texts = slices.Compact(texts)
	all := make(map[string][]string, len(texts))
	run := func(_ context.Context, query string, variables map[string]any, into any) error {
		return x.ask(query, variables, into)
	}
	for some := range slices.Chunk(texts, min(mostTerms, x.Engine.Limits().Terms)) {
		meant, err := questions.Meant(x.ctx, run, some, enums(s.Far.Target.Members)...)
		if err != nil {
			return nil, err
		}
		for i, text := range some {
			all[text] = []string{text} // which may be an id
			for _, e := range meant[i] {
				all[text] = append(all[text], e.ID)
			}
		}
	}
	return all, nil
}

// rows returns how many relations are read at once.
func (x *exchange) rows() int { return min(batchSize, x.Engine.Limits().Page) }
