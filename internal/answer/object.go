// Package answer reads values of answers that were decoded without types, their numbers as json.Number.
package answer

import "encoding/json"

// Object is an object of an answer.
type Object map[string]any

// Text returns a field as text; empty for null.
func (o Object) Text(name string) string {
	switch v := o[name].(type) {
	case string:
		return v
	case json.Number:
		return v.String()
	}
	return ""
}

// Number returns a field that holds a number; 0 for null.
func (o Object) Number(name string) float64 {
	n, _ := o[name].(json.Number)
	f, _ := n.Float64() // the engine writes numbers
	return f
}

// True reports whether a field is true.
func (o Object) True(name string) bool {
	v, _ := o[name].(bool)
	return v
}

// Object returns a field that holds an object; nil for null.
func (o Object) Object(name string) Object {
	v, _ := o[name].(map[string]any)
	return v
}

// Objects returns a field that holds a list of objects.
func (o Object) Objects(name string) (list []Object) {
	items, _ := o[name].([]any)
	for _, item := range items {
		if one, ok := item.(map[string]any); ok {
			list = append(list, one)
		}
	}
	return list
}

// Texts returns a field that holds a text or a list of texts.
func (o Object) Texts(name string) (list []string) {
	items, isList := o[name].([]any)
	if !isList {
		items = []any{o[name]}
	}
	for _, item := range items {
		if text, ok := item.(string); ok && text != "" {
			list = append(list, text)
		}
	}
	return list
}
