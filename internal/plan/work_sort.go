package plan

import (
	"cmp"
	"slices"
)

// sortedAtOnce is the largest number of items that are sorted without checking the context,
// which takes at most some milliseconds.
const sortedAtOnce = 1 << 11

// Sort sorts a list as slices.Sort does, and counts SortUnits. After an error, which is that of
// Work.Add, the list is in no particular order.
func Sort[T cmp.Ordered](w *Work, list []T) error {
	return sortParts(w, list, nil, slices.Sort[[]T], cmp.Compare[T])
}

// SortFunc sorts a list as slices.SortFunc does, and counts SortUnits for each of the texts or
// numbers that most comparisons compare. After an error, which is that of Work.Add, the list is
// in no particular order.
func SortFunc[T any](w *Work, list []T, compare func(a, b T) int) error {
	return sortParts(w, list, nil, func(part []T) { slices.SortFunc(part, compare) }, compare)
}

// sortParts sorts the halves of a long list and merges them. It copies the first half to
// buffer, or makes one.
func sortParts[T any](w *Work, list, buffer []T, sort func([]T), compare func(a, b T) int) error {
	if len(list) <= sortedAtOnce {
		err := w.Add(SortUnits(len(list)))
		if err == nil {
			sort(list)
		}
		return err
	}
	half := len(list) / 2
	if buffer == nil {
		buffer = make([]T, half)
	}
	if err := sortParts(w, list[:half], buffer, sort, compare); err != nil {
		return err
	}
	if err := sortParts(w, list[half:], buffer, sort, compare); err != nil {
		return err
	}
	first, second := buffer[:copy(buffer, list[:half])], list[half:]
	for i := 0; len(first) > 0; i++ {
		if err := w.Add(1); err != nil {
			return err
		}
		if len(second) > 0 && compare(second[0], first[0]) < 0 {
			list[i], second = second[0], second[1:]
		} else {
			list[i], first = first[0], first[1:]
		}
	}
	return nil
}
