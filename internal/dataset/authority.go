package dataset

import (
	"slices"

	"whojoins/internal/dataset/statement"
	"whojoins/internal/model"
)

// rankByAuthority sets the rank of claims by the authority of their sources. Where sources
// contradict each other about one thing, the claims of the greatest authority are
// preferred to those of a lesser. A claim that a curator has preferred takes precedence.
// Claims of one authority stay equal, and the newer one comes first.
func (m *merger) rankByAuthority(claims []claim) {
	if len(claims) == 0 || !slices.ContainsFunc(claims, func(c claim) bool { return c.authority != claims[0].authority }) {
		return
	}
	preferred := make([]bool, len(claims))
	for i := range claims {
		preferred[i] = m.prevails(claims, &claims[i])
	}
	for i := range claims {
		if preferred[i] {
			p := *claims[i].provenance // other claims share the original
			p.rank = m.position(statement.Preferred)
			claims[i].provenance = &p
		}
	}
}

// prevails reports whether a claim is preferred because of its authority.
func (m *merger) prevails(claims []claim, c *claim) bool {
	if c.ranked {
		return false
	}
	var rivals []*claim
	lesser := false
	for i := range claims {
		d := &claims[i]
		if m.deprecated(d.provenance) || !m.sameThing(c, d) {
			continue
		}
		if d.authority > c.authority || d.ranked && d.rank == m.position(statement.Preferred) {
			return false
		}
		rivals, lesser = append(rivals, d), lesser || d.authority < c.authority
	}
	return lesser && m.contradictory(rivals)
}

// sameThing reports whether two claims are about one value or one figure.
func (m *merger) sameThing(a, b *claim) bool {
	switch f := a.field; {
	case f != b.field || f.List && f.Scalar != model.Parts:
		return false
	case f.Scalar == model.Parts:
		return m.evidenceOf(f.Object) != nil && hasNumbers(f.Object) && sameMeasure(a, b)
	default:
		return true
	}
}

// contradictory reports whether any two of the claims of one field contradict each other.
func (m *merger) contradictory(claims []*claim) bool {
	for i, a := range claims {
		for _, b := range claims[:i] {
			if m.contradict(a, b) {
				return true
			}
		}
	}
	return false
}

// contradict reports whether two claims of one field cannot both be true.
func (m *merger) contradict(a, b *claim) bool {
	switch {
	case !m.sameThing(a, b):
		return false
	case a.field.Scalar == model.Parts:
		return numbersDiffer(a, b)
	default:
		return valuesDiffer(a, b)
	}
}

// valuesDiffer reports whether two claims of a single value disagree. A date agrees with a
// less precise one that includes it.
func valuesDiffer(a, b *claim) bool {
	if a.field.Scalar != model.Date || a.text == b.text {
		return a.text != b.text
	}
	aFirst, aLast, _ := model.ParseDate(a.text) // parsed once before
	bFirst, bLast, _ := model.ParseDate(b.text)
	within := aFirst >= bFirst && aLast <= bLast || bFirst >= aFirst && bLast <= aLast
	return !within
}
