package neo4j_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	toxiproxy "github.com/Shopify/toxiproxy/v2"
	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/rs/zerolog"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
	"whojoins/internal/store/neo4j"
	"whojoins/internal/store/neo4j/neo4jtest"
)

// proxiedStore is a store that reaches its database through a proxy with configurable faults.
// The scheme is bolt, since a routing table would bypass the proxy.
type proxiedStore struct {
	*neo4j.Store
	proxy *toxiproxy.Proxy
	plan  *plan.Plan
}

// newProxiedStore opens a store behind a proxy, on a server that has a dataset of the model.
func newProxiedStore(t *testing.T, server *neo4jtest.Server, m *model.Model) *proxiedStore {
	t.Helper()
	proxy := toxiproxy.NewProxy(toxiproxy.NewServer(toxiproxy.NewMetricsContainer(nil), zerolog.Nop()), "neo4j", "127.0.0.1:0", server.Addr)
	if err := proxy.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(proxy.Stop)
	st, err := neo4j.Open(t.Context(), neo4j.Config{Model: m, Patience: time.Second,
		Address: neo4j.Address{URI: "bolt://" + proxy.Listen, Username: "neo4j", Password: neo4jtest.Password}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	f := &proxiedStore{Store: st, proxy: proxy, plan: allNames(m)}
	if n, err := f.countNames(t, 30*time.Second); err != nil || n == 0 {
		t.Fatalf("before any fault: %d names, %v", n, err)
	}
	return f
}

// allNames returns a plan that lists all entities by name.
func allNames(m *model.Model) *plan.Plan {
	t := m.AnyEntity
	name := t.Field("name")
	return &plan.Plan{Field: t.Many, Root: &plan.Select{Slots: []plan.Slot{&plan.Connection{Type: t, Where: plan.All{}, Order: plan.Order{{Field: name}},
		Page: plan.Page{Limit: -1}, Rows: &plan.Select{Type: t, Slots: []plan.Slot{&plan.Column{Field: name}}}}}}}
}

// countNames counts the names within a time limit, in a view for one statement.
func (f *proxiedStore) countNames(t *testing.T, within time.Duration) (int, error) {
	ctx, cancel := context.WithTimeout(t.Context(), within)
	defer cancel()
	view, err := f.View(ctx, store.ViewOptions{RequestID: "test", CachedInfo: true, SinglePlan: true})
	if err != nil {
		return 0, err
	}
	defer view.Close()
	c, err := view.Run(ctx, f.plan)
	if err != nil {
		return 0, err
	}
	c.Enter(0)
	n := 0
	for c.Next() {
		n++
	}
	return n, c.Err()
}

// fail adds a fault to the proxy.
func (f *proxiedStore) fail(t *testing.T, toxic string) {
	t.Helper()
	if _, err := f.proxy.Toxics.AddToxicJson(strings.NewReader(toxic)); err != nil {
		t.Fatal(err)
	}
}

// wantCode checks the code of an error.
func wantCode(t *testing.T, what string, err error, codes ...plan.Code) {
	t.Helper()
	var coded *plan.Error
	if errors.As(err, &coded) {
		for _, code := range codes {
			if coded.Code == code {
				return
			}
		}
	}
	t.Errorf("%s: %v, want one of %v", what, err, codes)
}

// TestNetworkFaults breaks the connection in several ways. The caller must get a code within
// the time limit of the request, and the store must recover without a restart.
func TestNetworkFaults(t *testing.T) {
	server, g := neo4jtest.Start(t), fixture(t)
	load(t, server.Driver(t), g, &neo4j.LoadOptions{Reload: true, AllowForeign: true})
	const within = 4 * time.Second
	for _, c := range []struct {
		toxic, reason string
		codes         []plan.Code
	}{
		{`{"type": "limit_data", "stream": "downstream", "attributes": {"bytes": 200}}`, "the connection is dropped in the middle of an answer", []plan.Code{plan.Unavailable}},
		{`{"type": "reset_peer", "stream": "downstream", "attributes": {"timeout": 0}}`, "the connection is reset", []plan.Code{plan.Unavailable}},
		{`{"type": "timeout", "stream": "downstream", "attributes": {"timeout": 0}}`, "the connection is half open: nothing comes back", []plan.Code{plan.Timeout, plan.Unavailable}},
		{`{"type": "timeout", "stream": "upstream", "attributes": {"timeout": 0}}`, "the connection is half open: nothing arrives", []plan.Code{plan.Timeout, plan.Unavailable}},
	} {
		t.Run(c.reason, func(t *testing.T) {
			t.Parallel() // most of the time is spent waiting
			f := newProxiedStore(t, server, g.Model)
			f.fail(t, c.toxic)
			start := time.Now()
			_, err := f.countNames(t, within)
			wantCode(t, c.reason, err, c.codes...)
			if took := time.Since(start); took > within+5*time.Second {
				t.Errorf("%s: the answer took %v", c.reason, took)
			}
			f.proxy.Toxics.ResetToxics(t.Context())
			start = time.Now()
			for {
				if _, err = f.countNames(t, within); err == nil {
					break
				}
				if time.Since(start) > 30*time.Second {
					t.Fatalf("%s: long after the end of the fault: %v", c.reason, err)
				}
			}
		})
	}
}

// TestPasswordChanges changes the password while the store is open: existing connections
// continue, new ones are rejected, which is UNAVAILABLE, and nothing has to be restarted when
// the old password is restored.
func TestPasswordChanges(t *testing.T) {
	server, g := neo4jtest.Start(t), fixture(t)
	load(t, server.Driver(t), g, &neo4j.LoadOptions{Reload: true, AllowForeign: true})
	f := newProxiedStore(t, server, g.Model)
	root := server.Driver(t)
	change := func(d driver.DriverWithContext, from, to string) {
		t.Helper()
		_, err := driver.ExecuteQuery(context.WithoutCancel(t.Context()), d, "ALTER CURRENT USER SET PASSWORD FROM $from TO $to", map[string]any{"from": from, "to": to},
			driver.EagerResultTransformer, driver.ExecuteQueryWithDatabase("system"))
		if err != nil {
			t.Fatal(err)
		}
	}
	const other = "another-for-tests"
	change(root, neo4jtest.Password, other)
	changed, err := driver.NewDriverWithContext("bolt://"+server.Addr, driver.BasicAuth("neo4j", other, ""))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = changed.Close(context.WithoutCancel(t.Context())) }()
	back := false
	defer func() {
		if !back {
			change(changed, other, neo4jtest.Password)
		}
	}()
	f.fail(t, `{"type": "reset_peer", "stream": "downstream", "attributes": {"timeout": 0}}`)
	_, _ = f.countNames(t, 4*time.Second)
	f.proxy.Toxics.ResetToxics(t.Context())
	_, err = f.countNames(t, 4*time.Second)
	wantCode(t, "after the password was changed", err, plan.Unavailable)
	if err != nil && strings.Contains(err.Error(), neo4jtest.Password) {
		t.Errorf("the error contains the password: %v", err)
	}
	change(changed, other, neo4jtest.Password)
	back = true
	// After several failed logins the database rejects clients for a while.
	start := time.Now()
	for {
		if _, err = f.countNames(t, 4*time.Second); err == nil {
			break
		}
		if time.Since(start) > 30*time.Second {
			t.Fatalf("long after the password was restored: %v", err)
		}
		time.Sleep(100 * time.Millisecond)
	}
}
