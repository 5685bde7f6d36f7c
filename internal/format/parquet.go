package format

import (
	"encoding/json"
	"slices"
	"strconv"
	"time"

	"github.com/parquet-go/parquet-go"

	"whojoins/internal/plan"
	"whojoins/internal/result"
	"whojoins/internal/store"
)

// Bounds of a row group, which is in memory until it is sent. Readers read them in parallel.
const (
	groupRows  = 100_000
	groupBytes = 8 << 20
)

// parquetList writes Parquet (https://parquet.apache.org/docs/file-format/), whose columns have
// types: INT64, DOUBLE, BOOLEAN, and DATE for columns of full days alone. All others are text, also
// dates that may be months or years, identifiers and lists. The description is in the metadata.
type parquetList struct {
	w     Output
	table *result.Table
	kinds []result.CellKind
	file  *parquet.GenericWriter[any]
	row   parquet.Row
	// bytes is the number of bytes of cells in the row group, rows that of its rows.
	bytes, rows int
}

func newParquet(w Output) List { return &parquetList{w: w} }

func (p *parquetList) Begin(a *About, of *plan.Plan, _ bool) (err error) {
	if p.table, err = p.w.table(of); err != nil {
		return err
	}
	p.kinds = p.table.Kinds()
	columns := columnOrder{Group: parquet.Group{}, names: p.table.Columns()}
	for i, name := range columns.names {
		columns.Group[name] = parquet.Optional(columnNode(p.kinds[i]))
	}
	p.file = parquet.NewGenericWriter[any](packing{p.w}, parquet.NewSchema("list", columns), parquet.Compression(&parquet.Snappy), parquet.CreatedBy("Whojoins", a.Version, ""))
	for _, pair := range a.Pairs() {
		p.file.SetKeyValueMetadata(pair.Name, pair.Text)
	}
	sources, err := json.Marshal(a.Sources)
	if err != nil {
		return err
	}
	p.file.SetKeyValueMetadata("sources", string(sources))
	return nil
}

// columnOrder is a group whose fields keep their order. That of the library sorts them by name.
type columnOrder struct {
	parquet.Group
	names []string
}

// Fields implements parquet.Node.
func (c columnOrder) Fields() []parquet.Field {
	fields := c.Group.Fields()
	place := make(map[string]int, len(c.names))
	for i, name := range c.names {
		place[name] = i
	}
	slices.SortFunc(fields, func(a, b parquet.Field) int { return place[a.Name()] - place[b.Name()] })
	return fields
}

func columnNode(kind result.CellKind) parquet.Node {
	switch kind {
	case result.WholeCell:
		return parquet.Int(64)
	case result.NumberCell:
		return parquet.Leaf(parquet.DoubleType)
	case result.TruthCell:
		return parquet.Leaf(parquet.BooleanType)
	case result.DayCell:
		return parquet.Date()
	case result.TextCell, result.DateCell:
	}
	return parquet.Encoded(parquet.String(), &parquet.RLEDictionary)
}

func (p *parquetList) Page(c store.Cursor, limit int) error {
	return p.table.Each(c, limit, p.w.Work, func(cells [][]byte) error {
		p.row = p.row[:0]
		for i, cell := range cells {
			value, err := columnValue(cell, p.kinds[i])
			if err != nil {
				return err
			}
			present := 1
			if value.IsNull() {
				present = 0
			}
			p.row = append(p.row, value.Level(0, present, i))
			p.bytes += len(cell) + 1
		}
		if _, err := p.file.WriteRows([]parquet.Row{p.row}); err != nil {
			return err
		}
		if p.rows++; p.rows < groupRows && p.bytes < groupBytes {
			return nil
		}
		p.rows, p.bytes = 0, 0
		return p.file.Flush()
	})
}

// columnValue returns the value of a cell; that of an empty cell is null.
func columnValue(cell []byte, kind result.CellKind) (parquet.Value, error) {
	if len(cell) == 0 {
		return parquet.NullValue(), nil
	}
	switch kind {
	case result.WholeCell:
		n, err := strconv.ParseInt(string(cell), 10, 64)
		return parquet.Int64Value(n), err
	case result.NumberCell:
		n, err := strconv.ParseFloat(string(cell), 64)
		return parquet.DoubleValue(n), err
	case result.TruthCell:
		return parquet.BooleanValue(string(cell) == "true"), nil
	case result.DayCell:
		day, err := time.Parse(time.DateOnly, string(cell))
		return parquet.Int32Value(int32(day.Unix() / secondsOfDay)), err
	case result.TextCell, result.DateCell:
	}
	return parquet.ByteArrayValue(cell), nil
}

// secondsOfDay is the number of seconds of a day. Parquet counts days from that of Unix time 0.
const secondsOfDay = 24 * 60 * 60

func (p *parquetList) End() error { return p.file.Close() }
