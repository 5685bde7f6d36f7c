package explore

import (
	"cmp"
	"slices"
	"strconv"

	"whojoins/internal/model"
	"whojoins/internal/wording"
)

// tally counts values, with their labels.
type tally map[string]*Count

func (t tally) add(value, label string, on bool) {
	if value == "" {
		return
	}
	if t[value] == nil {
		t[value] = &Count{Value: value, Label: label, On: on}
	}
	t[value].Count++
}

// list returns the counts, the most frequent first, then by value.
func (t tally) list() []Count {
	list := make([]Count, 0, len(t))
	for _, c := range t {
		list = append(list, *c)
	}
	slices.SortFunc(list, func(x, y Count) int { return cmp.Or(cmp.Compare(y.Count, x.Count), cmp.Compare(x.Value, y.Value)) })
	return list
}

// countTypes counts the candidates by type, those of the types that the view hides too.
func (b *builder) countTypes(t *model.Type, on bool) {
	b.typeCounts.add(t.Enum, b.dictionary.Types(t.Enum, b.options.Language), on)
}

// countRoles counts participations on the stage by role, those of the roles that the view hides too.
func (b *builder) countRoles(links []*Link) {
	counts, roles := tally{}, b.scene.State.Roles
	for _, l := range links {
		if b.model.Participation != nil && l.Type == b.model.Participation.Enum {
			counts.add(l.Role, l.RoleLabel, len(roles) == 0 || slices.Contains(roles, l.Role))
		}
	}
	b.scene.Counts.Roles = counts.list()
}

// finish adds the counts of the stage, the request that returns it, and how much is shown.
func (b *builder) finish() {
	language, s := b.options.Language, b.scene
	via, countries, programmes := tally{}, tally{}, tally{}
	for _, step := range b.steps {
		if t, _ := b.walker.Relation(step.Link); b.onStage(step) {
			via.add(t.Enum, b.dictionary.Type(t.Enum, language), b.via.Has(t))
		}
	}
	for _, n := range s.Nodes {
		for _, code := range n.Countries {
			countries.add(code, wording.Country(code, language), true)
		}
		for _, p := range n.Programmes {
			programmes.add(p.ID, p.Name, true)
		}
	}
	s.Counts.Types, s.Counts.Via, s.Counts.Countries, s.Counts.Programmes = b.typeCounts.list(), via.list(), countries.list(), programmes.list()
	if s.Faults == nil {
		s.Faults = []Fault{}
	}
	s.Address = s.State.Address(Path)
	s.Query = b.query()
	s.Status = b.options.Words("SceneStatus", strconv.Itoa(len(s.Nodes)), strconv.Itoa(s.Cut))
	if s.LinksCut > 0 {
		s.Status += " " + b.options.Words("SceneLinksCut", strconv.Itoa(s.LinksCut))
	}
}
