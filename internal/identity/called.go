package identity

import (
	"slices"
	"strings"

	"whojoins/internal/model"
	"whojoins/internal/names"
)

// compareCalled takes two groups for one that are alone on a domain in one place, if one is called as
// the domain and the other has this word in a name, or is abbreviated to it: "Lareb" and "Bijwerkingen
// Centrum Lareb" on lareb.nl. A university and its hospital, or an institute and its foundation, are
// two kinds of organisation.
func compareCalled(pair *Pair, p, q *profile) {
	if pair.level > names.Similar || !pair.ownDomain || !pair.place {
		return
	}
	for _, d := range p.domains {
		label := labelOf(d)
		if len(label) < leastCalled || !slices.Contains(q.domains, d) {
			continue
		}
		if (p.isCalled(label) && q.mentions(label) || q.isCalled(label) && p.mentions(label)) && !otherKind(p, q) {
			pair.drop(nameEvidence)
			pair.add(weightPartial, "both are called %s, as their domain", label)
			pair.level, pair.lost, pair.partial = names.Worded, true, true
			return
		}
	}
}

// leastCalled is the least number of letters of what a domain is called.
const leastCalled = 4

// isCalled reports whether a name, without a legal form, is a text.
func (p *profile) isCalled(text string) bool {
	return slices.ContainsFunc(p.short(), func(name string) bool {
		return strings.ReplaceAll(strings.Join(model.Words(model.Fold(name)), ""), "-", "") == strings.ReplaceAll(text, "-", "")
	})
}

// mentions reports whether a name has a text as its only distinctive word, or ends with the words of
// which it has the first letters. Where "of" or the like is before, it names what the organisation is a
// part of: "Unit of X".
func (p *profile) mentions(text string) bool {
	lexicon := names.Default()
	return slices.ContainsFunc(p.short(), func(name string) bool {
		words := model.Words(model.Fold(name))
		if i := slices.Index(words, text); i >= 0 {
			return (i == 0 || !lexicon.Between(words[i-1])) && len(lexicon.Key(name).Distinctive) == 1
		}
		left := text
		for i, w := range slices.Backward(words) {
			switch {
			case lexicon.Between(w):
			case left == "":
				return true
			case w[0] != left[len(left)-1]:
				return false
			default:
				left = left[:len(left)-1]
			}
			if left == "" && (i == 0 || lexicon.Between(words[i-1])) {
				return i == 0
			}
		}
		return false
	})
}

// short returns the names, those with a legal form without it.
func (p *profile) short() (list []string) {
	for _, name := range p.names {
		short := name
		for _, v := range withoutForms(name) {
			if !v.lost {
				short = v.text
			}
		}
		list = append(list, short)
	}
	return list
}

// otherKind reports whether both groups have words for their kind in their names, and none in common.
func otherKind(p, q *profile) bool {
	k, l := p.kinds(), q.kinds()
	return len(k) > 0 && len(l) > 0 && disjoint(k, l)
}

func (p *profile) kinds() (kinds []string) {
	for _, name := range p.short() {
		kinds = append(kinds, names.Default().Kinds(name)...)
	}
	return kinds
}
