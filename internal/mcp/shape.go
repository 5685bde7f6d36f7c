package mcp

import (
	"maps"
	"slices"
	"strconv"
)

// sources are the sources that an answer cites, in the order in which it first cites them.
type sources struct {
	call   *call
	number map[string]int
	list   []any
}

// mostCited is the largest number of sources of one fact; the tool evidence has all.
const mostCited = 3

// cite returns the number of a source.
func (s *sources) cite(source object) int {
	id, _ := source[idField].(string)
	n, known := s.number[id]
	if !known {
		n = len(s.list) + 1
		s.number[id] = n
		s.list = append(s.list, object{"n": n, "name": shortened(textOf(source["name"]), 120), "address": s.call.address(id)})
	}
	return n
}

// citeAll returns the numbers of the sources of statements; only those that are about one of the
// given fields, if there are any such.
func (s *sources) citeAll(statements []any, about func(field string) bool) []int {
	var numbers []int
	for _, fits := range []func(string) bool{about, func(string) bool { return true }} {
		for _, each := range statements {
			statement, _ := each.(object)
			source, _ := statement[sourceField].(object)
			field, _ := statement["field"].(string)
			if source == nil || !fits(field) {
				continue
			}
			if n := s.cite(source); len(numbers) < mostCited && !slices.Contains(numbers, n) {
				numbers = append(numbers, n)
			}
			if len(numbers) == mostCited {
				return numbers
			}
		}
		if len(numbers) > 0 {
			break
		}
	}
	return numbers
}

// mostLetters is the largest number of letters of a text in an answer.
const mostLetters = 600

// shape returns data of the engine as an answer has it: an entity with its permanent address, every
// fact with the numbers of its sources in place of the statements, long texts cut, and without empty
// values.
func (s *sources) shape(v any) any {
	switch v := v.(type) {
	case string:
		return shortened(v, mostLetters)
	case []any:
		list := make([]any, 0, len(v))
		for _, item := range v {
			list = append(list, s.shape(item))
		}
		return list
	case object:
		return s.shapeObject(v)
	}
	return v
}

func (s *sources) shapeObject(o object) object {
	shaped := object{}
	for _, key := range slices.Sorted(maps.Keys(o)) {
		v := o[key]
		switch list, isList := v.([]any); {
		case v == nil || isList && len(list) == 0:
		case key == claimsField || key == evidenceField:
			if collapses(list) {
				if numbers := s.citeAll(list, s.about(o, key)); len(numbers) > 0 {
					shaped[sourceField] = numbers
				}
			} else {
				shaped[key] = s.shape(v)
			}
		case key == sourceField && isSource(v):
			shaped[sourceField] = []int{s.cite(v.(object))}
		case key == "pageInfo" || key == "edges":
		default:
			shaped[key] = s.shape(v)
		}
	}
	if id, ok := o[idField].(string); ok && o[claimsField] != nil {
		shaped["address"] = s.call.address(id)
	}
	return shaped
}

// about returns which statements count as those about the selected fields of an object: claims about
// one of them, and evidence of the relation itself.
func (s *sources) about(o object, key string) func(string) bool {
	if key == evidenceField {
		return func(field string) bool { return field == "" }
	}
	return func(field string) bool { return field != "" && o[field] != nil }
}

// collapses reports whether statements have nothing besides their fields and sources.
func collapses(list []any) bool {
	for _, each := range list {
		statement, _ := each.(object)
		for key := range statement {
			if key != "field" && key != sourceField && key != "rank" {
				return false
			}
		}
	}
	return true
}

// isSource reports whether a value is the source of a statement.
func isSource(v any) bool {
	o, ok := v.(object)
	return ok && o[idField] != nil
}

// textOf returns a scalar as text.
func textOf(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case bool:
		return strconv.FormatBool(v)
	case interface{ String() string }:
		return v.String()
	}
	return ""
}
