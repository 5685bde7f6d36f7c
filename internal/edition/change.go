// Package edition compares two editions of a dataset, and makes the newer out of the older one and
// the changes.
package edition

import (
	"cmp"
	"encoding/json"
	"iter"
	"maps"
	"slices"
	"strings"

	"whojoins/internal/store"
	"whojoins/internal/store/memory"
)

// Operations and kinds of changes.
const (
	Add    = "add"
	Remove = "remove"
	Alter  = "change"

	Dataset  = "dataset"
	Entity   = "entity"
	Relation = "relation"
)

// Change is one difference between two editions. An addition has the whole object as After, a
// change one field; a removal has nothing but the id. People are removed by the hash of their ids,
// so that changes do not name somebody who asked to be forgotten.
type Change struct {
	Op     string          `json:"op"`
	Kind   string          `json:"kind"`
	ID     string          `json:"id,omitempty"`
	Type   string          `json:"type,omitempty"`
	Field  string          `json:"field,omitempty"`
	Before json.RawMessage `json:"before,omitempty"`
	After  json.RawMessage `json:"after,omitempty"`
}

// Fields of the dataset as a whole.
const (
	fieldVersion = "version"
	fieldName    = "name"
	fieldDate    = "date"
	fieldLicence = "licence"
	fieldFormer  = "former"
)

// Compare returns what differs between two editions of one model: first the dataset as a whole,
// then entities by id, then relations by type and id.
func Compare(older, newer *memory.Source) iter.Seq[Change] {
	return func(yield func(Change) bool) {
		for _, c := range compareDatasets(older.About, newer.About) {
			if !yield(c) {
				return
			}
		}
		coding := codingOf(newer.About.Model)
		if !compareObjects(coding, Entity, older.Entities, newer.Entities, yield) {
			return
		}
		for _, t := range newer.About.Model.Relations {
			if !compareObjects(coding, Relation, older.Relations(t), newer.Relations(t), yield) {
				return
			}
		}
	}
}

// compareDatasets compares what describes the datasets as a whole, and the former ids.
func compareDatasets(a, b *store.Graph) (list []Change) {
	for _, f := range []struct{ name, before, after string }{
		{fieldVersion, a.Version, b.Version}, {fieldName, a.Name, b.Name}, {fieldDate, a.Date, b.Date}, {fieldLicence, a.Licence, b.Licence},
	} {
		if f.before != f.after {
			list = append(list, Change{Op: Alter, Kind: Dataset, Field: f.name, Before: text(f.before), After: text(f.after)})
		}
	}
	ids := slices.Concat(slices.Collect(maps.Keys(a.Former)), slices.Collect(maps.Keys(b.Former)))
	slices.Sort(ids)
	for _, id := range slices.Compact(ids) {
		before, had := a.Former[id]
		after, has := b.Former[id]
		c := Change{Op: Alter, Kind: Dataset, ID: id, Field: fieldFormer, Before: text(before), After: text(after)}
		switch {
		case had && has && before == after:
			continue
		case !had:
			c.Op, c.Before = Add, nil
		case !has: // an entity was removed, or two were separated
			c.Op, c.ID, c.Before, c.After = Remove, hashOf(id), nil, nil
		}
		list = append(list, c)
	}
	return list
}

func text(s string) json.RawMessage {
	encoded, _ := json.Marshal(s) // a text can always be encoded
	return encoded
}

// compareObjects compares two lists that are sorted by id.
func compareObjects(coding *coding, kind string, older, newer iter.Seq[*store.Object], yield func(Change) bool) bool {
	next, stop := iter.Pull(older)
	defer stop()
	before, more := next()
	for after := range newer {
		for more && before.ID < after.ID {
			if !yield(removal(kind, before)) {
				return false
			}
			before, more = next()
		}
		if !more || before.ID != after.ID {
			if !yield(addition(coding, kind, after)) {
				return false
			}
			continue
		}
		for _, c := range alterations(coding, kind, before, after) {
			if !yield(c) {
				return false
			}
		}
		before, more = next()
	}
	for more {
		if !yield(removal(kind, before)) {
			return false
		}
		before, more = next()
	}
	return true
}

// personTerm is the type of schema.org for people.
const personTerm = "Person"

func removal(kind string, o *store.Object) Change {
	id := o.ID
	if o.Type.Term == personTerm {
		id = hashOf(id)
	}
	return Change{Op: Remove, Kind: kind, ID: id, Type: o.Type.Name}
}

func addition(coding *coding, kind string, o *store.Object) Change {
	after, _ := json.Marshal(coding.fields(o)) // texts and numbers can always be encoded
	return Change{Op: Add, Kind: kind, ID: o.ID, Type: o.Type.Name, After: after}
}

// alterations returns the fields of an object that differ. An object whose type or ends have
// changed is another one.
func alterations(coding *coding, kind string, before, after *store.Object) (list []Change) {
	if before.Type != after.Type || before.From != after.From || before.To != after.To {
		return []Change{{Op: Remove, Kind: kind, ID: before.ID, Type: before.Type.Name}, addition(coding, kind, after)}
	}
	a, b := coding.fields(before), coding.fields(after)
	names := slices.Concat(slices.Collect(maps.Keys(a)), slices.Collect(maps.Keys(b)))
	slices.Sort(names)
	for _, name := range slices.Compact(names) {
		if cmp.Compare(string(a[name]), string(b[name])) != 0 {
			list = append(list, Change{Op: Alter, Kind: kind, ID: after.ID, Type: after.Type.Name, Field: name, Before: a[name], After: b[name]})
		}
	}
	return list
}

// IsHash reports whether the id of a removal is a hash.
func IsHash(id string) bool { return strings.HasPrefix(id, hashPrefix) }
