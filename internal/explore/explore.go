package explore

import (
	"cmp"
	"context"
	"strings"
	"sync/atomic"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"whojoins/graph"
	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/wording"
)

// MostEntities and MostLinks are the largest numbers of entities and of relations on the stage. One GraphQL
// request can name as many.
const (
	MostEntities = 5000
	MostLinks    = 4900
)

// Runner runs requests, and records them; graphql.Handler is one.
type Runner interface {
	Run(ctx context.Context, r graph.Request, c graph.Caller, s graph.Sink) gqlerror.List
}

// Explorer computes scenes. It is safe for concurrent use.
type Explorer struct {
	engine     *graph.Engine
	runner     Runner
	model      *model.Model
	dictionary *wording.Dictionary
	// details selects what a scene shows of entities and relations.
	details graph.Request
	// maps has the map of the edition that was asked for last.
	maps atomic.Pointer[mapped]
}

// New returns an Explorer that reads from an engine through a runner.
func New(e *graph.Engine, r Runner) *Explorer {
	m := e.Model()
	return &Explorer{engine: e, runner: r, model: m, dictionary: wording.New(m), details: graph.Request{Query: stageQuery(m, "", "of: [], depth: 0")}}
}

// Options are what a scene depends on besides its state.
type Options struct {
	// Language is that of the labels, Words writes the messages in it.
	Language string
	Words    Words
	// Faults are those of the address.
	Faults []Fault
	// Entities and Links bound those on the stage; 0 means MostEntities and MostLinks.
	Entities, Links int
}

// Scene computes the scene of a state. The state of the scene is the one that is shown: without what is
// unknown, and with the ids of the entities that it names. Errors are as callers see them.
func (e *Explorer) Scene(ctx context.Context, c graph.Caller, s *State, o Options) (*Scene, error) {
	o.Entities, o.Links = cmp.Or(o.Entities, MostEntities), cmp.Or(o.Links, MostLinks)
	b := &builder{Explorer: e, options: o, typeCounts: tally{}, scene: &Scene{State: s.clone(), Faults: o.Faults}}
	if errs := e.runner.Run(ctx, estimateOf(s, e.engine.Limits()), c, b); len(errs) > 0 {
		return nil, errs
	}
	return b.scene, nil
}

// estimateOf returns a request that costs about as much as the scene of a state, by which the work is
// estimated before it begins.
func estimateOf(s *State, limits plan.Limits) graph.Request {
	first, links := 2000, 5000
	of := append(append([]string{}, s.Expand...), s.IDs...)
	of = of[:min(len(of), limits.IDs)]
	r, err := graph.NewRequest("query Scene($of: [ID!]!, $first: Int!, $links: Int!) { neighbourhood(of: $of, first: $first, links: $links) { nodes { entity { id name } } links { relation { id } } } }",
		map[string]any{"of": of, "first": first, "links": links})
	if err != nil {
		panic(err) // texts and numbers are always encoded
	}
	return r
}

// stageQuery returns the request for a neighbourhood with what a scene shows of entities and relations.
// declared are the variables of the operation, with parentheses, or empty.
func stageQuery(m *model.Model, declared, arguments string) string {
	var b strings.Builder
	b.WriteString("query Stage" + declared + " { neighbourhood(" + arguments + ") { nodes { degree entity { ")
	selectEntity(&b, m)
	b.WriteString("} } links { from { id } to { id } relation { ")
	selectRelation(&b, m)
	b.WriteString("} } } }")
	return b.String()
}

// selectEntity selects the fields of an entity that a scene shows.
func selectEntity(b *strings.Builder, m *model.Model) {
	b.WriteString("id type name ")
	for _, t := range m.Entities {
		var names []string
		for _, f := range t.Fields {
			switch {
			case f.Parent != nil:
			case f.Derivation.As == model.DerivedCoverage:
				names = append(names, f.Name+" { measure stated comparator recorded complete }")
			case latitude(f) != nil:
				names = append(names, f.Name+" { "+latitude(f).Name+" "+longitude(f).Name+" }")
			case shown(f) || f == city(t):
				names = append(names, f.Name)
			}
		}
		if len(names) > 0 {
			b.WriteString("... on " + t.Name + " { " + strings.Join(names, " ") + " } ")
		}
	}
}

// shown reports whether a scene shows a field of an entity.
func shown(f *model.Field) bool {
	switch f.Role {
	case model.Acronym, model.Country, model.Start, model.Finish, model.Published:
		return true
	}
	return f.Derivation.As == model.DerivedCountries
}

// city returns the field for the town of an entity, which is the first of its places.
func city(t *model.Type) *model.Field { return t.WithRole(model.Place) }

func latitude(f *model.Field) *model.Field  { return leaf(f, model.Latitude) }
func longitude(f *model.Field) *model.Field { return leaf(f, model.Longitude) }

func leaf(f *model.Field, role model.Role) *model.Field {
	for _, l := range f.Leaves {
		if l.Role == role {
			return l
		}
	}
	return nil
}

// selectRelation selects the fields of a relation that a scene shows: its dates, its key, and its title.
func selectRelation(b *strings.Builder, m *model.Model) {
	b.WriteString(commonFields(m))
	for _, t := range m.Relations {
		if own := ownFields(t); own != "" {
			b.WriteString("... on " + t.Name + " { " + own + "} ")
		}
	}
}

// relationSelection selects the same fields of relations of one type, and their ends.
func relationSelection(m *model.Model, t *model.Type) string {
	return commonFields(m) + ownFields(t) + t.From.Name + " { id } " + t.To.Name + " { id }"
}

func commonFields(m *model.Model) string {
	any := m.AnyRelation
	return "id type " + any.WithRole(model.Start).Name + " " + any.WithRole(model.Finish).Name + " disputed "
}

func ownFields(t *model.Type) (names string) {
	for _, f := range t.Key {
		names += f.Name + " "
	}
	if f := t.Field(titleField); f != nil {
		names += f.Name + " "
	}
	return names
}

// titleField is the name of the field that has the word of the source for a role.
const titleField = "title"
