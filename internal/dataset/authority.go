package dataset

import (
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"

	"whojoins/internal/model"
)

// keyAuthority says how near a source stands to what it speaks of.
const keyAuthority = "authority"

// authorities are the words for it, the nearest first. A copy of the grantor's register
// counts as the grantor.
var authorities = []string{
	"grantor", // the body that signs the grant
	"own",     // whose page it is: the initiative's, the organisation's
	"partner", // somebody who takes part in it
	"other",   // everybody else, such as the press
}

// authorityOf reads the word.
func authorityOf(n *yaml.Node) (int, error) {
	word, err := text(n)
	if err != nil {
		return 0, err
	}
	for i, known := range authorities {
		if word == known {
			return i, nil
		}
	}
	return 0, fmt.Errorf("%q is none of %s", word, strings.Join(authorities, ", "))
}

// rankByAuthority prefers, where sources contradict each other, what the nearest of them
// state: of the claims of one thing of which two cannot both be so, those of the greatest
// authority are preferred to those of a lesser. Where a curator has preferred one of
// them, that stands. Claims of one authority stay equal, and the newer one comes first.
func (l *loader) rankByAuthority(claims []claim) {
	preferred := make([]bool, len(claims))
	for i := range claims {
		preferred[i] = l.leads(claims, &claims[i])
	}
	for i := range claims {
		if preferred[i] {
			claims[i].rank = l.rank.Position(rankPreferred)
		}
	}
}

// leads says whether a claim is preferred by its authority.
func (l *loader) leads(claims []claim, c *claim) bool {
	if c.ranked {
		return false
	}
	var rivals []*claim
	lesser := false
	for i := range claims {
		d := &claims[i]
		if l.deprecated(&d.statement) || !l.sameThing(c, d) {
			continue
		}
		if d.authority < c.authority || d.ranked && d.rank == l.rank.Position(rankPreferred) {
			return false
		}
		rivals, lesser = append(rivals, d), lesser || d.authority > c.authority
	}
	return lesser && anyTwo(rivals, l.contradict)
}

// sameThing says whether two claims speak of one value or one figure.
func (l *loader) sameThing(a, b *claim) bool {
	switch f := a.field; {
	case f != b.field || f.List && f.Scalar != model.Parts:
		return false
	case f.Scalar == model.Parts:
		return l.evidenceOf(f.Object) != nil && hasNumbers(f.Object) && sameMeasure(a, b)
	default:
		return true
	}
}

// contradict says whether two claims of one field cannot both be so.
func (l *loader) contradict(a, b *claim) bool {
	switch {
	case !l.sameThing(a, b):
		return false
	case a.field.Scalar == model.Parts:
		return numbersDiffer(a, b)
	default:
		return valuesDiffer(a, b)
	}
}
