package question

import (
	"math/rand/v2"

	"whojoins/internal/model"
	"whojoins/internal/store"
)

// Drawer draws variables from a graph in proportion to degree: the ends of a relation
// that is drawn are those that callers meet.
type Drawer struct {
	random    *rand.Rand
	relations map[string][]*store.Object
	entities  map[string]*store.Object
	// joined counts participants of an initiative, and initiatives of a participant.
	joined map[string]int
	// given counts what a funder pays for.
	given map[string]int
	// named counts the entities with a word in their names.
	named map[string]int
}

// NewDrawer makes one whose draws are told by the seed.
func NewDrawer(g *store.Graph, seed uint64) *Drawer {
	d := &Drawer{
		random: rand.New(rand.NewPCG(seed, 0)), relations: map[string][]*store.Object{},
		entities: map[string]*store.Object{}, joined: map[string]int{}, given: map[string]int{}, named: map[string]int{},
	}
	name := g.Model.AnyEntity.Field("name")
	for _, e := range g.Entities {
		d.entities[e.ID] = e
		for _, word := range model.SearchWords(e.Value(name).Text) {
			d.named[word]++
		}
	}
	deprecated := g.Model.AnyRelation.Field("deprecated")
	for _, r := range g.Relations {
		if r.Value(deprecated).Int != 0 {
			continue
		}
		d.relations[r.Type.Name] = append(d.relations[r.Type.Name], r)
		switch r.Type.Name {
		case "Participation":
			d.joined[r.From]++
			d.joined[r.To]++
		case "Funding":
			d.given[r.From]++
		}
	}
	return d
}

// attempts is how often a draw that does not fit is drawn again.
const attempts = 100000

// relation draws one that fits; nil when hardly any does.
func (d *Drawer) relation(of string, fits func(*store.Object) bool) *store.Object {
	list := d.relations[of]
	for i := 0; i < attempts && len(list) > 0; i++ {
		if r := list[d.random.IntN(len(list))]; fits(r) {
			return r
		}
	}
	return nil
}

// is says that the entity with an id is of a type.
func (d *Drawer) is(id, name string) bool { return d.entities[id].Type.Name == name }

// text is a value of an entity.
func (d *Drawer) text(id, field string) string {
	e := d.entities[id]
	var f *model.Field
	if f = e.Type.Field(field); f == nil {
		return ""
	}
	return e.Value(f).Text
}
