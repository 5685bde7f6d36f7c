// Package layout defines how the graph is stored in a Neo4j database, so that people can query
// it with Cypher, Bloom or Graph Data Science without this program. The loader, the compiler of
// queries and the writer of files for neo4j-admin are all based on it:
//
//   - An entity is a node with the label Entity, a label for its type and a label for each
//     interface of the type. An entity that no source states any longer (store.Deprecated) has the
//     label Entity, and instead of the others DeprecatedEntity, DeprecatedInstitute and so on, so
//     that lists, counts and searches leave it out; it has no words and marks to search by.
//   - A relation is a relationship from its first end to its second. Its relationship type is
//     the name of the relation type in capitals: PARTICIPATION. A deprecated relation has a
//     separate relationship type, DEPRECATED_PARTICIPATION, so that counts and path searches
//     leave it out.
//   - The parts of an entity (aliases, claims) are nodes. The relationships to them begin with
//     HAS_ and carry the position of the part. The parts of a relation (evidence) are parallel
//     lists of properties, in which "" means null: Neo4j stores no null in a list, and a stored
//     value is never empty.
//   - A property has the name of its field. A date is stored as written, and also as its first
//     and its last day; a list of dates also has the list of their first days. A text is also stored in folded form (model.Fold). Money is stored in
//     whole cents. A missing value, or an empty list, has no property. A place also has its vector
//     on the unit sphere (model.Position), unless its degrees are out of range.
//   - An entity or a relation with dates has the properties activeFrom and activeUntil: its first
//     and last day, from its own dates (store.PeriodOf) or, if these are missing, for a relation
//     from those of the initiative that it belongs to. A bound that is unknown is missing. If
//     sources contradict each other, activeFrom may be later than activeUntil; what has such dates
//     is active on no day and in no period.
//   - A reference (the source of a claim) is a relationship, FROM_SOURCE, and also the id as a
//     property, for lookups and comparisons.
//   - An entity and a relation have the digest of all that is stored of them, as digest.
//   - A former id of an entity is a node FormerId with a relationship IS_NOW to the entity.
//   - Search uses properties of entities (searchWords, searchWholes, degree); see search.go.
//   - A single node Dataset holds the version of the dataset, whether the dataset is ready, and
//     its statistics.
package layout

import (
	"strings"
	"unicode"

	"whojoins/internal/model"
)

// Names in the database that do not come from the model.
const (
	DatasetLabel       = "Dataset"
	FormerLabel        = "FormerId"
	FormerRelationship = "IS_NOW"

	// DatasetName is the name of the only Dataset node.
	DatasetName = "whojoins"

	// StatisticsProperty has the statistics of the dataset (store.Statistics) as JSON, on the
	// node Dataset.
	StatisticsProperty = "statistics"

	// PositionProperty is the position of a part in its list, on the relationship to the part.
	PositionProperty = "position"
	// KeyProperty is scheme:value of an identifier, in lower case. It is unique: if two
	// entities share an identifier, only the first of them by id has the key.
	KeyProperty = "key"
	// DigestProperty is the digest of an entity with its parts, or of a relation (DigestOf), by which a
	// load finds what differs.
	DigestProperty = "digest"
	// ActiveFromProperty and ActiveUntilProperty are days, on entities and relations.
	ActiveFromProperty  = "activeFrom"
	ActiveUntilProperty = "activeUntil"
)

// The states of a dataset.
const (
	StateLoading = "loading"
	StateReady   = "ready"
)

// EarlierLabels returns the labels of nodes that earlier layouts had, beside those of this one. A load
// removes the nodes.
func EarlierLabels() []string { return []string{"SearchWord"} }

// EntityLabels returns the labels of the node of a current or a deprecated entity: its type first,
// then the interfaces of the type.
func EntityLabels(m *model.Model, t *model.Type, deprecated bool) []string {
	list := []string{Label(t, deprecated)}
	for _, i := range t.Implements {
		list = append(list, Label(i, deprecated))
	}
	if deprecated {
		list = append(list, m.AnyEntity.Name)
	}
	return list
}

// Label returns the label of the current or the deprecated entities of a type.
func Label(t *model.Type, deprecated bool) string {
	if deprecated {
		return "Deprecated" + t.Name
	}
	return t.Name
}

// Relationship returns the relationship type of current or deprecated relations of a type.
func Relationship(t *model.Type, deprecated bool) string {
	if deprecated {
		return "DEPRECATED_" + t.Enum
	}
	return t.Enum
}

// Property returns the name of a field's property: name, locationLatitude, budgetCents.
func Property(f *model.Field) string {
	switch {
	case f.Parent == nil:
		return f.Name
	case f.Scalar == model.Cents:
		return f.Parent.Name + "Cents"
	}
	return f.Parent.Name + upperFirst(f.Name)
}

// FoldedProperty returns the property with the folded form of a text, used to sort and match.
func FoldedProperty(f *model.Field) string { return Property(f) + "Folded" }

// FirstProperty returns the property with the first day of a date.
func FirstProperty(f *model.Field) string { return Property(f) + "First" }

// LastProperty returns the property with the last day of a date.
func LastProperty(f *model.Field) string { return Property(f) + "Last" }

// Axis is a coordinate of a place on the unit sphere.
type Axis string

// The axes of a place.
const (
	AxisX Axis = "X"
	AxisY Axis = "Y"
	AxisZ Axis = "Z"
)

// AxisProperty returns the property with a coordinate of a place on the unit sphere: locationX.
func AxisProperty(f *model.Field, a Axis) string { return f.Name + string(a) }

// PartRelationship returns the type of the relationship from an entity, or from a part, to its
// parts in a field.
func PartRelationship(f *model.Field) string { return "HAS_" + model.UpperSnake(f.Object.Name) }

// PartLabel returns the label of the parts in a field.
func PartLabel(f *model.Field) string { return f.Object.Name }

// ReferenceRelationship returns the type of the relationship from a part to the entity that it
// refers to in a field.
func ReferenceRelationship(f *model.Field) string { return "FROM_" + model.UpperSnake(f.Name) }

// ListProperty returns the property of a relation that lists one field of its parts:
// evidenceSource. The lists of one field of parts have equal lengths. A list without any value
// is not stored.
func ListProperty(parts, f *model.Field) string { return parts.Name + upperFirst(f.Name) }

// ListFoldedProperty returns the property that lists the folded forms of a text.
func ListFoldedProperty(parts, f *model.Field) string { return ListProperty(parts, f) + "Folded" }

// ListFirstProperty returns the property that lists the first days of a date, as text:
// YYYY-MM-DD.
func ListFirstProperty(parts, f *model.Field) string { return ListProperty(parts, f) + "First" }

// ListSizeProperty returns the property of a relation whose list has a value for each part, so
// that its length is the number of parts. It returns "" if no field of the parts is required.
func ListSizeProperty(parts *model.Field) string {
	for _, f := range parts.Object.Fields {
		if f.NonNull && f.Scalar != model.Parts && f.Scalar != model.Embedded {
			return ListProperty(parts, f)
		}
	}
	return ""
}

// PartFields returns those of the fields, and of the leaves of embedded objects, that hold parts.
// Parts of entities are nodes, parts of relations are lists of properties.
func PartFields(fields []*model.Field) (list []*model.Field) {
	for _, f := range fields {
		if f.Parent != nil {
			continue
		}
		for _, each := range append([]*model.Field{f}, f.Leaves...) {
			if each.Scalar == model.Parts {
				list = append(list, each)
			}
		}
	}
	return list
}

// PartKinds returns one field for each kind of parts that entities have. A kind that is nested
// in another one comes before it.
func PartKinds(m *model.Model) (kinds []*model.Field) {
	seen := map[string]bool{}
	var collect func(fields []*model.Field)
	collect = func(fields []*model.Field) {
		for _, parts := range PartFields(fields) {
			collect(parts.Object.Fields)
			if !seen[parts.Object.Name] {
				seen[parts.Object.Name] = true
				kinds = append(kinds, parts)
			}
		}
	}
	collect(m.EntityFields)
	return kinds
}

// Identifiers returns the field of external identifiers, with its scheme and value; nil if the
// model has none.
func Identifiers(m *model.Model) (parts, scheme, value *model.Field) {
	f := m.AnyEntity.Field("identifiers")
	if f == nil || f.Object == nil {
		return nil, nil, nil
	}
	return f, f.Object.Field("scheme"), f.Object.Field("value")
}

// identifierKey returns the value of KeyProperty for an external identifier.
func identifierKey(scheme, value string) string { return strings.ToLower(scheme + ":" + value) }

// Quote returns a name as Cypher reads it, even if the name is a keyword.
func Quote(name string) string { return "`" + name + "`" }

func upperFirst(s string) string {
	for i, r := range s {
		return string(unicode.ToUpper(r)) + s[i+len(string(r)):]
	}
	return s
}
