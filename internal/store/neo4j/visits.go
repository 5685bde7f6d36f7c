package neo4j

import (
	"context"

	"whojoins/internal/model"
)

// within reads what a statement finds that may look at so many relations of some types. It
// is written to count them only where there are more: bounded.
func (v *view) within(ctx context.Context, via model.TypeSet, visits int, write func(bounded bool) *Statement) (answer []any, bounded bool, err error) {
	for {
		bounded = v.roams(via, visits)
		answer, err = v.read(ctx, write(bounded))
		// The dataset may be another one than that which the statement was written for.
		if err != nil || bounded || !v.roams(via, visits) {
			return answer, bounded, err
		}
	}
}

// roams says whether there are more relations of some types, each seen from both its ends,
// than may be looked at.
func (v *view) roams(via model.TypeSet, visits int) bool {
	all := 0
	for _, t := range typesOf(v.store.model, via) {
		all += 2 * v.info.Counts[t.Index]
	}
	return all > visits
}
