package store

import (
	"maps"
	"slices"

	"whojoins/internal/model"
)

// StatisticsOf computes the statistics of a graph.
func StatisticsOf(g *Graph) *Statistics {
	c := &counter{statistics: NewStatistics(g.Model), distinct: map[string]map[Cell]int{}, occurs: map[*Values]map[string]int{}}
	types := make(map[string]*model.Type, len(g.Entities))
	deprecated := Deprecated(g)
	for _, o := range g.Entities {
		types[o.ID] = o.Type
		c.object(c.statistics.Objects[o.Type.Name], "entities", g.Model.AnyEntity, o)
		if deprecated[o.ID] {
			c.statistics.Objects[o.Type.Name].Deprecated++
			continue
		}
		c.statistics.Coverage.Add(g.Model, o.Value)
	}
	for _, o := range g.Relations {
		c.object(c.statistics.Objects[o.Type.Name], o.Type.Name, g.Model.AnyRelation, o)
	}
	c.setDistinct(g.Model)
	c.degrees(g, types)
	c.words(g, deprecated)
	return c.statistics
}

// counter computes the statistics of a graph object by object.
type counter struct {
	statistics *Statistics
	// occurs has the number of times that each value occurs in the objects of one kind.
	occurs map[*Values]map[string]int
	// distinct has the different values of each field, by the path from its table, and how often
	// each occurs.
	distinct map[string]map[Cell]int
}

// object adds an entity or a relation.
func (c *counter) object(to *Objects, table string, all *model.Type, o *Object) {
	if f := all.Field("deprecated"); f != nil && o.Value(f).Int != 0 {
		to.Deprecated++
	}
	c.value(to, table, all.Field("id"), model.IDValue(o.ID), true)
	c.value(to, table, all.Field("type"), model.EnumOf(o.Type.Enum), true)
	c.fields(to, table, o)
}

// fields adds an object or a part.
func (c *counter) fields(to *Objects, table string, o *Object) {
	to.Count++
	for _, cell := range o.Cells {
		c.value(to, table, cell.Field, cell.Value, true)
	}
	for _, list := range o.Lists {
		first := true
		for _, v := range list.Values {
			first = c.value(to, table, list.Field, v, first)
		}
	}
	for _, ref := range o.Refs {
		to.Values(ref.Field).addItem(0, true)
	}
	for _, list := range o.Parts {
		for _, part := range list.Objects {
			c.fields(to.PartsIn(list.Field), table+"/"+list.Field.Path(), part)
		}
	}
}

// value adds a value of a field, and reports whether the next value of the same object is the
// first one.
func (c *counter) value(to *Objects, table string, f *model.Field, v model.Value, first bool) (next bool) {
	if v.Null() {
		return first
	}
	values := to.Values(f)
	values.addItem(len(v.Text), first)
	if c.occurs[values] == nil {
		c.occurs[values] = map[string]int{}
	}
	c.occurs[values][v.String()]++
	path := table + "/" + f.Path()
	if c.distinct[path] == nil {
		c.distinct[path] = map[Cell]int{}
	}
	c.distinct[path][Cell{f, v}]++
	return false
}

// setDistinct sets the numbers of different values.
func (c *counter) setDistinct(m *model.Model) {
	for _, t := range m.Entities {
		c.setDistinctOf(c.statistics.Objects[t.Name], "entities")
	}
	for _, t := range m.Relations {
		c.setDistinctOf(c.statistics.Objects[t.Name], t.Name)
	}
}

func (c *counter) setDistinctOf(o *Objects, table string) {
	for path, v := range o.Fields {
		if v.SetDistinct(maps.Values(c.distinct[table+"/"+path])); v.Distinct <= FewValues {
			for value, n := range c.occurs[v] {
				v.AddCommon(value, n)
			}
		}
	}
	for name, parts := range o.Parts {
		c.setDistinctOf(parts, table+"/"+name)
	}
}

// degrees adds the numbers of relations of all entities.
func (c *counter) degrees(g *Graph, types map[string]*model.Type) {
	type place struct {
		side *model.Side
		id   string
	}
	degrees := map[place]int{}
	deprecated := g.Model.AnyRelation.Field("deprecated")
	for _, o := range g.Relations {
		if o.Value(deprecated).Int == 0 {
			degrees[place{o.Type.From.Side, o.From}]++
			degrees[place{o.Type.To.Side, o.To}]++
		}
	}
	hubs := map[string]*Hub{}
	for at, n := range degrees {
		c.statistics.Objects[types[at.id].Name].Degrees(at.side).Add(n)
		if hubs[at.id] == nil {
			hubs[at.id] = &Hub{ID: at.id}
		}
		hubs[at.id].Add(at.side.Name, n)
	}
	byType := map[*model.Type][]Hub{}
	for id, h := range hubs {
		byType[types[id]] = append(byType[types[id]], *h)
	}
	for t, list := range byType {
		c.statistics.Objects[t.Name].SetHubs(slices.Values(list))
	}
}

// words adds the words by which entities are searched, except the deprecated ones.
func (c *counter) words(g *Graph, deprecated map[string]bool) {
	entities := map[string]int{}
	fields := SearchedFields(g.Model)
	for _, o := range g.Entities {
		if deprecated[o.ID] {
			continue
		}
		seen := map[string]bool{}
		add := func(text string) {
			for _, w := range model.TextWords(text) {
				if !seen[w] {
					seen[w] = true
					entities[w]++
				}
			}
		}
		for _, f := range fields {
			if f.Scalar != model.Parts {
				add(o.Value(f).Text)
				continue
			}
			for _, part := range o.Objects(f) {
				for _, sub := range SearchedParts(f) {
					add(part.Value(sub).Text)
				}
			}
		}
	}
	c.statistics.Words.SetWords(maps.All(entities))
}
