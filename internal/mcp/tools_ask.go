package mcp

import (
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"whojoins/internal/plan"
	"whojoins/internal/questions"
)

// askInput are the arguments of ask.
type askInput struct {
	Limited
	Question   string         `json:"question,omitempty" jsonschema:"name from the list, such as who-joins"`
	Parameters map[string]any `json:"parameters,omitempty" jsonschema:"its parameters by name: texts, numbers or lists"`
}

// ask answers a question of the library, or lists the questions.
func (s *service) ask(c *call, in askInput) (*answer, error) {
	if in.Question == "" {
		return s.questions(in.Limited), nil
	}
	q := s.library.Find(in.Question)
	if q == nil {
		return nil, plan.Errorf(plan.BadUserInput, "call ask without a question for the list", "there is no question %.60q", in.Question)
	}
	values := url.Values{}
	for name, v := range in.Parameters {
		list, many := v.([]any)
		if !many {
			list = []any{v}
		}
		for _, item := range list {
			values.Add(name, textOfNumber(item))
		}
	}
	// A question that shows the first rows is read further, as far as the answer has room.
	if p := q.Parameter(questions.RowsParameter); p != nil && !values.Has(p.Name) && p.Default != "" {
		if n, err := strconv.Atoi(p.Default); err == nil && n < s.page(mostFound) {
			values.Set(p.Name, strconv.Itoa(s.page(mostFound)))
		}
	}
	variables, err := q.Variables(values)
	if wrong := (*questions.ParameterError)(nil); errors.As(err, &wrong) {
		return nil, plan.Errorf(plan.BadUserInput, wrong.Hint(), "%s", wrong.Error())
	} else if err != nil {
		return nil, err
	}
	variables, unknown, err := q.Named(c.ctx, c.decode, variables)
	if err != nil {
		return nil, err
	}
	if len(unknown) > 0 {
		u := unknown[0]
		problem := "no entity on record has the name in the parameter "
		if u.Several {
			problem = "several entities have the name in the parameter "
		}
		return nil, &unclear{problem + u.Parameter.Name + "; call again with one of the candidates, or search", u.Suggestions}
	}
	data, err := c.query(q.GraphQL, variables)
	if codeOf(err) == plan.TooComplex || codeOf(err) == plan.TooLarge {
		data, err = c.run(q.GraphQL, variables) // as the question is, without more sources
	}
	if err != nil {
		return nil, err
	}
	if text, err := encode(data); err == nil {
		if tables, err := questions.Tables([]byte(text)); err == nil && questions.Empty(tables) {
			data["note"] = "nothing on record; what is not on record may still exist"
		}
	}
	dataset, err := c.run(`query Dataset { meta { dataset dataVersion } }`, nil)
	if err != nil {
		return nil, err
	}
	meta, _ := dataset["meta"].(object)
	head := object{
		"question": q.Title.EN, "address": c.Site + q.Address("", values),
		"dataset": textOf(meta["dataset"]) + ", version " + textOf(meta["dataVersion"]), // the source of what is counted
	}
	return &answer{Limited: in.Limited, head: head, data: data}, nil
}

// textOfNumber returns a parameter as text.
func textOfNumber(v any) string {
	if n, ok := v.(float64); ok {
		return strconv.FormatFloat(n, 'f', -1, 64)
	}
	return textOf(v)
}

// questions lists the questions of the library with their parameters; a required one has a star.
func (s *service) questions(l Limited) *answer {
	list := []any{}
	for _, q := range s.library.All {
		var parameters []string
		for _, p := range q.Parameters {
			name := p.Name
			if p.Required {
				name += "*"
			}
			parameters = append(parameters, name)
		}
		list = append(list, fmt.Sprintf("%s(%s): %s", q.Name, strings.Join(parameters, ", "), q.Title.EN))
	}
	return &answer{Limited: l, plain: true, data: object{"questions": list}}
}

// graphqlInput are the arguments of graphql.
type graphqlInput struct {
	Limited
	Query     string         `json:"query"`
	Variables map[string]any `json:"variables,omitempty"`
}

// graphql answers a query as it is.
func (s *service) graphql(c *call, in graphqlInput) (*answer, error) {
	if s.Check != nil {
		if err := s.Check(in.Query); err != nil {
			return nil, err
		}
	}
	data, err := c.run(in.Query, in.Variables)
	if err != nil {
		return nil, err
	}
	return &answer{Limited: in.Limited, plain: true, data: data}, nil
}
