package pages

import (
	"slices"
	"strings"

	"whojoins/internal/model"
	"whojoins/internal/vocabulary"
)

// linked returns the entity as JSON-LD in terms of schema.org. Its id and those of other
// entities are relative to the address that it was requested from.
func (e entity) linked() object {
	out := object{"@context": "https://schema.org/", "@type": vocabulary.Term(e.typ), "@id": entityPath(e.text("id"))}
	for _, f := range e.typ.Fields {
		if property := vocabulary.Properties[f.Name]; property != "" {
			for _, v := range values(e.object[f.Name]) {
				out.add(property, v)
			}
		}
	}
	for _, a := range e.objects("aliases") {
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
	if language := a.text("language"); language != "" {
		return object{"@value": a.text("name"), "@language": language}
	}
	return a.text("name")
}

// add appends a value to a property. A single value is not in a list.
func (o object) add(property string, value any) {
	switch known := o[property].(type) {
	case nil:
		o[property] = value
	case []any:
		o[property] = append(known, value)
	default:
		o[property] = []any{known, value}
	}
}

// addPlace adds the address and the position.
func (o object) addPlace(e entity) {
	address := object{}
	for _, name := range []string{"country", "region", "city"} {
		if text := e.text(name); text != "" {
			address[vocabulary.Addresses[name]] = text
		}
	}
	if len(address) > 0 {
		address["@type"] = "PostalAddress"
		o["address"] = address
	}
	if at := e.object.object("location"); at != nil {
		o["location"] = object{"@type": "Place", "geo": object{
			"@type": "GeoCoordinates", "latitude": at["latitude"], "longitude": at["longitude"],
		}}
	}
}

// addIdentifiers adds the identifiers in other registers, and the pages about the same
// entity elsewhere.
func (o object) addIdentifiers(e entity) {
	for _, i := range e.objects("identifiers") {
		o.add("identifier", object{"@type": "PropertyValue", "propertyID": i.text("scheme"), "value": i.text("value")})
		if address := i.text("url"); address != "" {
			o.add("sameAs", address)
		}
	}
	for _, l := range e.objects("links") {
		if l.text("kind") == "website" && o["url"] == nil {
			o["url"] = l.text("url")
			continue
		}
		o.add("sameAs", l.text("url"))
	}
}

// addRelations adds the relations of one kind, each other end once for a property.
func (o object) addRelations(e entity, s *model.Side) {
	for _, r := range e.object.object(s.Name).objects("nodes") {
		property, reverse := strings.CutPrefix(vocabulary.Relations[s.Name], "^")
		if special := vocabulary.Capacities[r.text("capacity")]; special != "" {
			property = special
		}
		if property == "" {
			return
		}
		into := o
		if reverse {
			if o["@reverse"] == nil {
				o["@reverse"] = object{}
			}
			into = o["@reverse"].(object)
		}
		far := r.object(s.Far.Name)
		other := entityPath(far.text("id"))
		same := func(v any) bool { known, ok := v.(object); return ok && known["@id"] == other }
		if !slices.ContainsFunc(values(into[property]), same) {
			into.add(property, object{"@id": other, "name": far.text("name")})
		}
	}
}
