package store

import (
	"cmp"

	"whojoins/internal/model"
)

// CompareNames compares two names as lists of entities are ordered: by their folded form,
// then by code points. Entities of equal names are ordered by id.
func CompareNames(a, b string) int {
	return cmp.Or(cmp.Compare(model.Fold(a), model.Fold(b)), cmp.Compare(a, b))
}
