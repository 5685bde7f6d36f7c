package graph

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"

	"whojoins/internal/model"
	"whojoins/internal/store"
)

// writer generates objects. Its draws depend only on the seed and the object, so that every
// iteration returns the same objects, in whatever order.
type writer struct {
	*rand.Rand
	s      *Synthetic
	source *rand.PCG
	common *rand.Zipf
}

func newWriter(s *Synthetic) *writer {
	w := &writer{s: s, source: rand.NewPCG(s.seed, 0)}
	w.Rand = rand.New(w.source)
	w.common = rand.NewZipf(w.Rand, lexiconSteep, lexiconSpread, lexiconSize-1)
	return w
}

// chance returns true in the given percentage of calls.
func (w *writer) chance(percent int) bool { return w.IntN(100) < percent }

// object is an object whose fields are set by name.
type object struct {
	*store.Object
	typ *model.Type
}

// field returns a field of the type. It panics if the type lacks it, which is a bug in this
// package.
func (o *object) field(name string) *model.Field {
	f := o.typ.AnyField(name)
	if f == nil {
		panic(o.typ.Name + " has no field " + name)
	}
	return f
}

func (o *object) value(name string, v model.Value) {
	o.Cells = append(o.Cells, store.Cell{Field: o.field(name), Value: v})
}

// text sets a field of any kind that is stored as text.
func (o *object) text(name, text string) {
	f := o.field(name)
	o.Cells = append(o.Cells, store.Cell{Field: f, Value: model.Value{Kind: f.Scalar, Text: text}})
}

func (o *object) words(name string, words ...string) {
	f := o.field(name)
	list := store.List{Field: f, Values: make([]model.Value, len(words))}
	for i, word := range words {
		list.Values[i] = model.Value{Kind: f.Scalar, Text: word}
	}
	o.Lists = append(o.Lists, list)
}

// money sets a field of type Money to a sum in euros.
func (o *object) money(name string, cents int64) {
	for _, leaf := range o.field(name).Leaves {
		v := model.TextValue("EUR")
		if leaf.Scalar == model.Cents {
			v = model.CentsValue(cents)
		}
		o.Cells = append(o.Cells, store.Cell{Field: leaf, Value: v})
	}
}

// parts sets a field to a list of count objects, which fill fills in.
func (o *object) parts(name string, count int, fill func(i int, part *object)) {
	f := o.field(name)
	list := store.PartList{Field: f, Objects: make([]*store.Object, count)}
	for i := range list.Objects {
		part := object{&store.Object{}, f.Object}
		fill(i, &part)
		list.Objects[i] = part.Object
	}
	o.Parts = append(o.Parts, list)
}

// stated fills in a part that names the source of a statement.
func (w *writer) stated(part *object, rank string, source int) {
	sources := w.s.of("Source")
	part.Refs = []store.Ref{{Field: part.field("source"), ID: sources.id(source)}}
	part.text("rank", rank)
	part.text("date", w.day(2018, 8))
	part.text("locator", fmt.Sprintf("row %d", 1+w.IntN(100_000)))
}

// evidence adds the statements about an object in their order: by date, newest first, then
// by source.
func (w *writer) evidence(o *object, rank string) {
	count := 1
	if w.chance(12) {
		count = 2
	}
	count = min(count, w.s.of("Source").count)
	first := w.IntN(w.s.of("Source").count)
	o.parts("evidence", count, func(i int, part *object) {
		w.stated(part, rank, (first+i)%w.s.of("Source").count)
	})
	list := o.Parts[len(o.Parts)-1]
	date, source := list.Field.Object.Field("date"), list.Field.Object.Field("source")
	slices.SortFunc(list.Objects, func(a, b *store.Object) int {
		return cmp.Or(cmp.Compare(b.Value(date).Text, a.Value(date).Text), cmp.Compare(a.Ref(source), b.Ref(source)))
	})
}

// day draws a day from a number of years.
func (w *writer) day(year, years int) string {
	return fmt.Sprintf("%04d-%02d-%02d", year+w.IntN(years), 1+w.IntN(12), 1+w.IntN(28))
}

// someDay draws a date with the precision of a day, a month or a year.
func (w *writer) someDay(year, years int) string {
	day := w.day(year, years)
	switch w.IntN(5) {
	case 0:
		return day[:4]
	case 1:
		return day[:7]
	}
	return day
}
