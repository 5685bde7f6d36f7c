package storetest

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// NewOracle returns the simplest possible store of a graph, with which other stores are
// compared. It answers by linear scans, so that reading the code is enough to see that it is
// right, and it shares no code with other stores.
func NewOracle(g *store.Graph) store.Store {
	o := &oracle{graph: g, entities: map[string]*store.Object{}, touching: map[string][]*store.Object{}, external: map[string]string{},
		info: store.Info{Version: g.Version, Licence: g.Licence, LoadedAt: time.Now(), Statistics: &store.Statistics{}}}
	for _, r := range g.Relations {
		o.touching[r.From] = append(o.touching[r.From], r)
		o.touching[r.To] = append(o.touching[r.To], r)
		if !deprecated(r) {
			o.info.Counts[r.Type.Index]++
		}
	}
	for _, e := range g.Entities {
		o.entities[e.ID] = e
		if !o.unstated(e) {
			o.listed = append(o.listed, e)
			o.info.Counts[e.Type.Index]++
			o.cover(e)
		}
	}
	for _, e := range append(slices.Clone(g.Entities), o.listed...) {
		for _, key := range externalKeys(e) {
			o.external[key] = e.ID
		}
	}
	return o
}

// cover adds the coverage of an entity to that of the dataset.
func (o *oracle) cover(e *store.Object) {
	total := &o.info.Statistics.Coverage
	for _, cell := range e.Cells {
		if cell.Field.Parent == nil || cell.Field.Parent.Name != "coverage" {
			continue
		}
		switch n := int(cell.Value.Int); cell.Field.Name {
		case "stated":
			total.Stated += n
		case "recorded":
			total.Recorded += n
			total.Initiatives++
		case "complete":
			total.Complete += n
		}
	}
}

type oracle struct {
	graph    *store.Graph
	entities map[string]*store.Object
	// listed are the entities that a source still states.
	listed []*store.Object
	// touching has the relations at either end of each entity, by the entity's id.
	touching map[string][]*store.Object
	// external maps external identifiers to the ids of entities.
	external map[string]string
	info     store.Info
}

// externalKeys returns the external identifiers of an entity as references: scheme, colon,
// value, in lower case.
func externalKeys(e *store.Object) (keys []string) {
	field := e.Type.Field("identifiers")
	for _, part := range e.Objects(field) {
		scheme, value := part.Value(field.Object.Field("scheme")), part.Value(field.Object.Field("value"))
		keys = append(keys, strings.ToLower(scheme.Text+":"+value.Text))
	}
	return keys
}

// deprecated reports whether no source states a relation any longer. It is false for entities.
func deprecated(o *store.Object) bool {
	f := o.Type.Field("deprecated")
	return f != nil && o.Value(f).Int != 0
}

// unstated reports whether no source states an entity any longer: all of its claims are deprecated,
// and so are all of its relations.
func (o *oracle) unstated(e *store.Object) bool {
	claims := e.Objects(e.Type.Field("claims"))
	deprecated := slices.DeleteFunc(slices.Clone(claims), func(c *store.Object) bool {
		return !slices.ContainsFunc(c.Cells, func(cell store.Cell) bool { return cell.Field.Name == "rank" && cell.Value.Text == "DEPRECATED" })
	})
	return len(claims) > 0 && len(deprecated) == len(claims) && o.degree(e) == 0
}

// find returns the entity with an id, a former id or an external identifier, or nil.
func (o *oracle) find(ref string) *store.Object {
	if e := o.entities[ref]; e != nil {
		return e
	}
	if now, merged := o.graph.Former[ref]; merged {
		return o.entities[now]
	}
	return o.entities[o.external[strings.ToLower(ref)]]
}

// at returns the entity at an end of a relation.
func (o *oracle) at(r *store.Object, end *model.End) *store.Object {
	if end.First {
		return o.entities[r.From]
	}
	return o.entities[r.To]
}

// beside returns the current relations of an entity on a side, or the deprecated ones.
func (o *oracle) beside(e *store.Object, s *model.Side, old bool) (list []*store.Object) {
	for _, r := range o.touching[e.ID] {
		if r.Type == s.Relation && deprecated(r) == old && o.at(r, s.Near) == e {
			list = append(list, r)
		}
	}
	return list
}

// all returns the objects of a type: entities that a source states, current relations, or deprecated relations.
func (o *oracle) all(t *model.Type, old bool) (list []*store.Object) {
	for _, e := range o.listed {
		if t.Types.Has(e.Type) {
			list = append(list, e)
		}
	}
	for _, r := range o.graph.Relations {
		if t.Types.Has(r.Type) && deprecated(r) == old {
			list = append(list, r)
		}
	}
	return list
}

// View implements store.Store. A view is the store itself, since the graph never changes.
func (o *oracle) View(context.Context, store.ViewOptions) (store.View, error) {
	return oracleView{o}, nil
}

// Close implements store.Store.
func (o *oracle) Close() error { return nil }

type oracleView struct{ *oracle }

// Info implements store.View.
func (v oracleView) Info() *store.Info { return &v.info }

// Close implements store.View.
func (oracleView) Close() {}

// Run implements store.View.
func (v oracleView) Run(ctx context.Context, p *plan.Plan) (store.Cursor, error) {
	if err := store.Ended(ctx); err != nil {
		return nil, err
	}
	if _, ok := p.Root.Slots[0].(*plan.Meta); ok {
		return nil, fmt.Errorf("%s describes the service, which store.Meta does", p.Field)
	}
	return store.NewTreeCursor(v.object(&store.Object{}, p.Root)), nil
}

// value returns a value to compare, count or sort by, including id and type, which have no
// cells.
func value(o *store.Object, f *model.Field) model.Value {
	switch {
	case o.Type != nil && f == o.Type.Field("id"):
		return model.IDValue(o.ID)
	case o.Type != nil && f == o.Type.Field("type"):
		return model.EnumOf(o.Type.Enum)
	}
	return o.Value(f)
}

// values returns the values of a field: all items of a list, otherwise at most one.
func values(o *store.Object, f *model.Field) []model.Value {
	if f.List {
		return o.Values(f)
	}
	if v := value(o, f); !v.Null() {
		return []model.Value{v}
	}
	return nil
}
