// Package neo4jfiles writes a graph as CSV files for `neo4j-admin database import`, which
// imports millions of nodes faster than a load through the database can.
package neo4jfiles

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"

	"whojoins/internal/model"
	"whojoins/internal/output"
	"whojoins/internal/store"
	"whojoins/internal/store/neo4j/layout"
)

// Write writes a graph into an empty or new folder, as the same nodes and relationships that a
// load creates. It returns the arguments of neo4j-admin, which must run in that folder while
// the server is stopped. A load of the same version, once the server runs, only creates the
// constraints and indexes. If Write fails or ctx ends, it leaves nothing behind.
func Write(ctx context.Context, g *store.Graph, dir string) (arguments []string, err error) {
	if err := layout.Check(g.Model); err != nil {
		return nil, err
	}
	e, err := layout.NewEncoder(g)
	if err != nil {
		return nil, err
	}
	err = output.Fill(dir, func(dir string) error {
		w := &writer{Encoder: e, ctx: ctx, graph: g, dir: dir, files: map[string]*file{}}
		err := w.writeGraph()
		for _, f := range w.files {
			// One full disk fails every file, so that one error says it all.
			if closing := f.close(); err == nil {
				err = closing
			}
		}
		arguments = w.arguments()
		return err
	})
	return arguments, err
}

// writer writes one file for each set of labels and each relationship type.
type writer struct {
	*layout.Encoder
	ctx   context.Context
	graph *store.Graph
	dir   string
	files map[string]*file
	// parts is the number of nodes of parts written so far, from which their ids are made.
	parts int
}

// arguments returns the arguments of neo4j-admin, with the files sorted by name.
func (w *writer) arguments() []string {
	list := []string{"database", "import", "full", "neo4j", "--overwrite-destination=true", "--multiline-fields=true", "--array-delimiter=" + separatorName}
	for _, name := range slices.Sorted(maps.Keys(w.files)) {
		list = append(list, w.files[name].argument)
	}
	return list
}

func (w *writer) writeGraph() error {
	for _, o := range w.graph.Entities {
		if err := w.entity(o); err != nil {
			return fmt.Errorf("%s %q: %w", o.Type.Name, o.ID, err)
		}
	}
	for _, o := range w.graph.Relations {
		if err := w.relation(o); err != nil {
			return fmt.Errorf("%s %q: %w", o.Type.Name, o.ID, err)
		}
	}
	for _, old := range slices.Sorted(maps.Keys(w.graph.Former)) {
		if err := w.former(old); err != nil {
			return err
		}
	}
	return w.dataset()
}

func (w *writer) entity(o *store.Object) error {
	row, err := w.EntityRow(o)
	if err != nil {
		return err
	}
	id := "entity:" + o.ID
	if err := w.node(id, layout.EntityLabels(w.graph.Model, o.Type, w.IsDeprecated(o)), append(columnsOf(o.Type.Fields),
		column{layout.WordsProperty, "string"}, column{layout.WholesProperty, "string"}, column{layout.DegreeProperty, "long"}, column{layout.DigestProperty, "string"},
		column{layout.ActiveFromProperty, "date"}, column{layout.ActiveUntilProperty, "date"}), row[0].(map[string]any)); err != nil {
		return err
	}
	return w.partsOf(id, row[1:], o.Type.Fields)
}

// partsOf writes the lists of parts of a row.
func (w *writer) partsOf(owner string, lists []any, fields []*model.Field) error {
	for i, f := range layout.PartFields(fields) {
		for _, item := range lists[i].([]any) {
			part := item.([]any)
			p := part[1].(map[string]any)
			w.parts++
			id := "part:" + strconv.Itoa(w.parts)
			if err := cmp.Or(
				w.node(id, []string{layout.PartLabel(f)}, append(columnsOf(f.Object.Fields), column{layout.KeyProperty, "string"}), p),
				w.relationship(layout.PartRelationship(f), owner, id, []column{{layout.PositionProperty, "long"}}, map[string]any{layout.PositionProperty: part[0]}),
				w.partsOf(id, part[2:], f.Object.Fields), w.sourcesOf(id, p, f.Object.Fields)); err != nil {
				return err
			}
		}
	}
	return nil
}

// sourcesOf writes the relationships from a part to the entities that its fields name.
func (w *writer) sourcesOf(id string, p map[string]any, fields []*model.Field) error {
	for _, f := range fields {
		source, ok := p[layout.Property(f)].(string)
		if !ok || f.Scalar != model.Reference {
			continue
		}
		if err := w.relationship(layout.ReferenceRelationship(f), id, "entity:"+source, nil, nil); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) relation(o *store.Object) error {
	row, err := w.RelationRow(o)
	if err != nil {
		return err
	}
	columns := append(columnsOf(o.Type.Fields), column{layout.DigestProperty, "string"}, column{layout.ActiveFromProperty, "date"}, column{layout.ActiveUntilProperty, "date"})
	for _, parts := range layout.PartFields(o.Type.Fields) {
		for _, f := range parts.Object.Fields {
			columns = append(columns, column{layout.ListProperty(parts, f), "string[]"})
			switch f.Scalar {
			case model.Text:
				columns = append(columns, column{layout.ListFoldedProperty(parts, f), "string[]"})
			case model.Date:
				columns = append(columns, column{layout.ListFirstProperty(parts, f), "string[]"})
			}
		}
	}
	return w.relationship(w.RelationshipOf(o), "entity:"+o.From, "entity:"+o.To, columns, row[2].(map[string]any))
}

func (w *writer) former(old string) error {
	id, err := w.ResolveFormer(old)
	if err != nil {
		return err
	}
	if err := w.node("former:"+old, []string{layout.FormerLabel}, []column{{"id", "string"}}, map[string]any{"id": old}); err != nil {
		return err
	}
	return w.relationship(layout.FormerRelationship, "former:"+old, "entity:"+id, nil, nil)
}

func (w *writer) dataset() error {
	counts := w.Counts()
	statistics, err := w.Statistics()
	if err != nil {
		return err
	}
	columns := []column{{"name", "string"}, {"state", "string"}, {"load", "string"}, {"version", "string"}, {"title", "string"}, {"date", "string"}, {"licence", "string"},
		{"layout", "string"}, {"loadedAt", "datetime"}, {"types", "string[]"}, {"counts", "long[]"}, {layout.StatisticsProperty, "string"}}
	numbers := make([]any, len(counts.Counts))
	types := make([]any, len(counts.Types))
	for i := range numbers {
		numbers[i], types[i] = counts.Counts[i], counts.Types[i]
	}
	return w.node("dataset", []string{layout.DatasetLabel}, columns, map[string]any{
		"name": layout.DatasetName, "state": layout.StateReady, "load": "import", "version": w.graph.Version, "title": w.graph.Name, "date": w.graph.Date, "licence": w.graph.Licence,
		"layout": layout.Fingerprint(w.graph.Model), "loadedAt": time.Now().UTC().Format(time.RFC3339), "types": types, "counts": numbers, layout.StatisticsProperty: statistics})
}
