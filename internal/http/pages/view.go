package pages

import (
	"slices"
	"strconv"
	"strings"

	"whojoins/internal/model"
)

// entity is an entity with its type.
type entity struct {
	typ *model.Type
	object
}

// What stands on the page of an entity.
type (
	view struct {
		ID, Name, Type, Summary string
		Disputed                bool
		Facts                   []fact
		Aliases                 []named
		Identifiers, Links      []link
		Figures                 []figure
		Goals                   []stated
		Relations               []section
		Claims                  []claim
		Linked                  object
	}
	// fact is a field of the type, with who says so.
	fact struct {
		Label, Description, Value string
		// URL is the value when it is the address of a page.
		URL     string
		Sources []cite
	}
	named  struct{ Name, Language string }
	link   struct{ Label, Text, URL string }
	figure struct {
		Measure, Value string
		Sources        []cite
	}
	stated struct {
		Text    string
		Sources []cite
	}
	// section is a connection; Total counts what is not shown too.
	section struct {
		Heading, Name string
		Total, More   int
		Rows          []row
	}
	row struct {
		ID, Name, Type       string
		Words                []string
		Disputed, Deprecated bool
		Sources              []cite
	}
	claim struct {
		Field, Value, Rank string
		Source             cite
	}
	// cite is a source and the place in it.
	cite struct{ ID, Name, Place string }
	// failure is what stands on the page of an address that leads nowhere.
	failure struct{ Title, Message, Hint string }
)

// view makes the page of an entity.
func (e entity) view() view {
	v := view{
		ID: e.text("id"), Name: e.text("name"), Type: spoken(e.typ.Name), Summary: e.text("summary"),
		Disputed: e.true("disputed"), Facts: e.facts(), Linked: e.linked(),
	}
	for _, a := range e.objects("aliases") {
		v.Aliases = append(v.Aliases, named{a.text("name"), a.text("language")})
	}
	for _, i := range e.objects("identifiers") {
		v.Identifiers = append(v.Identifiers, link{register(i.text("scheme")), i.text("value"), i.text("url")})
	}
	for _, l := range e.objects("links") {
		v.Links = append(v.Links, link{l.text("kind"), l.text("url"), l.text("url")})
	}
	for _, f := range e.objects("figures") {
		v.Figures = append(v.Figures, e.figure(f))
	}
	for _, g := range e.objects("goals") {
		v.Goals = append(v.Goals, stated{g.text("text"), cites(g.objects("evidence"))})
	}
	for _, s := range e.typ.Sides {
		if one := e.section(s); one.Total > 0 {
			v.Relations = append(v.Relations, one)
		}
	}
	for _, c := range e.objects("claims") {
		v.Claims = append(v.Claims, e.claim(c))
	}
	return v
}

// claim is what a source says of a field. How it stands is told where it does not stand
// as one among others.
func (e entity) claim(c object) claim {
	one := claim{Field: label(c.text("field")), Value: c.text("value"), Source: citeOf(c)}
	if f := e.typ.Field(c.text("field")); f != nil {
		one.Value = word(f.Enum, one.Value)
	}
	if rank := c.text("rank"); rank != "NORMAL" {
		one.Rank = word(e.typ.Field("claims").Object.Field("rank").Enum, rank)
	}
	return one
}

// common are the fields that stand elsewhere on the page than among the facts.
var common = []string{"id", "type", "name", "summary", "disputed"}

// facts are the fields of the type itself that have a value.
func (e entity) facts() (list []fact) {
	said := map[string][]object{}
	for _, c := range e.objects("claims") {
		said[c.text("field")] = append(said[c.text("field")], c)
	}
	for _, f := range e.typ.Fields {
		if f.Scalar == model.Parts || f.Parent != nil || slices.Contains(common, f.Name) {
			continue
		}
		if values := e.values(f); len(values) > 0 {
			one := fact{Label: label(f.Name), Description: f.Description, Value: strings.Join(values, ", "), Sources: cites(said[f.Name])}
			if f.Prose && (strings.HasPrefix(one.Value, "https://") || strings.HasPrefix(one.Value, "http://")) {
				one.URL = one.Value
			}
			list = append(list, one)
		}
	}
	return list
}

// figure is a figure in words: About 1000 EUR, 2020.
func (e entity) figure(f object) figure {
	fields := e.typ.Field("figures").Object
	var parts []string
	if f.text("comparator") != "EQ" {
		parts = append(parts, word(fields.Field("comparator").Enum, f.text("comparator")))
	}
	parts = append(parts, grouped(f.text("value")))
	if unit := f.text("unit"); unit != "" {
		parts = append(parts, unit)
	}
	if date := f.text("date"); date != "" {
		parts = append(parts, "("+date+")")
	}
	return figure{f.text("measure"), strings.Join(parts, " "), cites(f.objects("evidence"))}
}

// section is a connection of the entity.
func (e entity) section(s *model.Side) section {
	connection := e.object.object(s.Name)
	total, _ := strconv.Atoi(connection.text("totalCount"))
	one := section{Heading: sentence(s.Description), Name: s.Name, Total: total}
	for _, r := range connection.objects("nodes") {
		far := r.object(s.Far.Name)
		one.Rows = append(one.Rows, row{
			ID: far.text("id"), Name: far.text("name"), Type: wordOf(far.text("type")), Words: words(s.Relation, r),
			Disputed: r.true("disputed"), Deprecated: r.true("deprecated"), Sources: cites(r.objects("evidence")),
		})
	}
	one.More = total - len(one.Rows)
	return one
}

// words are the properties of a relation. A word of an enum speaks for itself.
func words(t *model.Type, r object) (list []string) {
	for _, f := range t.Fields {
		if f.Scalar == model.Parts || f.Parent != nil || slices.Contains([]string{"id", "type", "disputed", "deprecated"}, f.Name) {
			continue
		}
		text := strings.Join(r.values(f), ", ")
		switch {
		case text == "":
		case f.Enum != nil:
			list = append(list, text)
		default:
			list = append(list, label(f.Name)+": "+text)
		}
	}
	return list
}

// cites are the sources of statements, each once, at the place of its first statement.
func cites(statements []object) (list []cite) {
	for _, s := range statements {
		one := citeOf(s)
		if !slices.ContainsFunc(list, func(c cite) bool { return c.ID == one.ID }) {
			list = append(list, one)
		}
	}
	return list
}

func citeOf(statement object) cite {
	source := statement.object("source")
	place := statement.text("locator")
	if date := statement.text("date"); date != "" {
		place = strings.TrimPrefix(place+", "+date, ", ")
	}
	return cite{source.text("id"), source.text("name"), place}
}

// spoken writes the name of a type in words: JointAction, Joint action.
func spoken(name string) string { return label(name) }

// register writes the name of a register: short ones are abbreviations.
func register(scheme string) string {
	if len(scheme) <= 3 || scheme == "orcid" {
		return strings.ToUpper(scheme)
	}
	return label(scheme)
}

// wordOf writes the word of a type: JOINT_ACTION, joint action.
func wordOf(enum string) string { return strings.ToLower(strings.ReplaceAll(enum, "_", " ")) }
