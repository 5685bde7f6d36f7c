package pages

import (
	"slices"

	"whojoins/internal/model"
)

// linked returns the entity as JSON-LD in terms of schema.org. Its id and those of other
// entities are absolute, and the same on every host.
func (e entity) linked() object {
	out := object{"@context": "https://schema.org/", "@type": e.typ.Term, "@id": e.base + entityPath(e.text("id"))}
	for _, f := range e.typ.Fields {
		if f.Term == "" || f.TermIn != "" || f.Scalar == model.Embedded {
			continue
		}
		for _, v := range values(e.object[f.Name]) {
			out.add(f.Term, v)
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

// add appends a value to a property. A property with a single value is not a list.
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

// addPlace adds the postal address and the position, as the objects that schema.org has for
// them.
func (o object) addPlace(e entity) {
	address := object{}
	for _, f := range e.typ.Fields {
		if text := e.text(f.Name); f.TermIn == "address" && text != "" {
			address[f.Term] = text
		}
		position, geo := e.object.object(f.Name), object{}
		for _, leaf := range f.Leaves {
			if leaf.TermIn == "geo" && position != nil {
				geo[leaf.Term] = position[leaf.Name]
			}
		}
		if len(geo) > 0 {
			geo["@type"] = "GeoCoordinates"
			o[f.Term] = object{"@type": "Place", "geo": geo}
		}
	}
	if len(address) > 0 {
		address["@type"] = "PostalAddress"
		o["address"] = address
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

// addRelations adds the relations of one kind. A property has each other end once.
func (o object) addRelations(e entity, s *model.Side) {
	for _, r := range e.object.object(s.Name).objects("nodes") {
		property := s.TermOf(func(f *model.Field) string { return r.text(f.Name) })
		if property == "" {
			return
		}
		into := o
		if s.Reversed {
			if o["@reverse"] == nil {
				o["@reverse"] = object{}
			}
			into = o["@reverse"].(object)
		}
		far := r.object(s.Far.Name)
		other := e.base + entityPath(far.text("id"))
		same := func(v any) bool { known, ok := v.(object); return ok && known["@id"] == other }
		if !slices.ContainsFunc(values(into[property]), same) {
			into.add(property, object{"@id": other, "name": far.text("name")})
		}
	}
}
