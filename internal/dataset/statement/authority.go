package statement

import (
	"fmt"
	"slices"
	"strings"
)

// Authority is how close a source is to the subject of its statements; a larger one is
// closer. Where sources contradict each other, the closest is preferred.
type Authority uint8

// The authorities. A copy of the grantor's register counts as the grantor.
const (
	// Other is any other source, such as the press. It is the default.
	Other Authority = iota
	// Partner is a participant in the subject.
	Partner
	// Own is the subject itself: the page of the initiative or of the organisation.
	Own
	// Grantor is the body that signs the grant.
	Grantor
)

// authorities are the words for the authorities, in their order.
var authorities = []string{"other", "partner", "own", "grantor"}

// ParseAuthority returns the authority for a word.
func ParseAuthority(word string) (Authority, error) {
	i := slices.Index(authorities, word)
	if i < 0 {
		closestFirst := slices.Clone(authorities)
		slices.Reverse(closestFirst)
		return Other, fmt.Errorf("%q is not an authority; write one of %s", word, strings.Join(closestFirst, ", "))
	}
	return Authority(i), nil
}

// String returns the word for the authority.
func (a Authority) String() string { return authorities[a] }
