package question

import (
	"math/rand/v2"

	"whojoins/internal/model"
	"whojoins/internal/store"
)

// Drawer draws variables from a graph in proportion to degree: it draws a relation, and uses
// one of its ends.
type Drawer struct {
	random    *rand.Rand
	relations map[string][]*store.Object
	entities  map[string]*store.Object
	// joined has the number of participations of each initiative and of each participant.
	joined map[string]int
	// members has the participants of each initiative.
	members map[string]map[string]bool
	// given has the number of fundings of each funder.
	given map[string]int
	// named has the number of entities whose names contain each word.
	named map[string]int
}

// NewDrawer returns a Drawer whose draws are determined by the seed.
func NewDrawer(g *store.Graph, seed uint64) *Drawer {
	d := &Drawer{
		random: rand.New(rand.NewPCG(seed, 0)), relations: map[string][]*store.Object{},
		entities: map[string]*store.Object{}, joined: map[string]int{}, members: map[string]map[string]bool{}, given: map[string]int{}, named: map[string]int{},
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
			if d.members[r.To] == nil {
				d.members[r.To] = map[string]bool{}
			}
			d.members[r.To][r.From] = true
		case "Funding":
			d.given[r.From]++
		}
	}
	return d
}

// attempts is the largest number of draws until one fits.
const attempts = 100000

// relation draws a relation that fits, or returns nil if attempts draws yield none.
func (d *Drawer) relation(of string, fits func(*store.Object) bool) *store.Object {
	list := d.relations[of]
	for i := 0; i < attempts && len(list) > 0; i++ {
		if r := list[d.random.IntN(len(list))]; fits(r) {
			return r
		}
	}
	return nil
}

// is reports whether the entity with an id has the type with a name.
func (d *Drawer) is(id, name string) bool { return d.entities[id].Type.Name == name }

// text returns the value of an entity's field.
func (d *Drawer) text(id, field string) string {
	e := d.entities[id]
	var f *model.Field
	if f = e.Type.Field(field); f == nil {
		return ""
	}
	return e.Value(f).Text
}

// Institute returns the id of an institute, drawn by its participations.
func (d *Drawer) Institute() string {
	return d.relation("Participation", func(r *store.Object) bool { return d.is(r.From, "Institute") }).From
}

// Participant returns the id of an actor, drawn by its participations.
func (d *Drawer) Participant() string {
	return d.relation("Participation", func(*store.Object) bool { return true }).From
}

// Text returns the value of an entity's field; "" if it has none.
func (d *Drawer) Text(id, field string) string { return d.text(id, field) }

// commonest is the largest number of entities whose names contain a drawn word. Nobody searches
// for a word as common as "institute".
const commonest = 500

// Word returns a word of the name of an actor that more names contain than a page shows.
func (d *Drawer) Word() string {
	word := ""
	d.relation("Participation", func(r *store.Object) bool {
		for _, w := range model.SearchWords(d.text(r.From, "name")) {
			if d.named[w] > 10 && d.named[w] <= commonest {
				word = w
			}
		}
		return word != ""
	})
	return word
}
