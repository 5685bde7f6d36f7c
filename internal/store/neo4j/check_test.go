package neo4j_test

import (
	"errors"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"whojoins/internal/store/neo4j"
	"whojoins/internal/store/neo4j/neo4jtest"
	"whojoins/internal/store/storetest"
)

// TestCheck looks at a database before it is served from: one that is fit, one without an
// index, which a load makes again, and one that knows another password.
func TestCheck(t *testing.T) {
	server := neo4jtest.Start(t)
	d, g := server.Driver(t), fixture(t)
	neo4jtest.Clear(t, d)
	load(t, d, g, nil)
	open := func(password string) *neo4j.Store {
		st, err := neo4j.Open(t.Context(), neo4j.Config{Model: g.Model, Address: neo4j.Address{URI: server.URI, Username: "neo4j", Password: password}})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = st.Close() })
		return st
	}
	st := open(neo4jtest.Password)
	if missing, err := st.Check(t.Context()); err != nil || len(missing) > 0 {
		t.Errorf("a database that was just loaded lacks %q, %v", missing, err)
	}
	const index = "whojoins_search"
	neo4jtest.Query(t, d, "DROP INDEX "+index)
	if missing, err := st.Check(t.Context()); err != nil || !slices.Equal(missing, []string{index}) {
		t.Errorf("without %s the database lacks %q, %v", index, missing, err)
	}
	load(t, d, g, nil)
	if missing, err := st.Check(t.Context()); err != nil || len(missing) > 0 {
		t.Errorf("loaded once more, the database lacks %q, %v", missing, err)
	}
	if _, err := open("another").Check(t.Context()); !errors.Is(err, neo4j.ErrCredentials) {
		t.Errorf("a wrong password is %v, want that it is refused", err)
	}
}

// TestWritesAreRefused holds the program to databases that refuse a write to those who
// read. One that takes it is a server by script, since none is made so.
func TestWritesAreRefused(t *testing.T) {
	m, _, err := storetest.Schema()
	if err != nil {
		t.Fatal(err)
	}
	var written atomic.Int64
	server := neo4jtest.Script(t, &neo4jtest.Scripted{Answer: func(statement string) neo4jtest.Reply {
		if strings.HasPrefix(statement, "CREATE") {
			written.Add(1)
		}
		return neo4jtest.Reply{}
	}})
	st, err := neo4j.Open(t.Context(), neo4j.Config{Model: m, Address: neo4j.Address{URI: "bolt://" + server.Addr, Username: "neo4j", Password: "x"}})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = st.Close() }()
	if _, err := st.Check(t.Context()); !errors.Is(err, neo4j.ErrWritable) || written.Load() != 1 {
		t.Errorf("a database that took %d writes is %v, want that it is not served from", written.Load(), err)
	}
}
