package pages

import (
	"encoding/json"
	"html/template"
	"slices"
	"strconv"
	"strings"

	"whojoins/internal/model"
	"whojoins/internal/wording"
)

// The content of a list on the page of an entity.
type (
	// section is a connection; Total includes the relations that are not shown.
	section struct {
		frame
		Heading, Name, Count string
		Total                int
		// Wide reports whether the list takes the whole width of the page.
		Wide bool
		// Coverage is a sentence about how many participants are on record.
		Coverage string
		// Whole reports whether all rows are shown, so that a script can sort them. Open reports
		// whether none is filtered out either, so that a script can filter them.
		Whole, Open bool
		// Filters and Action belong to the form that filters the rows. Chosen reports whether the
		// address names the list.
		Filters      []filter
		Action, Find string
		Sort         string
		Named        bool
		Columns      []column
		Rows         []row
		// Groups are the rows by the type of the entity, where these are of any type.
		Groups []rowGroup
		// Shown is a sentence about the rows that are shown; First and Next lead to others, and All
		// to the whole list.
		Shown, First, Next, All string
		Files                   []download
	}
	column struct {
		Label, Key, Address, Order string
		Number                     bool
	}
	filter struct {
		Name, Label string
		Options     []filterOption
	}
	filterOption struct {
		Value, Label string
		Count        int
		Chosen       bool
	}
	rowGroup struct {
		Heading string
		Rows    []row
	}
	row struct {
		brief
		// Cells are in the order of the columns after the name.
		Cells []cell
		// Marks are the values of the filters, by their names.
		Marks                []mark
		Disputed, Deprecated bool
		Sources              []reference
	}
	cell struct {
		Text, Sort string
		Number     bool
	}
	mark struct{ Name, Values string }
)

// section returns the view of a connection of the entity.
func (v entityView) section(s *model.Side) section {
	connection := v.object.Object(s.Name)
	total, _ := strconv.Atoi(connection.Text("totalCount"))
	list := entityList{side: s, values: map[string]string{}}
	if v.list.side == s {
		list = v.list
	}
	one := section{
		frame: v.frame, Heading: v.dictionary.Side(s, v.language), Name: s.Name, Total: total, Count: wording.Grouped(strconv.Itoa(total)),
		Find: list.find, Sort: list.sort, Named: list.chosen, Action: entityPath(v.Text("id")) + "#" + s.Name,
	}
	nodes := connection.Objects("nodes")
	one.Whole = len(nodes) == total
	one.Open = one.Whole && len(list.values) == 0 && list.find == ""
	columns := v.columns(s, nodes)
	one.Wide = list.chosen || v.participation(s) || len(columns) > narrowColumns
	for _, r := range nodes {
		one.Rows = append(one.Rows, v.row(s, columns, r))
	}
	one.Columns = []column{v.nameColumn(list)}
	for _, c := range columns {
		one.Columns = append(one.Columns, v.column(list, c))
	}
	if s.Far.Target == v.model.AnyEntity && !list.chosen {
		one.Groups = v.grouped(one.Rows, nodes, s)
	}
	if s == v.participants && total > 0 && len(list.values) == 0 && list.find == "" {
		one.Coverage = v.coverageSentence()
	}
	v.paged(&one, list, connection)
	v.filtered(&one, list)
	for _, extension := range []string{"xlsx", "csv"} {
		one.Files = append(one.Files, download{strings.ToUpper(extension), list.file(v.Text("id"), extension)})
	}
	return one
}

// paged adds the addresses of other rows.
func (v entityView) paged(one *section, list entityList, connection object) {
	id := v.Text("id")
	page := connection.Object("pageInfo")
	if all, err := strconv.Atoi(v.more.side(list.side, "all_").Text("totalCount")); err == nil && list.chosen && all != one.Total {
		one.Shown = phrasef("Filtered", wording.Grouped(strconv.Itoa(one.Total)), wording.Grouped(strconv.Itoa(all))).In(v.language)
		one.All = entityPath(id) + v.Suffix + "#" + one.Name
	}
	if !page.True("hasNextPage") {
		if list.after != "" {
			one.First = list.address(v.frame, id, afterKey, "")
		}
		return
	}
	if list.chosen || v.participation(list.side) {
		one.Next = list.address(v.frame, id, afterKey, page.Text("endCursor"))
		if list.after != "" {
			one.First = list.address(v.frame, id, afterKey, "")
		}
		return
	}
	one.All = list.address(v.frame, id, "", "")
}

// filtered adds the form that filters the rows, if there are enough of them to need one.
func (v entityView) filtered(one *section, list entityList) {
	facets := v.more.side(list.side, "all_").Objects("facets")
	if len(facets) == 0 || one.Total < leastFiltered && !list.chosen {
		return
	}
	for _, f := range filterFields(list.side) {
		i := slices.IndexFunc(facets, func(o object) bool { return o.Text("field") == f.facet })
		if i < 0 {
			continue
		}
		buckets := facets[i].Objects("buckets")
		if len(buckets) < 2 && list.values[f.name] == "" {
			continue
		}
		choice := filter{Name: f.name, Label: v.dictionary.Field(f.name, v.language)}
		for _, b := range buckets {
			value := b.Text("value")
			count, _ := strconv.Atoi(b.Text("count"))
			choice.Options = append(choice.Options, filterOption{value, v.valueOf(f, value), count, list.values[f.name] == value})
		}
		slices.SortStableFunc(choice.Options, func(a, b filterOption) int { return strings.Compare(a.Label, b.Label) })
		one.Filters = append(one.Filters, choice)
	}
}

// narrowColumns is the number of columns, besides the name, of a list beside which another has room.
const narrowColumns = 3

// leastFiltered is the number of rows from which a list can be filtered.
const leastFiltered = 8

// valueOf returns a value of a filter in words.
func (v entityView) valueOf(f filterField, value string) string {
	if f.Name == "type" {
		return v.dictionary.Type(value, v.language)
	}
	return v.dictionary.Value(f.Name, value, v.language)
}

// shownColumn is a column after the name: a field of the relation, or of the entity at the far end.
type shownColumn struct {
	*model.Field
	far bool
	key string
}

// columns returns the columns that have a value in some row.
func (v entityView) columns(s *model.Side, nodes []object) (list []shownColumn) {
	sorts := sortColumns(s)
	add := func(f *model.Field, far bool, of func(object) object) {
		if !slices.ContainsFunc(nodes, func(r object) bool { return len(v.values(of(r), f)) > 0 && v.values(of(r), f)[0] != "" }) {
			return
		}
		c := shownColumn{Field: f, far: far}
		if sorts[f.Name] != nil {
			c.key = f.Name
		}
		list = append(list, c)
	}
	far := func(r object) object { return r.Object(s.Far.Name) }
	if s.Far.Target.Abstract() && s.Far.Target != v.model.AnyEntity {
		if f := s.Far.Target.AnyField("type"); differs(nodes, s.Far.Name, f.Name) {
			list = append(list, shownColumn{f, true, f.Name})
		}
	}
	for _, f := range detailFields(s.Far.Target) {
		if f.Role == model.Acronym {
			continue // beside the name
		}
		add(f, true, far)
		if f.Derivation.As == model.DerivedCountries && len(list) > 0 && list[len(list)-1].Field == f {
			list[len(list)-1].key = roleName(s.Far.Target, model.Country)
		}
	}
	for _, f := range s.Relation.Fields {
		if f.Scalar != model.Parts && f.Parent == nil && !slices.Contains(marked, f.Name) {
			add(f, false, func(r object) object { return r })
		}
	}
	return list
}

// differs reports whether the far ends of relations differ in a field.
func differs(nodes []object, far, name string) bool {
	return slices.ContainsFunc(nodes, func(r object) bool { return r.Object(far).Text(name) != nodes[0].Object(far).Text(name) })
}

// marked lists the fields of a relation that the page does not show as properties.
var marked = []string{"id", "type", "disputed", "deprecated"}

// column returns the heading of a column, which sorts by it.
func (v entityView) column(list entityList, c shownColumn) column {
	label := v.dictionary.Property(c.Name, v.language)
	if c.far {
		label = v.dictionary.Field(c.Name, v.language)
	}
	if c.Derivation.As == model.DerivedCountries && c.key != "" {
		label = v.dictionary.Field(c.key, v.language) // most have one
	}
	one := column{Label: label, Key: c.key, Number: c.Money()}
	v.sorting(&one, list)
	return one
}

// sorting adds the address that sorts by a column: in ascending order, or in descending order if it
// is sorted in ascending order; sums begin with the largest.
func (v entityView) sorting(one *column, list entityList) {
	if one.Key == "" {
		return
	}
	next := one.Key
	if one.Number {
		next = descending + one.Key
	}
	switch list.sort {
	case one.Key:
		one.Order, next = "ascending", descending+one.Key
	case descending + one.Key:
		one.Order, next = "descending", one.Key
	}
	one.Address = list.address(v.frame, v.Text("id"), sortKey, next)
}

// nameColumn returns the heading of the first column.
func (v entityView) nameColumn(list entityList) column {
	one := column{Label: v.dictionary.Field("name", v.language), Key: "name"}
	v.sorting(&one, list)
	return one
}

// row returns one relation.
func (v entityView) row(s *model.Side, columns []shownColumn, r object) row {
	far := r.Object(s.Far.Name)
	one := row{brief: v.briefs.of(far, v.language), Disputed: r.True("disputed"), Deprecated: r.True("deprecated"), Sources: references(r.Objects("evidence"))}
	for _, c := range columns {
		of := r
		if c.far {
			of = far
		}
		one.Cells = append(one.Cells, v.cell(c, of))
	}
	for _, f := range filterFields(s) {
		of := r
		if f.far {
			of = far
		}
		if values := of.Texts(f.Name); len(values) > 0 {
			one.Marks = append(one.Marks, mark{f.name, strings.Join(values, "|")})
		}
	}
	return one
}

// cell returns the value of a column in words, with what it is sorted by if that differs.
func (v entityView) cell(c shownColumn, of object) cell {
	values := v.values(of, c.Field)
	if c.far && c.Name == "type" {
		values = []string{v.dictionary.Type(of.Text(c.Name), v.language)}
	}
	one := cell{Text: strings.Join(values, ", "), Number: c.Money()}
	switch {
	case c.Money():
		if amount, _ := c.MoneyLeaves(); amount != nil {
			one.Sort = of.Object(c.Name).Text(amount.Name)
		}
	case c.Scalar == model.Date:
		one.Sort = of.Text(c.Name)
	}
	if _, plain := of[c.Name].(json.Number); plain {
		one.Number = true
	}
	return one
}

// grouped returns rows by the types of their entities, in the order of the schema.
func (v entityView) grouped(rows []row, nodes []object, s *model.Side) (list []rowGroup) {
	for _, t := range v.model.Entities {
		g := rowGroup{Heading: v.dictionary.Types(t.Enum, v.language)}
		for i, r := range nodes {
			if r.Object(s.Far.Name).Text("type") == t.Enum {
				g.Rows = append(g.Rows, rows[i])
			}
		}
		if len(g.Rows) > 0 {
			list = append(list, g)
		}
	}
	return list
}

// table is some rows of a section, with its headings.
type table struct {
	section
	ID       string
	Rows     []row
	Sortable bool
}

// Table returns some rows for the template that shows them. A script sorts all rows together.
func (s section) Table(rows []row, all bool) table {
	t := table{section: s, Rows: rows, Sortable: all && s.Whole}
	if all {
		t.ID = s.Name + "-rows"
	}
	return t
}

// Label returns the heading of a cell, by its position.
func (s section) Label(i int) string { return s.Columns[i+1].Label }

// namedRow is a row with the frame of its page.
type namedRow struct {
	frame
	Row row
}

// Row returns a row with the frame, for the template that shows its name.
func (s section) Row(r row) namedRow { return namedRow{s.frame, r} }

// Attr returns the values as an attribute that the script filters by.
func (m mark) Attr() template.HTMLAttr {
	return template.HTMLAttr("data-" + m.Name + `="` + template.HTMLEscapeString(m.Values) + `"`)
}
