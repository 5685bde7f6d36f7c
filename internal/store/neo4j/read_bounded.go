package neo4j

import (
	"context"

	"whojoins/internal/model"
)

// readBounded reads a statement that may visit at most visits relations of some types. The
// statement counts them (bounded) only if the dataset has more.
func (v *view) readBounded(ctx context.Context, via model.TypeSet, visits int, write func(bounded bool) *Statement) (answer []any, bounded bool, err error) {
	for {
		bounded = v.exceeds(via, visits)
		answer, err = v.read(ctx, write(bounded))
		// The dataset may have been replaced since the statement was written.
		if err != nil || bounded || !v.exceeds(via, visits) {
			return answer, bounded, err
		}
	}
}

// exceeds reports whether there are more than visits relations of some types, each counted from
// both of its ends.
func (v *view) exceeds(via model.TypeSet, visits int) bool {
	all := 0
	for _, t := range typesOf(v.store.model, via) {
		all += 2 * v.info.Counts[t.Index]
	}
	return all > visits
}
