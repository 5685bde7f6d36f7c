package reconcile

import (
	"encoding/json"
	"slices"
)

// batch answers a batch of version 0.2.
func (x *exchange) batch(text []byte) error {
	all, err := batch02(text)
	if err != nil {
		return err
	}
	list := make([]*query, 0, len(all))
	for _, key := range sortedKeys(all) {
		list = append(list, all[key])
	}
	if err := x.run(list); err != nil {
		return err
	}
	answer := make(map[string]any, len(all))
	for key, q := range all {
		answer[key] = x.result(q, "result")
	}
	return x.json(answer)
}

// match answers a batch of version 1.0-draft.
func (x *exchange) match() error {
	all, err := batch10(x.body)
	if err != nil {
		return err
	}
	if err := x.run(all); err != nil {
		return err
	}
	results := make([]any, len(all))
	for i, q := range all {
		results[i] = x.result(q, "candidates")
	}
	return x.json(map[string]any{"results": results})
}

// result returns the answer to a query. A query with a fault has no candidates, and its error.
func (x *exchange) result(q *query, key string) map[string]any {
	answer := map[string]any{key: x.view(q.candidates)}
	if q.fault != nil {
		e := x.Engine.Present(x.ctx, q.fault)[0]
		answer["error"] = map[string]any{"message": e.Message, "extensions": e.Extensions}
	}
	return answer
}

// combinedJSON answers a body of JSON at the combined address of version 0.2: the parameters of the
// form as an object, or a batch.
func (x *exchange) combinedJSON() error {
	var parts map[string]json.RawMessage
	if err := json.Unmarshal(x.body, &parts); err != nil {
		return x.batch(x.body) // which returns the error
	}
	for key, run := range map[string]func([]byte) error{queriesKey: x.batch, extendKey: x.extension} {
		raw, ok := parts[key]
		if !ok {
			continue
		}
		var text string
		if json.Unmarshal(raw, &text) == nil { // as in a form, where the value is JSON in a text
			raw = json.RawMessage(text)
		}
		return run(raw)
	}
	return x.batch(x.body)
}

// sortedKeys returns the keys of a batch in order, so that equal batches send equal requests.
func sortedKeys(all map[string]*query) []string {
	keys := make([]string, 0, len(all))
	for key := range all {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}
