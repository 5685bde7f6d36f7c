package format

import (
	"bytes"
	"encoding/json"
	"errors"
)

// members are the members of a JSON object, in their order.
type members []member

// member is a member of a JSON object. A value that is not a list is a list of one; null is none. A
// value is a string, a bool, a json.Number or members.
type member struct {
	name   string
	values []any
}

var errNoObject = errors.New("this is not a JSON object")

// readMembers reads a JSON object.
func readMembers(text []byte) (members, error) {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	values, err := readValues(d)
	if err != nil {
		return nil, err
	}
	if len(values) == 1 {
		if m, ok := values[0].(members); ok {
			return m, nil
		}
	}
	return nil, errNoObject
}

// readValues reads the next value; of a list, its items.
func readValues(d *json.Decoder) ([]any, error) {
	token, err := d.Token()
	if err != nil {
		return nil, err
	}
	switch token {
	case nil:
		return nil, nil
	case json.Delim('['):
		return readList(d)
	case json.Delim('{'):
		m, err := readObject(d)
		return []any{m}, err
	}
	return []any{token}, nil
}

func readList(d *json.Decoder) (list []any, err error) {
	for d.More() {
		values, err := readValues(d)
		if err != nil {
			return nil, err
		}
		list = append(list, values...)
	}
	_, err = d.Token()
	return list, err
}

func readObject(d *json.Decoder) (m members, err error) {
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return nil, err
		}
		values, err := readValues(d)
		if err != nil {
			return nil, err
		}
		text, _ := name.(string) // the decoder allows nothing else
		m = append(m, member{text, values})
	}
	_, err = d.Token()
	return m, err
}

// id returns the address of an object; empty without one.
func (m members) id() string { return m.text("@id") }

// text returns a member that is a text, or an empty text.
func (m members) text(name string) string {
	for _, one := range m {
		if one.name == name && len(one.values) == 1 {
			text, _ := one.values[0].(string)
			return text
		}
	}
	return ""
}
