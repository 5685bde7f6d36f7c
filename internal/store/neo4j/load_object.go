package neo4j

import (
	"fmt"
	"unicode/utf8"

	"whojoins/internal/model"
	"whojoins/internal/store"
)

// indexBytes is how many bytes of text one entry of an index may have: a range index of
// Neo4j refuses the write of an entry over about 8,100.
const indexBytes = 7500

// names are those of a field's properties, put together once.
type names struct{ plain, folded, first, last string }

// writer turns objects into what the database is sent.
type writer struct {
	graph    *store.Graph
	names    map[*model.Field]names
	entities map[string]*store.Object
	// keyOf has for each external identifier the first entity, by id, that has it.
	keyOf map[string]string
	// degrees are those of entities by id, words all that may have a typo.
	degrees map[string]int64
	words   map[string]bool
}

func newWriter(g *store.Graph) (*writer, error) {
	w := &writer{graph: g, names: map[*model.Field]names{}, entities: make(map[string]*store.Object, len(g.Entities)), keyOf: map[string]string{},
		degrees: countDegrees(g), words: map[string]bool{}}
	for _, e := range g.Entities {
		if w.entities[e.ID] != nil {
			return nil, fmt.Errorf("the id %q stands twice; ids are distinct", e.ID)
		}
		w.entities[e.ID] = e
	}
	parts, scheme, value := identifiers(g.Model)
	for _, e := range g.Entities {
		for _, p := range e.Objects(parts) {
			key := identifierKey(p.Value(scheme).Text, p.Value(value).Text)
			if first, known := w.keyOf[key]; !known || e.ID < first {
				w.keyOf[key] = e.ID
			}
		}
	}
	return w, nil
}

// now is the id that a former id leads to, over other former ones.
func (w *writer) now(old string) (string, error) {
	now := w.graph.Former[old]
	for hops := 0; w.graph.Former[now] != "" && hops < len(w.graph.Former); hops++ {
		now = w.graph.Former[now]
	}
	if w.entities[now] == nil {
		return "", fmt.Errorf("the former id %q leads to %q, which is not the id of an entity", old, now)
	}
	return now, nil
}

func (w *writer) of(f *model.Field) names {
	n, known := w.names[f]
	if !known {
		n = names{property(f), foldedProperty(f), firstProperty(f), lastProperty(f)}
		w.names[f] = n
	}
	return n
}

// properties are those of an object's own values.
func (w *writer) properties(o *store.Object) (map[string]any, error) {
	p := make(map[string]any, 2+2*len(o.Cells)+len(o.Lists))
	if o.ID != "" {
		p["id"] = o.ID
	}
	for _, cell := range o.Cells {
		if cell.Value.Null() {
			continue
		}
		if err := w.put(p, o, cell.Field, cell.Value); err != nil {
			return nil, err
		}
	}
	for _, list := range o.Lists {
		if len(list.Values) == 0 {
			continue
		}
		values := make([]any, len(list.Values))
		for i, v := range list.Values {
			if !utf8.ValidString(v.Text) {
				return nil, notText(list.Field)
			}
			values[i] = stored(v)
		}
		p[w.of(list.Field).plain] = values
	}
	for _, ref := range o.Refs {
		p[w.of(ref.Field).plain] = ref.ID
	}
	return p, nil
}

// put adds a value, and beside it what it is sorted and compared by.
func (w *writer) put(p map[string]any, o *store.Object, f *model.Field, v model.Value) error {
	n := w.of(f)
	p[n.plain] = stored(v)
	switch f.Scalar {
	case model.Text:
		if !utf8.ValidString(v.Text) {
			return notText(f)
		}
		folded := model.Fold(v.Text)
		if size := len(v.Text) + len(folded) + len(o.ID); size > indexBytes && !f.Prose {
			return fmt.Errorf("%s has %d bytes with its folded form; an index of Neo4j takes %d: shorten it, or mark the field as @prose", f.Path(), size, indexBytes)
		}
		p[n.folded] = folded
	case model.Date:
		first, last, err := model.ParseDate(v.Text)
		if err != nil {
			return fmt.Errorf("%s: %w", f.Path(), err)
		}
		p[n.first], p[n.last] = day(first), day(last)
	}
	return nil
}

func notText(f *model.Field) error {
	return fmt.Errorf("%s is not text in UTF-8; Neo4j keeps no other", f.Path())
}

// active are the first and the last day on which a relation is active: its own dates
// count, then those of the initiative that it is within. What is open is left out.
func (w *writer) active(p map[string]any, o *store.Object) error {
	bounds := []struct{ own, outer, property string }{
		{"since", "start", activeFromProperty}, {"until", "end", activeUntilProperty}}
	for i, b := range bounds {
		v := o.Value(o.Type.Field(b.own))
		if within := o.Type.Within; v.Null() && within != nil {
			id := o.To
			if within.First {
				id = o.From
			}
			v = w.entities[id].Value(within.Target.AnyField(b.outer))
		}
		if v.Null() {
			continue
		}
		first, last, err := model.ParseDate(v.Text)
		if err != nil {
			return fmt.Errorf("%s: %w", b.own, err)
		}
		p[b.property] = day([]model.Days{first, last}[i])
	}
	return nil
}
