package mcp_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"whojoins/internal/questions"
)

// task is something that an agent is asked: the calls that it makes, and what the last answer must
// have, as the engine says.
type task struct {
	about string
	calls []step
	want  string
}

type step struct {
	tool      string
	arguments map[string]any
}

// Bounds on a task.
const (
	mostCalls      = 3
	mostTaskTokens = 6000
)

// perform makes the calls of a task. Where a name is ambiguous, it chooses the first candidate, as an
// agent that knows better would. It returns the number of calls and the sum of their tokens.
func (a *agent) perform(t *testing.T, k task) (calls, tokens int, last reply) {
	t.Helper()
	for _, s := range k.calls {
		last = a.call(t, s.tool, s.arguments)
		calls, tokens = calls+1, tokens+last.tokens()
		skip := 0
		for !last.failed && !strings.Contains(last.text, k.want) && strings.Contains(last.text, `"continue":{"skip":`) && calls < mostCalls && &s == &k.calls[len(k.calls)-1] {
			_, rest, _ := strings.Cut(last.text, `"continue":{"skip":`)
			if _, err := fmt.Sscanf(rest, "%d", &skip); err != nil {
				break
			}
			s.arguments["skip"] = skip
			last = a.call(t, s.tool, s.arguments)
			calls, tokens = calls+1, tokens+last.tokens()
		}
	}
	return calls, tokens, last
}

// check performs tasks, and checks their bounds.
func (a *agent) check(t *testing.T, tasks []task) {
	t.Helper()
	all, most, longest := 0, 0, 0
	for _, k := range tasks {
		calls, tokens, last := a.perform(t, k)
		if last.failed || !strings.Contains(last.text, k.want) {
			t.Errorf("%s: the answer has no %s:\n%.1500s", k.about, k.want, last.text)
		}
		if calls > mostCalls || tokens > mostTaskTokens {
			t.Errorf("%s takes %d calls and %d tokens", k.about, calls, tokens)
		}
		all, most, longest = all+tokens, max(most, calls), max(longest, tokens)
	}
	t.Logf("%d tasks: %d tokens on average, at most %d in %d calls", len(tasks), all/max(1, len(tasks)), longest, most)
}

// named is an entity.
type named struct{ ID, Name, Type string }

// far is a relation with the entity at its other end.
type far struct {
	Participant, Initiative, Organisation *named
	Role                                  string
}

// tasksOf makes 200 tasks from the question library and a dataset.
func (a *agent) tasksOf(t *testing.T) (list []task) {
	t.Helper()
	library, err := questions.Load(readModel(t), questions.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range library.All {
		parameters := map[string]any{}
		for name, values := range q.Example() {
			parameters[name] = values[0]
			if len(values) > 1 {
				parameters[name] = values
			}
		}
		list = append(list, task{"question " + q.Name, []step{{"ask", map[string]any{"question": q.Name, "parameters": parameters}}}, `"question":`})
	}
	list = append(list, a.participationTasks(t)...)
	list = append(list, a.nameTasks(t)...)
	list = append(list, a.linkTasks(t)...)
	return list
}

// participationTasks ask who coordinates what, and who takes part in what.
func (a *agent) participationTasks(t *testing.T) (list []task) {
	t.Helper()
	var led struct {
		Participations struct{ Nodes []far }
	}
	a.query(t, `{ participations(first: 60, where: {role: {eq: COORDINATOR}, participant: {type: {in: [INSTITUTE]}}}) { nodes { role participant { id name } initiative { id name } } } }`, nil, &led)
	for _, p := range led.Participations.Nodes[:min(40, len(led.Participations.Nodes))] {
		list = append(list, task{"who coordinates " + p.Initiative.Name,
			[]step{{"entity", map[string]any{"of": p.Initiative.ID, "relation": "participants", "words": "coordinator"}}}, `/id/` + p.Participant.ID + `"`})
	}
	var joined struct {
		Institutes struct {
			Nodes []struct {
				named
				Participations struct{ Nodes []far }
			}
		}
	}
	a.query(t, `{ institutes(first: 40, where: {participations: {some: {}}}, sort: [{participations: {count: DESC}}]) { nodes { id name type participations(first: 1) { nodes { role initiative { id name } } } } } }`, nil, &joined)
	for _, n := range joined.Institutes.Nodes {
		p := n.Participations.Nodes[0]
		list = append(list, task{"in which role does " + n.Name + " take part in " + p.Initiative.Name,
			[]step{{"resolve", map[string]any{"names": []string{n.Name}, "types": []string{n.Type}}}, {"entity", map[string]any{"of": n.ID, "relation": "participations", "words": p.Initiative.Name}}}, `/id/` + p.Initiative.ID + `"`})
	}
	return list
}

// nameTasks ask which entity a name means, and what sources state about it.
func (a *agent) nameTasks(t *testing.T) (list []task) {
	t.Helper()
	var found struct {
		Initiatives struct {
			Nodes []struct {
				named
				Claims []struct {
					Field  string
					Source named
				}
			}
		}
	}
	a.query(t, `{ initiatives(first: 40, where: {start: {isNull: false}, claims: {some: {field: {eq: "start"}}}}) { nodes { id name claims { field source { id name } } } } }`, nil, &found)
	for _, n := range found.Initiatives.Nodes {
		i := slices.IndexFunc(n.Claims, func(c struct {
			Field  string
			Source named
		}) bool {
			return c.Field == "start"
		})
		list = append(list, task{"since when, and who says so: " + n.Name,
			[]step{{"entity", map[string]any{"of": n.ID}}, {"evidence", map[string]any{"of": n.ID, "field": "start"}}}, `/id/` + n.Claims[i].Source.ID + `"`})
	}
	return list
}

// linkTasks ask how entities are linked, who works with whom, and what only a query answers.
func (a *agent) linkTasks(t *testing.T) (list []task) {
	t.Helper()
	var most struct {
		Institutes struct{ Nodes []named }
	}
	a.query(t, `{ institutes(first: 21, where: {participations: {some: {}}}, sort: [{participations: {count: DESC}}]) { nodes { id name } } }`, nil, &most)
	nodes := most.Institutes.Nodes
	for i := range nodes[1:] {
		var paths struct{ Paths []struct{ Length int } }
		a.query(t, `query($from: ID!, $to: ID!) { paths(from: $from, to: $to, first: 1) { length } }`, map[string]any{"from": nodes[i].ID, "to": nodes[i+1].ID}, &paths)
		if len(paths.Paths) > 0 {
			list = append(list, task{"how are " + nodes[i].Name + " and " + nodes[i+1].Name + " linked",
				[]step{{"paths", map[string]any{"from": nodes[i].ID, "to": nodes[i+1].ID}}}, fmt.Sprintf(`"length":%d`, paths.Paths[0].Length)})
		}
	}
	for _, n := range nodes {
		var with struct {
			Collaborators struct{ Nodes []struct{ Actor named } }
		}
		a.query(t, `query($of: ID!) { collaborators(of: $of, first: 1) { nodes { actor { id name } } } }`, map[string]any{"of": n.ID}, &with)
		if len(with.Collaborators.Nodes) > 0 {
			list = append(list, task{"who works most with " + n.Name, []step{{"collaborators", map[string]any{"of": n.ID}}}, `/id/` + with.Collaborators.Nodes[0].Actor.ID + `"`})
		}
	}
	for _, n := range nodes {
		var count struct {
			Institute struct{ Participations struct{ TotalCount int } }
		}
		const query = `query Count($id: ID!) { institute(id: $id) { participations { totalCount } } }`
		a.query(t, query, map[string]any{"id": n.ID}, &count)
		list = append(list, task{"how many participations has " + n.Name,
			[]step{{"schema", map[string]any{"name": "Institute"}}, {"graphql", map[string]any{"query": query, "variables": map[string]any{"id": n.ID}}}}, fmt.Sprintf(`"totalCount":%d`, count.Institute.Participations.TotalCount)})
	}
	return list
}

// TestTasks performs each seventh of the tasks on the dataset.
func TestTasks(t *testing.T) {
	a := curated(t)
	all := a.tasksOf(t)
	var some []task
	for i := 0; i < len(all); i += 7 {
		some = append(some, all[i])
	}
	if len(all) < 200 {
		t.Errorf("%d tasks, want at least 200", len(all))
	}
	a.check(t, some)
}
