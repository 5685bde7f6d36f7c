package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
)

// tally counts answers by their outcome. It is safe for concurrent use.
type tally struct {
	mu     *sync.Mutex
	counts map[string]int
}

func newTally() tally { return tally{new(sync.Mutex), map[string]int{}} }

func (t tally) add(outcome string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.counts[outcome]++
}

func (t tally) count(outcome string) int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.counts[outcome]
}

// String lists the outcomes, such as "20 × 200, 3 × 503 UNAVAILABLE".
func (t tally) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	var list []string
	for _, outcome := range slices.Sorted(maps.Keys(t.counts)) {
		list = append(list, fmt.Sprintf("%d × %s", t.counts[outcome], outcome))
	}
	return strings.Join(list, ", ")
}
