package storetest

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"sync"
)

// turns is how often an operation is asked with other values: a store that plans each
// shape anew then spends its time on answers.
const turns = 6

// work hands out what a store is asked, and keeps the first difference.
type work struct {
	*differ
	sync.Mutex
	shapes *rand.Rand
	// at is the next of most operations.
	at, most int
	// found is the first operation with a difference, and report what it is.
	found  int
	report string
}

// check compares the answers to the operation at a place, or the pages of a list that
// are read after it; it reports a difference.
type check struct {
	at     int
	report func() string
}

// operations compares the answers to so many random operations, and the pages of some
// random lists, and reports the first difference. As many are asked at once as there are
// processors, since a store may be another process. The same seed asks and reports the
// same: shapes are handed out in their order, and what was handed out is asked to its end.
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

// next gives the checks of the next shape, one after the other, so that a store does not
// plan it twice at once; none after a difference.
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

// run makes checks up to the first difference.
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
