package main

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"whojoins/internal/identity"
	"whojoins/internal/model"
	"whojoins/internal/names"
)

// cause says how the names and places of two records differ that are one by their label.
func cause(a, b *organisation) string {
	what := "another name, without a distinctive word in common"
	for _, rule := range []struct {
		what  string
		holds func(a, b string) bool
	}{
		{"the same name", sameName},
		{"an abbreviation of the name", func(a, b string) bool { return abbreviates(a, b) || abbreviates(b, a) }},
		{"a name that the other goes on from, or a part of it", within},
		{"a name with some of the distinctive words", someWords},
	} {
		if anyPair(a.Names, b.Names, rule.holds) {
			what = rule.what
			break
		}
	}
	if !anyPair(a.Cities, b.Cities, sameTown) {
		what += ", in another town"
	}
	return what
}

func anyPair(a, b []string, holds func(a, b string) bool) bool {
	return slices.ContainsFunc(a, func(x string) bool { return slices.ContainsFunc(b, func(y string) bool { return holds(x, y) }) })
}

func sameName(a, b string) bool {
	whole := names.Default().Key(a).Whole
	return whole != "" && whole == names.Default().Key(b).Whole
}

func sameTown(a, b string) bool { return someWords(a, b) }

func someWords(a, b string) bool {
	k, l := names.Default().Key(a).Distinctive, names.Default().Key(b).Distinctive
	return slices.ContainsFunc(k, func(w string) bool { return slices.Contains(l, w) })
}

// within reports whether all distinctive words of one name are in the other.
func within(a, b string) bool {
	k, l := names.Default().Key(a).Distinctive, names.Default().Key(b).Distinctive
	if len(k) > len(l) {
		k, l = l, k
	}
	return len(k) > 0 && !slices.ContainsFunc(k, func(w string) bool { return !slices.Contains(l, w) })
}

// abbreviates reports whether a text is the first letters of neighbouring words of a name.
func abbreviates(text, name string) bool {
	const least = 3
	text = model.Fold(text)
	var letters strings.Builder
	for _, w := range model.Words(model.Fold(name)) {
		letters.WriteString(w[:1])
	}
	return len(text) >= least && !strings.Contains(text, " ") && strings.Contains(letters.String(), text)
}

// printCauses prints the missed labels by cause, with the evidence where the pair was compared.
func printCauses(out io.Writer, missed []string, of labels, byID map[string]*organisation, m *matched, most int) {
	byCause := map[string][]string{}
	for _, pic := range missed {
		why := cause(byID[pic], byID[of[pic]])
		byCause[why] = append(byCause[why], pic)
	}
	causes := slices.SortedFunc(maps.Keys(byCause), func(a, b string) int {
		return cmp.Or(cmp.Compare(len(byCause[b]), len(byCause[a])), strings.Compare(a, b))
	})
	for _, why := range causes {
		fmt.Fprintf(out, "%d missed: %s\n", len(byCause[why]), why)
		for _, pic := range byCause[why][:min(most, len(byCause[why]))] {
			fmt.Fprintf(out, "  %s\n    label %s\n    %s\n", byID[pic].describe(), byID[of[pic]].describe(), evidence(m.Result, pic, of[pic]))
		}
	}
}

// describe returns the record with its names, towns and domains.
func (o *organisation) describe() string {
	return fmt.Sprintf("%s %s %v %v", o.ID, strings.Join(o.Names, " | "), o.Cities, slices.Compact(slices.Sorted(slices.Values(o.Domains))))
}

// explain prints everything that was found about a record.
func explain(out io.Writer, kind string, result *identity.Result, id string) {
	fmt.Fprintf(out, "%s, %s: %s\n", id, kind, cmp.Or(reasons(result, id), "not matched"))
	for i := range result.Open {
		if p := &result.Open[i]; p.Left.ID == id || p.Right.ID == id {
			fmt.Fprintf(out, "  %d points: %s %q and %s %q: %s\n", p.Points, p.Left.ID, p.Left.Names, p.Right.ID, p.Right.Names, p.Reasons())
		}
	}
}

// evidence returns the evidence about two records that were left open.
func evidence(result *identity.Result, a, b string) string {
	for i := range result.Open {
		p := &result.Open[i]
		if p.Left.ID == a && p.Right.ID == b || p.Left.ID == b && p.Right.ID == a {
			return fmt.Sprintf("left open at %d points: %s", p.Points, p.Reasons())
		}
	}
	return "not listed: fewer than the points of an open pair, or not compared"
}
