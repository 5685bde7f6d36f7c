package layout

import (
	"fmt"
	"hash/fnv"
	"slices"
	"strconv"

	"whojoins/internal/model"
)

// Check returns an error if two things of a model would have the same name in the database, or
// if parts of a relation cannot be stored as lists.
func Check(m *model.Model) error {
	owners := map[string]string{}
	for _, n := range slices.Concat(fixedNames(), searchNames(), modelNames(m)) {
		key := n.space + n.name
		if owner, taken := owners[key]; taken && owner != n.owner {
			return fmt.Errorf("%s and %s would both be %q in Neo4j; rename one of them in the schema", owner, n.owner, n.name)
		}
		owners[key] = n.owner
	}
	for _, f := range PartFields(m.RelationFields) {
		if ListSizeProperty(f) == "" {
			return fmt.Errorf("%s: parts of a relation need a non-null field, from which they are counted", f.Object.Name)
		}
		for _, sub := range f.Object.Fields {
			if sub.Scalar == model.Parts || sub.Scalar == model.Embedded || sub.List {
				return fmt.Errorf("%s.%s: parts of a relation have single values only, because Neo4j has no nested lists", f.Object.Name, sub.Name)
			}
		}
	}
	return nil
}

// ownedName is a name in the database. Names in one space must differ unless they have the same
// owner. owner describes the owner of the name in an error message.
type ownedName struct{ space, name, owner string }

func fixedNames() []ownedName {
	return []ownedName{
		{"label ", DatasetLabel, "the dataset"}, {"label ", FormerLabel, "former ids"},
		{"relationship ", FormerRelationship, "former ids"},
		{"entity ", DigestProperty, "the digest"}, {"relation ", DigestProperty, "the digest"},
		{"entity ", ActiveFromProperty, "the first active day"}, {"entity ", ActiveUntilProperty, "the last active day"},
		{"relation ", ActiveFromProperty, "the first active day"}, {"relation ", ActiveUntilProperty, "the last active day"},
	}
}

func modelNames(m *model.Model) (list []ownedName) {
	add := func(space, name, owner string) { list = append(list, ownedName{space, name, owner}) }
	for _, types := range [][]*model.Type{m.Entities, m.Interfaces, m.Objects} {
		for _, t := range types {
			add("label ", t.Name, "the type "+t.Name)
			if t.Kind != model.Object {
				add("label ", Label(t, true), "the deprecated entities of type "+t.Name)
			}
		}
	}
	for _, t := range m.Relations {
		add("relationship ", Relationship(t, false), "the relation "+t.Name)
		add("relationship ", Relationship(t, true), "the deprecated relation "+t.Name)
	}
	for i, fields := range [][]*model.Field{m.EntityFields, m.RelationFields} {
		for _, f := range fields {
			for _, name := range properties(f) {
				add([]string{"entity ", "relation "}[i], name, "the field "+f.Path())
			}
		}
	}
	for _, f := range PartFields(m.EntityFields) {
		add("relationship ", PartRelationship(f), "the field "+f.Path())
		for _, sub := range f.Object.Fields {
			if sub.Scalar == model.Reference {
				add("relationship ", ReferenceRelationship(sub), "references in a field "+sub.Name)
			}
		}
	}
	for _, f := range PartFields(m.RelationFields) {
		for _, sub := range f.Object.Fields {
			add("relation ", ListProperty(f, sub), "the field "+f.Name+"."+sub.Name)
		}
	}
	return list
}

// properties returns the names of all properties of a field.
func properties(f *model.Field) []string {
	latitude, _ := f.Position()
	switch {
	case latitude != nil:
		return []string{AxisProperty(f, AxisX), AxisProperty(f, AxisY), AxisProperty(f, AxisZ)}
	case f.Scalar == model.Embedded || f.Scalar == model.Parts || f.Scalar == model.Reference:
		return nil
	case f.List && f.Scalar == model.Date:
		return []string{Property(f), FirstProperty(f)}
	case f.List:
		return []string{Property(f)}
	case f.Scalar == model.Text:
		return []string{Property(f), FoldedProperty(f)}
	case f.Scalar == model.Date:
		return []string{Property(f), FirstProperty(f), LastProperty(f)}
	}
	return []string{Property(f)}
}

// Fingerprint returns a hash of all names, constraints and indexes that a model has in the
// database. It is stored with a dataset, so that a program with another layout does not read it.
func Fingerprint(m *model.Model) string {
	h := fnv.New64a()
	_, _ = h.Write([]byte("dataset " + StatisticsProperty + "\n"))
	for _, item := range Schema(m) {
		_, _ = h.Write([]byte(item.Statement))
	}
	for _, n := range modelNames(m) {
		_, _ = h.Write([]byte(n.space + n.name + "\n"))
	}
	return strconv.FormatUint(h.Sum64(), 16)
}
