package derive

import "whojoins/internal/model"

// operator is a comparison; if many is set, it accepts a list.
type operator struct {
	name, description string
	many              bool
}

var (
	equal          = operator{name: "eq", description: "Equal to this."}
	notEqual       = operator{name: "ne", description: "The opposite of `eq`: also true when the field has no value."}
	in             = operator{name: "in", description: "Equal to one of these; an empty list matches nothing.", many: true}
	greater        = operator{name: "gt", description: "Greater than this."}
	greaterOrEqual = operator{name: "gte", description: "Greater than this, or equal to it."}
	less           = operator{name: "lt", description: "Less than this."}
	lessOrEqual    = operator{name: "lte", description: "Less than this, or equal to it."}
	contains       = operator{name: "contains", description: "Contains exactly this text."}
	startsWith     = operator{name: "startsWith", description: "Starts with exactly this text."}
	endsWith       = operator{name: "endsWith", description: "Ends with exactly this text."}
	folds          = operator{name: "folds", description: "Equal to this, ignoring case, accents and punctuation."}
	matches        = operator{name: "matches", description: "Contains every word of this, in any order, ignoring case, accents and punctuation."}
)

// on returns the input field of the comparison for values of a type.
func (o operator) on(of string) field {
	if o.many {
		of = "[" + of + "!]"
	}
	return field{name: o.name, of: of, description: o.description}
}

var isNull = field{name: "isNull", of: "Boolean", description: "True when the field has no value, false when it has one."}

func comparisons(of string, operators ...operator) []field {
	var fields []field
	for _, o := range operators {
		fields = append(fields, o.on(of))
	}
	return append(fields, isNull)
}

// enums adds the enums of the names of types, and the filters of all enums that an entity, a
// relation or an object uses.
func (d *document) enums(m *model.Model) {
	for _, e := range m.Enums {
		if e == m.EntityTypes || e == m.RelationTypes {
			def := definition{keyword: "enum", name: e.Name, description: e.Description}
			for _, v := range e.Values {
				def.fields = append(def.fields, field{name: v.Name, description: v.Description})
			}
			d.write(def)
		}
		single, list := enumUses(m, e)
		if single {
			d.add(e.Name, definition{"input", e.Name + "Where", "Conditions on an enum value; all must hold.", comparisons(e.Name, equal, notEqual, in)})
		}
		if list {
			d.listWhere(e.Name, e.Name)
		}
	}
}

// enumUses reports whether fields with a filter have the enum, as a single value and as a list.
func enumUses(m *model.Model, e *model.Enum) (single, list bool) {
	look := func(fields []*model.Field) {
		for _, f := range fields {
			if f.Enum == e {
				single, list = single || !f.List, list || f.List
			}
		}
	}
	look(m.EntityFields)
	for _, t := range m.Objects {
		look(t.Fields)
	}
	for _, f := range m.RelationFields {
		if f.Name != "type" {
			look([]*model.Field{f})
		}
	}
	return single, list
}

// listWhere adds the filter of a list of words.
func (d *document) listWhere(name, of string) {
	d.add("a list of "+of, definition{"input", name + "ListWhere", "Conditions on a list; all must hold.", []field{
		{name: "has", of: of, description: "Contains this value."},
		{name: "hasAny", of: "[" + of + "!]", description: "Contains one of these values; an empty list matches nothing."},
		{name: "isEmpty", of: "Boolean", description: "True when the list is empty, false when it is not."},
	}})
}

// shared adds the types that all lists and filters use.
func (d *document) shared() {
	order := []operator{equal, notEqual, in, greater, greaterOrEqual, less, lessOrEqual}
	text := append(append([]operator{}, order...), contains, startsWith, endsWith)
	const all = " All conditions must hold."
	for _, def := range []definition{
		{"input", "IDWhere", "Conditions on an id; an entity's own id can also be an external identifier with its scheme." + all, append(comparisons("ID", order...), stringFields(contains, startsWith, endsWith)...)},
		{"input", "TextWhere", "Conditions on text. All but `folds` and `matches` compare code points." + all, comparisons("String", append(text, folds, matches)...)},
		{"input", "IntWhere", "Conditions on a whole number." + all, comparisons("Int", order...)},
		{"input", "FloatWhere", "Conditions on a number." + all, comparisons("Float", order...)},
		{"input", "BooleanWhere", "Conditions on a boolean." + all, comparisons("Boolean", equal, notEqual)},
		{"input", "DateWhere", "Conditions on a date. `eq`, `ne` and `in` compare dates as written. The others compare the first day of the field with the last day of the argument (`gt`, `lte`) or with its first day (`gte`, `lt`)." + all, comparisons("PartialDate", order...)},
		{"input", "ActiveDuring", "A span of days, both ends included; a missing end leaves the span open.", []field{
			{name: "from", of: "PartialDate", description: "From the first day of this date."},
			{name: "to", of: "PartialDate", description: "To the last day of this date."},
		}},
		{"enum", "SortDirection", "Sort direction.", []field{
			{name: "ASC", description: "Smallest first."},
			{name: "DESC", description: "Largest first."},
		}},
		{"input", "CountSort", "Sorts by the number of relations.", []field{
			{name: "count", of: "SortDirection", description: "Sort direction."},
		}},
	} {
		d.add("all filters", def)
	}
	d.listWhere("Text", "String")
	d.listWhere("Date", "PartialDate")
	d.results()
}

func stringFields(operators ...operator) []field {
	var fields []field
	for _, o := range operators {
		fields = append(fields, o.on("String"))
	}
	return fields
}

// results adds the types that all connections use.
func (d *document) results() {
	bounds := func(of string) []field {
		return []field{{name: "min", of: of, description: "The smallest."}, {name: "max", of: of, description: "The largest."}}
	}
	numbers := func(of string) []field {
		return append(bounds(of), field{name: "sum", of: of, description: "The sum."}, field{name: "average", of: of, description: "The average."})
	}
	interval := definition{"enum", "Interval", "Length of the periods of a series.", nil}
	for _, i := range model.Intervals {
		interval.fields = append(interval.fields, field{name: i.Name, description: i.Description})
	}
	for _, def := range []definition{
		interval,
		{"type", "FacetCounts", "The number of items with each value.", []field{
			{name: "field", of: "String!", description: "The facet, as the request names it."},
			{name: "buckets", of: "[FacetBucket!]!", description: "The values, most frequent first, then by value."},
			{name: "other", of: "Int!", description: "Sum of the counts of the values that are left out."},
			{name: "missing", of: "Int!", description: "Number of items without a value."},
		}},
		{"type", "DateAggregate", "Earliest and latest date of a list, by first day; null without dates.", bounds("PartialDate")},
		{"type", "NumberAggregate", "Measures of the numbers of a list; null without numbers.", numbers("Float")},
		{"type", "MoneyAggregate", "Measures of the sums of money of a list, in one currency.", append([]field{
			{name: "currency", of: "String!", description: "Currency, ISO 4217."},
			{name: "count", of: "Int!", description: "Number of sums in this currency."},
		}, numbers("Float!")...)},
		{"type", "SeriesPeriod", "A period of a series.", []field{
			{name: "period", of: "String!", description: "The period: 2024, 2024-Q3 or 2024-07."},
			{name: "start", of: "PartialDate!", description: "First day."},
			{name: "end", of: "PartialDate!", description: "Last day."},
			{name: "active", of: "Int!", description: "Number of items that are active on any day of the period."},
			{name: "began", of: "Int!", description: "Number of items that begin in the period."},
			{name: "ended", of: "Int!", description: "Number of items that end in the period."},
		}},
		{"type", "GroupCounts", "The number of items with each combination of values.", []field{
			{name: "groups", of: "[GroupCount!]!", description: "The groups, most frequent first, then by their values; missing values come last."},
			{name: "total", of: "Int!", description: "Number of all groups."},
			{name: "omitted", of: "Int!", description: "Number of groups that are left out."},
		}},
		{"type", "GroupCount", "The items that have a combination of values.", []field{
			{name: "keys", of: "[GroupKey!]!", description: "The values, in the order of the requested facets."},
			{name: "count", of: "Int!", description: "Number of items. An item with several values of a list is counted in the group of each."},
			{name: "sums", of: "[GroupSum!]!", description: "Sums of all money of the items, one for each field and currency that occurs."},
			{name: "distinct", of: "[GroupEntities!]!", description: "Number of different entities at each end of the relations; empty for a list of entities."},
		}},
		{"type", "GroupKey", "The value of a facet that the items of a group share.", []field{
			{name: "field", of: "String!", description: "The facet, as the request names it."},
			{name: "value", of: "String", description: "The value; null for items without one."},
			{name: "label", of: "String", description: "Name of an entity, description of an enum value, otherwise the value; null for items without one."},
		}},
		{"type", "GroupSum", "The exact sum of the money in one field and one currency.", []field{
			{name: "field", of: "String!", description: "Name of the field."},
			{name: "currency", of: "String!", description: "Currency, ISO 4217."},
			{name: "value", of: "Float!", description: "The sum."},
		}},
		{"type", "GroupEntities", "The number of different entities at one end of the relations of a group.", []field{
			{name: "field", of: "String!", description: "Name of the end."},
			{name: "count", of: "Int!", description: "Number of different entities."},
		}},
	} {
		d.add("all connections", def)
	}
}
