// Package derive writes the part of the schema that follows from the model: connections,
// filters, sort keys, facets, aggregates and root fields. The result is
// graph/derived.graphqls, which is used to validate and coerce requests and to answer
// introspection.
package derive

import (
	"fmt"
	"slices"
	"strings"

	"whojoins/internal/model"
)

const heading = `# Code generated from schema.graphqls by go generate; DO NOT EDIT.
#
# The part of the schema that follows from the model: connections, filters, sort keys,
# facets, aggregates and root fields. To change it, change schema.graphqls and generate.
`

// Derive returns the derived schema as SDL; the same model always results in the same text. It
// extends the types of schema.graphqls, so that the two together are one schema. It rejects
// names that clash, and fields of a type that has no filter.
func Derive(m *model.Model) (string, error) {
	d := &document{names: map[string]string{}}
	d.text.WriteString(heading)
	d.claimWritten(m)
	d.queries(m)
	d.node(m)
	d.federation(m)
	for _, t := range slices.Concat(m.Interfaces, []*model.Type{m.AnyRelation}) {
		d.inherited("extend interface", t)
	}
	for _, t := range slices.Concat(m.Entities, m.Relations) {
		d.inherited("extend type", t)
	}
	for _, t := range listed(m) {
		d.connection(t)
		d.where(t)
		d.sort(t)
		d.facet(t)
		d.aggregate(t)
	}
	for _, t := range m.Relations {
		d.sideWhere(t)
	}
	d.partWheres(m)
	d.enums(m)
	d.shared()
	return d.text.String(), d.err
}

// listed returns the types that have lists, in the order of the schema.
func listed(m *model.Model) []*model.Type {
	var list []*model.Type
	for _, t := range slices.Concat(m.Interfaces, m.Entities, m.Relations) {
		if t.Many != "" {
			list = append(list, t)
		}
	}
	return list
}

// claimWritten reserves the names of GraphQL and of schema.graphqls, which derived types
// cannot have.
func (d *document) claimWritten(m *model.Model) {
	for _, name := range []string{"Query", "Mutation", "Subscription", "ID", "String", "Int", "Float", "Boolean", "PartialDate"} {
		d.claim(name, "GraphQL")
	}
	for _, t := range slices.Concat(m.Interfaces, []*model.Type{m.AnyRelation}, m.Entities, m.Relations, m.Objects) {
		d.claim(t.Name, "schema.graphqls")
	}
	for _, e := range m.Enums {
		d.claim(e.Name, "schema.graphqls")
	}
}

// node is the name of the interface that every entity type and every relation type implements.
// Relay requires this name, and those of its root fields.
const node = "Node"

func (d *document) node(m *model.Model) {
	d.add("Relay", definition{keyword: "interface", name: node, description: m.AnyNode.Description,
		fields: []field{{name: "id", of: "ID!", description: "Permanent identifier."}}})
}

// federated is the union of all entity types, and representation the scalar of a reference to one
// of them. Apollo Federation requires these names.
const federated, representation = "_Entity", "_Any"

func (d *document) federation(m *model.Model) {
	for _, name := range []string{federated, representation} {
		d.claim(name, "Apollo Federation")
	}
	names := make([]string, len(m.Entities))
	for i, t := range m.Entities {
		names[i] = t.Name
	}
	fmt.Fprintf(&d.text, "\n%s\nunion %s = %s\n", quote("Any entity, as gateways of Apollo Federation 2 read it."), federated, strings.Join(names, " | "))
	fmt.Fprintf(&d.text, "\n%s\nscalar %s\n", quote("A reference by which a gateway names an entity: an object with `__typename`, the name of an entity type, and `id`."), representation)
}

// inherited adds the interface Node, the fields of its interfaces and its connections to a type.
func (d *document) inherited(keyword string, t *model.Type) {
	def := definition{keyword: keyword, name: t.Name}
	for _, f := range t.Fields {
		if !slices.Contains(t.Written, f.Name) {
			def.fields = append(def.fields, field{name: f.Name, of: output(f), description: f.Description})
		}
	}
	for _, s := range t.Sides {
		def.fields = append(def.fields, field{name: s.Name, of: s.Relation.Name + "Connection!", description: s.Description, args: paging(s.Relation)})
	}
	d.extend(def, node)
}

// output returns the type of a field in SDL.
func output(f *model.Field) string {
	name := scalarName(f)
	switch {
	case f.Object != nil:
		name = f.Object.Name
	case f.Of != nil:
		name = f.Of.Name
	}
	if f.List {
		name = "[" + name + "!]"
	}
	if f.NonNull {
		name += "!"
	}
	return name
}

// scalarName returns the GraphQL type of the values of a scalar field; empty for objects.
func scalarName(f *model.Field) string {
	switch f.Scalar {
	case model.ID:
		return "ID"
	case model.Text:
		return "String"
	case model.Int:
		return "Int"
	case model.Float, model.Cents:
		return "Float"
	case model.Boolean:
		return "Boolean"
	case model.Date:
		return "PartialDate"
	case model.EnumValue:
		return f.Enum.Name
	}
	return ""
}
