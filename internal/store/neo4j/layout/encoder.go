package layout

import (
	"encoding/json"
	"fmt"
	"unicode/utf8"

	"whojoins/internal/model"
	"whojoins/internal/store"
)

// indexBytes is the largest size of a text in an index, in bytes. A range index of Neo4j
// rejects entries of more than about 8,100 bytes.
const indexBytes = 7500

// names are the names of a field's properties.
type names struct{ plain, folded, first, last string }

// Encoder turns the objects of a graph into the rows that a load sends to the database, and
// that files for neo4j-admin consist of.
type Encoder struct {
	graph    *store.Graph
	names    map[*model.Field]names
	entities map[string]*store.Object
	// keyOwner maps the key of an external identifier to the first entity, by id, that has it; to a
	// deprecated one only if no other has it.
	keyOwner map[string]string
	degrees  map[string]int64
	// deprecated are the entities that no source states any longer.
	deprecated map[string]bool
	// digested has the bytes of the last digest, whose memory the next one uses.
	digested []byte
}

// NewEncoder returns an Encoder for a graph. It returns an error if two entities have the same
// id.
func NewEncoder(g *store.Graph) (*Encoder, error) {
	e := &Encoder{graph: g, names: map[*model.Field]names{}, entities: make(map[string]*store.Object, len(g.Entities)), keyOwner: map[string]string{},
		degrees: countDegrees(g), deprecated: store.Deprecated(g)}
	for _, o := range g.Entities {
		if e.entities[o.ID] != nil {
			return nil, fmt.Errorf("two entities have the id %q; ids are unique", o.ID)
		}
		e.entities[o.ID] = o
	}
	parts, scheme, value := Identifiers(g.Model)
	for _, o := range g.Entities {
		for _, p := range o.Objects(parts) {
			key := identifierKey(p.Value(scheme).Text, p.Value(value).Text)
			first, known := e.keyOwner[key]
			if !known || e.deprecated[first] && !e.deprecated[o.ID] || e.deprecated[first] == e.deprecated[o.ID] && o.ID < first {
				e.keyOwner[key] = o.ID
			}
		}
	}
	return e, nil
}

// IsDeprecated reports whether no source states an entity any longer.
func (e *Encoder) IsDeprecated(o *store.Object) bool { return e.deprecated[o.ID] }

// RelationshipOf returns the relationship type of a relation.
func (e *Encoder) RelationshipOf(o *store.Object) string {
	return Relationship(o.Type, o.Value(e.graph.Model.AnyRelation.Field("deprecated")).Int != 0)
}

// ResolveFormer returns the id of the entity that a former id leads to, directly or through
// other former ids. It returns an error if it leads to no entity.
func (e *Encoder) ResolveFormer(old string) (string, error) {
	id := e.graph.Former[old]
	for n := 0; e.graph.Former[id] != "" && n < len(e.graph.Former); n++ {
		id = e.graph.Former[id]
	}
	if e.entities[id] == nil {
		return "", fmt.Errorf("the former id %q leads to %q, which is not the id of an entity", old, id)
	}
	return id, nil
}

func (e *Encoder) namesOf(f *model.Field) names {
	n, known := e.names[f]
	if !known {
		n = names{Property(f), FoldedProperty(f), FirstProperty(f), LastProperty(f)}
		e.names[f] = n
	}
	return n
}

// properties returns the properties of an object, without its parts.
func (e *Encoder) properties(o *store.Object) (map[string]any, error) {
	p := make(map[string]any, 2+2*len(o.Cells)+len(o.Lists))
	if o.ID != "" {
		p["id"] = o.ID
	}
	for _, cell := range o.Cells {
		if cell.Value.Null() {
			continue
		}
		if err := e.setValue(p, o, cell.Field, cell.Value); err != nil {
			return nil, err
		}
	}
	for _, list := range o.Lists {
		if len(list.Values) == 0 {
			continue
		}
		if err := e.setList(p, list); err != nil {
			return nil, err
		}
	}
	setPositions(p, o)
	for _, ref := range o.Refs {
		p[e.namesOf(ref.Field).plain] = ref.ID
	}
	return p, nil
}

// setPositions adds the vectors of places on the unit sphere.
func setPositions(p map[string]any, o *store.Object) {
	for _, cell := range o.Cells {
		if cell.Field.Role != model.Latitude || cell.Field.Parent == nil {
			continue
		}
		place := cell.Field.Parent
		_, longitude := place.Position()
		if longitude == nil || o.Value(longitude).Null() {
			continue
		}
		if at, ok := model.PositionOf(cell.Value.Float, o.Value(longitude).Float); ok {
			p[AxisProperty(place, AxisX)], p[AxisProperty(place, AxisY)], p[AxisProperty(place, AxisZ)] = at.X, at.Y, at.Z
		}
	}
}

// setList adds the values of a list, and the first days of dates.
func (e *Encoder) setList(p map[string]any, list store.List) error {
	n := e.namesOf(list.Field)
	values, firsts := make([]any, len(list.Values)), make([]any, len(list.Values))
	for i, v := range list.Values {
		if !utf8.ValidString(v.Text) {
			return notUTF8(list.Field)
		}
		if values[i] = Value(v); v.Kind != model.Date {
			continue
		}
		first, _, err := model.ParseDate(v.Text)
		if err != nil {
			return fmt.Errorf("%s: %w", list.Field.Path(), err)
		}
		firsts[i] = Date(first)
	}
	p[n.plain] = values
	if list.Field.Scalar == model.Date {
		p[n.first] = firsts
	}
	return nil
}

// setValue adds a value, and the derived values that it is sorted and compared by.
func (e *Encoder) setValue(p map[string]any, o *store.Object, f *model.Field, v model.Value) error {
	n := e.namesOf(f)
	p[n.plain] = Value(v)
	switch f.Scalar {
	case model.Text:
		if !utf8.ValidString(v.Text) {
			return notUTF8(f)
		}
		folded := model.Fold(v.Text)
		if size := len(v.Text) + len(folded) + len(o.ID); size > indexBytes && !f.Prose {
			return fmt.Errorf("%s has %d bytes with its folded form, but an index of Neo4j allows %d: shorten it, or mark the field as @prose", f.Path(), size, indexBytes)
		}
		p[n.folded] = folded
	case model.Date:
		first, last, err := model.ParseDate(v.Text)
		if err != nil {
			return fmt.Errorf("%s: %w", f.Path(), err)
		}
		p[n.first], p[n.last] = Date(first), Date(last)
	}
	return nil
}

func notUTF8(f *model.Field) error {
	return fmt.Errorf("%s is not valid UTF-8; Neo4j stores only UTF-8 text", f.Path())
}

// setActive adds the first and last day on which an entity or a relation is active: from its own
// dates or, if these are missing, for a relation from those of the initiative that it belongs to.
// It leaves out an unknown bound.
func (e *Encoder) setActive(p map[string]any, o *store.Object) error {
	first, last, err := store.PeriodOf(o)
	if err != nil {
		return err
	}
	if within := o.Type.Within; within != nil {
		id := o.To
		if within.First {
			id = o.From
		}
		begin, end, err := store.PeriodOf(e.entities[id])
		if err != nil {
			return err
		}
		if first == store.NoFirst {
			first = begin
		}
		if last == store.NoLast {
			last = end
		}
	}
	if first != store.NoFirst {
		p[ActiveFromProperty] = Date(first)
	}
	if last != store.NoLast {
		p[ActiveUntilProperty] = Date(last)
	}
	return nil
}

// Statistics returns the statistics of the graph as JSON.
func (e *Encoder) Statistics() (string, error) {
	text, err := json.Marshal(store.StatisticsOf(e.graph))
	return string(text), err
}

// TypeCounts lists the number of entities or current relations of each concrete type.
type TypeCounts struct {
	Types  []string
	Counts []int64
}

// Counts counts the current entities and the current relations of the graph by type.
func (e *Encoder) Counts() TypeCounts {
	n := map[string]int64{}
	for _, o := range e.graph.Entities {
		if !e.deprecated[o.ID] {
			n[o.Type.Enum]++
		}
	}
	deprecated := e.graph.Model.AnyRelation.Field("deprecated")
	for _, o := range e.graph.Relations {
		if o.Value(deprecated).Int == 0 {
			n[o.Type.Enum]++
		}
	}
	var c TypeCounts
	for _, types := range [][]*model.Type{e.graph.Model.Entities, e.graph.Model.Relations} {
		for _, t := range types {
			c.Types, c.Counts = append(c.Types, t.Enum), append(c.Counts, n[t.Enum])
		}
	}
	return c
}
