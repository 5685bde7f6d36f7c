package identity

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"whojoins/internal/model"
	"whojoins/internal/names"
)

// variant is a name without what other sources leave out.
type variant struct {
	text string
	// most is the largest weight of an equal name.
	most int
	what string
	// lost reports whether more is left out than a legal form, so that it shows nothing unless it is
	// the whole name of the other and both have a domain. partial reports whether other things may
	// have the same name, so that the domain must be one that no other has, and the place the same.
	lost, partial bool
}

//go:embed forms.txt
var formsFile string

// form is a phrase at the beginning or the end of a name.
type form struct {
	words []string
	begin bool
	most  int
}

// forms are the phrases of forms.txt, the longest first.
var forms = sync.OnceValue(func() (list []form) {
	for line := range strings.Lines(formsFile) {
		phrase, loss, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		words := strings.Fields(phrase)
		f := form{words: words[1:], begin: words[0] == "begin", most: weightPart}
		if loss == "form" {
			f.most = weightWorded
		}
		list = append(list, f)
	}
	slices.SortStableFunc(list, func(a, b form) int { return len(b.words) - len(a.words) })
	return list
})

// formEnds are the words at which phrases of forms.txt begin that are at the beginning of a name, and
// those at which the others end.
var formEnds = sync.OnceValue(func() (ends [2]map[string]bool) {
	ends = [2]map[string]bool{{}, {}}
	for _, f := range forms() {
		if f.begin {
			ends[0][f.words[0]] = true
		} else {
			ends[1][f.words[len(f.words)-1]] = true
		}
	}
	return ends
})

// mayHaveForm reports whether a phrase of forms.txt may be at an end of the words.
func mayHaveForm(words []string) bool {
	ends := formEnds()
	return len(words) > 0 && (ends[0][words[0]] || ends[1][words[len(words)-1]])
}

// separators are between a name and an addition to it.
var separators = []string{" - ", " – ", " — ", ", ", " / ", "|", "("}

// leastPart is the least number of words of a part of a name that is compared alone.
const leastPart = 2

// variants returns a name without a legal form, and its parts before and after an addition.
func variants(name string) (list []variant) {
	add := func(v variant) {
		if v.text != "" && !slices.ContainsFunc(list, func(known variant) bool { return known.text == v.text }) {
			list = append(list, v)
		}
	}
	for _, v := range withoutForms(name) {
		add(v)
	}
	if before, after, ok := strings.Cut(name, "("); ok {
		for _, v := range withoutForms(before) {
			v.most, v.lost = min(v.most, weightPart), true
			add(v)
		}
		if short, _, closed := strings.Cut(after, ")"); closed && abbreviation(short) {
			add(variant{short, weightPartial, "the abbreviation in the name", true, true})
		}
	}
	if latin := inLatin(name); latin != "" {
		add(variant{text: latin, most: weightSameName, what: "in Latin letters"})
	}
	if head := beforeAffiliation(name); head != "" {
		add(variant{head, weightPartial, "without what it is affiliated with", true, true})
	}
	for _, separator := range separators {
		before, after, ok := strings.Cut(name, separator)
		if !ok {
			continue
		}
		if separator == "(" {
			after, _, _ = strings.Cut(after, ")")
		}
		for _, parts := range [][2]string{{before, after}, {after, before}} {
			if canName(parts[0], parts[1]) {
				add(variant{text: strings.TrimSpace(parts[0]), most: weightPart, what: "a part of the name", lost: true})
			}
		}
	}
	return list
}

// canName reports whether a part of a name can name the whole: it has a distinctive word, and the rest
// names no other kind of organisation, as in "Institute of Law, University of North".
func canName(part, rest string) bool {
	if len(model.Words(model.Fold(part))) < leastPart {
		return false
	}
	lexicon := names.Default()
	if len(lexicon.Key(part).Distinctive) == 0 {
		return false
	}
	kinds := lexicon.Kinds(part)
	return !slices.ContainsFunc(lexicon.Kinds(rest), func(kind string) bool { return !slices.Contains(kinds, kind) })
}

// withoutForms returns a name without the phrases of forms.txt at its ends.
func withoutForms(name string) (list []variant) {
	words := model.Words(model.Fold(name))
	lost := false
	for range 2 { // one at each end
		if !mayHaveForm(words) {
			return list
		}
		for _, f := range forms() {
			rest, ok := f.cut(words)
			if !ok {
				continue
			}
			words = rest
			lost = lost || f.most < weightWorded
			list = append(list, variant{text: strings.Join(words, " "), most: f.most, what: "without " + strings.Join(f.words, " "), lost: lost})
			break
		}
	}
	return list
}

// abbreviation reports whether a text is a word of capital letters.
func abbreviation(text string) bool {
	const least = 3
	return len(text) >= least && !strings.ContainsFunc(text, func(r rune) bool { return r < 'A' || r > 'Z' })
}

// affiliations are the words before the name of what an organisation belongs to or serves.
var affiliations = []string{"an der", "am", "bij de", "voor", "at the", "at"}

// beforeAffiliation returns the beginning of a name that goes on with an affiliation ("Institute at
// the University of North"), or "". The name of what it is affiliated with is that of another thing.
func beforeAffiliation(name string) string {
	folded := " " + strings.Join(model.Words(model.Fold(name)), " ") + " "
	for _, words := range affiliations {
		head, rest, ok := strings.Cut(folded, " "+words+" ")
		if ok && strings.TrimSpace(rest) != "" && len(strings.Fields(head)) >= leastPart {
			return strings.TrimSpace(head)
		}
	}
	return ""
}

// cut returns the words without the phrase, of which at least one must be left.
func (f *form) cut(words []string) ([]string, bool) {
	n := len(f.words)
	switch {
	case len(words) <= n:
		return nil, false
	case f.begin && slices.Equal(words[:n], f.words):
		return words[n:], true
	case !f.begin && slices.Equal(words[len(words)-n:], f.words):
		return words[:len(words)-n], true
	}
	return nil, false
}
