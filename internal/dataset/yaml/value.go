package yaml

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"whojoins/internal/dataset/statement"
	"whojoins/internal/model"
)

// The keys of provenance, and the key of the value that it belongs to.
const (
	keyAt        = "at"
	keyRank      = "rank"
	keyDate      = "date"
	keyAuthority = "authority"
	keyValue     = "value"
)

// provenance reads the keys at, rank, date and authority of a mapping, which override those in
// base, and returns the other keys as rest. Keys for which own returns true are fields of the
// subject, and belong to rest. It returns false if it has reported a fault.
func (f *file) provenance(list []pair, base statement.Statement, own func(string) bool, fault report) (st statement.Statement, rest []pair, ok bool) {
	st, ok = base, true
	for _, p := range list {
		before := st
		var err error
		switch key := p.key.Value; {
		case own(key):
			rest = append(rest, p)
		case key == keyAt:
			st.Locator, err = text(p.value)
		case key == keyRank:
			st.Rank, err = f.rankOf(p.value)
		case key == keyAuthority:
			st.Authority, err = authorityOf(p.value)
		case key == keyDate:
			st.Date, err = dateOf(p.value)
		default:
			rest = append(rest, p)
		}
		if err != nil {
			fault(p.value.Line, "%s: %v", p.key.Value, err)
			st, ok = before, false
		}
	}
	return st, rest, ok
}

// ownKey returns a function that reports whether a key is a field or an end of a type.
func ownKey(t *model.Type) func(string) bool {
	return func(key string) bool { return t.Field(key) != nil || t.End(key) != nil }
}

// errReported marks a fault that has already been reported.
var errReported = errors.New("reported")

// readValues reads all values of a field under a key: one statement, or one for each item of a
// list.
func (f *file) readValues(s *statement.Subject, field *model.Field, n *yaml.Node, base statement.Statement) {
	fault := f.faultOf(s)
	list := items(n)
	if len(list) == 0 {
		fault(n.Line, "%s: the list is empty; write a value, or leave the key out", field.Name)
	}
	for _, item := range list {
		st, err := f.readValue(field, item, base, fault)
		if err == nil {
			st.Subject, st.Field, st.Place = s, field.Name, f.at(item.Line)
			f.emit(st, nil)
		} else if !errors.Is(err, errReported) {
			fault(item.Line, "%s: %v", field.Name, err)
		}
	}
}

// readValue reads one value of a field, alone or together with at, rank, date and authority.
func (f *file) readValue(field *model.Field, n *yaml.Node, base statement.Statement, fault report) (st statement.Statement, err error) {
	st = base
	if n.Kind == yaml.MappingNode {
		if field.Scalar == model.Parts {
			return f.readPart(field, n, base, fault)
		}
		if st, n, err = f.unwrap(field, n, base, fault); err != nil {
			return st, err
		}
	}
	if field.Scalar == model.Embedded && (n.Kind == yaml.MappingNode || !field.Money()) {
		st.Value.Parts, err = readLeaves(field, n, fault)
	} else {
		st.Value.Text, err = raw(n)
	}
	return st, err
}

// unwrap takes a mapping apart into the value and its provenance. A mapping without the
// key value is itself the value if the field holds an object.
func (f *file) unwrap(field *model.Field, n *yaml.Node, base statement.Statement, fault report) (statement.Statement, *yaml.Node, error) {
	list, ok := pairs(n, field.Name, fault)
	if !ok {
		return base, n, errReported
	}
	value := valueOf(list, keyValue)
	switch {
	case value == nil && field.Scalar == model.Embedded:
		return base, n, nil
	case value == nil:
		return base, n, errors.New("the value is missing; write it plain, or as {value: ..., at: ...}")
	}
	st, rest, ok := f.provenance(list, base, func(key string) bool { return key == keyValue }, fault)
	for _, p := range rest {
		if p.key.Value != keyValue {
			return base, n, fmt.Errorf("unknown key %q; beside value write only at, rank, date and authority", p.key.Value)
		}
	}
	if !ok {
		return base, n, errReported
	}
	return st, value, nil
}

// readLeaves reads the values of a single object, such as a location.
func readLeaves(field *model.Field, n *yaml.Node, fault report) (parts []statement.Property, err error) {
	known := statement.Names(field.Leaves)
	list, ok := pairs(n, fmt.Sprintf("%s (%s)", field.Name, strings.Join(known, ", ")), fault)
	if !ok {
		return nil, errReported
	}
	parts = make([]statement.Property, 0, len(list))
	for _, p := range list {
		if !slices.Contains(known, p.key.Value) {
			return nil, fmt.Errorf("unknown key %q; %s", p.key.Value, statement.Suggest(p.key.Value, known))
		}
		if parts, err = appendPart(parts, p); err != nil {
			return nil, err
		}
	}
	return parts, nil
}

// readPart reads an object of a list, such as an alias, with its fields by name. Its
// fields and its provenance are keys of one mapping.
func (f *file) readPart(field *model.Field, n *yaml.Node, base statement.Statement, fault report) (statement.Statement, error) {
	object := field.Object
	list, ok := pairs(n, field.Name, fault)
	if !ok {
		return base, errReported
	}
	st, rest, ok := f.provenance(list, base, func(key string) bool { return statement.PartField(object, key) != nil }, fault)
	if !ok {
		return base, errReported
	}
	st.Value.Parts = make([]statement.Property, 0, len(rest))
	for _, p := range rest {
		if statement.PartField(object, p.key.Value) == nil {
			known := keysWithProvenance(statement.Names(statement.PartFields(object)))
			return base, fmt.Errorf("unknown key %q of %s; %s", p.key.Value, object.Name, statement.Suggest(p.key.Value, known))
		}
		var err error
		if st.Value.Parts, err = appendPart(st.Value.Parts, p); err != nil {
			return base, err
		}
	}
	return st, nil
}

func appendPart(parts []statement.Property, p pair) ([]statement.Property, error) {
	value, err := raw(p.value)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", p.key.Value, err)
	}
	return append(parts, statement.Property{Name: p.key.Value, Text: value, Line: p.value.Line}), nil
}
