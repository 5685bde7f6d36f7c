package explore

import (
	"bytes"
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"whojoins/internal/answer"
	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
	"whojoins/internal/wording"
)

// detailsAnswer is the answer to Explorer.details.
type detailsAnswer struct {
	Nodes []struct {
		Degree int
		Entity answer.Object
	}
	Links []struct {
		Relation answer.Object
		From, To struct{ ID string }
	}
}

// read reads what the scene shows of the entities and the relations on the stage.
func (b *builder) read() error {
	ids := make([]string, len(b.nodes))
	for i, n := range b.nodes {
		_, ids[i] = b.walker.Entity(n)
	}
	links, err := b.links()
	if err != nil {
		return err
	}
	var found detailsAnswer
	if err := b.details(ids, links, &found); err != nil {
		return err
	}
	at := make(map[string]int, len(ids))
	for i, id := range ids {
		at[id] = i
	}
	b.scene.Nodes, b.scene.Links = make([]*Node, len(ids)), []*Link{}
	for _, n := range found.Nodes {
		i := at[n.Entity.Text("id")]
		b.scene.Nodes[i] = b.node(n.Entity, n.Degree, b.nodes[i])
	}
	for _, l := range found.Links {
		b.scene.Links = append(b.scene.Links, b.link(l.Relation, b.scene.Nodes[at[l.From.ID]], b.scene.Nodes[at[l.To.ID]]))
	}
	b.cutLinks()
	return nil
}

func (b *builder) details(ids []string, links map[string]bool, into *detailsAnswer) error {
	plans, err := b.answer.Plans(b.Explorer.details)
	if err != nil {
		return err
	}
	data, err := b.answer.Data(b.ctx, plans[0].Stage(ids, links))
	if err != nil {
		return err
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	return d.Decode(into)
}

// onStage reports whether a step is a relation between two entities on the stage, once for each.
func (b *builder) onStage(s store.Step) bool {
	_, near := b.at[s.Near]
	_, far := b.at[s.Far]
	return s.Forward && near && far
}

// links returns the ids of the relations to show, before any are cut and before roles are known.
func (b *builder) links() (map[string]bool, error) {
	steps := b.steps
	if on := b.scene.State.On; on != "" {
		day, _, err := model.ParseDate(on)
		if err != nil {
			return nil, err // it was read without a fault
		}
		degrees, err := b.walker.DegreesByType(b.ctx, b.nodes, b.via)
		if err != nil {
			return nil, err
		}
		starting, ending, _ := degrees.Narrower(b.via)
		if steps, err = b.walker.Among(b.ctx, b.nodes, starting, ending, &day, nil); err != nil {
			return nil, err
		}
	}
	var all []string
	order := map[string]int{} // those at entities that the address names come first
	for _, s := range steps {
		if t, id := b.walker.Relation(s.Link); b.via.Has(t) && b.onStage(s) {
			all = append(all, id)
			if !b.names(s.Near) && !b.names(s.Far) {
				order[id] = 1
			}
		}
	}
	// The roles of very many relations are not read, so that hidden ones may be among those that are cut.
	if most := readLinks * b.options.Links; len(all) > most {
		slices.SortFunc(all, func(x, y string) int {
			return cmp.Or(cmp.Compare(order[x], order[y]), strings.Compare(x, y))
		})
		b.scene.LinksCut, all = len(all)-most, all[:most]
	}
	links := make(map[string]bool, len(all))
	for _, id := range all {
		links[id] = true
	}
	return links, b.answer.Work().Add(len(steps) * plan.UnitsRef)
}

// readLinks is how many times as many relations as are shown are read.
const readLinks = 4

// names reports whether the address names an entity, or a path of its leads there.
func (b *builder) names(n store.Node) bool { return b.ids[n] || b.expand[n] || b.path[n] }

// cutLinks counts the relations on the stage by role, hides those of other roles, and cuts those beyond
// the bound: those on the path stay, then those at entities that the address names, then by id.
func (b *builder) cutLinks() {
	all := b.scene.Links
	b.countRoles(all)
	if roles := b.scene.State.Roles; len(roles) > 0 {
		all = slices.DeleteFunc(all, func(l *Link) bool {
			return l.Type == b.model.Participation.Enum && !slices.Contains(roles, l.Role)
		})
	}
	if most := b.options.Links; len(all) > most {
		b.scene.LinksCut += len(all) - most
		named := map[string]bool{}
		for i, n := range b.nodes {
			named[b.scene.Nodes[i].ID] = b.names(n)
		}
		first := func(l *Link) int {
			switch {
			case l.OnPath:
				return 0
			case named[l.From] || named[l.To]:
				return 1
			}
			return 2
		}
		slices.SortStableFunc(all, func(x, y *Link) int { return cmp.Compare(first(x), first(y)) })
		all = all[:most]
		slices.SortFunc(all, func(x, y *Link) int { return strings.Compare(x.ID, y.ID) })
	}
	b.scene.Links = all
	by := make(map[string]*Node, len(b.scene.Nodes))
	for _, n := range b.scene.Nodes {
		by[n.ID] = n
	}
	for _, l := range all {
		by[l.From].Links++
		by[l.To].Links++
	}
}

// node returns an entity as the scene shows it.
func (b *builder) node(o answer.Object, degree int, at store.Node) *Node {
	language := b.options.Language
	n := &Node{
		ID: o.Text("id"), Type: o.Text("type"), Name: o.Text("name"), Countries: []string{}, Programmes: []Named{}, Degree: degree,
		Requested: b.ids[at], Expanded: b.expand[at], OnPath: b.path[at],
	}
	n.TypeLabel = b.dictionary.Type(n.Type, language)
	t, _ := b.walker.Entity(at)
	for _, f := range t.Fields {
		switch {
		case f.Parent != nil:
		case f.Role == model.Acronym:
			n.Acronym = o.Text(f.Name)
		case f.Role == model.Country:
			n.Country = o.Text(f.Name)
		case f.Derivation.As == model.DerivedCountries:
			n.Countries = append(n.Countries, o.Texts(f.Name)...)
		case f.Role == model.Start, f.Role == model.Published:
			n.Start = o.Text(f.Name)
		case f.Role == model.Finish:
			if days := o.Texts(f.Name); len(days) > 0 {
				n.End = slices.Max(days)
			}
		case f.Derivation.As == model.DerivedCoverage:
			n.Coverage = coverageOf(o.Object(f.Name), language)
		case latitude(f) != nil && o.Object(f.Name) != nil:
			n.Location = &Location{o.Object(f.Name).Number(latitude(f).Name), o.Object(f.Name).Number(longitude(f).Name)}
		case f == city(t):
			n.City = o.Text(f.Name)
		}
	}
	if len(n.Countries) == 0 && n.Country != "" {
		n.Countries = append(n.Countries, n.Country)
	}
	names := make([]string, len(n.Countries))
	for i, code := range n.Countries {
		names[i] = wording.Country(code, language)
	}
	n.CountryLabel = strings.Join(names, ", ")
	return n
}

// coverageOf returns how many participants are on record; nil for null.
func coverageOf(o answer.Object, language string) *Coverage {
	if o == nil {
		return nil
	}
	w := wording.Coverage{Measure: o.Text("measure"), Comparator: o.Text("comparator"), Recorded: int(o.Number("recorded")), Complete: o.True("complete")}
	if o.Text("stated") != "" {
		stated := int(o.Number("stated"))
		w.Stated = &stated
	}
	return &Coverage{w.Recorded, w.Stated, w.Comparator, w.Complete, w.In(language)}
}

// link returns a relation as the scene shows it.
func (b *builder) link(o answer.Object, from, to *Node) *Link {
	language, any := b.options.Language, b.model.AnyRelation
	l := &Link{
		ID: o.Text("id"), Type: o.Text("type"), From: from.ID, To: to.ID, Title: o.Text(titleField),
		Since: o.Text(any.WithRole(model.Start).Name), Until: o.Text(any.WithRole(model.Finish).Name), Disputed: o.True("disputed"),
	}
	l.TypeLabel = b.dictionary.Type(l.Type, language)
	l.OnPath = b.scene.Path != nil && slices.Contains(b.scene.Path.Links, l.ID)
	t := b.relation(l.Type)
	for _, f := range t.Key {
		switch {
		case f.Enum != nil:
			if l.Role = o.Text(f.Name); l.Role != "" {
				l.RoleLabel = b.dictionary.Enum(f.Enum, l.Role, language)
			}
		case t.Field(titleField) != nil:
			l.WorkPackage = o.Text(f.Name)
		case l.Title == "":
			l.Title = o.Text(f.Name)
		}
	}
	since, until := l.Since, l.Until
	if within := t.Within; within != nil {
		bound := to
		if within.First {
			bound = from
		}
		since, until = cmp.Or(since, bound.Start), cmp.Or(until, bound.End)
	}
	if first, _, err := model.ParseDate(since); since != "" && err == nil {
		l.ActiveFrom = model.FormatDay(first)
	}
	if _, last, err := model.ParseDate(until); until != "" && err == nil {
		l.ActiveUntil = model.FormatDay(last)
	}
	return l
}

// relation returns the type of relations with a name.
func (b *builder) relation(name string) *model.Type {
	return b.model.Relations[slices.IndexFunc(b.model.Relations, func(t *model.Type) bool { return t.Enum == name })]
}
