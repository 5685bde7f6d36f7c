package spool

import (
	"bytes"
	"cmp"
	"container/heap"
	"iter"
	"slices"
	"strings"
)

// runSize is the number of bytes of records that are sorted at once.
const runSize = 8 << 20

// Sorter sorts records by key. The zero Sorter is empty.
type Sorter struct {
	text    []byte
	records []span
	runs    []*run
}

// span is the place of a record in the text: its key, then its value.
type span struct{ start, value, end int }

// Add adds a record, which it copies.
func (s *Sorter) Add(key string, value []byte) {
	start := len(s.text)
	s.text = append(s.text, key...)
	middle := len(s.text)
	s.text = append(s.text, value...)
	s.records = append(s.records, span{start, middle, len(s.text)})
	if len(s.text) >= runSize {
		s.runs = append(s.runs, s.run(true))
		s.text, s.records = s.text[:0], s.records[:0]
	}
}

// run sorts the records that are not in a run yet, and returns them as one, of compressed blocks or
// of a single block as it is.
func (s *Sorter) run(compressed bool) *run {
	slices.SortStableFunc(s.records, func(a, b span) int {
		return bytes.Compare(s.text[a.start:a.value], s.text[b.start:b.value])
	})
	r := &run{number: len(s.runs)}
	var records []byte
	for _, at := range s.records {
		records = appendPart(appendPart(records, s.text[at.start:at.value]), s.text[at.value:at.end])
		if compressed && len(records) >= blockSize {
			r.blocks, records = append(r.blocks, compress(records)), records[:0]
		}
	}
	if compressed && len(records) > 0 {
		r.blocks, records = append(r.blocks, compress(records)), nil
	}
	r.records = string(records)
	return r
}

// All returns the records in the order of their keys, and those of one key in the order in which they
// were added. Records are released as they are read, so that they can be read only once.
func (s *Sorter) All() iter.Seq2[string, string] {
	return func(yield func(key, value string) bool) {
		last := s.run(false)
		runs := merged(append(s.runs, last))
		*s = Sorter{}
		runs = slices.DeleteFunc(runs, func(r *run) bool { return !r.next() })
		heap.Init(&runs)
		for len(runs) > 0 {
			first := runs[0]
			if !yield(first.key, first.value) {
				return
			}
			if first.next() {
				heap.Fix(&runs, 0)
			} else {
				heap.Pop(&runs)
			}
		}
	}
}

// run is a sorted run, of which one record at a time is read.
type run struct {
	number int
	blocks []block
	buffer []byte
	// records are those of the current block that are not read yet.
	records    string
	key, value string
}

// next reads the next record. It reports false after the last one.
func (r *run) next() bool {
	if len(r.records) == 0 {
		if len(r.blocks) == 0 {
			return false
		}
		r.buffer = r.blocks[0].open(r.buffer)
		r.blocks[0] = nil // released
		r.blocks, r.records = r.blocks[1:], string(r.buffer)
	}
	r.key, r.records = cutPart(r.records)
	r.value, r.records = cutPart(r.records)
	return true
}

// merged are runs as a heap, by the key of their next record.
type merged []*run

func (m merged) Len() int { return len(m) }
func (m merged) Less(i, j int) bool {
	return cmp.Or(strings.Compare(m[i].key, m[j].key), cmp.Compare(m[i].number, m[j].number)) < 0
}
func (m merged) Swap(i, j int) { m[i], m[j] = m[j], m[i] }
func (m *merged) Push(x any)   { *m = append(*m, x.(*run)) }
func (m *merged) Pop() any {
	list := *m
	last := list[len(list)-1]
	list[len(list)-1] = nil
	*m = list[:len(list)-1]
	return last
}
