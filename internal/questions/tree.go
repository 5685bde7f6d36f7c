package questions

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
)

// tree is a JSON value that keeps the order of its keys, which is the order in which a query
// selects them.
type tree struct {
	kind treeKind
	// text is a scalar as text; number reports whether it is a number.
	text   string
	number bool
	// keys and items belong to an object, items alone to a list.
	keys  []string
	items []*tree
}

type treeKind uint8

const (
	null treeKind = iota
	scalar
	object
	list
)

// parseTree parses JSON.
func parseTree(data []byte) (*tree, error) {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	t, err := parseNext(d)
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	return t, err
}

func parseNext(d *json.Decoder) (*tree, error) {
	token, err := d.Token()
	if err != nil {
		return nil, err
	}
	switch token := token.(type) {
	case json.Delim:
		if token == '{' {
			return parseObject(d)
		}
		return parseList(d)
	case string:
		return &tree{kind: scalar, text: token}, nil
	case json.Number:
		return &tree{kind: scalar, text: token.String(), number: true}, nil
	case bool:
		return &tree{kind: scalar, text: map[bool]string{true: "true", false: "false"}[token]}, nil
	}
	return &tree{}, nil
}

func parseObject(d *json.Decoder) (*tree, error) {
	t := &tree{kind: object}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return nil, err
		}
		item, err := parseNext(d)
		if err != nil {
			return nil, err
		}
		t.keys, t.items = append(t.keys, key.(string)), append(t.items, item)
	}
	_, err := d.Token()
	return t, err
}

func parseList(d *json.Decoder) (*tree, error) {
	t := &tree{kind: list}
	for d.More() {
		item, err := parseNext(d)
		if err != nil {
			return nil, err
		}
		t.items = append(t.items, item)
	}
	_, err := d.Token()
	return t, err
}

// get returns a field of an object, or nil.
func (t *tree) get(key string) *tree {
	for i, k := range t.keys {
		if k == key {
			return t.items[i]
		}
	}
	return nil
}

// at returns the text of a scalar field, or "" for any other.
func (t *tree) at(key string) string {
	if in := t.get(key); in != nil {
		return in.text
	}
	return ""
}
