package main

import (
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"text/tabwriter"
	"unicode"

	"whojoins/internal/model"
)

// question is a term, with the record that it names.
type question struct {
	term string
	// kind is the kind of the name, and way the form in which it is written.
	kind, way string
	// unique reports whether exactly one loaded record has the name, and absent whether the
	// record itself is not loaded.
	unique, absent bool
	want, match    string
	// reasons are those of the candidates.
	reasons []string
}

// right reports whether the match is right. If the record is absent, no match is right.
func (q *question) right() bool {
	if q.absent {
		return q.match == ""
	}
	return q.match == q.want
}

// wrong reports whether the match is one, and not right.
func (q *question) wrong() bool { return q.match != "" && !q.right() }

// kinds and ways are in the order in which the report shows them.
var (
	kinds = []string{"name", "label", "alias", "acronym"}
	ways  = []string{"as it is", "city, country", "one typo"}
)

// questionsOf returns the questions for the names of asked.
func questionsOf(loaded, asked []*record, o options) (list []*question) {
	owners := map[string][]string{}
	present := map[string]bool{}
	for _, r := range loaded {
		present[r.short()] = true
		for _, n := range r.Names {
			folded := model.Fold(n.Value)
			if !slices.Contains(owners[folded], r.short()) {
				owners[folded] = append(owners[folded], r.short())
			}
		}
	}
	random := rand.New(rand.NewPCG(o.seed, 0))
	for i, r := range asked {
		if i%o.every != 0 {
			continue
		}
		for _, n := range r.Names {
			of := owners[model.Fold(n.Value)]
			q := question{kind: kindOf(n.Types), want: r.short(), absent: !present[r.short()]}
			q.unique = len(of) == 1 && !q.absent || len(of) == 0 && q.absent
			for _, way := range ways {
				each := q
				each.way, each.term = way, n.Value
				switch way {
				case "city, country":
					if len(r.Locations) == 0 {
						continue
					}
					at := r.Locations[0].Details
					each.term = fmt.Sprintf("%s, %s, %s", n.Value, at.City, at.Country)
				case "one typo":
					each.term = mistype(random, n.Value)
				}
				list = append(list, &each)
			}
		}
	}
	return list
}

func kindOf(types []string) string {
	switch {
	case slices.Contains(types, "ror_display"):
		return "name"
	case slices.Contains(types, "acronym"):
		return "acronym"
	case slices.Contains(types, "alias"):
		return "alias"
	}
	return "label"
}

// mistype makes one typo at a letter of a name: an extra, a missing or a wrong letter, or two
// in the wrong order. A name without letters is unchanged.
func mistype(random *rand.Rand, name string) string {
	runes := []rune(name)
	var letters []int
	for i, r := range runes {
		if unicode.IsLetter(r) {
			letters = append(letters, i)
		}
	}
	if len(letters) == 0 {
		return name
	}
	i := letters[random.IntN(len(letters))]
	other := 'a' + rune(random.IntN(26))
	switch random.IntN(4) {
	case 0:
		return string(runes[:i]) + string(other) + string(runes[i:])
	case 1:
		return string(runes[:i]) + string(runes[i+1:])
	case 2:
		runes[i] = other
	default:
		if i+1 < len(runes) {
			runes[i], runes[i+1] = runes[i+1], runes[i]
		}
	}
	return string(runes)
}

// tally counts the answers to the questions of one row.
type tally struct{ asked, matched, right int }

// report prints precision and recall for each kind and form of names.
func report(out io.Writer, questions []*question, show int) {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "names\tkind\twritten\tasked\tmatched\tright\tprecision\trecall\t")
	for _, unique := range []bool{true, false} {
		all := tally{}
		for _, kind := range kinds {
			for _, way := range ways {
				one, shown := tally{}, show
				for _, q := range questions {
					if q.unique != unique || q.kind != kind || q.way != way {
						continue
					}
					one.add(q)
					if q.right() || shown == 0 {
						continue
					}
					shown--
					fmt.Fprintf(out, "%s %s: %q is %s, but was matched with %q\n", kind, way, q.term, q.want, q.match)
				}
				one.print(w, unique, kind, way)
				all.asked, all.matched, all.right = all.asked+one.asked, all.matched+one.matched, all.right+one.right
			}
		}
		all.print(w, unique, "all", "")
	}
	_ = w.Flush() // any error has already occurred while printing
}

func (t *tally) add(q *question) {
	t.asked++
	if q.match != "" {
		t.matched++
	}
	if q.right() && !q.absent {
		t.right++
	}
}

func (t *tally) print(w io.Writer, unique bool, kind, way string) {
	names := map[bool]string{true: "unique", false: "shared"}[unique]
	fmt.Fprintf(w, "%s\t%s\t%s\t%d\t%d\t%d\t%s\t%s\t\n", names, kind, way, t.asked, t.matched, t.right, ratio(t.right, t.matched), ratio(t.right, t.asked))
}

func ratio(n, of int) string {
	if of == 0 {
		return "-"
	}
	return fmt.Sprintf("%.4f", float64(n)/float64(of))
}
