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
	"whojoins/internal/store/storetest"
)

// faulty is a store that asks its database through a proxy which can be told to fail.
// The scheme is bolt, since a route would lead past the proxy.
type faulty struct {
	*neo4j.Store
	proxy *toxiproxy.Proxy
	plan  *plan.Plan
}

// faults opens a store on the fixture behind a proxy.
func faults(t *testing.T, server *neo4jtest.Server) *faulty {
	t.Helper()
	m, _, err := storetest.Schema()
	if err != nil {
		t.Fatal(err)
	}
	load(t, server.Driver(t), storetest.Fixture(m), &neo4j.LoadOptions{Reload: true, AllowForeign: true})
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
	f := &faulty{Store: st, proxy: proxy, plan: everyName(m)}
	if n, err := f.ask(t, 30*time.Second); err != nil || n == 0 {
		t.Fatalf("before any fault: %d names, %v", n, err)
	}
	return f
}

// everyName lists all entities by name.
func everyName(m *model.Model) *plan.Plan {
	t := m.AnyEntity
	name := t.Field("name")
	return &plan.Plan{Field: t.Many, Root: &plan.Select{Slots: []plan.Slot{&plan.Connection{Type: t, Where: plan.All{}, Order: plan.Order{{Field: name}},
		Page: plan.Page{Limit: -1}, Rows: &plan.Select{Type: t, Slots: []plan.Slot{&plan.Column{Field: name}}}}}}}
}

// ask counts the names within a time, in a view for one statement.
func (f *faulty) ask(t *testing.T, within time.Duration) (int, error) {
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

// fail has the proxy fail in a way.
func (f *faulty) fail(t *testing.T, toxic string) {
	t.Helper()
	if _, err := f.proxy.Toxics.AddToxicJson(strings.NewReader(toxic)); err != nil {
		t.Fatal(err)
	}
}

// wants checks the code of a failure.
func wants(t *testing.T, what string, err error, codes ...plan.Code) {
	t.Helper()
	var told *plan.Error
	if errors.As(err, &told) {
		for _, code := range codes {
			if told.Code == code {
				return
			}
		}
	}
	t.Errorf("%s: %v, want one of %v", what, err, codes)
}

// TestFaultsOfTheNetwork breaks the connection in ways that networks have. The caller
// gets a code within the time of the request, and the store recovers by itself.
func TestFaultsOfTheNetwork(t *testing.T) {
	server := neo4jtest.Start(t)
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
			f := faults(t, server)
			f.fail(t, c.toxic)
			start := time.Now()
			_, err := f.ask(t, within)
			wants(t, c.reason, err, c.codes...)
			if took := time.Since(start); took > within+time.Second {
				t.Errorf("%s: the answer took %v", c.reason, took)
			}
			f.proxy.Toxics.ResetToxics(t.Context())
			start = time.Now()
			for {
				if _, err = f.ask(t, within); err == nil {
					break
				}
				if time.Since(start) > 5*time.Second {
					t.Fatalf("%s: 5 s after the end of the fault: %v", c.reason, err)
				}
			}
		})
	}
}

// TestCredentialsExpire changes the password while the store is open: what is connected
// goes on, new connections are refused and that is told as UNAVAILABLE, and nothing has
// to be started again when the password is back.
func TestCredentialsExpire(t *testing.T) {
	server := neo4jtest.Start(t)
	f := faults(t, server)
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
	_, _ = f.ask(t, 4*time.Second)
	f.proxy.Toxics.ResetToxics(t.Context())
	_, err = f.ask(t, 4*time.Second)
	wants(t, "after the password has changed", err, plan.Unavailable)
	if err != nil && strings.Contains(err.Error(), neo4jtest.Password) {
		t.Errorf("the error tells the password: %v", err)
	}
	change(changed, other, neo4jtest.Password)
	back = true
	time.Sleep(6 * time.Second) // the database makes who fails often wait
	if _, err := f.ask(t, 4*time.Second); err != nil {
		t.Errorf("after the password is back: %v", err)
	}
}
