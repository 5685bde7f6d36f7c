package dataset

import (
	"slices"

	"whojoins/internal/dataset/statement"
	"whojoins/internal/store"
)

// eachStatement calls f with each statement of a graph: the claims about entities, and the evidence
// of relations.
func eachStatement(g *store.Graph, schema *statement.Schema, f func(line *store.Object, of *statement.Line)) {
	for _, o := range g.Entities {
		for _, line := range o.Objects(o.Type.Field(fieldClaims)) {
			f(line, &schema.Claim)
		}
	}
	for _, o := range g.Relations {
		for _, line := range o.Objects(o.Type.Field(fieldEvidence)) {
			f(line, &schema.Evidence)
		}
	}
}

// sourcesOf returns the sources of a graph, by id.
func sourcesOf(g *store.Graph, schema *statement.Schema) map[string]*store.Object {
	sources := map[string]*store.Object{}
	for _, o := range g.Entities {
		if o.Type == schema.Source {
			sources[o.ID] = o
		}
	}
	return sources
}

// registered reports whether an entity has an identifier in a register.
func registered(o *store.Object) bool {
	return slices.ContainsFunc(o.Parts, func(l store.PartList) bool { return l.Field.Name == fieldIdentifiers && len(l.Objects) > 0 })
}
