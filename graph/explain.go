package graph

import (
	"bytes"
	"encoding/json"
	"net/http"

	"whojoins/internal/store"
)

// explainHeader asks for plans and statements beside an answer in JSON, by the value 1.
const explainHeader = "X-Explain"

// explanation is what an answer was made by, for each root field by its response key.
type explanation struct {
	// plans are as package plan prints them.
	plans map[string]string
	// statements are those sent to a database, in their order.
	statements map[string][]store.Statement
	// field is the response key of the root field that is being answered.
	field string
}

// explanation is a new one for a request that asks for it and may; else nil. Where it is
// switched off the header means nothing, as an unknown one does.
func (h *Handler) explanation(r *http.Request) *explanation {
	if !h.config.Explain || r.Header.Get(explainHeader) != "1" {
		return nil
	}
	return &explanation{plans: map[string]string{}, statements: map[string][]store.Statement{}}
}

// onStatement returns the function that records the statements sent to a database, by the
// root field that is being answered; nil where the request is not explained.
func (x *exchange) onStatement() func(store.Statement) {
	e := x.explanation
	if e == nil {
		return nil
	}
	return func(s store.Statement) { e.statements[e.field] = append(e.statements[e.field], s) }
}

// explain writes the extensions of an answer that is explained, with a comma before them.
func (x *exchange) explain() {
	e := x.explanation
	if e == nil || x.prepared == nil {
		return
	}
	for _, c := range x.prepared.plans {
		if c.plan != nil {
			e.plans[c.field.Alias] = c.plan.String()
		}
	}
	told := map[string]any{"plan": e.plans}
	if len(e.statements) > 0 {
		told["cypher"] = e.statements
	}
	var b bytes.Buffer
	text := json.NewEncoder(&b)
	text.SetEscapeHTML(false)
	if err := text.Encode(told); err != nil {
		return // a value that JSON lacks is no reason to withhold the answer
	}
	object := bytes.TrimSpace(b.Bytes())
	x.out = append(append(x.out, ','), object[1:len(object)-1]...)
}
