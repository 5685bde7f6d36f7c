package derive

import "whojoins/internal/model"

// queries adds the root fields: one by id, several by id, and lists.
func (d *document) queries(m *model.Model) {
	def := definition{keyword: "extend type", name: "Query"}
	for _, t := range append([]*model.Type{m.AnyEntity}, m.Entities...) {
		if t.One != "" {
			def.fields = append(def.fields, field{name: t.One, of: t.Name, description: "Finds one by its id; null when the id is unknown. " + t.Description,
				args: []argument{{"id", "ID!", "Its id, or an identifier elsewhere with its scheme, such as ror:00x0x0x00."}}})
		}
	}
	def.fields = append(def.fields, field{name: "entities", of: "[" + m.AnyEntity.Name + "]!", description: "Finds several by their ids, in the order of the ids; null for an unknown id.",
		args: []argument{{"ids", "[ID!]!", "Their ids, or identifiers elsewhere with their schemes."}}},
		field{name: "node", of: node, description: "Finds an entity or a relation by its id, deprecated ones too; null when the id is unknown.",
			args: []argument{{"id", "ID!", "Its id, or an identifier elsewhere of an entity."}}},
		field{name: "nodes", of: "[" + node + "]!", description: "Finds entities and relations by their ids, in the order of the ids; null for an unknown id.",
			args: []argument{{"ids", "[ID!]!", "Their ids, or identifiers elsewhere of entities."}}},
		field{name: "_entities", of: "[" + federated + "]!", description: "For gateways of Apollo Federation 2: finds entities of any types, in the order of the representations; null for an unknown id, or where the entity is of another type.",
			args: []argument{{"representations", "[" + representation + "!]!", "An object with `__typename` and `id` for each; `id` can be an identifier elsewhere."}}})
	for _, t := range listed(m) {
		def.fields = append(def.fields, field{name: t.Many, of: t.Name + "Connection!", description: "Lists all that match. " + t.Description, args: paging(t)})
	}
	d.write(def)
}

// paging returns the arguments of a connection.
func paging(t *model.Type) []argument {
	return []argument{
		{"where", t.Name + "Where", "Which to show; all unless given."},
		{"sort", "[" + t.Name + "Sort!]", "In which order, one key in each element; entities by name unless given, relations by id."},
		{"first", "Int", "Number of items from the start of the list."},
		{"after", "String", "Only items after this cursor."},
		{"last", "Int", "Number of items from the end of the list; cannot be combined with `first`."},
		{"before", "String", "Only items before this cursor."},
	}
}

// connection adds the connection and the edge of a type.
func (d *document) connection(t *model.Type) {
	def := definition{"type", t.Name + "Connection", "One page of a list, with counts and measures of the whole list.", []field{
		{name: "nodes", of: "[" + t.Name + "!]!", description: "The items on this page."},
		{name: "edges", of: "[" + t.Name + "Edge!]!", description: "The items on this page, each with its cursor."},
		{name: "pageInfo", of: "PageInfo!", description: "Position of this page in the list."},
		{name: "totalCount", of: "Int!", description: "Number of items on all pages."},
		{name: "facets", of: "[FacetCounts!]!", description: "Number of items with each value, on all pages.", args: []argument{
			{"by", "[" + t.Name + "Facet!]!", "The facets to count."},
			{"first", "Int = 10", "Maximum number of values of each facet, most frequent first."},
		}},
		{name: "aggregate", of: t.Name + "Aggregate!", description: "Smallest, largest, sum and average of values, on all pages."},
		{name: "groups", of: "GroupCounts!", description: "Number of items with each combination of values, on all pages.", args: []argument{
			{"by", "[" + t.Name + "Facet!]!", "One to three different facets."},
			{"first", "Int = 100", "Maximum number of groups, up to 5,000, most frequent first."},
		}},
	}}
	if t.HasPeriod() {
		def.fields = append(def.fields, field{name: "series", of: "[SeriesPeriod!]!", description: "Number of items that are active, begin and end in each year, quarter or month, on all pages. Items without a first day are in none.", args: []argument{
			{"by", "Interval = YEAR", "Length of a period."},
			{"from", "PartialDate", "From the period of its first day; by default that of the first start."},
			{"to", "PartialDate", "To the period of its last day; by default that of the last known start or end."},
		}})
	}
	d.add(t.Name, def)
	d.add(t.Name, definition{"type", t.Name + "Edge", "An item on a page and its cursor.", []field{
		{name: "cursor", of: "String!", description: "Position in the list, for `after` and `before`."},
		{name: "node", of: t.Name + "!", description: t.Description},
	}})
}

// sort adds the sort keys of a type.
func (d *document) sort(t *model.Type) {
	def := definition{keyword: "input", name: t.Name + "Sort", description: "One sort key; items without a value come last."}
	for _, f := range t.AllFields {
		if f.Sortable() {
			def.fields = append(def.fields, field{name: f.Name, of: "SortDirection", description: f.Description})
		}
	}
	for _, s := range t.AllSides {
		def.fields = append(def.fields, field{name: s.Name, of: "CountSort", description: "By number. " + s.Description})
	}
	for _, e := range t.Ends() {
		def.fields = append(def.fields, field{name: e.Name, of: e.Target.Name + "Sort", description: "By a key of this end. " + e.Description})
	}
	d.add(t.Name, def)
}

// facet adds the facets of a type.
func (d *document) facet(t *model.Type) {
	def := definition{keyword: "enum", name: t.Name + "Facet", description: "Facets of a list."}
	for _, f := range t.Facets() {
		def.fields = append(def.fields, field{name: f.Name, description: f.Description})
	}
	d.add(t.Name, def)
}

// aggregate adds the measures of the dates, numbers and sums of money of a type.
func (d *document) aggregate(t *model.Type) {
	def := definition{keyword: "type", name: t.Name + "Aggregate", description: "Measures of a list.",
		fields: []field{{name: "count", of: "Int!", description: "Number of items."}}}
	for _, f := range t.AllFields {
		if !f.Aggregable() {
			continue
		}
		of := "NumberAggregate!"
		switch {
		case f.Money():
			of = "[MoneyAggregate!]!"
		case f.Scalar == model.Date:
			of = "DateAggregate!"
		}
		def.fields = append(def.fields, field{name: f.Name, of: of, description: f.Description})
	}
	d.add(t.Name, def)
}
