package dataset

import (
	"whojoins/internal/model"
	"whojoins/internal/store"
)

// object writes an entity, a relation or a part of one. The type of an entity or a relation is
// written before it.
func (c *coder) object(o *store.Object) {
	c.text(o.ID)
	c.text(o.From)
	c.text(o.To)
	c.cells(o.Cells)
	c.number(uint64(len(o.Lists)))
	for _, l := range o.Lists {
		c.field(l.Field)
		c.number(uint64(len(l.Values)))
		for _, v := range l.Values {
			c.value(v)
		}
	}
	c.number(uint64(len(o.Parts)))
	for _, p := range o.Parts {
		c.field(p.Field)
		c.number(uint64(len(p.Objects)))
		for _, part := range p.Objects {
			c.object(part)
		}
	}
	c.number(uint64(len(o.Refs)))
	for _, r := range o.Refs {
		c.field(r.Field)
		c.text(r.ID)
	}
}

// objectDecoder reads entities and relations one after the other. The memory of one, with all of its
// parts, is reused for the next.
type objectDecoder struct {
	decoder
	types   []*model.Type
	objects []store.Object
	parts   []*store.Object
	lists   []store.PartList
	cells   []store.Cell
	refs    []store.Ref
}

// read reads an entity or a relation, which is valid until the next call.
func (d *objectDecoder) read(record string) *store.Object {
	d.from = record
	d.objects, d.parts, d.lists, d.cells, d.refs = d.objects[:0], d.parts[:0], d.lists[:0], d.cells[:0], d.refs[:0]
	t := d.types[d.number()]
	o := d.object()
	o.Type = t
	return o
}

func (d *objectDecoder) object() *store.Object {
	d.objects = append(d.objects, store.Object{})
	o := &d.objects[len(d.objects)-1] // stays valid if the list moves, since nothing reads it there
	o.ID, o.From, o.To = d.text(), d.text(), d.text()
	d.cells, o.Cells = d.decoder.cells(d.cells)
	for range d.number() {
		l := store.List{Field: d.field()}
		for range d.number() {
			l.Values = append(l.Values, d.value())
		}
		o.Lists = append(o.Lists, l)
	}
	o.Parts = d.partLists(int(d.number()))
	start := len(d.refs)
	for range d.number() {
		f := d.field()
		d.refs = append(d.refs, store.Ref{Field: f, ID: d.text()})
	}
	o.Refs = d.refs[start:len(d.refs):len(d.refs)]
	return o
}

// partLists reads the parts of an object. Each part may have parts of its own, which follow in the
// lists.
func (d *objectDecoder) partLists(n int) []store.PartList {
	first := len(d.lists)
	d.lists = append(d.lists, make([]store.PartList, n)...)
	for k := range n {
		f, n := d.field(), int(d.number())
		start := len(d.parts)
		d.parts = append(d.parts, make([]*store.Object, n)...)
		for i := range n {
			part := d.object()
			d.parts[start+i] = part
		}
		d.lists[first+k] = store.PartList{Field: f, Objects: d.parts[start : start+n : start+n]}
	}
	return d.lists[first : first+n : first+n]
}
