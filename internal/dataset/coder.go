package dataset

import (
	"encoding/binary"
	"math"

	"whojoins/internal/model"
	"whojoins/internal/store"
)

// coder writes values, claims and objects as bytes, of which a graph of millions of claims takes a
// tenth of the memory. What is written is only read by a reader with the same fields.
type coder struct {
	to     []byte
	fields *fieldNumbers
}

// fieldNumbers numbers the fields that occur, from 1 on; nil is 0.
type fieldNumbers struct {
	list    []*model.Field
	numbers map[*model.Field]uint64
}

func newFieldNumbers() *fieldNumbers {
	return &fieldNumbers{list: []*model.Field{nil}, numbers: map[*model.Field]uint64{nil: 0}}
}

func (c *coder) number(n uint64) { c.to = binary.AppendUvarint(c.to, n) }
func (c *coder) signed(n int64)  { c.to = binary.AppendVarint(c.to, n) }

func (c *coder) flag(b bool) {
	n := uint64(0)
	if b {
		n = 1
	}
	c.number(n)
}

func (c *coder) text(s string) {
	c.number(uint64(len(s)))
	c.to = append(c.to, s...)
}

func (c *coder) field(f *model.Field) {
	n, known := c.fields.numbers[f]
	if !known {
		n = uint64(len(c.fields.list))
		c.fields.list = append(c.fields.list, f)
		c.fields.numbers[f] = n
	}
	c.number(n)
}

func (c *coder) value(v model.Value) {
	c.number(uint64(v.Kind))
	switch v.Kind {
	case 0:
	case model.Int, model.Boolean, model.Cents:
		c.signed(v.Int)
	case model.Float:
		c.to = binary.LittleEndian.AppendUint64(c.to, math.Float64bits(v.Float))
	default:
		c.text(v.Text)
	}
}

func (c *coder) cells(list []store.Cell) {
	c.number(uint64(len(list)))
	for i := range list {
		c.field(list[i].Field)
		c.value(list[i].Value)
	}
}

// decoder reads what a coder has written. Its texts share the memory of one record.
type decoder struct {
	from   string
	fields *fieldNumbers
}

func (d *decoder) number() uint64 {
	var n uint64
	for shift := 0; ; shift += 7 {
		b := d.from[0]
		d.from = d.from[1:]
		n |= uint64(b&0x7f) << shift
		if b < 0x80 {
			return n
		}
	}
}

func (d *decoder) signed() int64 {
	n := d.number()
	return int64(n>>1) ^ -int64(n&1)
}

func (d *decoder) flag() bool { return d.number() != 0 }

func (d *decoder) text() string {
	n := d.number()
	s := d.from[:n]
	d.from = d.from[n:]
	return s
}

func (d *decoder) field() *model.Field { return d.fields.list[d.number()] }

func (d *decoder) value() model.Value {
	v := model.Value{Kind: model.Scalar(d.number())}
	switch v.Kind {
	case 0:
	case model.Int, model.Boolean, model.Cents:
		v.Int = d.signed()
	case model.Float:
		bits := uint64(0)
		for i := range 8 {
			bits |= uint64(d.from[i]) << (8 * i)
		}
		v.Float, d.from = math.Float64frombits(bits), d.from[8:]
	default:
		v.Text = d.text()
	}
	return v
}

// cells appends cells to a list, and returns both the list and its new part.
func (d *decoder) cells(all []store.Cell) (list, part []store.Cell) {
	start := len(all)
	for range d.number() {
		f := d.field()
		all = append(all, store.Cell{Field: f, Value: d.value()})
	}
	return all, all[start:len(all):len(all)]
}
