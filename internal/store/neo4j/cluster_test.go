package neo4j_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
	"whojoins/internal/store/neo4j"
	"whojoins/internal/store/neo4j/layout"
	"whojoins/internal/store/neo4j/neo4jtest"
	"whojoins/internal/store/storetest"
)

const unavailableServer = "Neo.TransientError.General.DatabaseUnavailable"

// member is a server of a cluster that has a dataset with one entity of a name.
func member(m *model.Model, name string) func(string) neo4jtest.Reply {
	return func(statement string) neo4jtest.Reply {
		switch {
		case statement == "BEGIN":
			return neo4jtest.Reply{}
		case strings.HasSuffix(statement, "d.title, d.date"):
			return neo4jtest.Reply{Values: []any{"load 1", "1", "ready", layout.Fingerprint(m), "CC0-1.0", nil, []any{}, []any{}, "Made up", nil}}
		}
		rows := []any{[]any{[]any{name}}}
		return neo4jtest.Reply{Values: []any{"load 1", []any{rows}, "load 1"}}
	}
}

// clustered opens a store whose address is that of the first server.
func clustered(t *testing.T, m *model.Model, first *neo4jtest.Scripted) *neo4j.Store {
	t.Helper()
	st, err := neo4j.Open(t.Context(), neo4j.Config{Model: m, Patience: time.Second,
		Address: neo4j.Address{URI: "neo4j://" + first.Addr, Username: "neo4j", Password: "x"}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	return st
}

// firstName is the first name in the list of all entities.
func firstName(ctx context.Context, st store.Store, m *model.Model, single bool) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, 4*time.Second)
	defer cancel()
	view, err := st.View(ctx, store.ViewOptions{CachedInfo: single, SinglePlan: single})
	if err != nil {
		return "", err
	}
	defer view.Close()
	c, err := view.Run(ctx, everyName(m))
	if err != nil {
		return "", err
	}
	c.Enter(0)
	if !c.Next() {
		return "", c.Err()
	}
	return c.Value(0).Text, c.Err()
}

// TestAnotherServerLeads has the server that answers step back while the store is open:
// the question that meets it is asked at the server that the new route leads to.
func TestAnotherServerLeads(t *testing.T) {
	m, _, err := storetest.Schema()
	if err != nil {
		t.Fatal(err)
	}
	for _, single := range []bool{true, false} {
		var reader string
		readers := func() []string { return []string{reader} }
		second := neo4jtest.Script(t, &neo4jtest.Scripted{Answer: member(m, "second"), Readers: readers})
		var first *neo4jtest.Scripted
		stepped := false
		first = neo4jtest.Script(t, &neo4jtest.Scripted{Readers: readers, Answer: func(statement string) neo4jtest.Reply {
			if stepped {
				return neo4jtest.Reply{Failure: unavailableServer}
			}
			return member(m, "first")(statement)
		}})
		reader = first.Addr
		st := clustered(t, m, first)
		if got, err := firstName(t.Context(), st, m, single); got != "first" || err != nil {
			t.Fatalf("before the switch: %q, %v", got, err)
		}
		stepped, reader = true, second.Addr
		got, err := firstName(t.Context(), st, m, single)
		if got != "second" || err != nil {
			t.Errorf("single %v, after the switch: %q, %v; want an answer of the second server", single, got, err)
		}
	}
}

// TestNobodyLeads has every server step back: that is UNAVAILABLE, within the time.
func TestNobodyLeads(t *testing.T) {
	m, _, err := storetest.Schema()
	if err != nil {
		t.Fatal(err)
	}
	var only *neo4jtest.Scripted
	only = neo4jtest.Script(t, &neo4jtest.Scripted{Readers: func() []string { return []string{only.Addr} },
		Answer: func(string) neo4jtest.Reply { return neo4jtest.Reply{Failure: unavailableServer} }})
	start := time.Now()
	_, err = firstName(t.Context(), clustered(t, m, only), m, true)
	wants(t, "no server leads", err, plan.Unavailable)
	if took := time.Since(start); took > 5*time.Second {
		t.Errorf("that took %v", took)
	}
}

// TestAnswerIsBrokenOff drops the connection within a record, once: the question is asked
// again. When it happens every time it is UNAVAILABLE.
func TestAnswerIsBrokenOff(t *testing.T) {
	m, _, err := storetest.Schema()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		drops int
		want  string
	}{{1, "only"}, {10, ""}} {
		left := c.drops
		var only *neo4jtest.Scripted
		only = neo4jtest.Script(t, &neo4jtest.Scripted{Readers: func() []string { return []string{only.Addr} }, Answer: func(statement string) neo4jtest.Reply {
			reply := member(m, "only")(statement)
			if strings.Contains(statement, " AS answer") && left > 0 {
				left--
				reply.Drop = true
			}
			return reply
		}})
		st, err := neo4j.Open(t.Context(), neo4j.Config{Model: m, Patience: time.Second,
			Address: neo4j.Address{URI: "bolt://" + only.Addr, Username: "neo4j", Password: "x"}})
		if err != nil {
			t.Fatal(err)
		}
		got, err := firstName(t.Context(), st, m, true)
		if got != c.want {
			t.Errorf("%d answers broken off: %q, %v; want %q", c.drops, got, err, c.want)
		}
		if c.want == "" {
			wants(t, "every answer is broken off", err, plan.Unavailable)
		}
		_ = st.Close()
	}
}
