package memory

import (
	"cmp"
	"math"

	"whojoins/internal/model"
	"whojoins/internal/plan"
)

// order is a list of sort keys, in which money becomes two keys, currency and amount. Ties
// after the last key are sorted by row number, that is by id.
type order struct {
	keys []sortKey
	// ids holds the ids of the rows.
	ids *dict
	// name identifies the order among the orders of the same rows.
	name string
}

// sortKey assigns each row a number by which rows are sorted in ascending order.
type sortKey struct {
	// ends maps a relation to the entity with the sort value; nil if the row itself has it.
	ends []uint32
	// column is nil if no row has a value.
	column *column
	// degree counts relations, instead of column.
	degree *adjacency
	// tally has counts of rows, instead of column.
	tally *tally
	desc  bool
}

func (r *run) order(s space, o plan.Order) order {
	root := r.snap.model.AnyEntity
	if s.rel != nil {
		root = r.snap.model.AnyRelation
	}
	order := order{ids: s.table.columns[root.Field("id")].dict, name: o.String()}
	for _, k := range o {
		if k.CountOf != nil {
			order.keys = append(order.keys, r.sortKey(s, k, nil))
			continue
		}
		for _, f := range k.Field.SortLeaves {
			order.keys = append(order.keys, r.sortKey(s, k, f))
		}
	}
	return order
}

func (r *run) sortKey(s space, k plan.Key, f *model.Field) sortKey {
	key, table := sortKey{desc: k.Desc}, s.table
	if k.End != nil {
		key.ends, table = s.rel.ends[endIndex(k.End)], r.snap.entities
	}
	if k.CountOf != nil {
		key.degree = r.snap.relations[k.CountOf.Relation.Index].side(k.CountOf, false)
	} else {
		key.column = table.columns[f]
	}
	return key
}

// of returns the key of a row.
func (k *sortKey) of(row uint32) uint64 {
	if k.ends != nil {
		row = k.ends[row]
	}
	if k.degree != nil {
		return k.directed(2 * uint64(k.degree.degree(row)+1))
	}
	if k.tally != nil {
		return k.directed(2 * uint64(k.tally.counts[row]+1))
	}
	if k.column != nil {
		if code := k.column.codes.at(row); code != 0 {
			return k.directed(2 * uint64(k.column.dict.rank(code)))
		}
	}
	return keyMissing
}

// ofValue returns the key of a value, which no row need have.
func (k *sortKey) ofValue(v model.Value) uint64 {
	switch {
	case v.Null():
		return keyMissing
	case k.degree != nil || k.tally != nil:
		return k.directed(2 * uint64(min(max(v.Int, -1), math.MaxInt32)+1))
	case k.column == nil:
		return k.directed(1)
	}
	return k.directed(k.column.dict.key(v))
}

func (k *sortKey) directed(key uint64) uint64 {
	if k.desc {
		return keyTop - key
	}
	return key
}

// value returns the value that a row is sorted by.
func (k *sortKey) value(row uint32) model.Value {
	if k.ends != nil {
		row = k.ends[row]
	}
	if k.degree != nil {
		return model.IntValue(int64(k.degree.degree(row)))
	}
	return k.column.value(row)
}

// position is a place in an order, on a row or between two rows.
type position struct {
	keys []uint64
	// row is twice the row number plus two, or an odd number between two rows.
	row uint64
}

// position returns the position in the order that the values of a cursor denote.
func (o *order) position(values []model.Value) (*position, error) {
	if len(values) != len(o.keys)+1 {
		return nil, plan.Errorf(plan.BadCursor, "use a cursor of a page in the same order", "the cursor has %d values; this order has %d", len(values), len(o.keys)+1)
	}
	p := &position{keys: make([]uint64, len(o.keys))}
	for i := range o.keys {
		p.keys[i] = o.keys[i].ofValue(values[i])
	}
	id, known := o.ids.text.find(values[len(o.keys)].Text)
	p.row = 2 * uint64(id+1)
	if !known {
		p.row--
	}
	return p, nil
}

// compare returns -1, 0 or +1 if a row is before, on or after a position.
func (o *order) compare(row uint32, p *position) int {
	for i := range o.keys {
		if c := cmp.Compare(o.keys[i].of(row), p.keys[i]); c != 0 {
			return c
		}
	}
	return cmp.Compare(2*(uint64(row)+1), p.row)
}
