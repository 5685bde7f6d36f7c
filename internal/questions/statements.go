package questions

import (
	"slices"
	"strings"
)

// The keys of a statement, such as a claim or a line of evidence.
const (
	sourceKey  = "source"
	locatorKey = "locator"
)

// mergeStatements makes one statement of those in a list that differ in their place alone, as
// tables of answers do: the places are joined.
func (t *tree) mergeStatements() {
	for _, item := range t.items {
		item.mergeStatements()
	}
	if t.kind != list {
		return
	}
	known := map[string]*tree{}
	t.items = slices.DeleteFunc(t.items, func(item *tree) bool {
		if item.field(sourceKey) == nil {
			return false
		}
		key := item.withoutPlace()
		first := known[key]
		if first == nil {
			known[key] = item
			return false
		}
		first.addPlace(item.field(locatorKey))
		return true
	})
}

// field returns the value of a key of an object, or nil.
func (t *tree) field(key string) *tree {
	if i := slices.Index(t.keys, key); t.kind == object && i >= 0 {
		return t.items[i]
	}
	return nil
}

// withoutPlace returns a text that is the same for statements which differ in their place alone.
func (t *tree) withoutPlace() string {
	var b strings.Builder
	t.write(&b)
	return b.String()
}

// write writes everything but the place, with a byte after each part that no text contains.
func (t *tree) write(b *strings.Builder) {
	b.WriteByte(byte(t.kind))
	b.WriteString(t.text)
	b.WriteByte(0)
	for i, item := range t.items {
		if t.kind == object && t.keys[i] == locatorKey {
			continue
		}
		item.write(b)
	}
	b.WriteByte(0)
}

// addPlace adds the place of another statement to that of this one.
func (t *tree) addPlace(place *tree) {
	own := t.field(locatorKey)
	switch {
	case own == nil || place == nil || place.kind != scalar:
	case own.kind != scalar:
		*own = *place
	case !slices.Contains(strings.Split(own.text, placeSeparator), place.text):
		own.text += placeSeparator + place.text
	}
}

// placeSeparator separates the places of a statement.
const placeSeparator = "; "
