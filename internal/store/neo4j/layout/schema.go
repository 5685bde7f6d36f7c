package layout

import (
	"slices"
	"strings"

	"whojoins/internal/model"
)

// SchemaPrefix begins the name of every constraint and index that a load creates.
const SchemaPrefix = "whojoins_"

// SchemaItem is a constraint or an index, with the statement that creates it.
type SchemaItem struct {
	Name, Statement string
	Constraint      bool
}

// RequiredSchema returns the constraints that must exist before anything is loaded.
func RequiredSchema() []SchemaItem {
	return []SchemaItem{unique("(n:Entity)", "id"), unique("(n:"+DatasetLabel+")", "name")}
}

// Schema returns all constraints and indexes: ids and external identifiers are unique, and
// indexes serve lists by name, filters and orders.
func Schema(m *model.Model) []SchemaItem {
	list := append(RequiredSchema(), unique("(n:"+FormerLabel+")", "id"))
	if parts, _, _ := Identifiers(m); parts != nil {
		list = append(list, unique("(n:"+Quote(PartLabel(parts))+")", KeyProperty))
	}
	for _, t := range m.Relations {
		for _, deprecated := range []bool{false, true} {
			list = append(list, unique("()-[n:"+Quote(Relationship(t, deprecated))+"]-()", "id"))
		}
	}
	name := m.AnyEntity.Field("name")
	for _, types := range [][]*model.Type{m.Interfaces, m.Entities} {
		for _, t := range types {
			if t.Many != "" {
				list = append(list, sortIndex("(n:"+Quote(t.Name)+")", name))
			}
		}
	}
	for _, f := range m.EntityFields {
		if f != name {
			list = append(list, indexes("(n:Entity)", f, []string{FoldedProperty(name), Property(name), "id"})...)
		}
	}
	for _, t := range m.Relations {
		for _, f := range t.AllFields {
			list = append(list, indexes("()-[n:"+Quote(Relationship(t, false))+"]-()", f, []string{"id"})...)
		}
	}
	return append(slices.Concat(list, partIndexes(m)), searchSchema())
}

// partIndexes returns the indexes on the required texts of parts, such as the name of an alias.
func partIndexes(m *model.Model) (list []SchemaItem) {
	for _, parts := range PartKinds(m) {
		for _, f := range parts.Object.Fields {
			if f.Scalar == model.Text && f.NonNull && !f.Prose && !f.List {
				on := "(n:" + Quote(PartLabel(parts)) + ")"
				list = append(list, index(on, Property(f)), index(on, FoldedProperty(f)))
			}
		}
	}
	return list
}

// Indexed reports whether there is an index on the values of a field of entities other than
// their name, or of relations.
func Indexed(f *model.Field) bool { return len(indexes("", f, nil)) > 0 }

// indexes returns the indexes of a field: one for sorting and, unless that begins with the
// value itself, one for lookups. A lookup returns rows in the order of the properties in then.
func indexes(on string, f *model.Field, then []string) []SchemaItem {
	if f.List || f.Prose || f.Name == "deprecated" {
		return nil
	}
	switch f.Scalar {
	case model.Text:
		if f.Parent != nil && f.Parent.Money() {
			return nil
		}
		return []SchemaItem{sortIndex(on, f), index(on, append([]string{Property(f)}, then...)...)}
	case model.Date:
		return []SchemaItem{index(on, FirstProperty(f), "id")}
	case model.Int, model.Float:
		return []SchemaItem{index(on, Property(f), "id")}
	case model.EnumValue:
		if f.Name == "type" {
			return nil
		}
		return []SchemaItem{index(on, append([]string{Property(f)}, then...)...)}
	case model.Boolean:
		return []SchemaItem{index(on, append([]string{Property(f)}, then...)...)}
	case model.Cents:
		_, currency := f.Parent.MoneyLeaves()
		return []SchemaItem{index(on, FoldedProperty(currency), Property(currency), Property(f), "id")}
	}
	return nil
}

// sortIndex returns the index that returns rows in the order of a text.
func sortIndex(on string, f *model.Field) SchemaItem {
	return index(on, FoldedProperty(f), Property(f), "id")
}

func index(on string, properties ...string) SchemaItem {
	name := indexName(on, properties)
	return SchemaItem{Name: name, Statement: "CREATE RANGE INDEX " + name + " IF NOT EXISTS FOR " + on + " ON (n." + quoteAll(properties, ", n.") + ")"}
}

func unique(on, property string) SchemaItem {
	name := indexName(on, []string{property, "unique"})
	return SchemaItem{Name: name, Constraint: true,
		Statement: "CREATE CONSTRAINT " + name + " IF NOT EXISTS FOR " + on + " REQUIRE n." + Quote(property) + " IS UNIQUE"}
}

func quoteAll(names []string, separator string) string {
	list := make([]string, len(names))
	for i, name := range names {
		list[i] = Quote(name)
	}
	return strings.Join(list, separator)
}

// indexName returns the name of an index: whojoins_Institute_nameFolded_name_id.
func indexName(on string, properties []string) string {
	label := strings.Trim(strings.NewReplacer("`", "", "()-[n:", "", "]-()", "", "(n:", "", ")", "").Replace(on), " ")
	return SchemaPrefix + label + "_" + strings.Join(properties, "_")
}
