package query_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
	"whojoins/internal/store/memory"
	"whojoins/internal/store/query"
	"whojoins/internal/store/storetest"
	"whojoins/internal/testenv"
)

// spokes is the number of relations of the hub, and parts the number of relations of the
// programme.
const (
	spokes = 50_000
	parts  = 100
)

// hubs returns a view of a graph with a network of very many members, a programme with many
// events, and a document without relations.
func hubs(t *testing.T) (*model.Model, store.View) {
	t.Helper()
	m, _, err := storetest.Schema()
	if err != nil {
		t.Fatal(err)
	}
	b := storetest.NewBuilder(m)
	b.Entity("Network", "hub", nil)
	for i := range spokes {
		person := fmt.Sprintf("person-%05d", i)
		b.Entity("Person", person, nil)
		b.Relation("Participation", "", person, "hub", storetest.Fields{"role": "MEMBER"})
	}
	b.Entity("Programme", "programme", nil)
	for i := range parts {
		event := fmt.Sprintf("event-%05d", i)
		b.Entity("Event", event, nil)
		b.Relation("PartOf", "", event, "programme", nil)
	}
	b.Entity("Document", "alone", nil)
	st, err := memory.New(b.Graph)
	if err != nil {
		t.Fatal(err)
	}
	v, err := st.View(t.Context(), store.ViewOptions{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(v.Close)
	return m, v
}

// run answers a graph query, whose answer has the named type, and selects the named numbers of
// it.
func run(ctx context.Context, m *model.Model, v store.View, visits int, q plan.Query, answer string, numbers ...string) (store.Cursor, error) {
	typ := m.Type(answer)
	sel := &plan.Select{Type: typ}
	for _, name := range numbers {
		sel.Slots = append(sel.Slots, &plan.Column{Field: typ.Field(name)})
	}
	_, many := q.(*plan.Paths)
	p := &plan.Plan{Root: &plan.Select{Slots: []plan.Slot{&plan.GraphQuery{Query: q, Select: sel, Many: many, Visits: visits}}}}
	return query.Run(ctx, plan.NewWork(ctx), v, m, p, nil)
}

// TestHubs expects a walk to visit the relations of a hub only if it must. If there are too
// many, the query is rejected, or the answer is truncated and states so.
func TestHubs(t *testing.T) {
	testenv.Slow(t)
	m, v := hubs(t)
	t.Run("paths", func(t *testing.T) { hubPaths(t, m, v) })
	t.Run("neighbourhood", func(t *testing.T) { hubNeighbourhood(t, m, v) })
	t.Run("ended", func(t *testing.T) { endedWalks(t, m, v) })
}

func hubPaths(t *testing.T, m *model.Model, v store.View) {
	all := m.AnyRelation.Types
	for _, row := range []struct {
		q       plan.Paths
		visits  int
		lengths string
		says    string
		reason  string
	}{
		{plan.Paths{From: "person-00000", To: "person-00001", Via: all}, 2, "[2]", "", "both ends meet at the hub, whose own relations are not visited"},
		{plan.Paths{From: "hub", To: "person-00001", Via: all}, 1, "[1]", "", "the other end has one relation"},
		{plan.Paths{From: "person-00000", To: "person-00001", Via: all, Slack: 2}, spokes + 2, "[2]", "", "everything beyond the hub is visited, once"},
		{plan.Paths{From: "person-00000", To: "person-00001", Via: all, Slack: 2}, spokes + 1, "", `50002 relations to visit for the paths, up to 2 hops from "person-00000", at most 50001`, "one more than may be visited"},
		{plan.Paths{From: "event-00000", To: "event-00001", Via: all, Slack: 2}, 2, "[]", "", "no path leads through a programme, so its relations are not visited"},
		{plan.Paths{From: "hub", To: "alone", Via: all}, 0, "[]", "", "where one end leads no further, the other is not visited"},
	} {
		row.q.MaxHops, row.q.First = 6, 100
		c, err := run(t.Context(), m, v, row.visits, &row.q, "Path", "length")
		if !rejected(err, row.says) {
			t.Errorf("%+v: %v, want %q: %s", &row.q, err, row.says, row.reason)
		}
		if err != nil {
			continue
		}
		lengths := []int64{}
		c.Enter(0)
		for c.Next() {
			lengths = append(lengths, c.Value(0).Int)
		}
		if got := fmt.Sprint(lengths); got != row.lengths {
			t.Errorf("%+v: paths of %s relations, want %s: %s", &row.q, got, row.lengths, row.reason)
		}
	}
}

// rejected reports whether the error rejects a query as too large and contains a text. Without
// a text it reports whether there is no error.
func rejected(err error, says string) bool {
	var e *plan.Error
	if says == "" || !errors.As(err, &e) {
		return says == "" && err == nil
	}
	return e.Code == plan.TooLarge && e.Limit == "visits" && e.Hint != "" && strings.Contains(e.Message, says)
}

// hubNeighbourhood expects the neighbourhood of a hub to be truncated, with the number of
// omitted entities, or to be rejected.
func hubNeighbourhood(t *testing.T, m *model.Model, v store.View) {
	for _, row := range []struct {
		depth, first, visits int
		omitted              int64
		says, reason         string
	}{
		{1, 200, spokes + 199, spokes - 199, "", "the hub is expanded, and then the links of those shown are found from the other end"},
		{1, 200, spokes + 198, 0, "50199 relations to visit for the links between 200 entities", "one less than is needed"},
		{1, 200, spokes - 1, 0, "50000 relations to visit for the neighbourhood, up to a distance of 1", "the hub alone has more"},
		{5, 200, spokes + 199, spokes - 199, "", "the walk stops after the level that fills what is shown"},
		{2, 1, 0, 0, "", "the hub itself fills what is shown, so nothing is visited"},
	} {
		q := &plan.Neighbourhood{Of: []string{"hub"}, Depth: row.depth, Via: m.AnyRelation.Types, Types: m.AnyEntity.Types, First: row.first, Links: 1000}
		c, err := run(t.Context(), m, v, row.visits, q, "Subgraph", "omitted", "truncated")
		if !rejected(err, row.says) {
			t.Errorf("%+v, %d visits: %v, want %q: %s", q, row.visits, err, row.says, row.reason)
		}
		if err != nil {
			continue
		}
		c.Enter(0)
		if omitted, truncated := c.Value(0).Int, c.Value(1).Int != 0; omitted != row.omitted || truncated != (omitted > 0) {
			t.Errorf("%+v: %d omitted, truncated %t; want %d: %s", q, omitted, truncated, row.omitted, row.reason)
		}
	}
}

// ending is a context that ends after a number of checks.
type ending struct {
	context.Context
	left int
	err  error
}

func (c *ending) Err() error {
	if c.left--; c.left >= 0 {
		return nil
	}
	return c.err
}

// endedWalks expects a walk to stop when its context ends, wherever it is: with TIMEOUT after
// the deadline, with UNAVAILABLE if the caller has left.
func endedWalks(t *testing.T, m *model.Model, v store.View) {
	for cause, want := range map[error]plan.Code{context.DeadlineExceeded: plan.Timeout, context.Canceled: plan.Unavailable} {
		for answer, q := range map[string]plan.Query{
			"Path":     &plan.Paths{From: "person-00000", To: "person-00001", Via: m.AnyRelation.Types, MaxHops: 4, First: 5, Slack: 2},
			"Subgraph": &plan.Neighbourhood{Of: []string{"hub"}, Depth: 1, Via: m.AnyRelation.Types, First: 5},
		} {
			checks := 0
			for ; ; checks++ {
				_, err := run(&ending{t.Context(), checks, cause}, m, v, 200_000, q, answer)
				if err == nil {
					break
				}
				if e := (*plan.Error)(nil); !errors.As(err, &e) || e.Code != want {
					t.Errorf("%v at check %d of %+v: %v, want the code %s", cause, checks, q, err, want)
				}
			}
			if checks < 3 {
				t.Errorf("%+v checked its context %d times", q, checks)
			}
		}
	}
}
