package neo4j

import (
	"context"
	"slices"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"whojoins/internal/model"
)

// schemaPrefix begins the name of every constraint and index that a load makes.
const schemaPrefix = "whojoins_"

// schemaItem is a constraint or an index.
type schemaItem struct {
	name, statement string
	constraint      bool
}

// needed are the constraints without which nothing is loaded.
func needed() []schemaItem {
	return []schemaItem{unique("(n:Entity)", "id"), unique("(n:"+datasetLabel+")", "name")}
}

// schema are all constraints and indexes: ids and external identifiers are unique, the
// lists of each type come by name, and what is filtered and sorted by is found.
func schema(m *model.Model) []schemaItem {
	list := append(needed(), unique("(n:"+formerLabel+")", "id"))
	if parts, _, _ := identifiers(m); parts != nil {
		list = append(list, unique("(n:"+quote(partLabel(parts))+")", keyProperty))
	}
	for _, t := range m.Relations {
		for _, deprecated := range []bool{false, true} {
			list = append(list, unique("()-[n:"+quote(relationship(t, deprecated))+"]-()", "id"))
		}
	}
	name := m.AnyEntity.Field("name")
	for _, types := range [][]*model.Type{m.Interfaces, m.Entities} {
		for _, t := range types {
			if t.Many != "" {
				list = append(list, ordered("(n:"+quote(t.Name)+")", name))
			}
		}
	}
	for _, f := range m.EntityFields {
		if f != name {
			list = append(list, indexes("(n:Entity)", f, []string{foldedProperty(name), property(name), "id"})...)
		}
	}
	for _, t := range m.Relations {
		for _, f := range t.AllFields {
			list = append(list, indexes("()-[n:"+quote(relationship(t, false))+"]-()", f, []string{"id"})...)
		}
	}
	return slices.Concat(list, partIndexes(m), searchSchema())
}

// partIndexes are on the texts that every part has: the name of an alias.
func partIndexes(m *model.Model) (list []schemaItem) {
	eachPart(m, func(parts *model.Field) {
		for _, f := range parts.Object.Fields {
			if f.Scalar == model.Text && f.NonNull && !f.Prose && !f.List {
				on := "(n:" + quote(partLabel(parts)) + ")"
				list = append(list, index(on, property(f)), index(on, foldedProperty(f)))
			}
		}
	}, func(_, _ *model.Field) {})
	return list
}

// indexes are those of a field: one by which it is sorted, and where that does not begin
// with the value, one by which it is found; what is found comes in the order of then.
func indexes(on string, f *model.Field, then []string) []schemaItem {
	if f.List || f.Prose || f.Name == "deprecated" {
		return nil
	}
	switch f.Scalar {
	case model.Text:
		if f.Parent != nil && f.Parent.Money() {
			return nil
		}
		return []schemaItem{ordered(on, f), index(on, append([]string{property(f)}, then...)...)}
	case model.Date:
		return []schemaItem{index(on, firstProperty(f), "id")}
	case model.Int, model.Float:
		return []schemaItem{index(on, property(f), "id")}
	case model.EnumValue:
		if f.Name == "type" {
			return nil
		}
		return []schemaItem{index(on, append([]string{property(f)}, then...)...)}
	case model.Boolean:
		return []schemaItem{index(on, append([]string{property(f)}, then...)...)}
	case model.Cents:
		_, currency := f.Parent.MoneyLeaves()
		return []schemaItem{index(on, foldedProperty(currency), property(currency), property(f), "id")}
	}
	return nil
}

// ordered is the index of a text in the order in which lists come.
func ordered(on string, f *model.Field) schemaItem {
	return index(on, foldedProperty(f), property(f), "id")
}

func index(on string, properties ...string) schemaItem {
	name := nameOf(on, properties)
	return schemaItem{name: name, statement: "CREATE RANGE INDEX " + name + " IF NOT EXISTS FOR " + on + " ON (n." + quoted(properties, ", n.") + ")"}
}

func unique(on, property string) schemaItem {
	name := nameOf(on, []string{property, "unique"})
	return schemaItem{name: name, constraint: true,
		statement: "CREATE CONSTRAINT " + name + " IF NOT EXISTS FOR " + on + " REQUIRE n." + quote(property) + " IS UNIQUE"}
}

func quoted(names []string, between string) string {
	list := make([]string, len(names))
	for i, name := range names {
		list[i] = quote(name)
	}
	return strings.Join(list, between)
}

// nameOf is the name of an index: whojoins_Institute_nameFolded_name_id.
func nameOf(on string, properties []string) string {
	label := strings.Trim(strings.NewReplacer("`", "", "()-[n:", "", "]-()", "", "(n:", "", ")", "").Replace(on), " ")
	return schemaPrefix + label + "_" + strings.Join(properties, "_")
}

// create makes what is missing, in one transaction.
func (l *loader) create(ctx context.Context, items []schemaItem) error {
	_, err := l.session(ctx, func(s neo4j.SessionWithContext) (any, error) {
		return s.ExecuteWrite(ctx, func(tx neo4j.ManagedTransaction) (any, error) {
			for _, item := range items {
				if _, err := tx.Run(ctx, item.statement, nil); err != nil {
					return nil, err
				}
			}
			return nil, nil
		})
	})
	return err
}

// drop removes what a load builds again at its end.
func (l *loader) drop(ctx context.Context) error {
	keep := map[string]bool{}
	for _, item := range needed() {
		keep[item.name] = true
	}
	for kind, show := range map[string]string{"CONSTRAINT": "SHOW CONSTRAINTS YIELD name", "INDEX": "SHOW INDEXES YIELD name, owningConstraint WHERE owningConstraint IS NULL"} {
		records, err := l.run(ctx, show, nil)
		if err != nil {
			return err
		}
		for _, r := range records {
			name, _ := r.Values[0].(string)
			if !strings.HasPrefix(name, schemaPrefix) || keep[name] {
				continue
			}
			if _, err := l.run(ctx, "DROP "+kind+" "+quote(name)+" IF EXISTS", nil); err != nil {
				return err
			}
		}
	}
	return nil
}

// MissingIndexes names the constraints and indexes of a model that a database lacks, or
// has not built yet. Questions are answered without them, but slowly; a load makes them.
func MissingIndexes(ctx context.Context, driver neo4j.DriverWithContext, database string, m *model.Model) ([]string, error) {
	l := &loader{driver: driver, options: &LoadOptions{Database: database}}
	records, err := l.run(ctx, "SHOW INDEXES YIELD name, state WHERE state = 'ONLINE' RETURN name", nil)
	if err != nil {
		return nil, err
	}
	present := map[any]bool{}
	for _, r := range records {
		present[r.Values[0]] = true
	}
	var missing []string
	for _, item := range schema(m) {
		if !present[item.name] {
			missing = append(missing, item.name)
		}
	}
	return missing, nil
}

// ownNodes is an expression: how many nodes have a label of ours.
func ownNodes(m *model.Model) string {
	list := []string{"COUNT { (:Entity) }", "COUNT { (:" + datasetLabel + ") }", "COUNT { (:" + formerLabel + ") }", "COUNT { (:" + wordLabel + ") }"}
	eachPart(m, func(parts *model.Field) {
		list = append(list, "COUNT { (:"+quote(partLabel(parts))+") }")
	}, func(_, _ *model.Field) {})
	return strings.Join(list, " + ")
}

// ownRelations is an expression: how many relations there are between entities.
func ownRelations(m *model.Model) string {
	var list []string
	for _, t := range m.Relations {
		for _, deprecated := range []bool{false, true} {
			list = append(list, "COUNT { (:Entity)-[:"+quote(relationship(t, deprecated))+"]->() }")
		}
	}
	return strings.Join(list, " + ")
}
