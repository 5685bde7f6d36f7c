package pages

import "encoding/json"

// object is an object of an answer.
type object map[string]any

// text returns a field as text; empty for null.
func (o object) text(name string) string {
	switch v := o[name].(type) {
	case string:
		return v
	case json.Number:
		return v.String()
	}
	return ""
}

// true reports whether a field is true.
func (o object) true(name string) bool {
	v, _ := o[name].(bool)
	return v
}

// object returns a field that holds an object; nil for null.
func (o object) object(name string) object {
	v, _ := o[name].(map[string]any)
	return v
}

// objects returns a field that holds a list of objects.
func (o object) objects(name string) (list []object) {
	items, _ := o[name].([]any)
	for _, item := range items {
		if one, ok := item.(map[string]any); ok {
			list = append(list, one)
		}
	}
	return list
}
