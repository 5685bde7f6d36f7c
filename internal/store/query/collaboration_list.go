package query

import (
	"iter"

	"whojoins/internal/plan"
)

// pairsPerPart is the number of pairs in each part of a pairList.
const pairsPerPart = 1 << 14

// pairList is a list of pairs, in parts: millions of pairs in one slice would be copied again and
// again while it grows, for longer than an operation may go on after its end.
type pairList struct{ parts [][]pair }

func (l *pairList) add(p pair) {
	if n := len(l.parts); n == 0 || len(l.parts[n-1]) == pairsPerPart {
		l.parts = append(l.parts, nil)
	}
	last := &l.parts[len(l.parts)-1]
	*last = append(*last, p)
}

// len returns the number of pairs.
func (l *pairList) len() int {
	if n := len(l.parts); n > 0 {
		return (n-1)*pairsPerPart + len(l.parts[n-1])
	}
	return 0
}

// all yields the pairs until the operation ends, which work.Err reports then.
func (l *pairList) all(work *plan.Work) iter.Seq[pair] {
	return func(yield func(pair) bool) {
		for _, part := range l.parts {
			if work.Check() != nil {
				return
			}
			for _, p := range part {
				if !yield(p) {
					return
				}
			}
		}
	}
}
