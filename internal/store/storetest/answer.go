package storetest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/validator/rules"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/result"
	"whojoins/internal/store"
	"whojoins/internal/store/query"
)

// Answer runs a query on a store as the service does: it parses, validates and compiles the
// query with the default limits, runs it and writes the answer. It returns the data as one JSON
// object whose keys are in the order of the query. Variables are values as a JSON decoder
// returns them.
func Answer(m *model.Model, schema *ast.Schema, st store.Store, query string, variables map[string]any) ([]byte, error) {
	return AnswerWithin(context.Background(), m, schema, st, query, variables)
}

// AnswerWithin does what Answer does, until ctx ends.
func AnswerWithin(ctx context.Context, m *model.Model, schema *ast.Schema, st store.Store, query string, variables map[string]any) ([]byte, error) {
	fields, err := prepare(m, schema, query, variables)
	if err != nil {
		return nil, err
	}
	return run(ctx, m, st, fields)
}

// prepared is a root field that can be run on any store. Without a plan it is __typename.
type prepared struct {
	key  string
	plan *plan.Plan
}

// prepare compiles all root fields of a document with one operation.
func prepare(m *model.Model, schema *ast.Schema, query string, variables map[string]any) ([]prepared, error) {
	doc, refused := gqlparser.LoadQueryWithRules(schema, query, rules.NewDefaultRules())
	if refused != nil {
		return nil, refused
	}
	op := doc.Operations.ForName("")
	if op == nil {
		return nil, errors.New("the document has several operations; write one")
	}
	limits := plan.DefaultLimits()
	raw, err := decoded(variables)
	if err != nil {
		return nil, err
	}
	values, err := plan.CoerceVariables(schema, op, raw, &limits)
	if err != nil {
		return nil, err
	}
	var fields []prepared
	for _, set := range rootFields(op.SelectionSet, values, nil) {
		p := prepared{key: set[0].Alias}
		if set[0].Name != "__typename" {
			r := plan.Request{Model: m, Schema: schema, Field: set[0], Variables: values, Limits: limits}
			for _, f := range set {
				r.Selections = append(r.Selections, f.SelectionSet...)
			}
			if p.plan, err = plan.Compile(r); err != nil {
				return nil, err
			}
		}
		fields = append(fields, p)
	}
	return fields, nil
}

// decoded returns variables as the decoder of a request returns them, with numbers as
// json.Number.
func decoded(variables map[string]any) (raw map[string]any, err error) {
	text, err := json.Marshal(variables)
	if err != nil {
		return nil, err
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	return raw, d.Decode(&raw)
}

// rootFields groups the root fields by response key, in the order of their first occurrence.
func rootFields(set ast.SelectionSet, variables map[string]any, groups [][]*ast.Field) [][]*ast.Field {
	for _, s := range set {
		switch s := s.(type) {
		case *ast.Field:
			if !included(s.Directives, variables) {
				continue
			}
			at := 0
			for at < len(groups) && groups[at][0].Alias != s.Alias {
				at++
			}
			if at == len(groups) {
				groups = append(groups, nil)
			}
			groups[at] = append(groups[at], s)
		case *ast.InlineFragment:
			if included(s.Directives, variables) {
				groups = rootFields(s.SelectionSet, variables, groups)
			}
		case *ast.FragmentSpread:
			if included(s.Directives, variables) {
				groups = rootFields(s.Definition.SelectionSet, variables, groups)
			}
		}
	}
	return groups
}

func included(list ast.DirectiveList, variables map[string]any) bool {
	for _, d := range list {
		on, _ := d.ArgumentMap(variables)["if"].(bool)
		if d.Name == "skip" && on || d.Name == "include" && !on {
			return false
		}
	}
	return true
}

// answerTime is the time limit of an answer, long enough for a busy machine; a store may have a
// shorter one for requests without a deadline.
const answerTime = 15 * time.Minute

// run runs all root fields in one view of a store and returns the data.
func run(ctx context.Context, m *model.Model, st store.Store, fields []prepared) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, answerTime)
	defer cancel()
	work := plan.NewWork(ctx)
	view, err := st.View(ctx, store.ViewOptions{Work: work})
	if err != nil {
		return nil, err
	}
	defer view.Close()
	out := []byte{'{'}
	for i, f := range fields {
		if i > 0 {
			out = append(out, ',')
		}
		out = fmt.Appendf(out, "%q:", f.key)
		if f.plan == nil {
			out = append(out, `"Query"`...)
			continue
		}
		c, err := answerer(ctx, work, m, view, f.plan)
		if err != nil {
			return nil, err
		}
		if out, err = result.Write(out, f.plan, c, work, nil); err != nil {
			return nil, fmt.Errorf("%s: %w", f.key, err)
		}
	}
	return append(out, '}'), nil
}

// answerer answers a plan in a view. For the description of the service it makes up the values
// that the program provides.
func answerer(ctx context.Context, work *plan.Work, m *model.Model, view store.View, p *plan.Plan) (store.Cursor, error) {
	root, ok := p.Root.Slots[0].(*plan.Meta)
	if !ok {
		return query.Run(ctx, work, view, m, p, nil)
	}
	about := map[string]model.Value{}
	for _, s := range root.Select.Slots {
		if c, ok := s.(*plan.Column); ok {
			about[c.Field.Path()] = model.TextValue(c.Field.Name)
			if c.Field.Scalar == model.Int {
				about[c.Field.Path()] = model.IntValue(int64(len(c.Field.Name)))
			}
		}
	}
	return query.Run(ctx, work, view, m, p, about)
}
