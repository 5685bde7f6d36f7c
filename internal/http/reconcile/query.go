package reconcile

import (
	"bytes"
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"whojoins/internal/plan"
)

// query is one query of a batch, whatever the version.
type query struct {
	// names are the names of one entity, ids its ids or identifiers: any of them.
	names, ids []string
	// types are the ids of the types to which candidates are restricted, if typed is true.
	types []string
	typed bool
	// limit is the largest number of candidates.
	limit      int
	conditions []condition
	// fault is the error of a query that cannot be answered.
	fault error
	// candidates are the answer, best first.
	candidates []*candidate
}

// condition is a value of a property that the entity should have.
type condition struct {
	property string
	// values are texts, or the ids of entities.
	values []string
	// required reports whether others are no candidates.
	required bool
	// quantifier is any, all or none of the values.
	quantifier string
}

// Quantifiers of the values of a condition.
const (
	anyValue  = "any"
	allValues = "all"
	noValue   = "none"
)

// Kinds of conditions of version 1.0-draft.
const (
	matchName     = "name"
	matchID       = "id"
	matchProperty = "property"
)

// batch02 reads a batch of version 0.2: an object of queries.
func batch02(text []byte) (map[string]*query, error) {
	var wire map[string]json.RawMessage
	if err := json.Unmarshal(text, &wire); err != nil || wire == nil {
		return nil, plan.Errorf(plan.BadUserInput, `send {"q0": {"query": "…"}}`, "the batch is not a JSON object")
	}
	all := make(map[string]*query, len(wire))
	for key, raw := range wire {
		all[key] = query02(raw)
	}
	return all, checkSize(len(all))
}

// batch10 reads a batch of version 1.0-draft: a list of queries.
func batch10(text []byte) ([]*query, error) {
	var wire struct {
		Queries []json.RawMessage `json:"queries"`
	}
	if err := json.Unmarshal(text, &wire); err != nil || wire.Queries == nil {
		return nil, plan.Errorf(plan.BadUserInput, `send {"queries": [{"conditions": [{"matchType": "name", "propertyValue": "…"}]}]}`, `the body has no list of "queries"`)
	}
	all := make([]*query, len(wire.Queries))
	for i, raw := range wire.Queries {
		all[i] = query10(raw)
	}
	return all, checkSize(len(all))
}

func checkSize(n int) error {
	if n <= batchSize {
		return nil
	}
	return status{http.StatusRequestEntityTooLarge, plan.Errorf(plan.TooLarge, "send batches of "+strconv.Itoa(batchSize)+" at most", "the batch has %d queries", n)}
}

// query02 reads a query of version 0.2.
func query02(raw json.RawMessage) *query {
	var wire struct {
		Query      *string         `json:"query"`
		Type       json.RawMessage `json:"type"`
		Limit      json.RawMessage `json:"limit"`
		Properties []struct {
			PID string          `json:"pid"`
			V   json.RawMessage `json:"v"`
		} `json:"properties"`
	}
	q := &query{}
	if err := json.Unmarshal(raw, &wire); err != nil {
		return q.reject(`send {"query": "…", "type": "…", "limit": 5, "properties": [{"pid": "…", "v": "…"}]}`, "the query has values of other types than it should")
	}
	q.readKeys(raw, "query", typeKey, limitKey, "properties", "type_strict", "lang", "dir")
	if wire.Query != nil {
		q.names = []string{*wire.Query}
	}
	q.readTypes(wire.Type)
	q.readLimit(wire.Limit)
	for _, p := range wire.Properties {
		if p.PID == "" || len(p.V) == 0 {
			return q.reject(`send {"pid": "…", "v": "…"}`, `a property has no "pid" or no "v"`)
		}
		values, ok := valuesOf(p.V)
		if !ok {
			return q.reject("send a text, a number, true or false, an entity with its id, or a list of these", "the value of %.40q is none of the possible ones", p.PID)
		}
		if len(values) > 0 {
			q.conditions = append(q.conditions, condition{property: p.PID, values: values, quantifier: anyValue})
		}
	}
	if wire.Query == nil && len(wire.Properties) == 0 {
		return q.reject(`send a "query" or "properties"`, "the query names nothing")
	}
	return q.check()
}

// query10 reads a query of version 1.0-draft.
func query10(raw json.RawMessage) *query {
	var wire struct {
		Type       json.RawMessage `json:"type"`
		Limit      json.RawMessage `json:"limit"`
		Conditions []struct {
			Type       string          `json:"matchType"`
			Property   string          `json:"propertyId"`
			Value      json.RawMessage `json:"propertyValue"`
			Required   bool            `json:"required"`
			Quantifier string          `json:"matchQuantifier"`
		} `json:"conditions"`
	}
	q := &query{}
	if err := json.Unmarshal(raw, &wire); err != nil {
		return q.reject(`send {"conditions": [{"matchType": "name", "propertyValue": "…"}]}`, "the query has values of other types than it should")
	}
	q.readKeys(raw, "conditions", typeKey, limitKey, "lang", "dir")
	if len(wire.Type) > 0 && wire.Type[0] == '[' {
		return q.reject("send one type", "the query has a list of types")
	}
	q.readTypes(wire.Type)
	q.readLimit(wire.Limit)
	if len(wire.Conditions) == 0 {
		return q.reject(`send at least one condition, such as {"matchType": "name", "propertyValue": "…"}`, `the query has no "conditions"`)
	}
	for _, c := range wire.Conditions {
		values, ok := valuesOf(c.Value)
		if !ok {
			return q.reject("send a text, a number, true or false, an entity with its id, or a list of these", `a condition has no valid "propertyValue"`)
		}
		switch c.Quantifier {
		case "":
			c.Quantifier = anyValue
		case anyValue, allValues, noValue:
		default:
			return q.reject("use any, all or none", `"matchQuantifier" is %.40q`, c.Quantifier)
		}
		switch {
		case c.Type == matchName:
			q.names = append(q.names, values...)
		case c.Type == matchID:
			q.ids = append(q.ids, values...)
		case c.Type == matchProperty && c.Property != "" && len(values) == 0: // an empty cell
		case c.Type == matchProperty && c.Property != "":
			q.conditions = append(q.conditions, condition{c.Property, values, c.Required, c.Quantifier})
		default:
			return q.reject("use name, id, or property with a propertyId", `"matchType" is %.40q`, c.Type)
		}
	}
	return q.check()
}

// reject sets the fault of a query.
func (q *query) reject(hint, format string, args ...any) *query {
	if q.fault == nil {
		q.fault = plan.Errorf(plan.BadUserInput, hint, format, args...)
	}
	return q
}

// readKeys rejects a query with a key that means nothing, such as one with a typing error.
func (q *query) readKeys(raw json.RawMessage, known ...string) {
	var keys map[string]json.RawMessage
	if err := json.Unmarshal(raw, &keys); err != nil || keys == nil {
		q.reject("send an object", "the query is not an object")
	}
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		if !slices.Contains(known, key) {
			q.reject("use "+strings.Join(known, ", "), "the query has the key %.40q", key)
		}
	}
}

// readTypes reads the ids of one or more types.
func (q *query) readTypes(raw json.RawMessage) {
	if len(raw) == 0 || string(raw) == "null" || string(raw) == `""` {
		return
	}
	types, ok := valuesOf(raw)
	if !ok {
		q.reject("send the id of a type, such as those in the manifest", `"type" is no text`)
		return
	}
	q.types, q.typed = types, len(types) > 0
}

// readLimit reads the largest number of candidates.
func (q *query) readLimit(raw json.RawMessage) {
	q.limit = plan.MostCandidates
	if len(raw) == 0 || string(raw) == "null" {
		return
	}
	n, err := strconv.ParseFloat(string(bytes.Trim(raw, `"`)), 64)
	if err != nil || n < 1 || n != float64(int(n)) {
		q.reject("send a whole number from 1 on", `"limit" is %.40s`, raw)
		return
	}
	q.limit = int(n)
}

// Bounds on one query, so that the batch is within the limits of the engine.
const (
	maxText       = 1000
	maxConditions = 20
	maxValues     = 20
)

// check rejects a query that is too long.
func (q *query) check() *query {
	if len(q.conditions) > maxConditions {
		return q.reject("send fewer", "the query has %d properties, and may have %d", len(q.conditions), maxConditions)
	}
	lists := [][]string{q.names, q.ids, q.types}
	for _, c := range q.conditions {
		lists = append(lists, c.values)
	}
	for _, list := range lists {
		if len(list) > maxValues {
			return q.reject("send fewer", "a list has %d values, and may have %d", len(list), maxValues)
		}
		for _, text := range list {
			if n := utf8.RuneCountInString(text); n > maxText {
				return q.reject("send a name, without the text around it", "a text has %d letters, and may have %d", n, maxText)
			}
		}
	}
	return q
}

// valuesOf reads property values: one, or a list. An entity counts as its id. An empty cell of a
// table, which programs send as null or as blank text, says nothing and is left out.
func valuesOf(raw json.RawMessage) (list []string, ok bool) {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return nil, false
	}
	items, many := v.([]any)
	if !many {
		items = []any{v}
	}
	for _, item := range items {
		if entity, is := item.(map[string]any); is {
			item = entity["id"]
			if _, text := item.(string); !text {
				return nil, false
			}
		}
		switch item.(type) {
		case nil:
		case string, json.Number, bool:
			if text := textOf(item); strings.TrimSpace(text) != "" {
				list = append(list, text)
			}
		default:
			return nil, false
		}
	}
	return list, true
}
