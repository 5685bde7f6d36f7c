package pages

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"whojoins/internal/model"
	"whojoins/internal/wording"
)

// entity is an entity with its type.
type entity struct {
	typ *model.Type
	object
	// base begins the addresses in linked data.
	base string
}

// The content of the page of an entity.
type (
	entityPage struct {
		frame
		ID, Name, Type, Summary string
		Disputed                bool
		Facts                   []fact
		Aliases                 []alias
		Identifiers, Links      []link
		Figures                 []figure
		Goals                   []goal
		Sections                []section
		Claims                  []claim
		Linked                  object
	}
	// fact is a field of the type, with the sources that state it.
	fact struct {
		Label, Value string
		// URL is the value if it is the address of a page.
		URL     string
		Sources []reference
	}
	alias  struct{ Name, Language string }
	link   struct{ Label, Text, URL string }
	figure struct {
		Measure, Value string
		Sources        []reference
	}
	goal struct {
		Text    string
		Sources []reference
	}
	// section is a connection; Total includes the relations that are not shown.
	section struct {
		frame
		Heading, Name string
		Total, More   int
		Rows          []row
	}
	row struct {
		ID, Name, Type       string
		Words                []string
		Disputed, Deprecated bool
		Sources              []reference
	}
	claim struct {
		Field, Value, Rank string
		Source             reference
	}
	// reference is a source and the place in it.
	reference struct{ ID, Name, Place string }
)

// cited is a list of references with the frame of its page.
type cited struct {
	frame
	List []reference
}

// With returns references with the frame, for the template that shows them.
func (f frame) With(list []reference) cited { return cited{f, list} }

// entityView makes the page of an entity in a language.
type entityView struct {
	entity
	dictionary *wording.Dictionary
	language   string
}

func (v entityView) page(f frame) entityPage {
	p := entityPage{
		frame: f, ID: v.text("id"), Name: v.text("name"), Type: v.dictionary.Type(v.typ.Enum, v.language), Summary: v.text("summary"),
		Disputed: v.true("disputed"), Facts: v.facts(), Linked: v.linked(),
	}
	for _, a := range v.objects("aliases") {
		p.Aliases = append(p.Aliases, alias{a.text("name"), a.text("language")})
	}
	for _, i := range v.objects("identifiers") {
		if slices.ContainsFunc(p.Facts, func(f fact) bool { return f.Value == i.text("value") }) {
			continue // the grant number is a field and an identifier
		}
		p.Identifiers = append(p.Identifiers, link{v.dictionary.Scheme(i.text("scheme"), v.language), i.text("value"), i.text("url")})
	}
	for _, l := range v.objects("links") {
		p.Links = append(p.Links, link{v.dictionary.Scheme(l.text("kind"), v.language), l.text("url"), l.text("url")})
	}
	for _, one := range v.objects("figures") {
		p.Figures = append(p.Figures, v.figure(one))
	}
	for _, g := range v.objects("goals") {
		p.Goals = append(p.Goals, goal{g.text("text"), references(g.objects("evidence"))})
	}
	for _, s := range v.typ.Sides {
		if one := v.section(f, s); one.Total > 0 {
			p.Sections = append(p.Sections, one)
		}
	}
	for _, c := range v.objects("claims") {
		p.Claims = append(p.Claims, v.claim(c))
	}
	return p
}

// claim returns the view of a source's statement about a field. Its rank is shown unless it is
// the usual one.
func (v entityView) claim(c object) claim {
	field := c.text("field")
	one := claim{
		Field: v.dictionary.Field(field, v.language), Value: v.dictionary.Value(field, c.text("value"), v.language), Source: referenceOf(c),
	}
	if rank := c.text("rank"); rank != "NORMAL" {
		one.Rank = v.dictionary.Value("rank", rank, v.language)
	}
	return one
}

// elsewhere lists the fields that the page shows outside the facts.
var elsewhere = []string{"id", "type", "name", "summary", "disputed"}

// facts returns the fields of the type that have a value.
func (v entityView) facts() (list []fact) {
	statements := map[string][]object{}
	for _, c := range v.objects("claims") {
		statements[c.text("field")] = append(statements[c.text("field")], c)
	}
	for _, f := range v.typ.Fields {
		if f.Scalar == model.Parts || f.Parent != nil || slices.Contains(elsewhere, f.Name) {
			continue
		}
		if values := v.values(v.object, f); len(values) > 0 {
			one := fact{Label: v.dictionary.Field(f.Name, v.language), Value: strings.Join(values, ", "), Sources: references(statements[f.Name])}
			if f.Prose && (strings.HasPrefix(one.Value, "https://") || strings.HasPrefix(one.Value, "http://")) {
				one.URL = one.Value
			}
			list = append(list, one)
		}
	}
	return list
}

// values returns the values of an object's field in words.
func (v entityView) values(o object, f *model.Field) (list []string) {
	items, ok := o[f.Name].([]any)
	if !ok {
		items = []any{o[f.Name]}
	}
	for _, item := range items {
		switch item := item.(type) {
		case string:
			list = append(list, v.dictionary.Value(f.Name, item, v.language))
		case json.Number:
			list = append(list, item.String())
		case bool:
			list = append(list, v.dictionary.Value(f.Name, strconv.FormatBool(item), v.language))
		case map[string]any:
			var parts []string
			for _, leaf := range f.Leaves {
				if text := object(item).text(leaf.Name); text != "" {
					parts = append(parts, v.dictionary.Value(leaf.Path(), text, v.language))
				}
			}
			separator := ", "
			if f.Money() {
				separator = "\u00a0"
			}
			list = append(list, strings.Join(parts, separator))
		}
	}
	return list
}

// figure returns a figure in words: About 1000 EUR (2020).
func (v entityView) figure(f object) figure {
	var parts []string
	if comparator := f.text("comparator"); comparator != "EQ" {
		parts = append(parts, v.dictionary.Value("comparator", comparator, v.language))
	}
	parts = append(parts, wording.Grouped(f.text("value")))
	if unit := f.text("unit"); unit != "" {
		parts = append(parts, unit)
	}
	if date := f.text("date"); date != "" {
		parts = append(parts, "("+date+")")
	}
	return figure{capital(f.text("measure")), strings.Join(parts, " "), references(f.objects("evidence"))}
}

// section returns the view of a connection of the entity.
func (v entityView) section(f frame, s *model.Side) section {
	connection := v.object.object(s.Name)
	total, _ := strconv.Atoi(connection.text("totalCount"))
	one := section{frame: f, Heading: v.dictionary.Side(s, v.language), Name: s.Name, Total: total}
	for _, r := range connection.objects("nodes") {
		far := r.object(s.Far.Name)
		one.Rows = append(one.Rows, row{
			ID: far.text("id"), Name: far.text("name"), Type: v.dictionary.Type(far.text("type"), v.language), Words: v.properties(s.Relation, r),
			Disputed: r.true("disputed"), Deprecated: r.true("deprecated"), Sources: references(r.objects("evidence")),
		})
	}
	one.More = total - len(one.Rows)
	return one
}

// marked lists the fields of a relation that the page does not show as properties.
var marked = []string{"id", "type", "disputed", "deprecated"}

// properties returns the properties of a relation. The value of an enum needs no label.
func (v entityView) properties(t *model.Type, r object) (list []string) {
	for _, f := range t.Fields {
		if f.Scalar == model.Parts || f.Parent != nil || slices.Contains(marked, f.Name) {
			continue
		}
		text := strings.Join(v.values(r, f), ", ")
		switch {
		case text == "":
		case f.Enum != nil:
			list = append(list, text)
		default:
			list = append(list, fmt.Sprintf(phrase("Labelled").In(v.language), v.dictionary.Property(f.Name, v.language), text))
		}
	}
	return list
}

// references returns the sources of statements, each once, with the place of its first
// statement.
func references(statements []object) (list []reference) {
	for _, s := range statements {
		one := referenceOf(s)
		if !slices.ContainsFunc(list, func(r reference) bool { return r.ID == one.ID }) {
			list = append(list, one)
		}
	}
	return list
}

func referenceOf(statement object) reference {
	source := statement.object("source")
	place := statement.text("locator")
	if date := statement.text("date"); date != "" {
		place = strings.TrimPrefix(place+", "+date, ", ")
	}
	return reference{source.text("id"), source.text("name"), place}
}
