package memory

import (
	mathbits "math/bits"
	"sort"

	"whojoins/internal/plan"
)

// collector keeps the rows of a page, and one more to know whether there are more rows. Its
// memory is reused for the next list.
type collector struct {
	run           *run
	order         *order
	after, before *position
	backward      bool
	// capacity is the largest number of rows kept; negative for no limit.
	capacity int
	// rows are a heap with the worst row on top once capacity is reached; keys has
	// len(order.keys) numbers for each row.
	rows []uint32
	keys []uint64
	// next holds the keys of the row being offered.
	next []uint64
}

// reserved is the largest number of rows that memory is reserved for before any is found.
const reserved = 4096

func (r *run) collector(o *order, page plan.Page) (c collector, err error) {
	c = collector{run: r, order: o, backward: page.Backward, capacity: -1, next: make([]uint64, len(o.keys))}
	if page.After != nil {
		c.after, err = o.position(page.After)
	}
	if page.Before != nil && err == nil {
		c.before, err = o.position(page.Before)
	}
	if page.Limit >= 0 {
		c.capacity = page.Limit + 1
		ahead := min(c.capacity, reserved)
		c.rows, c.keys = make([]uint32, 0, ahead), make([]uint64, 0, ahead*len(o.keys))
	}
	return c, err
}

func (c *collector) reset() { c.rows, c.keys = c.rows[:0], c.keys[:0] }

// full reports whether another row can only replace one that is kept.
func (c *collector) full() bool { return c.capacity >= 0 && len(c.rows) == c.capacity }

// offer keeps a row if it lies between the cursors and is better than the worst row kept.
func (c *collector) offer(row uint32) {
	if c.after != nil && c.order.compare(row, c.after) <= 0 || c.before != nil && c.order.compare(row, c.before) >= 0 {
		return
	}
	n := len(c.next)
	c.run.work.Count(n * plan.UnitsKeep)
	for i := range c.next {
		c.next[i] = c.order.keys[i].of(row)
	}
	if !c.full() {
		c.rows, c.keys = append(c.rows, row), append(c.keys, c.next...)
		if c.full() {
			for i := c.capacity/2 - 1; i >= 0; i-- {
				c.down(i, c.capacity)
			}
		}
		return
	}
	if !c.better(row, c.next, c.rows[0], c.keys[:n]) {
		return
	}
	c.run.work.Count(mathbits.Len(uint(c.capacity)))
	c.rows[0] = row
	copy(c.keys, c.next)
	c.down(0, c.capacity)
}

// better reports whether the first row comes earlier in the direction of the page.
func (c *collector) better(a uint32, aKeys []uint64, b uint32, bKeys []uint64) bool {
	for i, key := range aKeys {
		if key != bKeys[i] {
			return (key < bKeys[i]) != c.backward
		}
	}
	return (a < b) != c.backward
}

// worse compares two rows of the heap.
func (c *collector) worse(i, j int) bool {
	n := len(c.next)
	return c.better(c.rows[j], c.keys[j*n:j*n+n], c.rows[i], c.keys[i*n:i*n+n])
}

func (c *collector) down(i, size int) {
	for {
		child := 2*i + 1
		if child >= size {
			return
		}
		if child+1 < size && c.worse(child+1, child) {
			child++
		}
		if !c.worse(child, i) {
			return
		}
		c.Swap(i, child)
		i = child
	}
}

// Len, Less and Swap implement sort.Interface, in list order.
func (c *collector) Len() int { return len(c.rows) }

// Less reports whether the row at i comes before the row at j.
func (c *collector) Less(i, j int) bool { return c.worse(j, i) != c.backward }

// Swap exchanges two rows.
func (c *collector) Swap(i, j int) {
	c.rows[i], c.rows[j] = c.rows[j], c.rows[i]
	n := len(c.next)
	for k := range n {
		c.keys[i*n+k], c.keys[j*n+k] = c.keys[j*n+k], c.keys[i*n+k]
	}
}

// page sorts the rows kept. It returns the rows of the page in list order, and whether there
// are more.
func (c *collector) page() (rows []uint32, more bool) {
	if c.run.work.Add(plan.SortUnits(len(c.rows))) != nil {
		return nil, false
	}
	sort.Sort(c)
	if !c.full() {
		return c.rows, false
	}
	if c.backward {
		return c.rows[1:], true
	}
	return c.rows[:c.capacity-1], true
}
