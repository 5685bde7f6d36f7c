package store

import (
	"cmp"

	"whojoins/internal/model"
)

// CompareNames compares two names in the order of lists of entities: by folded form, then by
// code points. Entities with equal names are ordered by id.
func CompareNames(a, b string) int {
	return cmp.Or(cmp.Compare(model.Fold(a), model.Fold(b)), cmp.Compare(a, b))
}
