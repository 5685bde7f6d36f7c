package store

import (
	"slices"
	"strings"

	"whojoins/internal/model"
	"whojoins/internal/plan"
)

// SearchedText is a text that an entity can be found by.
type SearchedText struct {
	// Field is the name of the entity's field. Fit is the score of a match with the whole text
	// (model.Field.Searched).
	Field string
	Fit   int
	// Text is the text as stored. Scheme is set if the text is the value of an identifier.
	Text, Scheme string
}

// Meets reports whether the text makes its entity meet a word of a condition.
func (t *SearchedText) Meets(w Word) bool {
	if w.As == Whole {
		return t.Fit == w.Fit && slices.Contains(model.WholesOf(t.Text, t.Scheme), w.Text)
	}
	return slices.ContainsFunc(model.TextWords(t.Text), w.Is)
}

// Is reports whether a word of a text matches w. A Whole matches texts, and therefore no word.
func (w Word) Is(word string) bool {
	switch w.As {
	case Exactly:
		return word == w.Text
	case Beginning:
		return strings.HasPrefix(word, w.Text)
	case Mistyped:
		return model.OneTypo(word, w.Text)
	case Whole:
		return false
	}
	panic("store: no comparison of words has this number")
}

// TextSlots are the slots that read the searched texts of entities.
type TextSlots struct {
	Slots []plan.Slot
	first int
	read  []func(c Cursor, slot int, texts []SearchedText) []SearchedText
}

// NewTextSlots returns the slots for all searched fields of a model. In the plan they begin at
// position first of their level.
func NewTextSlots(m *model.Model, first int) *TextSlots {
	t := &TextSlots{first: first}
	for _, f := range SearchedFields(m) {
		if f.Scalar == model.Parts {
			t.addParts(f)
		} else {
			t.addColumn(f)
		}
	}
	return t
}

// Read returns the searched texts of the cursor's current entity: single texts first, then
// lists, each in the order of the schema.
func (t *TextSlots) Read(c Cursor) (texts []SearchedText) {
	for i, read := range t.read {
		texts = read(c, t.first+i, texts)
	}
	return texts
}

func (t *TextSlots) addColumn(f *model.Field) {
	t.Slots = append(t.Slots, &plan.Column{Field: f})
	t.read = append(t.read, func(c Cursor, slot int, texts []SearchedText) []SearchedText {
		if v := c.Value(slot); !v.Null() {
			texts = append(texts, SearchedText{Field: f.Name, Fit: f.Searched, Text: v.Text})
		}
		return texts
	})
}

func (t *TextSlots) addParts(f *model.Field) {
	parts, fields := &plan.Select{Type: f.Object}, SearchedParts(f)
	for _, sub := range fields {
		parts.Slots = append(parts.Slots, &plan.Column{Field: sub})
	}
	scheme := f.Object.Field("scheme")
	if scheme != nil {
		parts.Slots = append(parts.Slots, &plan.Column{Field: scheme})
	}
	t.Slots = append(t.Slots, &plan.PartList{Field: f, Select: parts})
	t.read = append(t.read, func(c Cursor, slot int, texts []SearchedText) []SearchedText {
		c.Enter(slot)
		defer c.Leave()
		for c.Next() {
			for i, sub := range fields {
				text := SearchedText{Field: f.Name, Fit: sub.Searched, Text: c.Value(i).Text}
				if scheme != nil {
					text.Scheme = c.Value(len(fields)).Text
				}
				if text.Text != "" {
					texts = append(texts, text)
				}
			}
		}
		return texts
	})
}
