package model

// Facet is a way to count the rows of a list.
type Facet struct {
	// Name is the value of the list's facet enum: ROLE, PARTICIPANT_COUNTRY, SINCE_YEAR.
	Name string
	// End leads from a relation to the entity with the value; nil for the row itself.
	End *End
	// Field is the field to count by; nil counts by the entity at End.
	Field *Field
	// Year reports whether a date counts by the year of its first day.
	Year bool
	// Description is the description in the schema.
	Description string
}

// Facets returns the ways to count rows of a type: by its own words, dates and numbers and,
// for a relation, by its ends and theirs.
func (t *Type) Facets() (list []Facet) {
	add := func(prefix, of string, end *End, fields []*Field) {
		for _, f := range fields {
			if !f.Facetable() {
				continue
			}
			facet := Facet{Name: prefix + f.Facet, End: end, Field: f, Description: "By " + f.Path() + of + "."}
			if f.Scalar == Date {
				facet.Year, facet.Name, facet.Description = true, facet.Name+"_YEAR", "By the year of "+f.Path()+of+"."
			}
			list = append(list, facet)
		}
	}
	add("", "", nil, t.AllFields)
	for _, end := range t.Ends() {
		list = append(list, Facet{Name: end.Facet, End: end, Description: "By " + end.Name + "."})
		add(end.Facet+"_", " of the "+end.Name, end, end.Target.AllFields)
	}
	return list
}

// Facetable reports whether rows can be counted by the field.
func (f *Field) Facetable() bool {
	switch f.Scalar {
	case Text, Int, Boolean, EnumValue, Date:
		return !f.Prose
	}
	return false
}

// Sortable reports whether rows can be sorted by the field: single words, dates and numbers,
// and money as a whole.
func (f *Field) Sortable() bool {
	switch f.Scalar {
	case ID, Text, Int, Float, Boolean, EnumValue, Date:
		return !f.Prose && !f.List
	case Embedded:
		return f.Object.Money
	}
	return false
}

// Aggregable reports whether the field has a smallest and a largest value.
func (f *Field) Aggregable() bool {
	switch f.Scalar {
	case Int, Float, Date:
		return !f.List
	case Embedded:
		return f.Object.Money
	}
	return false
}
