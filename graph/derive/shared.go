package derive

import "whojoins/internal/model"

// operator is a comparison; many takes a list.
type operator struct {
	name, description string
	many              bool
}

var (
	equal          = operator{name: "eq", description: "Equal to this."}
	notEqual       = operator{name: "ne", description: "The opposite of `eq`: also true of what has no value."}
	in             = operator{name: "in", description: "Equal to one of these; of none it is false.", many: true}
	greater        = operator{name: "gt", description: "Greater than this."}
	greaterOrEqual = operator{name: "gte", description: "Greater than this, or equal to it."}
	less           = operator{name: "lt", description: "Less than this."}
	lessOrEqual    = operator{name: "lte", description: "Less than this, or equal to it."}
	contains       = operator{name: "contains", description: "Contains this, letter by letter."}
	startsWith     = operator{name: "startsWith", description: "Starts with this, letter by letter."}
	endsWith       = operator{name: "endsWith", description: "Ends with this, letter by letter."}
	folds          = operator{name: "folds", description: "Equal to this but for case, accents and punctuation."}
	matches        = operator{name: "matches", description: "Has every word of this, in any order, but for case, accents and punctuation."}
)

// on is the comparison with values of a type.
func (o operator) on(of string) field {
	if o.many {
		of = "[" + of + "!]"
	}
	return field{name: o.name, of: of, description: o.description}
}

var isNull = field{name: "isNull", of: "Boolean", description: "Whether it has no value."}

func comparisons(of string, operators ...operator) []field {
	var fields []field
	for _, o := range operators {
		fields = append(fields, o.on(of))
	}
	return append(fields, isNull)
}

// enums adds the enums of the model's types, and the filters for all enums that an
// entity, a relation or an object uses.
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
			d.add(e.Name, definition{"input", e.Name + "Where", "Conditions on a word; all must hold.", comparisons(e.Name, equal, notEqual, in)})
		}
		if list {
			d.listWhere(e.Name, e.Name)
		}
	}
}

// enumUses says whether a filter meets the enum, as one word and as a list of words.
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

// listWhere adds the filter for a list of words.
func (d *document) listWhere(name, of string) {
	d.add("a list of "+of, definition{"input", name + "ListWhere", "Conditions on a list of words; all must hold.", []field{
		{name: "has", of: of, description: "Has this one."},
		{name: "hasAny", of: "[" + of + "!]", description: "Has one of these; of none it is false."},
		{name: "isEmpty", of: "Boolean", description: "Whether it is empty."},
	}})
}

// shared adds what all lists and filters use.
func (d *document) shared() {
	order := []operator{equal, notEqual, in, greater, greaterOrEqual, less, lessOrEqual}
	text := append(append([]operator{}, order...), contains, startsWith, endsWith)
	const all = " All conditions must hold."
	for _, def := range []definition{
		{"input", "IDWhere", "Conditions on an id; for an entity's own id an identifier elsewhere is taken too, with its scheme." + all, append(comparisons("ID", order...), stringFields(contains, startsWith, endsWith)...)},
		{"input", "TextWhere", "Conditions on text, which is compared by code points but for `folds` and `matches`." + all, comparisons("String", append(text, folds, matches)...)},
		{"input", "IntWhere", "Conditions on a whole number." + all, comparisons("Int", order...)},
		{"input", "FloatWhere", "Conditions on a number." + all, comparisons("Float", order...)},
		{"input", "BooleanWhere", "Conditions on what is true or false." + all, comparisons("Boolean", equal, notEqual)},
		{"input", "DateWhere", "Conditions on a date. `eq`, `ne` and `in` compare it as written; for the others the field stands for its first day, the argument of `gt` and `lte` for its last day, of `gte` and `lt` for its first." + all, comparisons("Date", order...)},
		{"input", "ActiveDuring", "A span of days, both ends included; a missing end leaves it open.", []field{
			{name: "from", of: "Date", description: "From the first day of this date."},
			{name: "to", of: "Date", description: "To the last day of this date."},
		}},
		{"enum", "SortDirection", "Which way to sort.", []field{
			{name: "ASC", description: "Smallest first."},
			{name: "DESC", description: "Largest first."},
		}},
		{"input", "CountSort", "Sorts by the number of relations.", []field{
			{name: "count", of: "SortDirection", description: "Which way to sort."},
		}},
	} {
		d.add("all filters", def)
	}
	d.listWhere("Text", "String")
	d.results()
}

func stringFields(operators ...operator) []field {
	var fields []field
	for _, o := range operators {
		fields = append(fields, o.on("String"))
	}
	return fields
}

// results adds what all connections are made of.
func (d *document) results() {
	bounds := func(of string) []field {
		return []field{{name: "min", of: of, description: "The smallest."}, {name: "max", of: of, description: "The largest."}}
	}
	numbers := func(of string) []field {
		return append(bounds(of), field{name: "sum", of: of, description: "The sum."}, field{name: "average", of: of, description: "The average."})
	}
	for _, def := range []definition{
		{"type", "FacetCounts", "How many there are of each value.", []field{
			{name: "field", of: "String!", description: "What is counted by, as it was asked."},
			{name: "buckets", of: "[FacetBucket!]!", description: "The values, most frequent first, then by value."},
			{name: "other", of: "Int!", description: "The sum of the counts that are not shown."},
			{name: "missing", of: "Int!", description: "How many have no value."},
		}},
		{"type", "DateAggregate", "The span of a list's dates, taken by their first days; null of none.", bounds("Date")},
		{"type", "NumberAggregate", "What a list's numbers amount to; null of none.", numbers("Float")},
		{"type", "MoneyAggregate", "What a list's sums of money amount to, in one currency.", append([]field{
			{name: "currency", of: "String!", description: "Currency, ISO 4217."},
			{name: "count", of: "Int!", description: "How many have a sum in it."},
		}, numbers("Float!")...)},
	} {
		d.add("all connections", def)
	}
}
