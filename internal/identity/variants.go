package identity

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"whojoins/internal/model"
)

// variant is a name without what other sources leave out.
type variant struct {
	text string
	// most is the largest weight of an equal name.
	most int
	what string
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

// separators are between a name and an addition to it.
var separators = []string{" - ", " – ", " — ", ", ", " / ", "|", "("}

// leastPart is the least number of words of a part of a name that is compared alone.
const leastPart = 2

// variants returns a name without a legal form, and its parts before and after an addition.
func variants(name string) (list []variant) {
	add := func(text string, most int, what string) {
		if text != "" && !slices.ContainsFunc(list, func(v variant) bool { return v.text == text }) {
			list = append(list, variant{text, most, what})
		}
	}
	words := model.Words(model.Fold(name))
	for range 2 { // one at each end
		for _, f := range forms() {
			rest, ok := f.cut(words)
			if !ok {
				continue
			}
			words = rest
			add(strings.Join(words, " "), f.most, "without "+strings.Join(f.words, " "))
			break
		}
	}
	for _, separator := range separators {
		before, after, ok := strings.Cut(name, separator)
		if !ok {
			continue
		}
		if separator == "(" {
			after, _, _ = strings.Cut(after, ")")
		}
		for _, part := range []string{before, after} {
			if len(model.Words(model.Fold(part))) >= leastPart {
				add(strings.TrimSpace(part), weightPart, "a part of the name")
			}
		}
	}
	return list
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
