package store

import (
	"iter"
	"slices"
	"strings"

	"whojoins/internal/model"
)

// Derive sets the derived fields of a graph, whose other fields are complete. It runs where a
// graph is made, so that every store, packed file and export holds the same values. Earlier
// values of the derived fields are dropped.
func Derive(g *Graph) error {
	relations := make(map[*model.Type][]*Object, len(g.Model.Relations))
	for _, o := range g.Relations {
		relations[o.Type] = append(relations[o.Type], o)
	}
	d := NewDeriver(g, slices.Values(g.Entities), func(t *model.Type) iter.Seq[*Object] { return slices.Values(relations[t]) })
	for _, o := range slices.Concat(g.Entities, g.Relations) {
		if err := d.Set(o); err != nil {
			return err
		}
	}
	return nil
}

// Deriver computes derived values from a graph that is read object by object. It keeps a number
// for each entity and each participation.
type Deriver struct {
	model *model.Model
	// today is the day of the dataset, the first one of its date; dated reports whether it has one.
	today model.Days
	dated bool
	// number numbers the entities by id; country and types have their countries and types.
	number  map[string]uint32
	country []string
	types   []*model.Type
	// countryNames has each country once, since an entity's may be a part of a long text.
	countryNames map[string]string
	// through has the organisations at the far end of a connection, for each entity that has the
	// connection.
	through map[*model.Side]map[uint32][]uint32
	// participants are those of each initiative, each once.
	participants map[uint32][]uint32
	coverage     *coverage
}

// NewDeriver reads what the derived values depend on: all entities once, then the relations of
// some types. The lists of objects of about are not used. Deprecated relations count nowhere.
func NewDeriver(about *Graph, entities iter.Seq[*Object], relations func(*model.Type) iter.Seq[*Object]) *Deriver {
	d := StartDeriver(about)
	for o := range entities {
		d.Entity(o)
	}
	for _, t := range d.model.Relations {
		if !d.uses(t) {
			continue
		}
		for o := range relations(t) {
			d.Relation(o)
		}
	}
	d.Finish()
	return d
}

// StartDeriver returns a deriver to which first each entity is given, then each relation. Finish
// follows.
func StartDeriver(about *Graph) *Deriver {
	m := about.Model
	d := &Deriver{model: m, number: map[string]uint32{}, countryNames: map[string]string{}, through: map[*model.Side]map[uint32][]uint32{}, participants: map[uint32][]uint32{}, coverage: newCoverage(m)}
	today, _, err := model.ParseDate(about.Date)
	d.today, d.dated = today, err == nil
	for _, f := range m.EntityFields {
		if side := m.AnyEntity.Side(f.Derivation.Through); side != nil && d.through[side] == nil {
			d.through[side] = map[uint32][]uint32{}
		}
	}
	return d
}

// Entity takes an entity with its country; nothing else of it is used.
func (d *Deriver) Entity(o *Object) {
	d.number[strings.Clone(o.ID)] = uint32(len(d.types))
	d.types = append(d.types, o.Type)
	country := o.Value(d.model.AnyEntity.WithRole(model.Country)).Text
	known, ok := d.countryNames[country]
	if !ok {
		known = strings.Clone(country)
		d.countryNames[known] = known
	}
	d.country = append(d.country, known)
}

// uses reports whether derived values depend on the relations of a type.
func (d *Deriver) uses(t *model.Type) bool {
	for side := range d.through {
		if side.Relation == t {
			return true
		}
	}
	return d.coverage != nil && t == d.model.Participation
}

// Relation takes a relation between two of the entities.
func (d *Deriver) Relation(o *Object) {
	if o.Value(d.model.AnyRelation.Field("deprecated")).Int != 0 {
		return
	}
	add := func(far map[uint32][]uint32, nearFirst bool) {
		near, other := d.number[o.To], d.number[o.From]
		if nearFirst {
			near, other = other, near
		}
		far[near] = append(far[near], other)
	}
	for side, far := range d.through {
		if side.Relation == o.Type {
			add(far, side.Near.First)
		}
	}
	if d.coverage != nil && o.Type == d.model.Participation {
		add(d.participants, d.model.Participation.To.First)
	}
}

// Finish makes the deriver ready, once it has all entities and relations.
func (d *Deriver) Finish() {
	settle := func(far map[uint32][]uint32) {
		for near, list := range far {
			slices.Sort(list)
			far[near] = slices.Clip(slices.Compact(list))
		}
	}
	for _, far := range d.through {
		settle(far)
	}
	settle(d.participants)
	d.countryNames = nil
}

// All returns entities with their derived values. A value that depends on an unreadable date is
// missing.
func (d *Deriver) All(entities iter.Seq[*Object]) iter.Seq[*Object] {
	return func(yield func(*Object) bool) {
		for o := range entities {
			_ = d.Set(o)
			if !yield(o) {
				return
			}
		}
	}
}

// Set replaces the derived values of an entity or a relation.
func (d *Deriver) Set(o *Object) error {
	o.Cells = slices.DeleteFunc(o.Cells, func(c Cell) bool { return derived(c.Field) })
	o.Lists = slices.DeleteFunc(o.Lists, func(l List) bool { return derived(l.Field) })
	o.Parts = slices.DeleteFunc(o.Parts, func(p PartList) bool { return derived(p.Field) })
	for _, f := range o.Type.Fields {
		switch f.Derivation.As {
		case "":
		case model.DerivedCountries:
			if values := d.countries(o, f); len(values) > 0 {
				o.Lists = append(o.Lists, List{Field: f, Values: values})
			}
		case model.DerivedCoverage:
			d.coverage.set(o, d.typesOf(d.participants[d.number[o.ID]]))
		case model.DerivedIdentifier:
			setIdentifier(o, f)
		case model.DerivedPhase:
			if err := d.setPhase(o, f); err != nil {
				return err
			}
		default:
			panic("store: no computation has the name " + string(f.Derivation.As))
		}
	}
	return nil
}

// setIdentifier sets a field to the first identifier of an entity in a register.
func setIdentifier(o *Object, f *model.Field) {
	list := o.Type.Identifiers()
	scheme, value := list.Object.WithRole(model.Scheme), list.Object.WithRole(model.Registered)
	for _, one := range o.Objects(list) {
		if one.Value(scheme).Text == f.Derivation.Register {
			o.Cells = append(o.Cells, Cell{Field: f, Value: one.Value(value)})
			return
		}
	}
}

func derived(f *model.Field) bool { return f.Derived() || f.Parent != nil && f.Parent.Derived() }

// countries returns the country of an entity or, if its type has none, those of the entities that
// it is related to: sorted, each once.
func (d *Deriver) countries(o *Object, f *model.Field) (values []model.Value) {
	var codes []string
	if own := o.Type.WithRole(model.Country); own != nil {
		codes = []string{o.Value(own).Text}
	} else if side := o.Type.Side(f.Derivation.Through); side != nil {
		for _, n := range d.through[side][d.number[o.ID]] {
			codes = append(codes, d.country[n])
		}
	}
	slices.Sort(codes)
	for _, code := range slices.Compact(codes) {
		if code != "" {
			values = append(values, model.TextValue(code))
		}
	}
	return values
}

func (d *Deriver) typesOf(entities []uint32) []*model.Type {
	types := make([]*model.Type, len(entities))
	for i, n := range entities {
		types[i] = d.types[n]
	}
	return types
}
