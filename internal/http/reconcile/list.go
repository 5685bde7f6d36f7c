package reconcile

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"whojoins/internal/model"
)

// addListed adds candidates to the queries that give neither a name nor an id, nor an identifier that
// is known: the entities that have the values of their properties.
func (x *exchange) addListed(part []*found, selection string, variables map[string]any) error {
	var open []*found
	for _, f := range part {
		if len(f.names)+len(f.ids) == 0 && len(f.identified) == 0 && len(f.checks) > 0 {
			open = append(open, f)
		}
	}
	for some := range slices.Chunk(open, min(10, x.Engine.Limits().RootFields)) {
		vars := maps.Clone(variables)
		declared, fields := x.declare(variables), ""
		for i, f := range some {
			where := x.where(f)
			if where == nil {
				continue
			}
			name := fmt.Sprintf("w%d", i)
			vars[name] = where
			declared += ", $" + name + ": EntityWhere"
			fields += fmt.Sprintf(" %s: %s(where: $%s, first: %d) { nodes { %s } }", name, x.Model.AnyEntity.Many, name, min(f.limit, x.rows()), selection)
		}
		if fields == "" {
			continue
		}
		answer := map[string]struct{ Nodes []object }{}
		if err := x.ask("query ReconcileProperties("+strings.TrimPrefix(declared, ", ")+") {"+fields+" }", vars, &answer); err != nil {
			return err
		}
		for i, f := range some {
			for _, e := range answer[fmt.Sprintf("w%d", i)].Nodes {
				f.add(e, 100, feature{matchProperty, "has the values of the properties", true})
			}
		}
	}
	return nil
}

// where returns the filter for the entities that have the values of a query's properties; nil if none
// of them can be filtered by.
func (x *exchange) where(f *found) map[string]any {
	var all []any
	for _, c := range f.checks {
		var values []any
		for _, v := range c.values {
			if one := x.comparison(&c, v); one != nil {
				values = append(values, one)
			}
		}
		switch {
		case len(values) == 0:
		case c.quantifier == allValues:
			all = append(all, values...)
		case c.quantifier == noValue:
			all = append(all, map[string]any{"NOT": map[string]any{"OR": values}})
		default:
			all = append(all, map[string]any{"OR": values})
		}
	}
	if len(all) == 0 {
		return nil
	}
	if len(f.types) > 0 {
		all = append(all, map[string]any{"type": map[string]any{"in": enums(f.types)}})
	}
	return map[string]any{"AND": all}
}

// comparison returns the filter for one value of a property; nil if there is none.
func (x *exchange) comparison(c *check, want string) map[string]any {
	if c.side != nil {
		if c.field != nil {
			return nil
		}
		return map[string]any{c.side.Name: map[string]any{"some": map[string]any{c.side.Far.Name: map[string]any{"id": map[string]any{"in": c.targets[want]}}}}}
	}
	if c.property.scheme != "" {
		return map[string]any{c.field.Name: map[string]any{"some": map[string]any{
			x.properties.register.Name: map[string]any{"eq": c.property.scheme}, c.leaf.Name: map[string]any{"eq": normal(c.property.scheme, want)},
		}}}
	}
	f := c.scalar()
	test := scalarTest(f, want)
	switch {
	case test == nil || f.Prose:
		return nil
	case c.field.Scalar == model.Parts:
		return map[string]any{c.field.Name: map[string]any{"some": map[string]any{f.Name: test}}}
	case c.leaf != nil:
		return map[string]any{c.field.Name: map[string]any{f.Name: test}}
	}
	return map[string]any{f.Name: test}
}

// scalarTest returns the test that a field has a value; nil if it cannot have it.
func scalarTest(f *model.Field, want string) map[string]any {
	var v any = want
	operator := "eq"
	switch f.Scalar {
	case model.Text:
		if f.HoldsCountries() {
			v = model.CountryCode(want)
		} else if !f.List {
			operator = "folds"
		}
	case model.Int, model.Float, model.Cents:
		n, err := strconv.ParseFloat(strings.TrimSpace(want), 64)
		if err != nil || f.Scalar == model.Int && n != float64(int32(n)) {
			return nil
		}
		if v = n; f.Scalar == model.Int {
			v = int32(n)
		}
	case model.Boolean:
		b, err := strconv.ParseBool(want)
		if err != nil {
			return nil
		}
		v = b
	case model.Date:
		if _, _, err := model.ParseDate(want); err != nil {
			return nil
		}
		if !f.List {
			return map[string]any{"gte": want, "lte": want} // any day within it
		}
	case model.EnumValue:
		word := strings.ToUpper(strings.NewReplacer(" ", "_", "-", "_").Replace(strings.TrimSpace(want)))
		if f.Enum.Position(word) < 0 {
			return nil
		}
		v = word
	default:
		return nil
	}
	if f.List {
		operator = "has"
	}
	return map[string]any{operator: v}
}
