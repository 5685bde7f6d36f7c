package storetest

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"sync"
)

// turns is the number of times that each operation is run, with different values: otherwise a
// store that plans each shape separately would spend its time on planning.
const turns = 6

// work hands out operations, and keeps the first difference.
type work struct {
	*differ
	sync.Mutex
	shapes *rand.Rand
	// at is the number of the next operation, and most the number of all operations.
	at, most int
	// found is the number of the first operation with a difference, and report describes the
	// difference.
	found  int
	report string
}

// check compares the answers to one operation, or the pages of one list, and describes any
// difference.
type check struct {
	at     int
	report func() string
}

// operations compares the answers to most random operations, and the pages of some random
// lists, and reports the first difference. It runs as many operations at once as there are
// processors, since a store may be another process. The report depends on the seed only: shapes
// are handed out in order, and each check that was handed out is completed.
func (d *differ) operations(most int) string {
	w := &work{differ: d, shapes: d.generator.Rand, most: most, found: most}
	var workers sync.WaitGroup
	n := d.workers
	if n == 0 {
		n = runtime.GOMAXPROCS(0)
	}
	for range n {
		workers.Go(func() {
			for checks := w.next(); checks != nil; checks = w.next() {
				w.run(checks)
			}
		})
	}
	workers.Wait()
	if w.report == "" {
		return ""
	}
	return fmt.Sprintf("operation %d: %s", w.found, w.report)
}

// next returns the checks of the next shape, or none after a difference. They run in sequence,
// so that a store does not plan the shape several times at once.
func (w *work) next() (checks []check) {
	w.Lock()
	defer w.Unlock()
	if w.report != "" || w.at == w.most {
		return nil
	}
	shape := w.shapes.Uint64()
	for turn := 0; turn < turns && w.at < w.most; turn++ {
		w.generator.again(shape, turn)
		query, variables := w.generator.operation()
		checks = append(checks, check{w.at, func() string { return w.operation(query, variables) }})
		if w.at%(5*turns) == 0 {
			list := w.list()
			checks = append(checks, check{w.at, func() string { return w.pages(list) }})
		}
		w.at++
	}
	return checks
}

// run runs checks until the first difference.
func (w *work) run(checks []check) {
	for _, c := range checks {
		report := c.report()
		if report == "" {
			continue
		}
		w.Lock()
		if c.at < w.found {
			w.found, w.report = c.at, report
		}
		w.Unlock()
		return
	}
}
