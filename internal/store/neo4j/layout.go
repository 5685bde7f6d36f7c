// Package neo4j keeps the graph in a Neo4j database, in a layout that people can use
// with Cypher, Bloom or Graph Data Science and without this program:
//
//   - An entity is a node with the label Entity, one for its type and one for each
//     interface of that.
//   - A relation is a relationship from its first end to its second, of the type's name
//     in capitals: PARTICIPATION. A deprecated one is of a type of its own,
//     DEPRECATED_PARTICIPATION, so that no count and no walk sees it.
//   - An entity's parts (aliases, claims) are nodes of their own, on relationships that
//     begin with HAS_ and have their position. A relation's parts (evidence) are parallel
//     lists of properties, in which "" stands for none: a database keeps no null in a
//     list, and a stored value is never empty.
//   - A property has the name of its field. A date is kept as written, and beside it as
//     the first and the last day that it stands for; a text also folded (model.Fold);
//     money in whole cents. What is missing, an empty list included, has no property.
//   - A relation that can be active has activeFrom and activeUntil, its first and last
//     day by its own dates or those of the initiative it is within; missing where it is
//     open. Where sources contradict each other the first can be after the last: such a
//     relation is active on no day and in no span.
//   - A reference (the source of a claim) is a relationship, FROM_SOURCE, and beside it
//     the id as a property, by which it can be looked up and compared.
//   - An id that an entity had before is a node FormerId that leads to it by IS_NOW.
//   - What search needs is on the entities (searchWords, searchWholes, degree), and in nodes
//     SearchWord that stand by themselves; see search_layout.go.
//   - One node Dataset tells which version there is, and whether it is ready.
package neo4j

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"whojoins/internal/model"
)

// Labels and relationship types that stand for nothing in the model.
const (
	datasetLabel       = "Dataset"
	formerLabel        = "FormerId"
	formerRelationship = "IS_NOW"

	// positionProperty is the place of a part in its list, on the relationship to it.
	positionProperty = "position"
	// keyProperty of an identifier is scheme:value in lower case. It is unique: of two
	// entities with one identifier the first by id has it.
	keyProperty = "key"
	// activeFrom and activeUntil are on relations, as days.
	activeFromProperty  = "activeFrom"
	activeUntilProperty = "activeUntil"
)

// The states of a dataset.
const (
	stateLoading = "loading"
	stateReady   = "ready"
)

// entityLabels are those of an entity's node: its type's, then its interfaces'.
func entityLabels(t *model.Type) []string {
	list := []string{t.Name}
	for _, i := range t.Implements {
		list = append(list, i.Name)
	}
	return list
}

// relationship is the relationship type of a relation.
func relationship(t *model.Type, deprecated bool) string {
	if deprecated {
		return "DEPRECATED_" + t.Enum
	}
	return t.Enum
}

// property is the name of a field's property: name, locationLatitude, budgetCents.
func property(f *model.Field) string {
	switch {
	case f.Parent == nil:
		return f.Name
	case f.Scalar == model.Cents:
		return f.Parent.Name + "Cents"
	}
	return f.Parent.Name + upperFirst(f.Name)
}

// foldedProperty is the folded form of a text, by which it is sorted and matched.
func foldedProperty(f *model.Field) string { return property(f) + "Folded" }

// firstProperty and lastProperty are the days that a date stands for.
func firstProperty(f *model.Field) string { return property(f) + "First" }
func lastProperty(f *model.Field) string  { return property(f) + "Last" }

// partRelationship leads from an entity, or from a part of one, to its parts in a field.
func partRelationship(f *model.Field) string { return "HAS_" + model.UpperSnake(f.Object.Name) }

// partLabel is the label of the parts in a field.
func partLabel(f *model.Field) string { return f.Object.Name }

// referenceRelationship leads from a part to the entity that it refers to in a field.
func referenceRelationship(f *model.Field) string { return "FROM_" + model.UpperSnake(f.Name) }

// listProperty is one value of each of a relation's parts: evidenceSource. The lists of
// one field are equally long; one in which every value is missing is left out.
func listProperty(parts, f *model.Field) string { return parts.Name + upperFirst(f.Name) }

// listFoldedProperty is the folded form of each, listFirstProperty the first day of each,
// as text: YYYY-MM-DD.
func listFoldedProperty(parts, f *model.Field) string { return listProperty(parts, f) + "Folded" }
func listFirstProperty(parts, f *model.Field) string  { return listProperty(parts, f) + "First" }

// listAnchor is the list that is never left out, since each part has a value there; it
// is as long as there are parts.
func listAnchor(parts *model.Field) string {
	for _, f := range parts.Object.Fields {
		if f.NonNull && f.Scalar != model.Parts && f.Scalar != model.Embedded {
			return listProperty(parts, f)
		}
	}
	return ""
}

// partFields are the fields whose parts are nodes: those of entities.
func partFields(m *model.Model) []*model.Field { return withParts(m.EntityFields) }

// listFields are the fields whose parts are lists of properties: those of relations.
func listFields(m *model.Model) []*model.Field { return withParts(m.RelationFields) }

func withParts(fields []*model.Field) (list []*model.Field) {
	for _, f := range fields {
		if f.Scalar == model.Parts {
			list = append(list, f)
		}
	}
	return list
}

// identifiers is the field of external identifiers with its scheme and value, or nil.
func identifiers(m *model.Model) (parts, scheme, value *model.Field) {
	f := m.AnyEntity.Field("identifiers")
	if f == nil || f.Object == nil {
		return nil, nil, nil
	}
	return f, f.Object.Field("scheme"), f.Object.Field("value")
}

// identifierKey is what an external identifier is found by.
func identifierKey(scheme, value string) string { return strings.ToLower(scheme + ":" + value) }

func upperFirst(s string) string {
	for i, r := range s {
		return string(unicode.ToUpper(r)) + s[i+len(string(r)):]
	}
	return s
}

// checkLayout says where a model would give two things one name in the database.
func checkLayout(m *model.Model) error {
	seen := map[string]string{}
	add := func(space, name, what string) error {
		if other, taken := seen[space+name]; taken && other != what {
			return fmt.Errorf("%s and %s would both be %q in Neo4j; rename one of them in the schema", other, what, name)
		}
		seen[space+name] = what
		return nil
	}
	for _, n := range slices.Concat(fixedNames(), searchNames(), modelNames(m)) {
		if err := add(n.space, n.name, n.what); err != nil {
			return err
		}
	}
	for _, f := range listFields(m) {
		if listAnchor(f) == "" {
			return fmt.Errorf("%s: a part of a relation needs a field that is never null, to be counted by", f.Object.Name)
		}
		for _, sub := range f.Object.Fields {
			if sub.Scalar == model.Parts || sub.Scalar == model.Embedded || sub.List {
				return fmt.Errorf("%s.%s: a part of a relation holds single values only, since lists do not nest in Neo4j", f.Object.Name, sub.Name)
			}
		}
	}
	return nil
}

// named is a name in the database, in one of the spaces in which names must differ.
type named struct{ space, name, what string }

func fixedNames() []named {
	return []named{
		{"label ", datasetLabel, "the dataset"}, {"label ", formerLabel, "former ids"},
		{"relationship ", formerRelationship, "former ids"},
		{"relation ", activeFromProperty, "the first active day"}, {"relation ", activeUntilProperty, "the last active day"},
	}
}

func modelNames(m *model.Model) (list []named) {
	add := func(space, name, what string) { list = append(list, named{space, name, what}) }
	for _, types := range [][]*model.Type{m.Entities, m.Interfaces, m.Objects} {
		for _, t := range types {
			add("label ", t.Name, "the type "+t.Name)
		}
	}
	for _, t := range m.Relations {
		add("relationship ", relationship(t, false), "the relation "+t.Name)
		add("relationship ", relationship(t, true), "the deprecated relation "+t.Name)
	}
	for i, fields := range [][]*model.Field{m.EntityFields, m.RelationFields} {
		for _, f := range fields {
			for _, name := range properties(f) {
				add([]string{"entity ", "relation "}[i], name, "the field "+f.Path())
			}
		}
	}
	for _, f := range partFields(m) {
		add("relationship ", partRelationship(f), "the field "+f.Path())
		for _, sub := range f.Object.Fields {
			if sub.Scalar == model.Reference {
				add("relationship ", referenceRelationship(sub), "references in a field "+sub.Name)
			}
		}
	}
	for _, f := range listFields(m) {
		for _, sub := range f.Object.Fields {
			add("relation ", listProperty(f, sub), "the field "+f.Name+"."+sub.Name)
		}
	}
	return list
}

// properties are the names of all properties of a field.
func properties(f *model.Field) []string {
	switch {
	case f.Scalar == model.Embedded || f.Scalar == model.Parts || f.Scalar == model.Reference:
		return nil
	case f.List:
		return []string{property(f)}
	case f.Scalar == model.Text:
		return []string{property(f), foldedProperty(f)}
	case f.Scalar == model.Date:
		return []string{property(f), firstProperty(f), lastProperty(f)}
	}
	return []string{property(f)}
}
