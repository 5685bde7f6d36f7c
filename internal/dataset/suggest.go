package dataset

import (
	"slices"
	"strings"
)

// suggestion ends a message about an unknown word: the known word nearest to it, or
// else all of them, as far as a reader would take them in.
func suggestion(word string, known []string) string {
	if best := nearest(word, known); best != "" {
		return "did you mean " + best + "?"
	}
	const few = 40
	if len(known) > few {
		return "none is similar"
	}
	known = slices.Clone(known)
	slices.Sort(known)
	return "there are: " + strings.Join(known, ", ")
}

// nearest is the known word with the fewest letters to change, case aside, at most a
// third of them and at most two; the first in the alphabet where several are as near.
// It is empty where none is.
func nearest(word string, known []string) string {
	asked := []rune(strings.ToLower(word))
	best, most := "", min(2, len(asked)/3)+1
	for _, k := range known {
		if d := distance(asked, []rune(strings.ToLower(k)), most); d < most || d == most && best != "" && k < best {
			best, most = k, d
		}
	}
	return best
}

// distance counts the letters to insert, delete or replace between two words; beyond
// most it is only known to be more.
func distance(a, b []rune, most int) int {
	if len(a)-len(b) > most || len(b)-len(a) > most {
		return most + 1
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i, from := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j, to := range b {
			change := diagonal
			if from != to {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
