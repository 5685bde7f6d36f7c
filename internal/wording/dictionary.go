package wording

import (
	_ "embed"
	"slices"
	"strings"
	"unicode"

	"go.yaml.in/yaml/v3"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"whojoins/internal/model"
)

//go:embed domain.yaml
var domainFile []byte

// domain is the content of domain.yaml, which explains its parts.
var domain = func() (d struct {
	Types, Plurals, Fields, Properties, Sides, Schemes, Kinds, Notes, Words map[string]Text
	Nouns, Comparators, Coverage                                            map[string]Text
	Values                                                                  map[string]map[string]Text
	Months                                                                  []Text
	Countries, Amounts                                                      []string
	KindFields                                                              []string `yaml:"kindFields"`
	NoteFields                                                              []string `yaml:"noteFields"`
}) {
	if err := yaml.Unmarshal(domainFile, &d); err != nil {
		panic(err) // the file is built into the program
	}
	return d
}()

// Dictionary translates the names of a model, and the values of its enums, into everyday
// words. A name that domain.yaml does not know is written in English, as the model has it,
// so a new type or field can be read before it is translated.
type Dictionary struct {
	// enums has the enums of all fields with the same name.
	enums map[string][]*model.Enum
	types map[string]*model.Type
	// facets are the paths of the fields that facets count by.
	facets map[string]string
	// dates are the names of the fields that hold dates.
	dates map[string]bool
}

// New returns the dictionary of a model.
func New(m *model.Model) *Dictionary {
	d := &Dictionary{map[string][]*model.Enum{}, map[string]*model.Type{}, map[string]string{}, map[string]bool{}}
	for _, t := range slices.Concat(m.Entities, m.Relations) {
		d.types[t.Enum] = t
	}
	lists := [][]*model.Field{m.EntityFields, m.RelationFields}
	for _, r := range m.Relations {
		for _, end := range []*model.End{r.From, r.To} {
			d.facets[end.Facet] = end.Name
			for _, f := range end.Target.AllFields {
				d.addFacet(end.Facet+"_", end.Name+".", f)
			}
		}
	}
	for _, object := range m.Objects {
		lists = append(lists, object.Fields)
	}
	for _, f := range slices.Concat(lists...) {
		d.addFacet("", "", f)
		if f.Scalar == model.Date {
			d.dates[f.Name] = true
		}
		if f.Enum != nil && !slices.Contains(d.enums[f.Name], f.Enum) {
			d.enums[f.Name] = append(d.enums[f.Name], f.Enum)
		}
	}
	return d
}

// addFacet records the facets that count by a field; dates are counted by year.
func (d *Dictionary) addFacet(facet, path string, f *model.Field) {
	if f.Facet == "" {
		return
	}
	d.facets[facet+f.Facet] = path + f.Path()
	if f.Scalar == model.Date {
		d.facets[facet+f.Facet+"_YEAR"] = path + f.Path() + "Year"
	}
}

// Type returns the word for a type, given as a value of EntityType or RelationType.
func (d *Dictionary) Type(value, language string) string {
	if word := in(domain.Types[value], language); word != "" {
		return word
	}
	if t := d.types[value]; t != nil {
		return spaced(t.Name)
	}
	return spaced(strings.ToLower(strings.ReplaceAll(value, "_", " ")))
}

// Types returns the word for several entities of a type, given as a value of EntityType.
func (d *Dictionary) Types(value, language string) string {
	if word := in(domain.Plurals[value], language); word != "" {
		return word
	}
	if t := d.types[value]; t != nil && t.Many != "" {
		return spaced(t.Many)
	}
	return d.Type(value, language)
}

// Side returns the heading for the relations of an entity on one side.
func (d *Dictionary) Side(s *model.Side, language string) string {
	if word := in(domain.Sides[s.Name], language); word != "" {
		return word
	}
	return strings.TrimSuffix(s.Description, ".")
}

// Field returns the word for a field, given by its path in an answer or by its name as a
// facet. It uses the longest end of the path that domain.yaml knows; the name of an entity has
// the word for the field that leads to the entity.
func (d *Dictionary) Field(path, language string) string {
	path = strings.TrimSuffix(d.path(path), ".name")
	for rest, more := path, true; more; _, rest, more = strings.Cut(rest, ".") {
		if word := in(domain.Fields[rest], language); word != "" {
			return word
		}
	}
	return spaced(last(path))
}

// Property returns the word for a field of a relation, where a name may have another meaning.
func (d *Dictionary) Property(name, language string) string {
	if word := in(domain.Properties[name], language); word != "" {
		return word
	}
	return d.Field(name, language)
}

// Scheme returns the word for a register of identifiers or a kind of web page.
func (d *Dictionary) Scheme(name, language string) string {
	if word := in(domain.Schemes[name], language); word != "" {
		return word
	}
	return spaced(name)
}

// path returns the path of a facet, such as participant.country for PARTICIPANT_COUNTRY;
// any other path unchanged.
func (d *Dictionary) path(facet string) string {
	if path, ok := d.facets[facet]; ok {
		return path
	}
	return facet
}

// Word returns a word that does not belong to the model, such as yes.
func (d *Dictionary) Word(name, language string) string { return domain.Words[name].In(language) }

// Enum returns the words for a value of an enum.
func (d *Dictionary) Enum(e *model.Enum, value, language string) string {
	if d.types[value] != nil && domain.Values[e.Name] == nil {
		return d.Type(value, language)
	}
	if word := domain.Values[e.Name][value].In(language); word != "" {
		return word
	}
	if i := e.Position(value); i >= 0 && e.Values[i].Description != "" {
		return e.Values[i].Description
	}
	return spaced(strings.ToLower(strings.ReplaceAll(value, "_", " ")))
}

// HasDates reports whether the field at a path holds dates.
func (d *Dictionary) HasDates(path string) bool { return d.dates[last(path)] }

// Value returns the words for a value of a field, given by the field's path: those of an enum,
// the name of a country, yes or no, an amount as people write it. Any other value is returned
// unchanged.
func (d *Dictionary) Value(path, value, language string) string {
	field := last(d.path(path))
	for _, e := range d.enums[field] {
		if e.Position(value) >= 0 {
			return d.Enum(e, value, language)
		}
	}
	switch {
	case slices.Contains(domain.Countries, field):
		return Country(value, language)
	case slices.Contains(domain.KindFields, field) && domain.Kinds[value].EN != "":
		return domain.Kinds[value].In(language)
	case slices.Contains(domain.NoteFields, field) && domain.Notes[value].EN != "":
		return domain.Notes[value].In(language)
	case slices.Contains(domain.Amounts, field):
		return Amount(value, language)
	case value == "true":
		return d.Word("yes", language)
	case value == "false":
		return d.Word("no", language)
	}
	return value
}

// Country returns the name of a country, given by its two-letter code (ISO 3166-1).
func Country(code, in string) string {
	region, err := language.ParseRegion(code)
	if err != nil {
		return code
	}
	if name := display.Regions(language.MustParse(in)).Name(region); name != "" {
		return name
	}
	return code
}

// Grouped returns a number with a narrow space between its thousands: 40 000 000.5.
func Grouped(number string) string {
	whole, rest, _ := strings.Cut(number, ".")
	for i := len(whole) - 3; i > 0 && whole[i-1] != '-'; i -= 3 {
		whole = whole[:i] + "\u202f" + whole[i:]
	}
	if rest != "" {
		whole += "." + rest
	}
	return whole
}

// in returns a text in a language, or else in English.
func in(t Text, language string) string {
	if text := t.In(language); text != "" {
		return text
	}
	return t.EN
}

// last returns the last key of a path.
func last(path string) string { return path[strings.LastIndexByte(path, '.')+1:] }

// spaced writes a name as words: grantNumber becomes Grant number.
func spaced(name string) string {
	var b strings.Builder
	for i, c := range name {
		switch {
		case i == 0:
			c = unicode.ToUpper(c)
		case unicode.IsUpper(c):
			b.WriteByte(' ')
			c = unicode.ToLower(c)
		}
		b.WriteRune(c)
	}
	return b.String()
}
