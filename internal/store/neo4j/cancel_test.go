package neo4j_test

import (
	"context"
	"testing"

	"whojoins/internal/plan"
	"whojoins/internal/store"
	"whojoins/internal/store/neo4j/neo4jtest"
)

// TestCancelledRequest cancels a request before it reads anything: the error is UNAVAILABLE, also
// where no statement is needed. It needs no database.
func TestCancelledRequest(t *testing.T) {
	m, _ := goldenSchema(t)
	var only *neo4jtest.Scripted
	only = neo4jtest.Script(t, &neo4jtest.Scripted{Readers: func() []string { return []string{only.Addr} }, Answer: clusterMember(m, "only")})
	st := openCluster(t, m, only)
	ctx, cancel := context.WithCancel(t.Context())
	view, err := st.View(ctx, store.ViewOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer view.Close()
	cancel()
	_, err = view.Run(ctx, allNames(m))
	wantCode(t, "Run", err, plan.Unavailable)
	walker := view.(store.Walker)
	_, err = walker.Count(ctx, nil, m.AnyRelation.Types)
	wantCode(t, "Count", err, plan.Unavailable)
	_, err = walker.DegreesByType(ctx, nil, m.AnyRelation.Types)
	wantCode(t, "DegreesByType", err, plan.Unavailable)
	_, err = walker.Expand(ctx, nil, m.AnyRelation.Types, nil, nil)
	wantCode(t, "Expand", err, plan.Unavailable)
	_, err = walker.Among(ctx, nil, m.AnyRelation.Types, 0, nil, nil)
	wantCode(t, "Among", err, plan.Unavailable)
	_, err = walker.Degrees(ctx, nil)
	wantCode(t, "Degrees", err, plan.Unavailable)
	_, err = st.View(ctx, store.ViewOptions{})
	wantCode(t, "View", err, plan.Unavailable)
}
