package dataset

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"whojoins/internal/model"
)

// readLinks reads the relations that the file states.
func (f *file) readLinks() {
	for _, link := range f.links {
		f.readLink(link.kind, link.body)
	}
}

func (f *file) readLink(t *model.Type, n *yaml.Node) {
	pairs, ok := f.pairs(n, "a "+t.Name)
	if !ok {
		return
	}
	base, rest, ok := f.provenance(pairs, f.base, ownOf(t))
	base.at = f.at(n)
	from, to := f.linkEnd(t.From, n, rest), f.linkEnd(t.To, n, rest)
	key, keyOK := f.linkKey(t, n, rest)
	ok = ok && keyOK
	var claims []claim
	for _, p := range rest {
		if t.End(p.key.Value) != nil || isKey(t, p.key.Value) {
			continue
		}
		field := t.Field(p.key.Value)
		if !slices.Contains(f.stated[t], field) {
			f.fault(f.at(p.key), "unknown field %q of %s; %s", p.key.Value, t.Name, suggestion(p.key.Value, linkKeys(t)))
			ok = false
			continue
		}
		list, good := f.field(field, p.value, base)
		claims, ok = append(claims, list...), ok && good
	}
	if from == nil || to == nil || !keyOK {
		return
	}
	if r := f.relate(t, from, to, key, base); r != nil {
		f.repeated(r, base, claims)
		r.itself, r.claims = append(r.itself, base), append(r.claims, claims...)
		r.incomplete = r.incomplete || !ok
	}
}

// repeated warns of a relation that the same source states in the same words twice.
func (f *file) repeated(r *relation, s statement, claims []claim) {
	for _, before := range r.itself {
		if before.source != s.source || compareStatements(&before, &s) != 0 {
			continue
		}
		for i := range claims {
			if !slices.ContainsFunc(r.claims, func(c claim) bool { return c.sameStatement(&claims[i]) }) {
				return
			}
		}
		f.warn(s.at, "the same %s is stated in line %d; one of the two can go, or at: tells the places apart", r.kind.Name, before.at.line)
		return
	}
}

func isKey(t *model.Type, name string) bool {
	return slices.ContainsFunc(t.Key, func(k *model.Field) bool { return k.Name == name })
}

// linkKeys are all keys that a relation of the type can be written with.
func linkKeys(t *model.Type) []string {
	keys := append([]string{t.From.Name, t.To.Name}, names(t.Key, fieldName)...)
	return append(append(keys, names(stated(t), fieldName)...), keyAt, keyRank, keyDate, keyAuthority)
}

// linkEnd is the entity at an end of a relation; nil, and reported, where it is missing,
// unknown, or of a type that cannot stand there.
func (f *file) linkEnd(end *model.End, n *yaml.Node, pairs []pair) *entity {
	id := valueOf(pairs, end.Name)
	if id == nil {
		f.fault(f.at(n), "%s is missing; a %s has both %s and %s", end.Name, end.Relation.Name, end.Relation.From.Name, end.Relation.To.Name)
		return nil
	}
	return f.end(end, id)
}

func (f *file) end(end *model.End, n *yaml.Node) *entity {
	if n.Kind != yaml.ScalarNode {
		f.fault(f.at(n), "%s is one id or external identifier, not %s; write a relation for each", end.Name, kindOf(n))
		return nil
	}
	e, err := f.find(n.Value)
	if err != nil {
		f.fault(f.at(n), "%s: %v", end.Name, err)
		return nil
	}
	if !end.Target.Types.Has(e.kind) {
		f.fault(f.at(n), "%s: %q is of type %s, and there stands %s", end.Name, e.id, e.kind.Name, strings.Join(names(end.Target.Members, typeName), " or "))
		return nil
	}
	return e
}

// linkKey reads the properties that tell relations with the same ends apart. They are
// plain: another value is another relation.
func (f *file) linkKey(t *model.Type, n *yaml.Node, pairs []pair) (key []model.Value, ok bool) {
	ok = true
	for _, field := range t.Key {
		var v model.Value
		if value := valueOf(pairs, field.Name); value != nil {
			var err error
			if v, err = scalar(field, value); err != nil {
				f.fault(f.at(value), "%s: %v; it tells one %s from another, so each value is a relation of its own", field.Name, err, t.Name)
				ok = false
			}
		} else if field.NonNull {
			f.fault(f.at(n), "%s is missing; every %s has one", field.Name, t.Name)
			ok = false
		}
		key = append(key, v)
	}
	return key, ok
}

// relate is the relation with those ends and key; it is made where it is not there yet.
func (f *file) relate(t *model.Type, from, to *entity, key []model.Value, s statement) *relation {
	if from == to {
		f.fault(s.at, "%q stands at both ends of a %s; nothing is related to itself", from.id, t.Name)
		return nil
	}
	id := RelationID(t, from.id, to.id, key)
	r := f.relations[id]
	if r == nil {
		r = &relation{id: id, kind: t, from: from, to: to, key: key, at: s.at}
		f.relations[id] = r
		f.relationOrder = append(f.relationOrder, r)
		from.related, to.related = true, true
	} else if r.kind != t || r.from != from || r.to != to || !slices.Equal(r.key, key) {
		f.fault(s.at, "the relation has the id %q, which is that of another one (%v); tell the maintainers, who must make ids longer", id, r.at)
		return nil
	}
	return r
}
