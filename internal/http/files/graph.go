package files

import (
	"fmt"
	"net/url"

	"whojoins/graph"
	"whojoins/internal/format"
	"whojoins/internal/http/graphql"
	"whojoins/internal/plan"
)

// wholeGraph is the name of the file of the whole graph: every entity, and every relation that is
// not deprecated.
const wholeGraph = "graph"

// graphLink makes the request of the address of the whole graph: a list of all entities, and one of
// the relations of each type, all from one state of the dataset.
func (h *Handler) graphLink(f *File, values url.Values) error {
	if f.Format.Network == nil {
		return plan.Errorf(plan.NotFound, "use "+ExportPath+wholeGraph+".zip, which has tables of all nodes and links, or the lists, such as "+ExportPath+"allEntities."+f.Format.Extension,
			"the whole graph is a network, and %s is a format of lists", f.Format.Extension)
	}
	for name := range values {
		if name != paramAbout {
			return plan.Errorf(plan.BadUserInput, "leave it out, or export a list with it, such as "+ExportPath+"participations."+f.Format.Extension,
				"there is no parameter %.40q for the whole graph", name)
		}
	}
	f.graph = true
	m, limits := h.engine.Model(), h.engine.Limits()
	s := &selector{model: m, limits: &limits}
	s.b.WriteString("query Export { ")
	fmt.Fprintf(&s.b, "%s(first: 1) { nodes { ", m.AnyEntity.Many)
	s.plain(m.AnyEntity)
	s.b.WriteString("} } ")
	for _, t := range m.Relations {
		fmt.Fprintf(&s.b, "%s(first: 1) { nodes { ", t.Many)
		s.plain(t)
		s.b.WriteString("} } ")
	}
	s.b.WriteString("}")
	f.Request.Query = s.b.String()
	return nil
}

// newGraphSink returns the sink of the whole graph; see newSink.
func newGraphSink(e *graph.Engine, p *graph.Prepared, f File, at graphql.Address) (*sink, error) {
	plans, err := p.Plans()
	if err != nil {
		return nil, err
	}
	limits := e.Limits()
	s := &sink{file: f, at: at, model: e.Model(), prepared: p, whole: true, limit: limits.AnswerBytes, fileBytes: limits.FileBytes}
	if s.network, err = format.NewNetwork(e.Model(), f.Format.Identifiers, plans...); err != nil {
		return nil, err
	}
	s.plan, s.others = s.network.Plans()[0], s.network.Plans()[1:]
	return s, nil
}
