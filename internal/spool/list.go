package spool

import "iter"

// List is a list of records. The zero List is empty.
type List struct {
	blocks []block
	// last has the records that are not compressed yet.
	last []byte
	n    int
}

// Len is the number of records.
func (l *List) Len() int { return l.n }

// Add appends a record, which it copies.
func (l *List) Add(record []byte) {
	l.n++
	if l.last = appendPart(l.last, record); len(l.last) >= blockSize {
		l.blocks = append(l.blocks, compress(l.last))
		l.last = l.last[:0]
	}
}

// All returns the records in order, any number of times.
func (l *List) All() iter.Seq[string] {
	return func(yield func(string) bool) {
		var buffer []byte
		for i := range len(l.blocks) + 1 {
			records := string(l.last)
			if i < len(l.blocks) {
				buffer = l.blocks[i].open(buffer)
				records = string(buffer)
			}
			for len(records) > 0 {
				var record string
				if record, records = cutPart(records); !yield(record) {
					return
				}
			}
		}
	}
}
