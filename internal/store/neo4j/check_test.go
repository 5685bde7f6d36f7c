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

// TestCheck checks a complete database, one without an index, which a load creates again, and a
// wrong password.
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
		t.Errorf("missing after a load: %q, %v", missing, err)
	}
	const index = "whojoins_search"
	neo4jtest.Query(t, d, "DROP INDEX "+index)
	if missing, err := st.Check(t.Context()); err != nil || !slices.Equal(missing, []string{index}) {
		t.Errorf("missing without %s: %q, %v", index, missing, err)
	}
	load(t, d, g, nil)
	if missing, err := st.Check(t.Context()); err != nil || len(missing) > 0 {
		t.Errorf("missing after the second load: %q, %v", missing, err)
	}
	if _, err := open("another").Check(t.Context()); !errors.Is(err, neo4j.ErrCredentials) {
		t.Errorf("with a wrong password: got %v, want ErrCredentials", err)
	}
}

// TestWritableDatabaseIsRejected checks that the store does not use a database that accepts
// writes in read transactions. Since no Neo4j does, the server is scripted.
func TestWritableDatabaseIsRejected(t *testing.T) {
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
		t.Errorf("after %d accepted writes: got %v, want ErrWritable", written.Load(), err)
	}
}
