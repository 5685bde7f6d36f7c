package memory

import (
	"hash/maphash"
	"math"
	"strings"
)

// textList holds many texts in one string while their number is not known yet.
type textList struct {
	all strings.Builder
	// ends has the end of each text.
	ends []uint32
}

func (l *textList) len() int { return len(l.ends) }

// add appends a text. It returns errTexts if all texts are longer than positions can say.
func (l *textList) add(text string) error {
	if l.all.Len()+len(text) > math.MaxUint32 {
		return errTexts
	}
	l.all.WriteString(text)
	l.ends = append(l.ends, uint32(l.all.Len()))
	return nil
}

// at returns a text, which stays as it is when others are added.
func (l *textList) at(i int) string {
	start := uint32(0)
	if i > 0 {
		start = l.ends[i-1]
	}
	return l.all.String()[start:l.ends[i]]
}

// interned numbers distinct texts from 0 on. It keeps a copy of each and 4 to 8 bytes more, where a
// map of strings takes ten times that, and keeps alive whatever the texts are parts of.
type interned struct {
	textList
	seed maphash.Seed
	// slots has, at the hash of a text or after it, the number of the text plus one; 0 is free. Its
	// length is a power of two, and at least a quarter of it is free.
	slots []uint32
}

func newInterned() *interned { return &interned{seed: maphash.MakeSeed(), slots: make([]uint32, 8)} }

// number returns the number of a text, which it adds if it is new.
func (n *interned) number(text string) (int, error) {
	if 4*n.len() >= 3*len(n.slots) {
		n.grow()
	}
	slot := n.slot(text)
	for ; n.slots[slot] != 0; slot = n.next(slot) {
		if i := int(n.slots[slot]) - 1; n.at(i) == text {
			return i, nil
		}
	}
	if err := n.add(text); err != nil {
		return 0, err
	}
	n.slots[slot] = uint32(n.len())
	return n.len() - 1, nil
}

func (n *interned) slot(text string) int {
	return int(maphash.String(n.seed, text) & uint64(len(n.slots)-1))
}

func (n *interned) next(slot int) int { return (slot + 1) & (len(n.slots) - 1) }

// grow doubles the slots.
func (n *interned) grow() {
	n.slots = make([]uint32, 2*len(n.slots))
	for i := range n.len() {
		slot := n.slot(n.at(i))
		for n.slots[slot] != 0 {
			slot = n.next(slot)
		}
		n.slots[slot] = uint32(i) + 1
	}
}
