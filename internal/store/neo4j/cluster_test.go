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

// clusterMember returns the replies of a server whose dataset has one entity.
func clusterMember(m *model.Model, name string) func(string) neo4jtest.Reply {
	return func(statement string) neo4jtest.Reply {
		switch {
		case statement == "BEGIN":
			return neo4jtest.Reply{}
		case strings.Contains(statement, "d.title, d.date"):
			return neo4jtest.Reply{Values: []any{"load 1", "1", "ready", layout.Fingerprint(m), "CC0-1.0", nil, []any{}, []any{}, "Made up", nil, "{}"}}
		}
		rows := []any{[]any{[]any{name}}}
		return neo4jtest.Reply{Values: []any{"load 1", []any{rows}, "load 1"}}
	}
}

// openCluster opens a store whose address is that of the first server.
func openCluster(t *testing.T, m *model.Model, first *neo4jtest.Scripted) *neo4j.Store {
	t.Helper()
	st, err := neo4j.Open(t.Context(), neo4j.Config{Model: m, Patience: time.Second,
		Address: neo4j.Address{URI: "neo4j://" + first.Addr, Username: "neo4j", Password: "x"}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	return st
}

// firstName returns the first name in the list of all entities.
func firstName(ctx context.Context, st store.Store, m *model.Model, single bool) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, 4*time.Second)
	defer cancel()
	view, err := st.View(ctx, store.ViewOptions{CachedInfo: single, SinglePlan: single})
	if err != nil {
		return "", err
	}
	defer view.Close()
	c, err := view.Run(ctx, allNames(m))
	if err != nil {
		return "", err
	}
	c.Enter(0)
	if !c.Next() {
		return "", c.Err()
	}
	return c.Value(0).Text, c.Err()
}

// TestFailover makes a server unavailable while the store is open: the next statement is sent
// to the server of the new routing table.
func TestFailover(t *testing.T) {
	m, _, err := storetest.Schema()
	if err != nil {
		t.Fatal(err)
	}
	for _, single := range []bool{true, false} {
		var reader string
		readers := func() []string { return []string{reader} }
		second := neo4jtest.Script(t, &neo4jtest.Scripted{Answer: clusterMember(m, "second"), Readers: readers})
		var first *neo4jtest.Scripted
		stepped := false
		first = neo4jtest.Script(t, &neo4jtest.Scripted{Readers: readers, Answer: func(statement string) neo4jtest.Reply {
			if stepped {
				return neo4jtest.Reply{Failure: unavailableServer}
			}
			return clusterMember(m, "first")(statement)
		}})
		reader = first.Addr
		st := openCluster(t, m, first)
		if got, err := firstName(t.Context(), st, m, single); got != "first" || err != nil {
			t.Fatalf("before the failover: %q, %v", got, err)
		}
		stepped, reader = true, second.Addr
		got, err := firstName(t.Context(), st, m, single)
		if got != "second" || err != nil {
			t.Errorf("single %v, after the failover: %q, %v; want an answer of the second server", single, got, err)
		}
	}
}

// TestNoServerAvailable makes every server unavailable: the error is UNAVAILABLE, within the
// time limit.
func TestNoServerAvailable(t *testing.T) {
	m, _, err := storetest.Schema()
	if err != nil {
		t.Fatal(err)
	}
	var only *neo4jtest.Scripted
	only = neo4jtest.Script(t, &neo4jtest.Scripted{Readers: func() []string { return []string{only.Addr} },
		Answer: func(string) neo4jtest.Reply { return neo4jtest.Reply{Failure: unavailableServer} }})
	start := time.Now()
	_, err = firstName(t.Context(), openCluster(t, m, only), m, true)
	wantCode(t, "no server is available", err, plan.Unavailable)
	if took := time.Since(start); took > 5*time.Second {
		t.Errorf("the error took %v", took)
	}
}

// TestConnectionDrops drops the connection in the middle of a record. After one drop, the
// statement is sent again; if every attempt fails, the error is UNAVAILABLE.
func TestConnectionDrops(t *testing.T) {
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
			reply := clusterMember(m, "only")(statement)
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
			t.Errorf("after %d dropped connections: %q, %v; want %q", c.drops, got, err, c.want)
		}
		if c.want == "" {
			wantCode(t, "every connection drops", err, plan.Unavailable)
		}
		_ = st.Close()
	}
}
