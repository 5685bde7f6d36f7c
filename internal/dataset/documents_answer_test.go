package dataset_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"whojoins/graph"
	"whojoins/internal/model"
)

// answeredStatement is a statement of a document in an answer of the service: the value of a
// field of an entity, or a relation.
type answeredStatement struct {
	// ends are the entity, or both ends of the relation.
	ends []answeredEnd
	// name is the field or the type of relation, and value that of the field.
	name, value string
	// properties are those of the relation that the document states, or that are part of its
	// identity.
	properties map[string]string
	listed     bool
}

// answeredEnd is an entity; places are those at which the document states something about it.
type answeredEnd struct {
	id     string
	person bool
	places []string
}

// is reports whether an entity is the one that a statement names: by its id, or @PLACE for the
// person at a place, of which the last words suffice, or the first ones with a star.
func (e answeredEnd) is(name string) bool {
	place, at := strings.CutPrefix(name, "@")
	if !at {
		return e.id == name
	}
	place = strings.ReplaceAll(place, "_", " ")
	return e.person && slices.ContainsFunc(e.places, func(p string) bool {
		p, _, _ = strings.Cut(p, ", family name first")
		start, open := strings.CutSuffix(place, "*")
		return open && strings.HasPrefix(p, start) || p == place || strings.HasSuffix(p, ", "+place)
	})
}

// is reports whether a is what a line of the page writes as ENTITY FIELD VALUE or RELATION
// FROM TO KEY=VALUE...; docs/documents.md explains the notation.
func (a *answeredStatement) is(statement string) bool {
	words := strings.Fields(statement)
	if len(a.ends) == 2 {
		if len(words) < 3 || words[0] != a.name || !a.ends[0].is(words[1]) || !a.ends[1].is(words[2]) {
			return false
		}
		return !slices.ContainsFunc(words[3:], func(word string) bool {
			key, want, valued := strings.Cut(word, "=")
			got, stated := a.properties[key]
			return !stated || valued && strings.ReplaceAll(got, "_", " ") != strings.ReplaceAll(want, "_", " ")
		})
	}
	if len(words) < 2 || words[1] != a.name || !a.ends[0].is(words[0]) {
		return false
	}
	_, want, valued := strings.Cut(statement, words[1]+" ")
	if measure, number, ok := strings.Cut(want, "="); ok && a.name == "figures" {
		want = "measure: " + measure + ", value: " + number + ", *"
	}
	start, open := strings.CutSuffix(want, "*")
	return !valued || a.value == want || open && strings.HasPrefix(a.value, start)
}

func (a *answeredStatement) String() string {
	if len(a.ends) == 2 {
		return fmt.Sprint(a.name, " ", a.ends[0].id, " ", a.ends[1].id, " ", a.properties)
	}
	return fmt.Sprint(a.ends[0].id, " ", a.name, " ", a.value)
}

// beside lists the fields of a document's source that are not in the text of the document.
var beside = []string{"url", "retrieved"}

// answeredStatements asks the engine for all that a document states.
func answeredStatements(t *testing.T, engine *graph.Engine, m *model.Model, source string) (list []*answeredStatement) {
	t.Helper()
	type evidence struct {
		Field, Value, Locator string
		Source                struct{ ID string }
	}
	ends := map[string]answeredEnd{}
	end := func(id string) answeredEnd {
		if e, ok := ends[id]; ok {
			return e
		}
		return answeredEnd{id: id}
	}
	var entities struct {
		AllEntities struct {
			TotalCount int
			Nodes      []struct {
				ID, Type string
				Claims   []evidence
			}
		}
	}
	ask(t, engine, fmt.Sprintf(`{ allEntities(first: 1000, where: {claims: {some: {source: %q}}}) { totalCount nodes { id type claims { field value locator source { id } } } } }`, source), &entities)
	if len(entities.AllEntities.Nodes) != entities.AllEntities.TotalCount || entities.AllEntities.TotalCount == 0 {
		t.Fatalf("%d of %d entities", len(entities.AllEntities.Nodes), entities.AllEntities.TotalCount)
	}
	for _, e := range entities.AllEntities.Nodes {
		one := answeredEnd{id: e.ID, person: e.Type == "PERSON"}
		e.Claims = slices.DeleteFunc(e.Claims, func(c evidence) bool { return c.Source.ID != source })
		for _, c := range e.Claims {
			one.places = append(one.places, c.Locator)
		}
		ends[e.ID] = one
		for _, c := range e.Claims {
			if e.ID != source || !slices.Contains(beside, c.Field) {
				list = append(list, &answeredStatement{ends: []answeredEnd{one}, name: c.Field, value: c.Value})
			}
		}
	}
	for _, r := range m.Relations {
		keys := ""
		for _, f := range r.Key {
			keys += " " + f.Name
		}
		var relations map[string]struct {
			TotalCount int
			Nodes      []map[string]json.RawMessage
		}
		ask(t, engine, fmt.Sprintf(`{ %s(first: 1000, where: {evidence: {some: {source: %q}}}) { totalCount nodes { evidence { field value locator source { id } } from: %s { id } to: %s { id }%s } } }`,
			r.Many, source, r.From.Name, r.To.Name, keys), &relations)
		if answered := relations[r.Many]; len(answered.Nodes) != answered.TotalCount {
			t.Fatalf("%d of %d relations", len(answered.Nodes), answered.TotalCount)
		}
		for _, node := range relations[r.Many].Nodes {
			var from, to struct{ ID string }
			var lines []evidence
			for name, into := range map[string]any{"from": &from, "to": &to, "evidence": &lines} {
				if err := json.Unmarshal(node[name], into); err != nil {
					t.Fatal(err)
				}
			}
			one := &answeredStatement{name: r.Name, properties: map[string]string{}}
			for _, f := range r.Key {
				if v := string(node[f.Name]); v != "null" {
					one.properties[f.Name] = strings.Trim(v, `"`)
				}
			}
			stated, a, b := false, end(from.ID), end(to.ID)
			for _, l := range lines {
				if l.Source.ID != source {
					continue
				}
				stated = stated || l.Field == ""
				if l.Field != "" {
					one.properties[l.Field] = l.Value
				}
				a.places, b.places = append(a.places, l.Locator), append(b.places, l.Locator)
			}
			one.ends = []answeredEnd{a, b}
			if published := to.ID == source && one.properties["capacity"] == "PUBLISHER"; stated && !published {
				list = append(list, one)
			}
		}
	}
	return list
}

// ask decodes the answer to a query.
func ask(t *testing.T, engine *graph.Engine, query string, into any) {
	t.Helper()
	data, errs := engine.Query(t.Context(), graph.Request{Query: query}, graph.Caller{})
	if errs != nil {
		t.Fatalf("%s: %s", query, errs)
	}
	if err := json.Unmarshal(data, into); err != nil {
		t.Fatal(err)
	}
}
