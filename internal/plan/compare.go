package plan

import (
	"fmt"

	"whojoins/internal/model"
)

// operators are the names of the comparisons, in their order in a plan. ne is the opposite
// of eq.
var operators = []struct {
	name string
	op   Op
	not  bool
}{
	{"eq", Eq, false}, {"ne", Eq, true}, {"in", In, false},
	{"gt", Gt, false}, {"gte", Gte, false}, {"lt", Lt, false}, {"lte", Lte, false},
	{"contains", Contains, false}, {"startsWith", StartsWith, false}, {"endsWith", EndsWith, false},
	{"folds", Folds, false}, {"matches", Matches, false},
	{"isNull", IsNull, false}, {"has", In, false}, {"hasAny", In, false}, {"isEmpty", IsNull, false},
}

// comparisons compiles the comparisons of one field.
func (f *filter) comparisons(field *model.Field, ops map[string]any, not bool) []Predicate {
	var parts []Predicate
	for _, o := range operators {
		v := ops[o.name]
		if v == nil || f.err != nil {
			continue
		}
		f.predicate()
		negate := o.not != not
		if o.op == IsNull {
			parts = append(parts, &Compare{Field: field, Op: IsNull, Not: negate == (v == true)})
			continue
		}
		list, many := v.([]any)
		if !many {
			list = []any{v}
		}
		if most := f.Limits.Values; len(list) > most {
			f.fail(Over(TooLarge, "values", len(list), most, "send several requests", "values of one `%s`", o.name))
			break
		}
		f.input(len(list))
		parts = append(parts, f.compare(field, o.op, list, negate))
	}
	return parts
}

// compare compiles one comparison of a field with one or more values.
func (f *filter) compare(field *model.Field, op Op, list []any, not bool) Predicate {
	equal := op == Eq || op == In
	if equal {
		f.asStored(field, list)
	}
	switch {
	case field.Enum == f.Model.EntityTypes && equal:
		return f.isType(list, not)
	case field.Scalar == model.ID && equal && field.Types&f.Model.AnyEntity.Types != 0:
		if len(list) == 0 {
			return always(not)
		}
		return &Refers{Refs: texts(list), Not: not}
	}
	values := make([]model.Value, 0, len(list))
	for _, item := range list {
		v, ok, err := f.value(field, op, item)
		if err != nil {
			f.fail(Errorf(BadUserInput, "", "`%s`: %s", field.Path(), err))
			return All{}
		}
		if ok {
			values = append(values, v...)
		}
	}
	if equal && len(values) == 0 {
		return always(not)
	}
	if op == In && len(values) == 1 && !field.List {
		op = Eq
	}
	return &Compare{Field: field, Op: op, Values: values, Not: not}
}

// asStored replaces the address of an identifier by its value, where the value is compared, and
// reports a country that is not written as its code.
func (f *filter) asStored(field *model.Field, list []any) {
	for i, item := range list {
		text, _ := item.(string)
		switch {
		case field.HoldsCountries():
			if code := model.CountryCode(Clip(text)); code != "" && code != text {
				f.fail(Errorf(BadUserInput, sprintf("write %q, the code in ISO 3166-1", code), "`%s` is %q, which is not the code of a country", field.Path(), Clip(text)))
			}
		case field.Role == model.Registered:
			_, value := model.Addressed(text)
			if field.Scheme != "" {
				value = model.AddressedAs(field.Scheme, text)
			}
			if value != "" {
				list[i] = value
			}
		}
	}
}

func (f *filter) isType(list []any, not bool) Predicate {
	var set model.TypeSet
	for _, name := range texts(list) {
		for _, t := range f.Model.Entities {
			if t.Enum == name {
				set |= t.Types
			}
		}
	}
	all := f.Model.AnyEntity.Types
	if not {
		set = all &^ set
	}
	if set == 0 || set == all {
		return always(set != 0)
	}
	return &IsType{Of: f.Model.AnyEntity, Types: set}
}

// value returns the value that a field is compared with; false when no stored value can
// equal it.
func (f *filter) value(field *model.Field, op Op, v any) (values []model.Value, ok bool, err error) {
	one := func(v model.Value) ([]model.Value, bool, error) { return []model.Value{v}, true, nil }
	switch v := v.(type) {
	case bool:
		return one(model.BoolValue(v))
	case int64:
		return one(model.IntValue(v))
	case float64:
		if field.Scalar != model.Cents {
			return one(model.FloatValue(v))
		}
		cents, exact := centsFor(op, v)
		return []model.Value{model.CentsValue(cents)}, exact, nil
	case string:
		return f.text(field, op, v)
	}
	return nil, false, fmt.Errorf("a %T cannot be compared", v)
}

func (f *filter) text(field *model.Field, op Op, s string) ([]model.Value, bool, error) {
	one := func(v model.Value) ([]model.Value, bool, error) { return []model.Value{v}, true, nil }
	switch {
	case field.Scalar == model.Date:
		first, last, err := model.ParseDate(Clip(s))
		switch op {
		case Gt, Lte:
			return []model.Value{model.IntValue(int64(last))}, true, err
		case Gte, Lt:
			return []model.Value{model.IntValue(int64(first))}, true, err
		}
		return []model.Value{model.DateValue(s)}, true, err
	case field.Scalar == model.EnumValue:
		return one(model.EnumOf(s))
	case field.Scalar == model.ID:
		return one(model.IDValue(s))
	case op == Folds:
		return one(model.TextValue(model.Fold(s)))
	case op == Matches:
		var words []model.Value
		for _, w := range model.Words(model.Fold(s)) {
			words = append(words, model.TextValue(w))
		}
		return words, true, nil
	}
	return one(model.TextValue(s))
}

// centsFor returns the whole cents to compare with instead of an amount; false when no sum
// of whole cents equals it.
func centsFor(op Op, units float64) (cents int64, exact bool) {
	low, high := model.CentsBounds(units)
	switch op {
	case Gt, Lte:
		return low, true
	case Gte, Lt:
		return high, true
	}
	return low, low == high
}

func texts(list []any) []string {
	out := make([]string, 0, len(list))
	for _, v := range list {
		if s, ok := v.(string); ok {
			out = append(out, s)
		}
	}
	return out
}
