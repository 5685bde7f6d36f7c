package yaml

import (
	"maps"
	"slices"
	"strconv"

	"go.yaml.in/yaml/v3"

	"whojoins/internal/dataset/statement"
	"whojoins/internal/model"
)

// readHead reads the statements of the source about itself. The date and the authority in the
// head apply to all statements of the file, the rank to all but those in the head: a
// deprecated source keeps its name. The place (at) applies to the head alone.
func (f *file) readHead(sections []pair) {
	head, line := f.head(sections)
	f.declareSource(head, line)
	base, rest, _ := f.provenance(head, f.base, ownKey(f.schema.Source), f.fault)
	f.base.Rank, f.base.Authority, f.base.Date = base.Rank, base.Authority, base.Date
	f.base.Retrieved = retrieved(rest)
	base.Rank, base.Retrieved = "", f.base.Retrieved
	if f.source == nil {
		return
	}
	for _, p := range rest {
		if _, isCredit := f.credits[p.key.Value]; !isCredit && p.key.Value != keyID {
			f.readField(f.source, f.schema.Source, p, base, "the head", slices.Collect(maps.Keys(f.credits)))
		}
	}
	f.readCredits(head, base)
}

// head returns the keys under source: and the line of that section.
func (f *file) head(sections []pair) (head []pair, line int) {
	for _, p := range sections {
		if p.key.Value == keySource {
			head, _ = pairs(p.value, "the head", f.fault)
			return head, p.key.Line
		}
	}
	f.fault(1, "the head is missing; describe the source under source:, with at least its id and name")
	return nil, 0
}

// declareSource declares the source that the head describes.
func (f *file) declareSource(head []pair, line int) {
	n := valueOf(head, keyID)
	switch {
	case n == nil && head != nil:
		f.fault(line, "the id of the source is missing under source:; %s", statement.IDRule)
	case n == nil:
	case n.Kind != yaml.ScalarNode || !statement.IsID(n.Value):
		f.fault(n.Line, "%q is not an id; %s", n.Value, statement.IDRule)
	default:
		f.base.Source = n.Value
		f.source = &statement.Subject{Type: f.schema.Source.Name, ID: n.Value, Place: f.at(n.Line)}
		f.declare(f.source, f.base)
		id, ok := f.about.Current(n.Value)
		if _, removed := f.about.Removed[n.Value]; removed || !ok {
			return // the merge reports that such an id cannot be used
		}
		if before, twice := f.heads[id]; twice {
			f.fault(n.Line, "the source %q has a file already (%v); write one file per source", n.Value, before)
			return
		}
		f.heads[id] = f.at(n.Line)
	}
}

// declare states that a subject exists.
func (f *file) declare(s *statement.Subject, base statement.Statement) {
	base.Subject, base.Place = s, s.Place
	f.emit(base, nil)
}

// readBlock reads the statements of the source about one entity.
func (f *file) readBlock(t *model.Type, b pair) {
	list, ok := pairs(b.value, strconv.Quote(b.key.Value), f.fault)
	s := &statement.Subject{Type: t.Name, ID: b.key.Value, Place: f.at(b.key.Line), Incomplete: !ok}
	f.declare(s, f.base)
	if !ok {
		return
	}
	base, rest, _ := f.provenance(list, f.base, ownKey(t), f.faultOf(s))
	if len(rest) == 0 {
		f.faultOf(s)(b.key.Line, "nothing is stated about %q; state at least a name, or delete the key", b.key.Value)
	}
	for _, p := range rest {
		f.readField(s, t, p, base, t.Name, nil)
	}
}

// readField reads one key in the block of an entity. more are other keys that are allowed
// there, for the message about an unknown key.
func (f *file) readField(s *statement.Subject, t *model.Type, p pair, base statement.Statement, where string, more []string) {
	field := f.schema.Field(t, p.key.Value)
	if field == nil {
		known := append(statement.Names(f.schema.Fields(t)), more...)
		f.faultOf(s)(p.key.Line, "unknown field %q of %s; %s", p.key.Value, where, statement.Suggest(p.key.Value, keysWithProvenance(known)))
		return
	}
	f.readValues(s, field, p.value, base)
}

// retrieved returns the day on which the source was read if the head gives a valid one.
func retrieved(head []pair) string {
	n := valueOf(head, "retrieved")
	if n == nil {
		return ""
	}
	if value := childOf(n, keyValue); value != nil {
		n = value
	}
	date, err := dateOf(n)
	if err != nil {
		return "" // reported with the field
	}
	return date
}
