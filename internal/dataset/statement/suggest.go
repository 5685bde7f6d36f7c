package statement

import (
	"slices"
	"strings"
)

// maxListed is the largest number of words that a message lists.
const maxListed = 40

// Suggest returns the end of a message about an unknown word: the most similar known word, or
// else all known words if they are few enough to read.
func Suggest(word string, known []string) string {
	if best := Similar(word, known); best != "" {
		return "did you mean " + best + "?"
	}
	if len(known) > maxListed {
		return "no known word is similar"
	}
	known = slices.Clone(known)
	slices.Sort(known)
	return "write one of " + strings.Join(known, ", ")
}

// Similar returns the known word that is the fewest edits away (Levenshtein distance,
// ignoring case), at most two and at most a third of the word's length; the
// alphabetically first if several are equally close. It returns "" if no word is.
func Similar(word string, known []string) string {
	letters := []rune(strings.ToLower(word))
	best, limit := "", min(2, len(letters)/3)+1
	for _, k := range known {
		if d := distance(letters, []rune(strings.ToLower(k)), limit); d < limit || d == limit && best != "" && k < best {
			best, limit = k, d
		}
	}
	return best
}

// distance returns the Levenshtein distance of two words by the algorithm of Wagner and
// Fischer (1974), with one row of the table. If their lengths alone differ by more than
// limit, it returns limit+1.
func distance(a, b []rune, limit int) int {
	if len(a)-len(b) > limit || len(b)-len(a) > limit {
		return limit + 1
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
