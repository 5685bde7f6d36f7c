package questions

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
)

// tree is a value of JSON that keeps the order of its keys, which is the order in which
// a question asks for them.
type tree struct {
	kind treeKind
	// text is a scalar as people read it.
	text string
	// keys and items are of an object, items of a list.
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

// grow reads JSON.
func grow(data []byte) (*tree, error) {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	t, err := growNext(d)
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	return t, err
}

func growNext(d *json.Decoder) (*tree, error) {
	token, err := d.Token()
	if err != nil {
		return nil, err
	}
	switch token := token.(type) {
	case json.Delim:
		if token == '{' {
			return growObject(d)
		}
		return growList(d)
	case string:
		return &tree{kind: scalar, text: token}, nil
	case json.Number:
		return &tree{kind: scalar, text: token.String()}, nil
	case bool:
		return &tree{kind: scalar, text: map[bool]string{true: "true", false: "false"}[token]}, nil
	}
	return &tree{}, nil
}

func growObject(d *json.Decoder) (*tree, error) {
	t := &tree{kind: object}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return nil, err
		}
		item, err := growNext(d)
		if err != nil {
			return nil, err
		}
		t.keys, t.items = append(t.keys, key.(string)), append(t.items, item)
	}
	_, err := d.Token()
	return t, err
}

func growList(d *json.Decoder) (*tree, error) {
	t := &tree{kind: list}
	for d.More() {
		item, err := growNext(d)
		if err != nil {
			return nil, err
		}
		t.items = append(t.items, item)
	}
	_, err := d.Token()
	return t, err
}

// get is a field of an object; nil when it has none.
func (t *tree) get(key string) *tree {
	for i, k := range t.keys {
		if k == key {
			return t.items[i]
		}
	}
	return nil
}

// at is the text of a field that is a scalar; empty when it is not.
func (t *tree) at(key string) string {
	if in := t.get(key); in != nil {
		return in.text
	}
	return ""
}
