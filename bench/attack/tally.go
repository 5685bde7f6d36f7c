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
	mu     sync.Mutex
	counts map[string]int
}

func (t *tally) add(outcome string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.counts[outcome]++
}

// count adds an answer.
func (t *tally) count(a answer, err error) { t.add(outcome(a, err)) }

// counted returns the number of answers with an outcome.
func (t *tally) counted(outcome string) int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.counts[outcome]
}

// String lists the outcomes, such as "20 × 200, 3 × 503 UNAVAILABLE".
func (t *tally) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	var list []string
	for _, outcome := range slices.Sorted(maps.Keys(t.counts)) {
		list = append(list, fmt.Sprintf("%d × %s", t.counts[outcome], outcome))
	}
	return strings.Join(list, ", ")
}
