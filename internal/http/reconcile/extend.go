package reconcile

import (
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strconv"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"whojoins/graph"
	"whojoins/internal/plan"
)

// extensionRequest is a request for values of properties of entities.
type extensionRequest struct {
	IDs        []string `json:"ids"`
	Properties []struct {
		ID string `json:"id"`
	} `json:"properties"`
}

// column is a requested property in an answer. A property that does not exist has no values.
type column struct {
	ID   string   `json:"id"`
	Name string   `json:"name"`
	Type *typeRef `json:"type,omitempty"`
	of   *property
}

// extend answers an extension of version 1.0-draft.
func (x *exchange) extend() error { return x.extension(x.body) }

// extension answers with the values of properties of entities.
func (x *exchange) extension(text []byte) error {
	var request extensionRequest
	if err := json.Unmarshal(text, &request); err != nil || request.IDs == nil || request.Properties == nil {
		return plan.Errorf(plan.BadUserInput, `send {"ids": ["…"], "properties": [{"id": "…"}]}`, `the extension has no "ids" or no "properties"`)
	}
	if n := len(request.IDs); n > batchSize {
		return status{http.StatusRequestEntityTooLarge, plan.Errorf(plan.TooLarge, "send "+strconv.Itoa(batchSize)+" at most", "the extension has %d ids", n)}
	}
	if n := len(request.Properties); n > maxConditions {
		return plan.Errorf(plan.TooLarge, "send "+strconv.Itoa(maxConditions)+" at most", "the extension has %d properties", n)
	}
	var columns []column
	var known []*property
	for _, p := range request.Properties {
		c := column{ID: p.ID, Name: p.ID, of: x.properties.byID[p.ID]}
		if c.of != nil {
			c.Name = x.properties.name(c.of, x.language)
			if s := c.of.side; s != nil && c.of.field == nil && !s.Far.Target.Abstract() {
				t := x.typeOf(s.Far.Target, false)
				c.Type = &t
			}
			known = append(known, c.of)
		}
		columns = append(columns, c)
	}
	entities, err := x.fetch(request.IDs, known)
	if err != nil {
		return err
	}
	if x.draft {
		return x.json(map[string]any{"meta": listed(columns), "rows": rows10(request.IDs, columns, entities)})
	}
	return x.json(map[string]any{"meta": listed(columns), "rows": rows02(request.IDs, columns, entities)})
}

func listed(columns []column) []column {
	if columns == nil {
		return []column{}
	}
	return columns
}

// cells returns the values of a column for an entity; none for an entity that does not exist.
func (c *column) cells(e object) []map[string]any {
	list := []map[string]any{}
	if c.of != nil && e != nil {
		for _, v := range c.of.read(e) {
			list = append(list, v.cell(c.of.scalar()))
		}
	}
	return list
}

func rows02(ids []string, columns []column, entities []object) map[string]any {
	rows := make(map[string]any, len(ids))
	for i, id := range ids {
		row := make(map[string]any, len(columns))
		for _, c := range columns {
			row[c.ID] = c.cells(entities[i])
		}
		rows[id] = row
	}
	return rows
}

func rows10(ids []string, columns []column, entities []object) []any {
	rows := make([]any, len(ids))
	for i, id := range ids {
		properties := []any{}
		for _, c := range columns {
			properties = append(properties, map[string]any{"id": c.ID, "values": c.cells(entities[i])})
		}
		rows[i] = map[string]any{"id": id, "properties": properties}
	}
	return rows
}

// fetch reads properties of entities, in the order of their ids; nil for an unknown id.
func (x *exchange) fetch(ids []string, list []*property) ([]object, error) {
	query := "query ReconcileExtend($ids: [ID!]!) { entities(ids: $ids) { id" + selectionOf(x.Model, list, x.rows(), nil) + " } }"
	all := make([]object, 0, len(ids))
	for some := range slices.Chunk(ids, min(mostIDs, x.Engine.Limits().IDs)) {
		part, err := x.fetchPart(query, some)
		if err != nil {
			return nil, err
		}
		for _, e := range part {
			if e != nil {
				if err := x.complete(e, list); err != nil {
					return nil, err
				}
			}
		}
		all = append(all, part...)
	}
	return all, nil
}

// fetchPart reads some entities. If they have more relations than one request may read, it reads them
// in two parts.
func (x *exchange) fetchPart(query string, ids []string) ([]object, error) {
	var answer struct{ Entities []object }
	err := x.ask(query, map[string]any{"ids": ids}, &answer)
	if len(ids) > 1 && tooComplex(err) {
		half := len(ids) / 2
		first, err := x.fetchPart(query, ids[:half])
		if err != nil {
			return nil, err
		}
		second, err := x.fetchPart(query, ids[half:])
		return append(first, second...), err
	}
	return answer.Entities, err
}

// complete reads the relations of an entity that did not fit on the first page.
func (x *exchange) complete(e object, list []*property) error {
	for _, p := range list {
		if p.side == nil {
			continue
		}
		connection, _ := e[p.side.Name].(map[string]any)
		for connection != nil {
			info, _ := connection["pageInfo"].(map[string]any)
			if more, _ := info["hasNextPage"].(bool); !more {
				break
			}
			next, err := x.nextPage(e.text(idKey), p, list, textOf(info["endCursor"]))
			if err != nil {
				return err
			}
			have, _ := connection["nodes"].([]any)
			added, _ := next["nodes"].([]any)
			connection["nodes"], connection["pageInfo"] = append(have, added...), next["pageInfo"]
		}
	}
	return nil
}

// nextPage reads the relations of an entity after a cursor, with every requested field of them.
func (x *exchange) nextPage(id string, p *property, list []*property, after string) (map[string]any, error) {
	var same []*property
	for _, other := range list {
		if other.side == p.side {
			same = append(same, other)
		}
	}
	var answer struct{ Entity object }
	query := "query ReconcileMore($ids: ID!, $after: String) { entity(id: $ids) { id" + selectionAfter(x.Model, same, x.rows()) + " } }"
	if err := x.ask(query, map[string]any{"ids": id, "after": after}, &answer); err != nil {
		return nil, err
	}
	next, _ := answer.Entity[p.side.Name].(map[string]any)
	if next == nil {
		return nil, errors.New("the next page of " + p.id + " is missing")
	}
	return next, nil
}

// propose answers with the properties of a type.
func (x *exchange) propose() error {
	kind := x.values.Get(typeKey)
	t := x.typeNamed(kind)
	var of []*property
	for _, p := range x.properties.all {
		if kind == "" || t != nil && t.Types&p.types != 0 {
			of = append(of, p)
		}
	}
	list := x.suggestProperties(of)
	if list == nil {
		list = []suggestion{}
	}
	answer := map[string]any{"type": kind}
	if text := x.values.Get(limitKey); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 0 {
			return plan.Errorf(plan.BadUserInput, "send a whole number from 0 on", "%s is %.20q", limitKey, text)
		}
		list, answer[limitKey] = list[:min(n, len(list))], n
	}
	answer["properties"] = list
	return x.json(answer)
}

// tooComplex reports whether a request was refused since it would take too much work.
func tooComplex(err error) bool {
	var errs gqlerror.List
	return errors.As(err, &errs) && len(errs) > 0 && graph.Code(errs[0]) == plan.TooComplex
}
