package workspace

import (
	"bufio"
	"bytes"
	"container/heap"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"

	"github.com/klauspost/compress/s2"

	"whojoins/internal/output"
)

// maxChunk is the number of bytes of records that are sorted in memory.
const maxChunk = 24 << 20

// sorter sorts any number of records in constant memory: it writes sorted runs to files in a
// folder, and then merges them.
type sorter struct {
	stage *output.Stage
	name  string
	// limit is the number of bytes that are sorted in memory.
	limit   int
	text    []byte
	records []span
	runs    []string
}

// span is the place of a record in the text: its key, then its lines.
type span struct{ start, lines, end int }

func newSorter(stage *output.Stage, name string) *sorter {
	return &sorter{stage: stage, name: name, limit: maxChunk}
}

// add adds a record.
func (s *sorter) add(r *record) error {
	start := len(s.text)
	s.text = append(s.text, r.key...)
	lines := len(s.text)
	s.text = r.lines(s.text)
	s.records = append(s.records, span{start, lines, len(s.text)})
	if len(s.text) < s.limit {
		return nil
	}
	return s.spill()
}

// sort sorts the records in memory by key.
func (s *sorter) sort() {
	slices.SortFunc(s.records, func(a, b span) int {
		return bytes.Compare(s.text[a.start:a.lines], s.text[b.start:b.lines])
	})
}

// spill writes the records in memory to a file.
func (s *sorter) spill() error {
	s.sort()
	f, err := s.stage.Temporary(s.name + ".run-" + strconv.Itoa(len(s.runs)))
	if err != nil {
		return err
	}
	s.runs = append(s.runs, f.Name())
	out := s2.NewWriter(f, s2.WriterConcurrency(1))
	for _, r := range s.records {
		for _, part := range [][]byte{s.text[r.start:r.lines], s.text[r.lines:r.end]} {
			if _, err := out.Write(binary.AppendUvarint(nil, uint64(len(part)))); err != nil {
				return errors.Join(err, f.Close())
			}
			if _, err := out.Write(part); err != nil {
				return errors.Join(err, f.Close())
			}
		}
	}
	s.text, s.records = s.text[:0], s.records[:0]
	return errors.Join(out.Close(), f.Close())
}

// release writes what is in memory to a file if that is much, so that many sorters may wait.
func (s *sorter) release() error {
	if len(s.text) < s.limit/8 {
		return nil
	}
	err := s.spill()
	s.text, s.records = nil, nil
	return err
}

// run yields records by key; next reports false after the last one.
type run interface {
	// next moves to the next record, whose key and lines are valid until the next call.
	next() (bool, error)
	record() (key, lines []byte)
	close() error
}

// open returns the sorted runs. The sorter takes no more records.
func (s *sorter) open() ([]run, error) {
	s.sort()
	list := []run{&inMemory{sorter: s, at: -1}}
	for _, name := range s.runs {
		f, err := os.Open(name)
		if err != nil {
			return nil, errors.Join(err, closeRuns(list))
		}
		list = append(list, &onDisk{file: f, in: bufio.NewReaderSize(s2.NewReader(f), 1<<16)})
	}
	return list, nil
}

func closeRuns(list []run) error {
	var errs []error
	for _, r := range list {
		errs = append(errs, r.close())
	}
	return errors.Join(errs...)
}

// inMemory yields the records of a sorter that are in memory.
type inMemory struct {
	*sorter
	at int
}

func (m *inMemory) next() (bool, error) {
	m.at++
	return m.at < len(m.records), nil
}

func (m *inMemory) record() (key, lines []byte) {
	r := m.records[m.at]
	return m.text[r.start:r.lines], m.text[r.lines:r.end]
}

func (m *inMemory) close() error { return nil }

// onDisk yields the records of a file.
type onDisk struct {
	file       *os.File
	in         *bufio.Reader
	key, lines []byte
}

func (d *onDisk) next() (bool, error) {
	var err error
	if d.key, err = d.part(d.key); errors.Is(err, io.EOF) {
		return false, nil
	}
	if err == nil {
		d.lines, err = d.part(d.lines)
	}
	return err == nil, err
}

// part reads the key or the lines of a record into a buffer.
func (d *onDisk) part(buffer []byte) ([]byte, error) {
	n, err := binary.ReadUvarint(d.in)
	if err != nil {
		return nil, err
	}
	buffer = slices.Grow(buffer[:0], int(n))[:n]
	if _, err := io.ReadFull(d.in, buffer); err != nil {
		return nil, fmt.Errorf("a sorted run is damaged: %w", err)
	}
	return buffer, nil
}

func (d *onDisk) record() (key, lines []byte) { return d.key, d.lines }
func (d *onDisk) close() error                { return d.file.Close() }

// mergeRuns calls take with each key of sorted runs, in order, and the lines of every run that has
// it. Both are valid until take returns.
func mergeRuns(list []run, take func(key []byte, lines [][]byte) error) error {
	live := make(runs, 0, len(list))
	for _, r := range list {
		if ok, err := r.next(); err != nil {
			return err
		} else if ok {
			live = append(live, r)
		}
	}
	heap.Init(&live)
	var key []byte
	var lines [][]byte
	for len(live) > 0 {
		first, _ := live[0].record()
		key, lines = append(key[:0], first...), lines[:0]
		for len(live) > 0 {
			k, l := live[0].record()
			if !bytes.Equal(k, key) {
				break
			}
			lines = slices.Grow(lines, 1)[:len(lines)+1]
			last := &lines[len(lines)-1]
			*last = append((*last)[:0], l...)
			if ok, err := live[0].next(); err != nil {
				return err
			} else if ok {
				heap.Fix(&live, 0)
			} else {
				heap.Pop(&live)
			}
		}
		if err := take(key, lines); err != nil {
			return err
		}
	}
	return nil
}

// runs are runs as a heap, by the key of their next record.
type runs []run

func (r runs) Len() int { return len(r) }
func (r runs) Less(i, j int) bool {
	a, _ := r[i].record()
	b, _ := r[j].record()
	return bytes.Compare(a, b) < 0
}
func (r runs) Swap(i, j int) { r[i], r[j] = r[j], r[i] }
func (r *runs) Push(x any)   { *r = append(*r, x.(run)) }
func (r *runs) Pop() any {
	list := *r
	last := list[len(list)-1]
	*r = list[:len(list)-1]
	return last
}
