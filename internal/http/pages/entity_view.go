package pages

import (
	"encoding/json"
	"html/template"
	"net/url"
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
		ID, Name, Type, Full, Summary string
		// Sentence says what is known, where no source is summarised.
		Sentence string
		// Unstated says that no source states the entity any longer; it is empty if one does.
		Unstated string
		// Where is the country or the years, for the line above the name.
		Where string
		// Person reports whether the entity is a person, who is never an it.
		Person   bool
		Roles    []string
		Disputed bool
		Facts    []fact
		Aliases  []alias
		// Identifiers and Links lead elsewhere.
		Identifiers, Links []link
		Figures            []figure
		Goals              []phrased
		Notes              []noteGroup
		Contents           []content
		Sections           []section
		Around             around
		Disputes           []dispute
		Records            []record
		Claims             []claim
		Sources            []reference
		Downloads          []download
		Citation, BibTeX   string
		Report             report
		AsOf               string
		Linked             linkedData
	}
	// fact is a field of the type, with the sources that state it.
	fact struct {
		Label, Value string
		// URL is the value if it is the address of a page.
		URL     string
		Sources []reference
		// Report is the address at which an error in the fact is reported, or empty.
		Report template.URL
	}
	alias  struct{ Name, Language string }
	link   struct{ Label, Text, URL string }
	figure struct {
		Measure, Value string
		Sources        []reference
	}
	// phrased is a goal or a note.
	phrased struct {
		Text    string
		Sources []reference
	}
	// noteGroup is the notes about one subject.
	noteGroup struct {
		Heading string
		List    []phrased
	}
	// content is an entry of the contents of the page.
	content struct{ Address, Label, Count string }
	// record is a record that makes up the entity; Source is nil if it has none.
	record struct {
		Record, Reason, By string
		Source             *reference
	}
	claim struct {
		Field, Value, Rank string
		Source             reference
	}
	// reference is a source and the place in it.
	reference struct{ ID, Name, Place string }
)

// cited is a list of references with the frame of its page, and the address at which an error is
// reported.
type cited struct {
	frame
	List   []reference
	Report template.URL
}

// With returns references with the frame, for the template that shows them.
func (f frame) With(list []reference) cited { return cited{f, list, ""} }

// Cited returns the references of a fact with the frame.
func (f frame) Cited(of fact) cited { return cited{f, of.Sources, of.Report} }

// ExploreAddress is the address of the entity, with everything around it, in the explorer.
func (p entityPage) ExploreAddress() string {
	return exploreAddress(p.ID)
}

// ClosestAddress is the address of the question with whom the entity works.
func (p entityPage) ClosestAddress() string {
	return "/questions/works-with?" + url.Values{"who": {p.ID}}.Encode()
}

// entityView makes the page of an entity in a language.
type entityView struct {
	entity
	*Entities
	frame
	language string
	// list is how the list that the address names is sorted, filtered and paged.
	list entityList
	// more is the answer to the query for what is around the entity.
	more aroundAnswer
	// site is the address of the service, or empty.
	site string
	// dataDate is the day of the dataset, dataset its citation.
	dataDate, dataset string
}

func (v entityView) page() entityPage {
	p := entityPage{
		frame: v.frame, ID: v.Text("id"), Name: v.Text("name"), Type: v.dictionary.Type(v.typ.Enum, v.language), Summary: v.Text("summary"),
		Person: v.typ.Term == personTerm, Disputed: v.True("disputed"), Facts: v.facts(), AsOf: wording.Date(v.dataDate, v.language),
	}
	if !v.list.chosen {
		p.Linked = v.linked(schemaContext)
	}
	b := v.briefs.of(v.object, v.language)
	p.Where, p.Full = b.Detail, v.full()
	p.Preview = preview{Description: p.Summary, Image: v.site + exportPath + "entity.png?" + url.Values{"id": {p.ID}}.Encode()}
	for _, a := range v.Objects("aliases") {
		p.Aliases = append(p.Aliases, alias{a.Text("name"), a.Text("language")})
	}
	for _, i := range v.Objects("identifiers") {
		if slices.ContainsFunc(p.Facts, func(f fact) bool { return f.Value == i.Text("value") }) {
			continue // the grant number is a field and an identifier
		}
		p.Identifiers = append(p.Identifiers, link{v.dictionary.Scheme(i.Text("scheme"), v.language), i.Text("value"), i.Text("url")})
	}
	for _, l := range v.Objects("links") {
		p.Links = append(p.Links, link{v.dictionary.Scheme(l.Text("kind"), v.language), l.Text("url"), l.Text("url")})
	}
	for _, one := range v.Objects("figures") {
		p.Figures = append(p.Figures, v.figure(one))
	}
	for _, g := range v.Objects("goals") {
		p.Goals = append(p.Goals, phrased{g.Text("text"), references(g.Objects("evidence"))})
	}
	p.Notes = v.notes()
	for _, s := range v.typ.Sides {
		if one := v.section(s); one.Total > 0 || v.list.side == s {
			p.Sections = append(p.Sections, one)
		}
	}
	p.Unstated = v.unstated(p.Sections)
	p.Around = v.around()
	p.Roles = v.positions(p.Person)
	if p.Summary == "" {
		if p.Sentence = v.sentence(); p.Sentence == "" && !p.Person {
			p.Sentence = v.largest(p.Sections)
		}
	}
	p.Records, p.Claims, p.Disputes = v.records(), v.claims(), v.disputes()
	p.Sources = v.sources(p)
	p.Downloads = v.downloads()
	p.Citation, p.BibTeX = v.citation()
	p.Report = v.report("")
	p.Contents = v.contents(p)
	return p
}

// personTerm is the term of schema.org of the type of people.
const personTerm = "Person"

// full returns the full title, if the type has one and it says more than the name.
func (v entityView) full() string {
	for _, f := range v.typ.Fields {
		if f.Searched > 0 && f.Name != "name" && f.Role != model.Acronym && f.Scalar == model.Text {
			if text := v.Text(f.Name); text != v.Text("name") {
				return text
			}
		}
	}
	return ""
}

// positions returns the positions of a person at the organisations where the person works, for the
// line below the name.
func (v entityView) positions(person bool) (list []string) {
	if !person {
		return nil
	}
	for _, s := range v.typ.Sides {
		if s.Relation.From.Target != v.typ || s.Far.Target.WithRole(model.Country) == nil {
			continue
		}
		for _, r := range v.object.Object(s.Name).Objects("nodes") {
			if r.Text(roleName(s.Relation, model.Finish)) != "" {
				continue
			}
			parts := []string{}
			for _, f := range s.Relation.Key {
				if text := r.Text(f.Name); text != "" {
					parts = append(parts, text)
				}
			}
			list = append(list, strings.Join(append(parts, r.Object(s.Far.Name).Text("name")), ", "))
		}
	}
	all := slices.Clone(list)
	list = slices.DeleteFunc(list, func(short string) bool {
		return slices.ContainsFunc(all, func(long string) bool { return strings.HasSuffix(long, ", "+short) })
	})
	return list[:min(len(list), shownPositions)]
}

// shownPositions is the number of positions below the name of a person.
const shownPositions = 3

// roleName returns the name of the field with a role, or empty.
func roleName(t *model.Type, role model.Role) string {
	if f := t.WithRole(role); f != nil {
		return f.Name
	}
	return ""
}

// contents returns the contents of the page.
func (v entityView) contents(p entityPage) (list []content) {
	for _, s := range p.Sections {
		list = append(list, content{"#" + s.Name, s.Heading, s.Count})
	}
	add := func(present bool, id, word string, count int) {
		if !present {
			return
		}
		one := content{"#" + id, p.Words[word], ""}
		if count > 0 {
			one.Count = strconv.Itoa(count)
		}
		list = append(list, one)
	}
	add(len(p.Around.Money) > 0, "money", "Money", 0)
	add(len(p.Around.Closest) > 0, "closest", p.Closest(), 0)
	add(len(p.Disputes) > 0, "disputes", "Disputes", len(p.Disputes))
	add(len(p.Goals)+len(p.Notes)+len(p.Figures) > 0, "notes", "Notes", 0)
	add(len(p.Claims) > 0, "claims", "Claims", len(p.Claims))
	return list
}

// Closest returns the name of the heading of the closest collaborators: a person is not an it.
func (p entityPage) Closest() string {
	if p.Person {
		return "ClosestOfPerson"
	}
	return "Closest"
}

// records returns the records that make up the entity. Both of a pair are named unless one is the
// entity itself.
func (v entityView) records() (list []record) {
	for _, i := range v.Objects("identity") {
		own := i.Text("record")
		one := record{Record: own, Reason: i.Text("reason"), By: i.Text("by")}
		for _, other := range []string{i.Text("left"), i.Text("right")} {
			if other != "" && other != own && other != v.Text("id") {
				one.Record += " = " + other
			}
		}
		if score := i.Text("score"); score != "" {
			one.By = strings.TrimSpace(one.By + " (" + score + ")")
		}
		if source := i.Object("source"); source != nil {
			one.Source = &reference{ID: source.Text("id"), Name: source.Text("name")}
		}
		list = append(list, one)
	}
	return list
}

// claims returns the statements of the sources. Those that differ in their place alone are one, with
// all places.
func (v entityView) claims() (list []claim) {
	for _, c := range v.Objects("claims") {
		one := v.claim(c)
		i := slices.IndexFunc(list, func(known claim) bool {
			return known.Field == one.Field && known.Value == one.Value && known.Rank == one.Rank && known.Source.ID == one.Source.ID
		})
		if i < 0 {
			list = append(list, one)
		} else {
			list[i].Source.add(one.Source)
		}
	}
	return list
}

// notes returns the notes, grouped by what they are about; a group has the place of its first
// note.
func (v entityView) notes() (list []noteGroup) {
	for _, n := range v.Objects("notes") {
		heading := capital(v.dictionary.Value("notes.about", n.Text("about"), v.language))
		i := slices.IndexFunc(list, func(g noteGroup) bool { return g.Heading == heading })
		if i < 0 {
			i, list = len(list), append(list, noteGroup{Heading: heading})
		}
		list[i].List = append(list[i].List, phrased{n.Text("text"), references(n.Objects("evidence"))})
	}
	return list
}

// claim returns the view of a source's statement about a field. Its rank is shown unless it is
// the usual one.
func (v entityView) claim(c object) claim {
	field := c.Text("field")
	one := claim{Field: v.dictionary.Field(field, v.language), Value: v.dictionary.Stated(field, c.Text("value"), v.language), Source: referenceOf(c)}
	if rank := c.Text("rank"); rank != "NORMAL" {
		one.Rank = v.dictionary.Value("rank", rank, v.language)
	}
	return one
}

// elsewhere lists the fields that the page shows outside the facts.
var elsewhere = []string{"id", "type", "name", "summary", "disputed"}

// facts returns the fields of the type that have a value.
func (v entityView) facts() (list []fact) {
	statements := map[string][]object{}
	for _, c := range v.Objects("claims") {
		statements[c.Text("field")] = append(statements[c.Text("field")], c)
	}
	for _, f := range v.typ.Fields {
		if f.Scalar == model.Parts || f.Parent != nil || slices.Contains(elsewhere, f.Name) || v.Text(f.Name) != "" && v.Text(f.Name) == v.full() {
			continue
		}
		if f.Derivation.As == model.DerivedIdentifier {
			continue // the page lists all identifiers
		}
		if slices.ContainsFunc(f.Leaves, func(leaf *model.Field) bool { return leaf.Role == model.Latitude }) {
			continue // people read the name of the place
		}
		if f.Derivation.As == model.DerivedCountries && v.typ.WithRole(model.Country) != nil {
			continue // the same as the country
		}
		if f.Derivation.As == model.DerivedCoverage {
			list = append(list, v.coverageFacts(f)...)
			continue
		}
		if v.completes(f) {
			continue // the coverage states it
		}
		if values := v.values(v.object, f); len(values) > 0 && strings.Join(values, "") != v.Text("name") {
			one := fact{Label: v.dictionary.Field(f.Name, v.language), Value: strings.Join(values, ", "), Sources: references(statements[f.Name]), Report: v.report(f.Name).Address}
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
			list = append(list, v.word(f, f.Name, item))
		case json.Number:
			list = append(list, v.word(f, f.Name, item.String()))
		case bool:
			list = append(list, v.dictionary.Value(f.Name, strconv.FormatBool(item), v.language))
		case map[string]any:
			var parts []string
			for _, leaf := range f.Leaves {
				if text := object(item).Text(leaf.Name); text != "" {
					parts = append(parts, v.word(leaf, leaf.Path(), text))
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

// word returns a value of a field in words.
func (v entityView) word(f *model.Field, path, value string) string {
	switch f.Scalar {
	case model.Date:
		return wording.Date(value, v.language)
	case model.Cents:
		return wording.Amount(value, v.language)
	case model.Float:
		return wording.Number(value, v.language)
	}
	return v.dictionary.Value(path, value, v.language)
}

// figure returns a figure in words, with its sources.
func (v entityView) figure(f object) figure {
	words := v.dictionary.Figure(f.Text("comparator"), f.Text("value"), f.Text("unit"), f.Text("date"), v.language)
	return figure{capital(f.Text("measure")), words, references(f.Objects("evidence"))}
}

// references returns the sources of statements, each once, with the places of its statements.
func references(statements []object) (list []reference) {
	for _, s := range statements {
		one := referenceOf(s)
		if i := slices.IndexFunc(list, func(r reference) bool { return r.ID == one.ID }); i >= 0 {
			list[i].add(one)
		} else {
			list = append(list, one)
		}
	}
	return list
}

// add adds the place of another statement of the source.
func (r *reference) add(other reference) {
	switch {
	case other.Place == "" || slices.Contains(strings.Split(r.Place, "; "), other.Place):
	case r.Place == "":
		r.Place = other.Place
	default:
		r.Place += "; " + other.Place
	}
}

func referenceOf(statement object) reference {
	source := statement.Object("source")
	place := statement.Text("locator")
	if date := statement.Text("date"); date != "" {
		place = strings.TrimPrefix(place+", "+date, ", ")
	}
	return reference{source.Text("id"), source.Text("name"), place}
}
