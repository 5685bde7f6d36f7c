package store

import (
	"cmp"

	"whojoins/internal/model"
	"whojoins/internal/plan"
)

// CompareNames compares two names in the order of lists of entities: by folded form, then by
// code points. Entities with equal names are ordered by id.
func CompareNames(a, b string) int {
	return cmp.Or(cmp.Compare(model.Fold(a), model.Fold(b)), cmp.Compare(a, b))
}

// SortNamed sorts entities by name (CompareNames), then by id. The error is that of Work.Add.
func SortNamed(work *plan.Work, list []NamedEntity) error {
	return sortByName(work, list, func(n NamedEntity) (int, NamedEntity) { return 0, n })
}

// SortCollaborators sorts actors as CompareCollaborators compares them. The error is that of
// Work.Add.
func SortCollaborators(work *plan.Work, list []Collaborator) error {
	return sortByName(work, list, func(c Collaborator) (int, NamedEntity) { return c.Shared, NamedEntity{ID: c.ID, Name: c.Name} })
}

// sortByName sorts a list by a score, highest first, then by name (CompareNames), then by id. It folds
// each name once.
func sortByName[T any](work *plan.Work, list []T, of func(T) (score int, named NamedEntity)) error {
	type row struct {
		score  int
		folded string
		NamedEntity
		item T
	}
	all := make([]row, len(list))
	for i, item := range list {
		score, named := of(item)
		if err := work.Add(plan.FoldUnits(len(named.Name))); err != nil {
			return err
		}
		all[i] = row{score, model.Fold(named.Name), named, item}
	}
	err := plan.SortFunc(work, all, func(a, b row) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.folded, b.folded), cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
	for i := range all {
		list[i] = all[i].item
	}
	return err
}
