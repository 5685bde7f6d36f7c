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
	type named struct {
		folded string
		NamedEntity
	}
	all := make([]named, len(list))
	for i, n := range list {
		if err := work.Add(plan.FoldUnits(len(n.Name))); err != nil {
			return err
		}
		all[i] = named{model.Fold(n.Name), n}
	}
	err := plan.SortFunc(work, all, func(a, b named) int {
		return cmp.Or(cmp.Compare(a.folded, b.folded), cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
	for i := range all {
		list[i] = all[i].NamedEntity
	}
	return err
}

// SortCollaborators sorts actors as CompareCollaborators compares them. The error is that of
// Work.Add.
func SortCollaborators(work *plan.Work, list []Collaborator) error {
	type folded struct {
		name string
		Collaborator
	}
	all := make([]folded, len(list))
	for i, c := range list {
		if err := work.Add(plan.FoldUnits(len(c.Name))); err != nil {
			return err
		}
		all[i] = folded{model.Fold(c.Name), c}
	}
	err := plan.SortFunc(work, all, func(a, b folded) int {
		return cmp.Or(cmp.Compare(b.Shared, a.Shared), cmp.Compare(a.name, b.name), cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
	for i := range all {
		list[i] = all[i].Collaborator
	}
	return err
}
