package statement

import (
	"fmt"
	"slices"

	"whojoins/internal/model"
)

// Names of fields that every schema has. All other names come from schema.graphqls.
const (
	fieldID         = "id"
	fieldType       = "type"
	fieldClaims     = "claims"
	fieldEvidence   = "evidence"
	fieldDisputed   = "disputed"
	fieldDeprecated = "deprecated"
)

// Words of the enum Rank that every schema has.
const (
	Preferred  = "PREFERRED"
	Normal     = "NORMAL"
	Deprecated = "DEPRECATED"
)

// computed are the fields that follow from the statements, so that no source can state them.
var computed = []string{fieldID, fieldType, fieldClaims, fieldEvidence, fieldDisputed, fieldDeprecated}

// Schema is a model, with the parts of it that statements need.
type Schema struct {
	*model.Model
	// Source is the type of the entities that make statements.
	Source *model.Type
	// Rank is the enum of ranks, from preferred to deprecated.
	Rank *model.Enum
	// Claim and Evidence keep the statements about entities and about relations.
	Claim, Evidence Line

	fields map[*model.Type][]*model.Field
}

// Line is an object type that keeps one statement, with its fields.
type Line struct {
	Object *model.Type
	// Field and Value are missing in a line about the subject as a whole.
	Field, Value                *model.Field
	Rank, Date, Locator, Source *model.Field
}

// NewSchema returns the schema of a model. It returns an error if the model lacks a type
// or field that statements need.
func NewSchema(m *model.Model) (*Schema, error) {
	s := &Schema{Model: m, fields: map[*model.Type][]*model.Field{}}
	for _, t := range slices.Concat(m.Entities, m.Relations) {
		for _, f := range t.Fields {
			if !f.Derived() && !slices.Contains(computed, f.Name) && !slices.Contains(t.Key, f) {
				s.fields[t] = append(s.fields[t], f)
			}
		}
	}
	var err error
	if s.Claim, err = line(m.AnyEntity, fieldClaims); err != nil {
		return nil, err
	}
	if s.Evidence, err = line(m.AnyRelation, fieldEvidence); err != nil {
		return nil, err
	}
	for _, name := range []string{fieldDisputed, fieldDeprecated} {
		if m.AnyRelation.Field(name) == nil || name == fieldDisputed && m.AnyEntity.Field(name) == nil {
			return nil, fmt.Errorf("not every entity and relation has the field %q; add it to both interfaces", name)
		}
	}
	s.Source, s.Rank = s.Evidence.Source.Of, s.Evidence.Rank.Enum
	if s.Source == nil || s.Source.Kind != model.Entity {
		return nil, fmt.Errorf("%s.%s must be an entity type, since every statement has a source", s.Evidence.Object.Name, s.Evidence.Source.Name)
	}
	if s.Rank == nil || s.Rank.Position(Preferred) < 0 || s.Rank.Position(Normal) < 0 || s.Rank.Position(Deprecated) < 0 {
		return nil, fmt.Errorf("%s.%s must be an enum with the words %s, %s and %s", s.Evidence.Object.Name, s.Evidence.Rank.Name, Preferred, Normal, Deprecated)
	}
	return s, nil
}

// line finds the object type that keeps statements in a field of an interface.
func line(of *model.Type, field string) (Line, error) {
	list := of.AnyField(field)
	if list == nil || list.Scalar != model.Parts {
		return Line{}, fmt.Errorf("%s has no list of objects %q; statements are kept in it", of.Name, field)
	}
	l := Line{Object: list.Object}
	for _, part := range []struct {
		name string
		to   **model.Field
	}{{"field", &l.Field}, {"value", &l.Value}, {"rank", &l.Rank}, {"date", &l.Date}, {"locator", &l.Locator}, {"source", &l.Source}} {
		if *part.to = l.Object.Field(part.name); *part.to == nil {
			return Line{}, fmt.Errorf("%s has no field %q; every statement needs it", l.Object.Name, part.name)
		}
	}
	return l, nil
}

// Fields returns the fields of an entity or relation type that can be stated: not those
// that follow from statements or from other fields, and not the key of a relation.
func (s *Schema) Fields(t *model.Type) []*model.Field { return s.fields[t] }

// Field returns the field with that name that can be stated, or nil.
func (s *Schema) Field(t *model.Type, name string) *model.Field {
	if f := t.Field(name); slices.Contains(s.fields[t], f) {
		return f
	}
	return nil
}

// CheckRank returns an error if a word is not in the enum of ranks.
func (s *Schema) CheckRank(word string) error { return CheckWord(s.Rank, word) }

// CheckWord returns an error if a word is not in an enum.
func CheckWord(enum *model.Enum, word string) error {
	if enum.Position(word) >= 0 {
		return nil
	}
	known := make([]string, 0, len(enum.Values))
	for _, v := range enum.Values {
		known = append(known, v.Name)
	}
	return fmt.Errorf("%q is not a %s; %s", word, enum.Name, Suggest(word, known))
}

// PartFields returns the fields of an object in a list that can be stated: all but its
// evidence and its source, which are those of the statement.
func PartFields(object *model.Type) (fields []*model.Field) {
	for _, f := range object.Fields {
		if f.Scalar != model.Parts && f.Scalar != model.Reference {
			fields = append(fields, f)
		}
	}
	return fields
}

// PartField returns the field with that name among PartFields, or nil.
func PartField(object *model.Type, name string) *model.Field {
	if f := object.Field(name); f != nil && f.Scalar != model.Parts && f.Scalar != model.Reference {
		return f
	}
	return nil
}

// KeyField returns the key property with that name of a relation type, or nil.
func KeyField(t *model.Type, name string) *model.Field {
	for _, f := range t.Key {
		if f.Name == name {
			return f
		}
	}
	return nil
}

// Names returns the names of fields.
func Names(fields []*model.Field) []string {
	names := make([]string, 0, len(fields))
	for _, f := range fields {
		names = append(names, f.Name)
	}
	return names
}
