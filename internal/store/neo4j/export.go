package neo4j

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strconv"
	"time"

	"whojoins/internal/model"
	"whojoins/internal/store"
)

// Export writes a graph into an empty folder as files that `neo4j-admin database import`
// reads, for graphs of millions: the same nodes and relationships as Load makes. It
// returns the arguments of neo4j-admin, to be run in the folder. A load of the same
// version, once the server runs, makes the constraints and indexes.
func Export(g *store.Graph, dir string) (arguments []string, err error) {
	if err := checkLayout(g.Model); err != nil {
		return nil, err
	}
	w, err := newWriter(g)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) > 0 {
		return nil, errors.Join(err, fmt.Errorf("the folder %q is not empty; name a new one", dir))
	}
	e := &exporter{writer: w, dir: dir, files: map[string]*exportFile{}}
	err = e.all()
	for _, f := range e.files {
		err = errors.Join(err, f.close())
	}
	return e.arguments(), err
}

// exporter writes one file for each set of labels and for each type of relationship.
type exporter struct {
	*writer
	dir   string
	files map[string]*exportFile
	// parts numbers the nodes of parts.
	parts int
}

// arguments are those of neo4j-admin, the files by name.
func (e *exporter) arguments() []string {
	list := []string{"database", "import", "full", "neo4j", "--overwrite-destination=true", "--multiline-fields=true", "--array-delimiter=" + separatorName}
	for _, name := range slices.Sorted(maps.Keys(e.files)) {
		list = append(list, e.files[name].argument)
	}
	return list
}

func (e *exporter) all() error {
	for _, o := range e.graph.Entities {
		if err := e.entity(o); err != nil {
			return fmt.Errorf("%s %q: %w", o.Type.Name, o.ID, err)
		}
	}
	deprecated := e.graph.Model.AnyRelation.Field("deprecated")
	for _, o := range e.graph.Relations {
		if err := e.relation(o, relationship(o.Type, o.Value(deprecated).Int != 0)); err != nil {
			return fmt.Errorf("%s %q: %w", o.Type.Name, o.ID, err)
		}
	}
	for _, old := range slices.Sorted(maps.Keys(e.graph.Former)) {
		now, err := e.now(old)
		if err != nil {
			return err
		}
		if err := e.node("former:"+old, []string{formerLabel}, []column{{"id", "string"}}, map[string]any{"id": old}); err != nil {
			return err
		}
		if err := e.tie(formerRelationship, "former:"+old, "entity:"+now, nil, nil); err != nil {
			return err
		}
	}
	if err := e.searchWords(); err != nil {
		return err
	}
	return e.dataset()
}

func (e *exporter) entity(o *store.Object) error {
	row, err := e.entityRow(o)
	if err != nil {
		return err
	}
	id := "entity:" + o.ID
	if err := e.node(id, entityLabels(o.Type), append(columnsOf(o.Type.Fields),
		column{wordsProperty, "string"}, column{wholesProperty, "string"}, column{degreeProperty, "long"}), row[0].(map[string]any)); err != nil {
		return err
	}
	return e.partsOf(id, row[1:], o.Type.Fields)
}

// partsOf writes the lists of parts that stand in a row.
func (e *exporter) partsOf(owner string, lists []any, fields []*model.Field) error {
	for i, f := range withParts(fields) {
		for _, item := range lists[i].([]any) {
			part := item.([]any)
			p := part[1].(map[string]any)
			e.parts++
			id := "part:" + strconv.Itoa(e.parts)
			err := errors.Join(
				e.node(id, []string{partLabel(f)}, append(columnsOf(f.Object.Fields), column{keyProperty, "string"}), p),
				e.tie(partRelationship(f), owner, id, []column{{positionProperty, "long"}}, map[string]any{positionProperty: part[0]}),
				e.partsOf(id, part[2:], f.Object.Fields))
			for _, sub := range f.Object.Fields {
				if source, ok := p[property(sub)].(string); ok && sub.Scalar == model.Reference {
					err = errors.Join(err, e.tie(referenceRelationship(sub), id, "entity:"+source, nil, nil))
				}
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

func (e *exporter) relation(o *store.Object, name string) error {
	row, err := e.relationRow(o)
	if err != nil {
		return err
	}
	columns := append(columnsOf(o.Type.Fields), column{activeFromProperty, "date"}, column{activeUntilProperty, "date"})
	for _, parts := range withParts(o.Type.Fields) {
		for _, f := range parts.Object.Fields {
			columns = append(columns, column{listProperty(parts, f), "string[]"})
			switch f.Scalar {
			case model.Text:
				columns = append(columns, column{listFoldedProperty(parts, f), "string[]"})
			case model.Date:
				columns = append(columns, column{listFirstProperty(parts, f), "string[]"})
			}
		}
	}
	return e.tie(name, "entity:"+o.From, "entity:"+o.To, columns, row[2].(map[string]any))
}

func (e *exporter) dataset() error {
	counts := (&loader{writer: e.writer}).counts()
	columns := []column{{"name", "string"}, {"state", "string"}, {"load", "string"}, {"version", "string"}, {"title", "string"}, {"date", "string"}, {"licence", "string"},
		{"layout", "string"}, {"loadedAt", "datetime"}, {"types", "string[]"}, {"counts", "long[]"}}
	numbers := make([]any, len(counts.counts))
	words := make([]any, len(counts.types))
	for i := range numbers {
		numbers[i], words[i] = counts.counts[i], counts.types[i]
	}
	return e.node("dataset", []string{datasetLabel}, columns, map[string]any{
		"name": datasetName, "state": stateReady, "load": "import", "version": e.graph.Version, "title": e.graph.Name, "date": e.graph.Date, "licence": e.graph.Licence,
		"layout": layoutOf(e.graph.Model), "loadedAt": time.Now().UTC().Format(time.RFC3339), "types": words, "counts": numbers})
}
