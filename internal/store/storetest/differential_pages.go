package storetest

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"whojoins/internal/model"
)

// reader reads a list page by page.
type reader struct {
	*differ
	// before and after are the text of the query before and after the list, whose key is
	// "list".
	before, after string
	filter        string
	most          int
}

// pages follows the cursors of a list, at the root or of an entity, forward and backward. It
// describes the difference if the pages together are not the whole list.
func (d *differ) pages(w *reader) string {
	whole, err := w.page(1000, "first", "")
	if overLimit(err) {
		d.refused.Add(1)
		return ""
	}
	if err == nil {
		// A long list would need too many small pages.
		w.most = min(w.most+whole.TotalCount/4, 1000)
		err = w.both(whole.TotalCount)
	}
	if err != nil {
		return fmt.Sprintf("%v\nin pages of %d of %s", err, w.most, w.query(w.most, "first", ""))
	}
	return ""
}

// list returns a random list: of a root field, or of an entity on one of its sides.
func (d *differ) list() *reader {
	g := d.generator
	w := &reader{differ: d, before: "{ ", after: " }", most: 1 + g.IntN(4)}
	var lists []*model.Type
	lists = append(append(append(lists, d.m.Entities...), d.m.Interfaces...), d.m.Relations...)
	t := lists[g.IntN(len(lists))]
	name := t.Many
	if len(g.refs) > 0 && t.Kind == model.Relation && g.chance(2) {
		end := []*model.End{t.From, t.To}[g.IntN(2)]
		if id := g.entity(end.Target); id != "" {
			w.before, w.after = fmt.Sprintf("{ entity(id: %q) { ... on %s { ", id, end.Target.Name), " } } }"
			name = end.Side.Name
		}
	}
	var keys []*input
	for range g.IntN(3) {
		keys = append(keys, g.sortKey(t.Name+"Sort"))
	}
	where := &input{value: []named{}}
	if g.chance(3) {
		where = g.where(t, 2)
	}
	w.before += "list: " + name
	w.filter = fmt.Sprintf("where: %s, sort: %s", where.literal(), (&input{value: keys}).literal())
	return w
}

// entity returns the id of one of the entities of a type with the most relations, or "".
func (g *generator) entity(t *model.Type) (id string) {
	o := g.oracle.(*oracle)
	most := -1
	for _, e := range o.graph.Entities {
		n := 0
		for _, s := range e.Type.Sides {
			n += o.count(e, s, false, nil)
		}
		if t.Types.Has(e.Type) && n > most && (id == "" || !g.chance(3)) {
			id, most = e.ID, n
		}
	}
	return id
}

func (w *reader) query(size int, direction, cursor string) string {
	page := fmt.Sprintf("%s: %d", direction, size)
	if cursor != "" {
		page += fmt.Sprintf(", %s: %q", map[string]string{"first": "after", "last": "before"}[direction], cursor)
	}
	return fmt.Sprintf("%s(%s, %s) { totalCount edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }%s",
		w.before, page, w.filter, w.after)
}

// answeredPage is a page as a caller receives it.
type answeredPage struct {
	TotalCount int
	Edges      []answeredEdge
	PageInfo   struct {
		HasNextPage, HasPreviousPage bool
		StartCursor, EndCursor       string
	}
}

type answeredEdge struct {
	Cursor string
	Node   struct{ ID string }
}

func (p *answeredPage) ids() (ids []string) {
	for _, e := range p.Edges {
		ids = append(ids, e.Node.ID)
	}
	return ids
}

// page reads a page from both stores, and expects the same.
func (w *reader) page(size int, direction, cursor string) (*answeredPage, error) {
	query := w.query(size, direction, cursor)
	want, got, err := w.answers(query, nil)
	if err != nil {
		return nil, err
	}
	if string(want) != string(got) {
		return nil, errors.New(w.difference(query, nil))
	}
	var data map[string]json.RawMessage
	for text := json.RawMessage(got); ; text = data["entity"] {
		data = nil
		if err := json.Unmarshal(text, &data); err != nil {
			return nil, fmt.Errorf("%s: %s: %w", query, got, err)
		}
		if list, ok := data["list"]; ok {
			p := &answeredPage{}
			return p, json.Unmarshal(list, p)
		}
	}
}

// both reads the list in small pages forward and backward, and expects the whole list.
func (w *reader) both(total int) error {
	whole, err := w.walk("first", total, 1000)
	if err != nil {
		return err
	}
	for _, direction := range []string{"first", "last"} {
		ids, err := w.walk(direction, total, w.most)
		if err != nil {
			return err
		}
		if len(ids) != total || !slices.Equal(whole, ids) {
			return fmt.Errorf("by %q, the pages together are not the whole list of %d:\nwhole: %q\npages: %q", direction, total, whole, ids)
		}
	}
	return nil
}

// walk reads all pages of a list, and returns their ids in the order of the list.
func (w *reader) walk(direction string, total, size int) (ids []string, err error) {
	for cursor := ""; ; {
		p, err := w.page(size, direction, cursor)
		if err != nil {
			return nil, err
		}
		more := p.PageInfo.HasNextPage
		if cursor = p.PageInfo.EndCursor; direction == "first" {
			ids = append(ids, p.ids()...)
		} else {
			ids, more, cursor = append(p.ids(), ids...), p.PageInfo.HasPreviousPage, p.PageInfo.StartCursor
		}
		if !more {
			return ids, nil
		}
		if len(p.Edges) == 0 || len(ids) > total {
			return nil, fmt.Errorf("by %q, there is always a further page, after %d of %d rows", direction, len(ids), total)
		}
	}
}
