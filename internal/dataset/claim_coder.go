package dataset

import (
	"whojoins/internal/dataset/statement"
	"whojoins/internal/model"
	"whojoins/internal/store"
)

// claims writes the claims of a record.
func (c *coder) claims(list []claim) {
	c.number(uint64(len(list)))
	var last *provenance
	var at line
	for i := range list {
		one := &list[i]
		if c.flag(one.provenance != last); one.provenance != last {
			c.provenance(one.provenance)
			last = one.provenance
		}
		if c.flag(one.line != at); one.line != at {
			c.line(one.line)
			at = one.line
		}
		c.field(one.field)
		c.cells(one.cells)
		same := len(one.cells) == 1 && one.cells[0].Value.Text == one.text
		if c.flag(same); !same {
			c.text(one.text)
		}
	}
}

func (c *coder) provenance(p *provenance) {
	c.text(p.source)
	c.text(p.locator)
	c.text(p.date)
	c.signed(int64(p.day))
	c.number(uint64(p.rank))
	c.flag(p.ranked)
	c.signed(int64(p.authority))
}

func (c *coder) line(l line) {
	c.number(uint64(l.file))
	c.number(uint64(l.line))
}

// claimDecoder reads the claims of one subject after the other. What it returns is valid until
// release.
type claimDecoder struct {
	decoder
	claims []claim
	cells  []store.Cell
}

func (d *claimDecoder) release() { d.claims, d.cells = d.claims[:0], d.cells[:0] }

// read appends the claims of a record to those of the subject.
func (d *claimDecoder) read() (list []claim) {
	start := len(d.claims)
	var p *provenance
	var at line
	for range d.number() {
		if d.flag() {
			p = d.provenance()
		}
		if d.flag() {
			at = d.line()
		}
		one := claim{provenance: p, line: at, field: d.field()}
		d.cells, one.cells = d.decoder.cells(d.cells)
		if d.flag() {
			one.text = one.cells[0].Value.Text
		} else {
			one.text = d.text()
		}
		d.claims = append(d.claims, one)
	}
	return d.claims[start:len(d.claims):len(d.claims)]
}

func (d *claimDecoder) provenance() *provenance {
	return &provenance{source: d.text(), locator: d.text(), date: d.text(), day: model.Days(d.signed()),
		rank: uint8(d.number()), ranked: d.flag(), authority: statement.Authority(d.signed())}
}

func (d *claimDecoder) line() line { return line{file: int32(d.number()), line: int32(d.number())} }
