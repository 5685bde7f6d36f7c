package graph

import (
	"fmt"
	"strings"

	"whojoins/internal/model"
	"whojoins/internal/store"
)

// countries has each country as often as its weight.
var countries = strings.Fields("BE BE BE BE BE FR FR FR FR DE DE DE DE DE ES ES ES IT IT IT NL NL NL GB GB SE PT PL AT DK FI GR IE CZ HU RO NO CH SI HR BG SK LT LV EE LU CY MT IS UA")

var organisationKinds = []string{"university", "hospital", "research institute", "public body", "company", "association"}

// entity returns the n-th entity of a kind.
func (w *writer) entity(k *kind, n int) *store.Object {
	w.source.Seed(w.s.seed, uint64(k.first+n)<<1|1)
	o := &object{&store.Object{Type: k.typ, ID: k.id(n)}, k.typ}
	o.value("disputed", model.BoolValue(w.chance(3)))
	number := fmt.Sprintf("%0*d", k.width, n)
	switch k.typ.Name {
	case "Institute", "Funder":
		w.organisation(o, number)
	case "Person":
		w.person(o, number)
	case "JointAction", "Project", "Network", "Alliance":
		w.initiative(o, number)
	default:
		w.other(o, number)
	}
	if w.chance(60) {
		o.text("summary", w.phrase(8+w.IntN(8))+".")
	}
	w.figures(o)
	w.claims(o)
	return o.Object
}

func (w *writer) organisation(o *object, number string) {
	name := fmt.Sprintf("%s %s of %s Testland", o.typ.Name, number, w.phrase(2))
	o.text("name", name)
	o.text("acronym", w.acronym()+number[len(number)-2:])
	o.text("country", countries[w.IntN(len(countries))])
	o.text("city", fmt.Sprintf("Testville %d", w.IntN(2000)))
	o.text("region", fmt.Sprintf("Test Region %d", w.IntN(150)))
	o.value("founded", model.IntValue(int64(1850+w.IntN(170))))
	o.words("kinds", organisationKinds[w.IntN(len(organisationKinds))])
	if w.chance(80) {
		for _, leaf := range o.field("location").Leaves {
			thousandths := 35_000 + w.IntN(36_000)
			if leaf.Name == "longitude" {
				thousandths = w.IntN(40_000) - 10_000
			}
			o.Cells = append(o.Cells, store.Cell{Field: leaf, Value: model.FloatValue(float64(thousandths) / 1000)})
		}
	}
	if w.chance(30) {
		o.parts("aliases", 2, func(i int, part *object) {
			part.text("language", []string{"fr", "nl"}[i])
			part.text("name", []string{"Institut", "Instituut"}[i]+" "+number+" "+w.phrase(2))
		})
	}
	o.parts("identifiers", 2, func(i int, part *object) {
		part.text("scheme", []string{"pic", "ror"}[i])
		part.text("value", []string{"9", "test"}[i]+o.typ.Name[:1]+number)
	})
	o.parts("links", 1, func(_ int, part *object) {
		part.text("kind", "website")
		part.text("url", "https://"+o.ID+".test/")
	})
}

func (w *writer) person(o *object, number string) {
	given, family := capital(w.word()), capital(w.word())
	o.text("name", fmt.Sprintf("%s %s %s", given, family, number))
	o.text("givenName", given)
	o.text("familyName", family)
	if w.chance(40) {
		o.text("honorific", "Prof. Dr.")
	}
	o.text("occupation", positions[w.IntN(len(positions))])
	if w.chance(30) {
		o.parts("identifiers", 1, func(_ int, part *object) {
			part.text("scheme", "orcid")
			part.text("value", "0000-test-"+number)
		})
	}
}

func (w *writer) initiative(o *object, number string) {
	acronym, title := w.acronym(), w.phrase(5+w.IntN(8))
	o.text("name", fmt.Sprintf("%s %s of Testland", acronym, number))
	o.text("acronym", acronym)
	o.text("title", title)
	year := 2007 + w.IntN(18)
	o.text("start", w.someDay(year, 1))
	if w.chance(90) {
		o.text("end", w.someDay(year+3, 3))
	}
	if w.chance(15) {
		o.words("populations", "CHILDREN")
	}
	if w.chance(30) {
		o.parts("aliases", 1, func(_ int, part *object) {
			part.text("language", "en")
			part.text("name", acronym+": "+title)
		})
	}
	if f := o.typ.AnyField("grantNumber"); f == nil {
		o.words("memberKinds", organisationKinds[w.IntN(len(organisationKinds))])
		o.text("kind", map[string]string{"Network": "network of expertise", "Alliance": "consortium"}[o.typ.Name])
		return
	}
	grant := o.typ.Name[:1] + number
	o.text("grantNumber", grant)
	if o.typ.Name == "Project" {
		o.text("kind", []string{"project", "project", "trial", "pilot"}[w.IntN(4)])
	}
	o.parts("identifiers", 1, func(_ int, part *object) {
		part.text("scheme", "grant")
		part.text("value", grant)
	})
	cents := int64(10_000_000 + w.IntN(2_000_000_000))
	o.money("budget", cents)
	o.money("contribution", cents*4/5)
}

// other sets the fields of an entity of a type with few fields.
func (w *writer) other(o *object, number string) {
	o.text("name", fmt.Sprintf("%s %s: %s", o.typ.Name, number, w.phrase(3+w.IntN(4))))
	switch o.typ.Name {
	case "Programme":
		o.text("acronym", w.acronym())
		o.text("start", fmt.Sprint(2007+w.IntN(15)))
	case "Event":
		o.text("start", w.day(2015, 10))
		o.text("place", fmt.Sprintf("Testville %d", w.IntN(2000)))
	case "Document":
		o.text("published", w.someDay(2010, 15))
		o.text("language", []string{"en", "en", "fr", "nl"}[w.IntN(4)])
	case "Topic":
		o.text("scheme", "made-up")
		o.text("code", "T"+number)
	case "Source":
		o.text("url", "https://"+o.ID+".test/")
		o.text("published", w.day(2015, 10))
		o.text("retrieved", w.day(2025, 1))
		o.text("licence", "CC0-1.0")
	}
}

// figures adds a number of partners to half of the initiatives, and a figure and a goal to some
// objects.
func (w *writer) figures(o *object) {
	if o.typ.AnyField("coverage") != nil && w.chance(50) {
		o.parts("figures", 1, func(_ int, part *object) {
			part.text("measure", "partners")
			part.value("value", model.FloatValue(float64(2+w.IntN(60))))
			part.text("comparator", "EQ")
			w.evidence(part, "NORMAL")
		})
		return
	}
	if !w.chance(4) {
		return
	}
	o.parts("figures", 1, func(_ int, part *object) {
		part.text("measure", "patients "+w.word())
		part.value("value", model.FloatValue(float64(w.IntN(100_000))))
		part.text("comparator", "ABOUT")
		part.text("date", w.someDay(2015, 10))
		w.evidence(part, "NORMAL")
	})
	o.parts("goals", 1, func(_ int, part *object) {
		part.text("text", w.phrase(9)+".")
		w.evidence(part, "NORMAL")
	})
}

// claims adds the sources that state the name.
func (w *writer) claims(o *object) {
	name := o.Value(o.field("name")).Text
	o.parts("claims", 1, func(_ int, part *object) {
		part.text("field", "name")
		part.text("value", name)
		w.stated(part, "NORMAL", w.IntN(w.s.of("Source").count))
	})
}
