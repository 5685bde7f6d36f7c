package pages

import (
	"net/url"
	"slices"
	"strings"

	"whojoins/internal/model"
	"whojoins/internal/vocabulary"
)

// linked is the entity as JSON-LD in terms of schema.org. Its own id and those of other
// entities are relative to the address that it was read from.
func (e entity) linked() object {
	out := object{"@context": "https://schema.org/", "@type": vocabulary.Term(e.typ), "@id": path(e.text("id"))}
	for _, f := range e.typ.Fields {
		if property := vocabulary.Properties[f.Name]; property != "" {
			for _, v := range plain(e.object[f.Name]) {
				out.add(property, v)
			}
		}
	}
	for _, a := range e.objects("aliases") {
		out.add("alternateName", alias(a))
	}
	out.place(e)
	out.identify(e)
	for _, s := range e.typ.Sides {
		out.relate(e, s)
	}
	return out
}

// path is the permanent address of an entity.
func path(id string) string { return "/id/" + url.PathEscape(id) }

// plain are the values of a field that are not null.
func plain(value any) []any {
	switch v := value.(type) {
	case nil:
		return nil
	case []any:
		return v
	}
	return []any{value}
}

// alias is a name, with its language where it has one.
func alias(a object) any {
	if language := a.text("language"); language != "" {
		return object{"@value": a.text("name"), "@language": language}
	}
	return a.text("name")
}

// add appends a value to a property; one value stands alone.
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

// place adds the address and the position.
func (o object) place(e entity) {
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

// identify adds the identifiers of other registers, and the pages of the same thing
// elsewhere.
func (o object) identify(e entity) {
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

// relate adds the relations of one kind, each other end once for a property.
func (o object) relate(e entity, s *model.Side) {
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
		other := path(far.text("id"))
		same := func(v any) bool { known, ok := v.(object); return ok && known["@id"] == other }
		if !slices.ContainsFunc(plain(into[property]), same) {
			into.add(property, object{"@id": other, "name": far.text("name")})
		}
	}
}
