package seed

import (
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"

	"whojoins/model"
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
// state: a claim is preferred when it differs from one of a lesser authority and from
// none of a greater. Where a curator has preferred a claim that differs from it, that
// stands. Claims of one authority stay equal, and the newer one comes first.
func (l *loader) rankByAuthority(claims []claim) {
	preferred := make([]bool, len(claims))
	for i := range claims {
		preferred[i] = l.leads(claims, i)
	}
	for i := range claims {
		if preferred[i] {
			claims[i].rank = l.rank.Position(rankPreferred)
		}
	}
}

// leads says whether the claim at i is preferred by its authority.
func (l *loader) leads(claims []claim, i int) bool {
	c, leads := &claims[i], false
	if c.ranked {
		return false
	}
	for j := range claims {
		d := &claims[j]
		if d.field != c.field || l.deprecated(&d.statement) || !l.contradict(c, d) {
			continue
		}
		if d.authority < c.authority || d.ranked && d.rank == l.rank.Position(rankPreferred) {
			return false
		}
		leads = leads || d.authority > c.authority
	}
	return leads
}

// contradict says whether two claims of one field cannot both be so.
func (l *loader) contradict(a, b *claim) bool {
	f := a.field
	switch {
	case f.Scalar == model.Parts:
		return l.evidenceOf(f.Object) != nil && hasNumbers(f.Object) && numbersDiffer(a, b)
	case f.List:
		return false
	default:
		return valuesDiffer(a, b)
	}
}
