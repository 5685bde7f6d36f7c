package mcp

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"whojoins/graph"
	"whojoins/internal/plan"
	"whojoins/internal/questions"
)

// call is one call of a tool.
type call struct {
	*service
	ctx    context.Context
	caller graph.Caller
}

// object is an object of an answer of the engine.
type object = map[string]any

// query runs a query with the sources of every fact, and returns its data.
func (c *call) query(text string, variables map[string]any) (object, error) {
	annotated, err := annotate(text)
	if err != nil {
		return nil, err
	}
	return c.run(annotated, variables)
}

// run runs a query as it is. Numbers stay as they are written.
func (c *call) run(text string, variables map[string]any) (data object, err error) {
	err = c.decode(c.ctx, text, variables, &data)
	return data, err
}

// decode runs a query and decodes its data; it is a questions.Query.
func (c *call) decode(ctx context.Context, text string, variables map[string]any, into any) error {
	request, err := graph.NewRequest(text, variables)
	if err != nil {
		return err
	}
	data, errs := c.Queries.Query(ctx, request, c.caller)
	if len(errs) > 0 {
		return errs
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	return d.Decode(into)
}

// address returns the permanent address of an entity.
func (c *call) address(id string) string { return c.Site + "/id/" + url.PathEscape(id) }

// unclear is the error of a name that no entity has, or several.
type unclear struct {
	problem    string
	candidates []questions.Named
}

func (u *unclear) Error() string { return u.problem }

// one returns the id of the entity with a name, an id or an identifier.
func (c *call) one(argument, name string) (string, error) {
	if strings.TrimSpace(name) == "" {
		return "", plan.Errorf(plan.BadUserInput, "give a name or an id", "%q is empty", argument)
	}
	var known struct {
		Entities []*struct{ ID string }
	}
	if err := c.decode(c.ctx, `query Known($ids: [ID!]!) { entities(ids: $ids) { id } }`, map[string]any{"ids": []string{name}}, &known); err != nil {
		return "", err
	}
	if len(known.Entities) == 1 && known.Entities[0] != nil {
		return known.Entities[0].ID, nil
	}
	meant, err := questions.Meant(c.ctx, c.decode, []string{name})
	if err != nil {
		return "", err
	}
	switch len(meant[0]) {
	case 1:
		return meant[0][0].ID, nil
	case 0:
		similar, err := questions.Similar(c.ctx, c.decode, name)
		if err != nil {
			return "", err
		}
		return "", &unclear{fmt.Sprintf("no entity on record has the %s that you gave; call again with one of the candidates, or search", argument), similar}
	}
	return "", &unclear{fmt.Sprintf("several entities have the %s that you gave; call again with the id of one of the candidates", argument), meant[0]}
}

// failure returns the result of a call that failed. Only its second block has texts of the data.
func (c *call) failure(err error) *sdk.CallToolResult {
	r := &sdk.CallToolResult{IsError: true}
	var u *unclear
	if errors.As(err, &u) {
		r.Content = []sdk.Content{&sdk.TextContent{Text: "error: " + u.problem}}
		if len(u.candidates) > 0 {
			list := []any{}
			for _, e := range u.candidates {
				list = append(list, object{"id": e.ID, "name": e.Name, "address": c.address(e.ID)})
			}
			if text, err := encode(object{"candidates": list}); err == nil {
				r.Content = append(r.Content, &sdk.TextContent{Text: dataMark + text})
			}
		}
		return r
	}
	var lines []string
	for _, e := range c.Engine.Present(c.ctx, err)[:1] {
		lines = append(lines, fmt.Sprintf("error %v: %s", e.Extensions["code"], shortened(e.Message, 1000)))
	}
	r.Content = []sdk.Content{&sdk.TextContent{Text: strings.Join(lines, "\n")}}
	return r
}

// codeOf returns the code of an error of the engine; empty for another error.
func codeOf(err error) plan.Code {
	var list gqlerror.List
	if errors.As(err, &list) && len(list) > 0 {
		return graph.Code(list[0])
	}
	return ""
}

// encode returns a value as JSON in one line.
func encode(v any) (string, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return strings.TrimSuffix(b.String(), "\n"), err
}

// shortened returns a text of a number of letters at most.
func shortened(text string, letters int) string {
	runes := []rune(text)
	if len(runes) <= letters {
		return text
	}
	return fmt.Sprintf("%s… (%d more letters)", string(runes[:letters]), len(runes)-letters)
}
