package neo4j_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
	"whojoins/internal/store/neo4j"
	"whojoins/internal/store/neo4j/layout"
	"whojoins/internal/store/neo4j/neo4jtest"
	"whojoins/internal/store/storetest"
)

const (
	// allowed is the time that the database may work after its caller has left or the time is
	// up. On a busy machine a run may take longer, up to patience: a statement that does not end
	// takes minutes. Most runs of the random operations must be within the time that is allowed.
	allowed  = 100 * time.Millisecond
	patience = 5 * time.Second
	// runs is the number of random operations that their callers leave.
	runs = 12
)

// TestStatementsEnd gives plans less time than they need, or lets their callers leave. The
// error must come immediately, and the database must stop too.
func TestStatementsEnd(t *testing.T) {
	server := neo4jtest.Start(t)
	m, schema, err := storetest.Schema()
	if err != nil {
		t.Fatal(err)
	}
	d, g := server.Driver(t), storetest.Random(m, 1, 1500)
	load(t, d, g, &neo4j.LoadOptions{Reload: true, AllowForeign: true})
	st, err := openStore(t, m, server)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = st.Close() }()
	runningTransactions(t, d) // the first time, the database plans the question
	for _, single := range []bool{true, false} {
		for _, leaves := range []bool{true, false} {
			deepPlanEnds(t, st, m, single, leaves)
			waitUntilIdle(t, "a deep plan", d)
		}
	}
	rnd := rand.New(rand.NewPCG(*randomSeed, 3))
	next, tooLong := storetest.Operations(m, schema, g, rnd), 0
	for range runs {
		query, variables := next()
		ctx, cancel := leaving(t.Context(), time.Duration(rnd.IntN(30))*time.Millisecond)
		_, err := storetest.AnswerWithin(ctx, m, schema, st, query, variables)
		cancel()
		var coded *plan.Error
		if err != nil && !errors.As(err, &coded) {
			t.Errorf("an error without a code: %v: %s", err, query)
		}
		if waitUntilIdle(t, query, d) > allowed {
			tooLong++
		}
	}
	t.Logf("the database worked for more than %v in %d of %d runs", allowed, tooLong, runs)
	if tooLong > runs/2 {
		t.Errorf("the database worked for more than %v in %d of %d runs, want it in few", allowed, tooLong, runs)
	}
}

// deepPlanEnds runs a plan that takes long: its error must come when the time is up or the caller
// leaves. On a busy machine that may be before the view is open; then it is tried again, with
// more time.
func deepPlanEnds(t *testing.T, st store.Store, m *model.Model, single, leaves bool) {
	t.Helper()
	what := fmt.Sprintf("single %v, the caller leaves %v", single, leaves)
	code, end := plan.Timeout, context.WithTimeout
	if leaves {
		code, end = plan.Unavailable, leaving
	}
	for within := time.Second; ; within *= 2 {
		ctx, cancel := end(t.Context(), within)
		defer cancel()
		view, err := st.View(ctx, store.ViewOptions{OperationName: "Deep", CachedInfo: single, SinglePlan: single, Work: plan.NewWork(ctx)})
		if err != nil && ctx.Err() != nil && within < time.Minute {
			continue
		}
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		defer view.Close()
		start := time.Now()
		_, err = view.Run(ctx, deepPlan(m, 4))
		took := time.Since(start)
		wantCode(t, what, err, code)
		if took > within+patience {
			t.Errorf("%s: the error came after %v", what, took)
		}
		return
	}
}

// leaving returns a context that is cancelled after a time.
func leaving(ctx context.Context, after time.Duration) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(ctx)
	time.AfterFunc(after, cancel)
	return ctx, cancel
}

// waitUntilIdle waits until the database runs no statement of the service, and returns how long
// that took.
func waitUntilIdle(t *testing.T, what string, d driver.DriverWithContext) time.Duration {
	t.Helper()
	start := time.Now()
	for {
		left := runningTransactions(t, d)
		took := time.Since(start)
		if left == 0 {
			return took
		}
		if took > patience {
			t.Fatalf("%s: %d transactions still run after %v", what, left, patience)
		}
	}
}

// runningTransactions counts the transactions of the service in the database.
func runningTransactions(t *testing.T, d driver.DriverWithContext) int {
	t.Helper()
	n := 0
	for _, r := range neo4jtest.Query(t, d, "SHOW TRANSACTIONS YIELD metaData RETURN metaData") {
		if about, _ := r[0].(map[string]any); about["application"] == layout.DatasetName {
			n++
		}
	}
	return n
}
