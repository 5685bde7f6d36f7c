package wording_test

import (
	"os"
	"slices"
	"testing"

	"go.yaml.in/yaml/v3"

	"whojoins/internal/model"
	"whojoins/internal/wording"
)

func readModel(t *testing.T) *model.Model {
	t.Helper()
	m, err := model.ParseFile("../../schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestMatch(t *testing.T) {
	for preferences, want := range map[string]string{
		"": "en", "fr-BE,fr;q=0.9,en;q=0.5": "fr", "nl": "nl", "de, nl;q=0.5": "nl", "ja": "en", "q=,,;": "en", "*": "en",
	} {
		if got := wording.Match(preferences); got != want {
			t.Errorf("%q matches %s, want %s", preferences, got, want)
		}
	}
}

func TestDictionary(t *testing.T) {
	d := wording.New(readModel(t))
	for _, c := range []struct{ reason, got, want string }{
		{"a type by its enum value", d.Type("JOINT_ACTION", "fr"), "Action conjointe"},
		{"a type without words is written in English", d.Type("FIELD_STATION", "nl"), "Field station"},
		{"a field", d.Field("grantNumber", "nl"), "Subsidienummer"},
		{"the longest end of a path", d.Field("list.participants.totalCount", "en"), "Partners"},
		{"a shorter end of a path", d.Field("list.initiative.start", "fr"), "Début"},
		{"the name of an entity goes by the field that leads to it", d.Field("evidence.source.name", "nl"), "Bron"},
		{"a name at the root", d.Field("name", "en"), "Name"},
		{"a field without words is written in English", d.Field("somewhere.shoeSize", "fr"), "Shoe size"},
		{"a facet through an end", d.Field("PARTICIPANT_COUNTRY", "fr"), "Pays"},
		{"a facet of a year", d.Field("START_YEAR", "nl"), "Beginjaar"},
		{"a facet of an end", d.Field("FUNDER", "en"), "Funder"},
		{"an enum value, in English from the schema", d.Value("role", "WORK_PACKAGE_LEAD", "en"), "Work package lead"},
		{"an enum value in another language", d.Value("nodes.role", "WORK_PACKAGE_LEAD", "nl"), "Werkpakketleider"},
		{"an enum value of a facet", d.Value("ROLE", "CHAIR", "nl"), "Voorzitter"},
		{"a type", d.Value("participant.type", "PERSON", "fr"), "Personne"},
		{"a text that looks like an enum value", d.Value("title", "CHAIR", "nl"), "CHAIR"},
		{"a country", d.Value("participant.country", "IT", "en"), "Italy"},
		{"a country in another language", d.Value("PARTICIPANT_COUNTRY", "IT", "nl"), "Italië"},
		{"Kosovo has a code of its own", d.Value("country", "XK", "en"), "Kosovo"},
		{"a country without a code", d.Value("country", "Atlantis", "en"), "Atlantis"},
		{"a kind", d.Value("kinds", "public body", "fr"), "Organisme public"},
		{"what a note is about", d.Value("notes.about", "way of working", "nl"), "Werkwijze"},
		{"what a note is about, without words", d.Value("about", "weather", "fr"), "weather"},
		{"a kind without words", d.Value("kind", "flotilla", "fr"), "flotilla"},
		{"an amount", d.Value("budget.amount", "40000000.5", "en"), "40\u202f000\u202f000.50"},
		{"an amount in another language", d.Value("budget.amount", "40000000.5", "fr"), "40\u202f000\u202f000,50"},
		{"a truth", d.Value("disputed", "true", "nl"), "Ja"},
		{"a falsehood", d.Value("disputed", "false", "fr"), "Non"},
		{"any other value", d.Value("city", "Brussels", "fr"), "Brussels"},
		{"a register", d.Scheme("vat", "nl"), "Btw-nummer"},
		{"a register without words", d.Scheme("rnsr", "nl"), "Rnsr"},
		{"a property that means something else than the field of that name", d.Property("title", "en"), "In the source's words"},
		{"any other property", d.Property("workPackage", "fr"), "Lot de travail"},
	} {
		if c.got != c.want {
			t.Errorf("%s: %q, want %q", c.reason, c.got, c.want)
		}
	}
}

func TestGrouped(t *testing.T) {
	for number, want := range map[string]string{
		"7": "7", "999": "999", "1000": "1\u202f000", "-1000": "-1\u202f000", "-100": "-100", "1234567.25": "1\u202f234\u202f567.25",
	} {
		if got := wording.Grouped(number); got != want {
			t.Errorf("%s is written %q, want %q", number, got, want)
		}
	}
}

// The words of domain.yaml are for things that the schema has, and complete in every language.
// An enum has words for all of its values or for none; an enum, a type or a field without
// words is shown in English.
func TestDomain(t *testing.T) {
	text, err := os.ReadFile("domain.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Types, Fields, Properties, Sides, Schemes, Kinds, Notes, Words map[string]wording.Text
		Nouns, Comparators, Coverage                                   map[string]wording.Text

		Values map[string]map[string]wording.Text
	}
	if err := yaml.Unmarshal(text, &file); err != nil {
		t.Fatal(err)
	}
	for _, part := range []map[string]wording.Text{file.Types, file.Fields, file.Properties, file.Sides, file.Schemes, file.Kinds, file.Notes, file.Words, file.Nouns, file.Comparators, file.Coverage} {
		for name, words := range part {
			if err := words.Check(name); err != nil {
				t.Error(err)
			}
		}
	}
	m := readModel(t)
	types, sides := map[string]bool{}, map[string]bool{}
	for _, typ := range slices.Concat(m.Entities, m.Relations) {
		types[typ.Enum] = true
		for _, s := range typ.Sides {
			sides[s.Name] = true
		}
	}
	for name := range file.Types {
		if !types[name] {
			t.Errorf("the schema has no type %s", name)
		}
	}
	for name := range file.Sides {
		if !sides[name] {
			t.Errorf("the schema has no connection %s", name)
		}
	}
	enums := map[string]bool{}
	for _, e := range m.Enums {
		enums[e.Name] = true
		values, ok := file.Values[e.Name]
		for _, v := range e.Values {
			if words := values[v.Name]; ok && (words.FR == "" || words.NL == "") {
				t.Errorf("%s %s is not in every language: %+v", e.Name, v.Name, words)
			}
		}
		for name := range values {
			if e.Position(name) < 0 {
				t.Errorf("%s has no value %s", e.Name, name)
			}
		}
	}
	for name := range file.Values {
		if !enums[name] {
			t.Errorf("the schema has no enum %s", name)
		}
	}
}

// A claim has the value of an object as one text, which people read in words.
func TestStated(t *testing.T) {
	d := wording.New(readModel(t))
	for _, c := range []struct{ reason, field, value, language, want string }{
		{"a date", "end", "2028-10-31", "fr", "31 octobre 2028"},
		{"a sum of money", "budget", "EUR 2900000.5", "nl", "2\u202f900\u202f000,50\u00a0EUR"},
		{"a figure", "figures", "measure: participants, value: 31, comparator: EQ", "en", "Participants: 31"},
		{"a figure with all its parts", "figures", "measure: cost, in all, value: 1500.5, comparator: GT, unit: EUR a day, date: 2020-01", "fr", "Cost, in all: Plus de 1\u202f500,5 EUR a day (janvier 2020)"},
		{"a note", "notes", "membership: three centres", "nl", "Lidmaatschap: three centres"},
		{"a note about what has no word", "notes", "weather: fine", "nl", "weather: fine"},
		{"an identifier", "identifiers", "vat:BE0123", "fr", "Numéro de TVA: BE0123"},
		{"an enum value", "populations", "ADULTS", "en", "Adults"},
		{"any other text", "title", "Scope: a study", "fr", "Scope: a study"},
	} {
		if got := d.Stated(c.field, c.value, c.language); got != c.want {
			t.Errorf("%s: %q, want %q", c.reason, got, c.want)
		}
	}
}
