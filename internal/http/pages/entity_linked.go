package pages

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"whojoins/internal/cite"
	"whojoins/internal/format"
	"whojoins/internal/model"
)

// schemaContext is the context that search engines expect in a page.
const schemaContext = "https://schema.org/"

// linkedData is an object of JSON-LD.
type linkedData map[string]any

// linked returns the entity as JSON-LD in terms of schema.org. Its id and those of other
// entities are absolute, and the same on every host.
func (e entity) linked(context any) linkedData {
	out := linkedData{"@context": context, "@type": e.typ.Term, "@id": e.base + entityPath(e.Text("id"))}
	for _, f := range e.typ.Fields {
		if f.Term == "" || f.TermIn != "" || f.Scalar == model.Embedded {
			continue
		}
		for _, v := range values(e.object[f.Name]) {
			if f.Year() {
				v = fmt.Sprint(v)
			}
			out.add(f.Term, v)
		}
	}
	for _, a := range e.Objects("aliases") {
		out.add("alternateName", alternateName(a))
	}
	out.addPlace(e)
	out.addIdentifiers(e)
	for _, s := range e.typ.Sides {
		out.addRelations(e, s)
	}
	return out
}

// values returns the values of a field that are not null.
func values(value any) []any {
	switch v := value.(type) {
	case nil:
		return nil
	case []any:
		return v
	}
	return []any{value}
}

// alternateName returns an alias, with its language if it has one.
func alternateName(a object) any {
	if language := a.Text("language"); language != "" {
		return linkedData{"@value": a.Text("name"), "@language": language}
	}
	return a.Text("name")
}

// add appends a value to a property. A property with a single value is not a list.
func (o linkedData) add(property string, value any) {
	switch known := o[property].(type) {
	case nil:
		o[property] = value
	case []any:
		o[property] = append(known, value)
	default:
		o[property] = []any{known, value}
	}
}

// addPlace adds the postal address and the position, as the objects that schema.org has for
// them.
func (o linkedData) addPlace(e entity) {
	address := linkedData{}
	for _, f := range e.typ.Fields {
		if text := e.Text(f.Name); f.TermIn == "address" && text != "" {
			address[f.Term] = text
		}
		position, geo := e.object.Object(f.Name), linkedData{}
		for _, leaf := range f.Leaves {
			if leaf.TermIn == "geo" && position != nil {
				geo[leaf.Term] = position[leaf.Name]
			}
		}
		if len(geo) > 0 {
			geo["@type"] = "GeoCoordinates"
			o[f.Term] = linkedData{"@type": "Place", "geo": geo}
		}
	}
	if len(address) > 0 {
		address["@type"] = "PostalAddress"
		o["address"] = address
	}
}

// addIdentifiers adds the identifiers in other registers, and the pages about the same
// entity elsewhere.
func (o linkedData) addIdentifiers(e entity) {
	for _, i := range e.Objects("identifiers") {
		o.add("identifier", linkedData{"@type": "PropertyValue", "propertyID": i.Text("scheme"), "value": i.Text("value")})
		if address := i.Text("url"); address != "" {
			o.add("sameAs", address)
		}
	}
	for _, l := range e.Objects("links") {
		if l.Text("kind") == "website" && o["url"] == nil {
			o["url"] = l.Text("url")
			continue
		}
		o.add("sameAs", l.Text("url"))
	}
}

// addRelations adds the relations of one kind. A property has each other end once.
func (o linkedData) addRelations(e entity, s *model.Side) {
	for _, r := range e.object.Object(s.Name).Objects("nodes") {
		property := s.TermOf(func(f *model.Field) string { return r.Text(f.Name) })
		if property == "" {
			return
		}
		into := o
		if s.Reversed {
			if o["@reverse"] == nil {
				o["@reverse"] = linkedData{}
			}
			into = o["@reverse"].(linkedData)
		}
		far := r.Object(s.Far.Name)
		other := e.base + entityPath(far.Text("id"))
		same := func(v any) bool { known, ok := v.(linkedData); return ok && known["@id"] == other }
		if !slices.ContainsFunc(values(into[property]), same) {
			into.add(property, linkedData{"@id": other, "name": far.Text("name")})
		}
	}
}

// turtle answers with JSON-LD as Turtle.
func (x *entityExchange) turtle(linked linkedData) {
	text, err := json.Marshal(linked)
	if err == nil {
		text, err = format.Turtle(text)
	}
	if err != nil {
		http.Error(x.w, phrase("Broken").EN, http.StatusInternalServerError)
		return
	}
	x.send(http.StatusOK, format.TurtleType, text)
}

// signpost tells programs, in the header Link, by which address the entity is cited, what it is and
// where its linked data are (https://signposting.org/FAIR/).
func (x *entityExchange) signpost(t *model.Type) {
	address := x.base + entityPath(x.entityID)
	links := []string{"<" + address + `>; rel="cite-as"`, "<" + schemaContext + t.Term + `>; rel="type"`}
	for _, mediaType := range []string{"application/ld+json", format.TurtleType} {
		links = append(links, "<"+entityPath(x.entityID)+`>; rel="describedby"; type="`+mediaType+`"`)
	}
	x.w.Header().Add("Link", strings.Join(links, ", "))
}

// licence tells programs, in the header Link, under which licence the answer may be used, if that
// licence has an address.
func (x *exchange) licence(name string) {
	if link := cite.LicenceLink(name); link != "" {
		x.w.Header().Add("Link", link)
	}
}
