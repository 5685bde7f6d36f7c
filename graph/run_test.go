package graph_test

import (
	"context"
	"errors"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"whojoins/graph"
	"whojoins/internal/plan"
	"whojoins/internal/store"
	"whojoins/internal/store/storetest"
)

// sink is a function that consumes an answer.
type sink func(context.Context, *graph.Answer) error

func (f sink) Receive(ctx context.Context, a *graph.Answer) error { return f(ctx, a) }

func prepare(t *testing.T, e *engine, query string, c graph.Caller) *graph.Prepared {
	t.Helper()
	p, err := e.Prepare(graph.Request{Query: query}, c)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

const onePerson = `{ people(first: 1) { totalCount nodes { id } } }`

// TestPreparedIsCached checks that the cache returns the same value for the same request, limits
// and rights, and never for others.
func TestPreparedIsCached(t *testing.T) {
	e := open(t, fixture(t))
	strict := e.Limits()
	strict.Page = 1
	first := prepare(t, e, onePerson, graph.Caller{})
	for _, c := range []struct {
		request graph.Request
		caller  graph.Caller
		same    bool
		reason  string
	}{
		{graph.Request{Query: onePerson}, graph.Caller{}, true, "the same request"},
		{graph.Request{Query: onePerson}, graph.Caller{RequestID: "x", Site: "https://x.example", Lane: graph.Files}, true, "nothing that changes the meaning"},
		{graph.Request{Query: onePerson + " "}, graph.Caller{}, false, "another text"},
		{graph.Request{Query: onePerson, Variables: []byte(`{}`)}, graph.Caller{}, false, "other variables"},
		{graph.Request{Query: onePerson}, graph.Caller{Limits: strict}, false, "other limits"},
		{graph.Request{Query: onePerson}, graph.Caller{Rights: graph.Rights{Explain: true}}, false, "other rights"},
		{graph.Request{Query: onePerson}, graph.Caller{}, true, "the first caller again: the others have entries of their own"},
	} {
		p, err := e.Prepare(c.request, c.caller)
		if err != nil || (p == first) != c.same {
			t.Errorf("%s: the same value is %t (%v), want %t", c.reason, p == first, err, c.same)
		}
	}
	strict.Page = 0
	if _, err := e.Prepare(graph.Request{Query: onePerson}, graph.Caller{Limits: strict}); err == nil {
		t.Error("a request over the limits of its caller is answered from the cache")
	}
}

// TestCache checks that a Cache distinguishes callers, and does not keep long requests.
func TestCache(t *testing.T) {
	e := open(t, fixture(t))
	p, cache := prepare(t, e, onePerson, graph.Caller{}), graph.NewCache()
	cache.Add([]byte("sent"), p)
	if cache.Get([]byte("sent"), graph.Caller{}) != p {
		t.Error("the request is not found")
	}
	limits := e.Limits()
	for reason, found := range map[string]*graph.Prepared{
		"other bytes":  cache.Get([]byte("Sent"), graph.Caller{}),
		"other limits": cache.Get([]byte("sent"), graph.Caller{Limits: limits}),
		"other rights": cache.Get([]byte("sent"), graph.Caller{Rights: graph.Rights{Explain: true}}),
	} {
		if found != nil {
			t.Errorf("%s: the request is found", reason)
		}
	}
	long := []byte(strings.Repeat("x", 8<<10+1))
	cache.Add(long, p)
	cache.Add(long[1:], p)
	if cache.Get(long, graph.Caller{}) != nil || cache.Get(long[1:], graph.Caller{}) != p {
		t.Error("want requests of up to 8 KiB in the cache, and no longer ones")
	}
}

// TestRunRejectsAnotherCaller checks that limits and rights cannot be bypassed with a request
// that was prepared for another caller.
func TestRunRejectsAnotherCaller(t *testing.T) {
	e := open(t, fixture(t))
	p := prepare(t, e, onePerson, graph.Caller{})
	strict := e.Limits()
	strict.Page = 1
	for _, c := range []graph.Caller{{Limits: strict}, {Rights: graph.Rights{Explain: true}}} {
		if data, _, errs := e.Data(t.Context(), p, c); data != nil || len(errs) != 1 || graph.Code(errs[0]) != plan.Internal {
			t.Errorf("%+v: got %s, %v, want an internal error", c.Rights, data, errs)
		}
	}
	if !strings.Contains(e.log.String(), "another caller") && !strings.Contains(e.log.String(), "other limits or rights") {
		t.Errorf("the log has no reason: %s", e.log)
	}
}

// TestPreparedIsShared runs one prepared request in many goroutines at once.
func TestPreparedIsShared(t *testing.T) {
	e := open(t, fixture(t))
	p := prepare(t, e, `{ a: people { nodes { id name } } b: institutes(first: 2) { nodes { id participations { nodes { role } } } } }`, graph.Caller{})
	want, _, errs := e.Data(t.Context(), p, graph.Caller{})
	if errs != nil {
		t.Fatal(errs)
	}
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			for range 50 {
				if got, _, errs := e.Data(t.Context(), p, graph.Caller{}); errs != nil || string(got) != string(want) {
					t.Errorf("got %s, %v, want %s", got, errs, want)
				}
			}
		})
	}
	wait.Wait()
}

// TestSinkTakesWhatItNeeds checks that an answer can be read several times and in several
// ways, from one view of the dataset.
func TestSinkTakesWhatItNeeds(t *testing.T) {
	f := &storetest.Fake{}
	e := open(t, f)
	p := prepare(t, e, `{ people(first: 3) { totalCount nodes { id } } }`, graph.Caller{})
	err := e.Run(t.Context(), p, graph.Caller{}, sink(func(ctx context.Context, a *graph.Answer) error {
		if a.Prepared() != p {
			t.Error("the answer is of another request")
		}
		info, err := a.Dataset(ctx)
		if err != nil || info.Version != "synthetic-1" {
			t.Errorf("the dataset is %+v, %v", info, err)
		}
		const want = `{"people":{"totalCount":0,"nodes":[]}}`
		for range 2 {
			data, errs := a.JSON(ctx, []byte("before "))
			if string(data) != "before "+want || errs != nil {
				t.Errorf("got %s, %v, want %s", data, errs, want)
			}
		}
		key, of, err := p.Table()
		if err != nil || key != "people" {
			t.Fatal(key, err)
		}
		_, err = a.Cursor(ctx, of)
		return err
	}))
	if err != nil {
		t.Error(err)
	}
	if f.Views.Load() != 1 || f.Closed.Load() != 1 {
		t.Errorf("%d views and %d closed, want one", f.Views.Load(), f.Closed.Load())
	}
}

// TestRowsOfPages reads a list page by page: every row once, up to a number of rows.
func TestRowsOfPages(t *testing.T) {
	e := open(t, fixture(t), func(l *plan.Limits) { l.Cost = 3030 })
	p := prepare(t, e, `{ participations(first: 1) { nodes { id } } }`, graph.Caller{})
	read := func(rows int) (ids []string, pages int) {
		err := e.Run(t.Context(), p, graph.Caller{}, sink(func(ctx context.Context, a *graph.Answer) error {
			_, of, err := p.Table()
			if err != nil {
				return err
			}
			return a.Pages(ctx, of, rows, func(c store.Cursor) error {
				pages++
				c.Enter(0)
				for c.Rows(); c.Next(); {
					ids = append(ids, c.Value(0).Text)
				}
				c.Leave()
				return nil
			})
		}))
		if err != nil {
			t.Error(err)
		}
		return ids, pages
	}
	all, _ := read(-1)
	unique := map[string]bool{}
	for _, id := range all {
		unique[id] = true
	}
	if len(all) < 4 || len(unique) != len(all) {
		t.Errorf("%d rows of which %d differ", len(all), len(unique))
	}
	for _, rows := range []int{0, 1, 3} {
		if ids, _ := read(rows); len(ids) != rows || strings.Join(ids, " ") != strings.Join(all[:rows], " ") {
			t.Errorf("%d rows are %v, want the first of %v", rows, ids, all)
		}
	}
}

// TestErrorsOfRun checks what Run returns when there is no answer, and that the view is closed.
func TestErrorsOfRun(t *testing.T) {
	away := plan.Errorf(plan.Unavailable, "", "the dataset is being loaded")
	for _, c := range []struct {
		store  *storetest.Fake
		sink   sink
		code   plan.Code
		reason string
	}{
		{&storetest.Fake{Unavailable: away}, func(context.Context, *graph.Answer) error { return nil }, plan.Unavailable, "no dataset"},
		{&storetest.Fake{}, func(context.Context, *graph.Answer) error { return io.ErrClosedPipe }, plan.Internal, "the sink fails"},
		{&storetest.Fake{}, func(context.Context, *graph.Answer) error { return away }, plan.Unavailable, "the sink fails with a code"},
		{&storetest.Fake{}, func(context.Context, *graph.Answer) error { panic("a bug") }, plan.Internal, "the sink panics"},
	} {
		e := open(t, c.store)
		err := e.Run(t.Context(), prepare(t, e, onePerson, graph.Caller{}), graph.Caller{}, c.sink)
		errs := e.Present(t.Context(), err)
		if err == nil || graph.Code(errs[0]) != c.code || strings.Contains(errs[0].Message, "a bug") {
			t.Errorf("%s: %v, want %s", c.reason, errs, c.code)
		}
		if c.store.Views.Load() != c.store.Closed.Load() || e.InFlight() != 0 {
			t.Errorf("%s: %d views, %d closed, %d in flight", c.reason, c.store.Views.Load(), c.store.Closed.Load(), e.InFlight())
		}
	}
}

// TestEndOfContext checks the codes of a context that ends: a deadline is TIMEOUT and a caller
// that left is UNAVAILABLE, whether or not the store's error has a code.
func TestEndOfContext(t *testing.T) {
	for reason, ended := range map[string]func(context.Context) error{
		"a store that reports it": store.Ended,
		"a bare error":            context.Context.Err,
		"a wrapped error":         func(ctx context.Context) error { return errors.Join(io.EOF, ctx.Err()) },
	} {
		e := open(t, &storetest.Fake{OnRun: func(ctx context.Context) error {
			if at, _ := ctx.Deadline(); time.Until(at) > time.Minute {
				return errors.New("the limit of the lane is not applied")
			}
			<-ctx.Done()
			return ended(ctx)
		}}, func(l *plan.Limits) { l.Time, l.ExportTime = 3_600_000, 1 })
		timeout, cancel := context.WithTimeout(t.Context(), time.Millisecond)
		defer cancel()
		gone, leave := context.WithTimeout(t.Context(), 30*time.Second)
		leave()
		for _, c := range []struct {
			ctx  context.Context
			lane graph.Lane
			code plan.Code
		}{{timeout, graph.Requests, plan.Timeout}, {t.Context(), graph.Files, plan.Timeout}, {gone, graph.Requests, plan.Unavailable}} {
			_, errs := e.Query(c.ctx, graph.Request{Query: onePerson}, graph.Caller{Lane: c.lane})
			if len(errs) != 1 || graph.Code(errs[0]) != c.code {
				t.Errorf("%s: %v, want %s", reason, errs, c.code)
			}
		}
	}
}

// TestLanes checks that each lane has a separate bound, and that its slots are returned.
func TestLanes(t *testing.T) {
	e := open(t, &storetest.Fake{}, func(l *plan.Limits) { l.InFlight, l.Exports = 2, 1 })
	p := prepare(t, e, onePerson, graph.Caller{})
	var busy func(lane graph.Lane, depth int) error
	busy = func(lane graph.Lane, depth int) error {
		return e.Run(t.Context(), p, graph.Caller{Lane: lane}, sink(func(context.Context, *graph.Answer) error {
			if depth > 1 {
				return busy(lane, depth-1)
			}
			return nil
		}))
	}
	for _, c := range []struct {
		lane    graph.Lane
		allowed int
		limit   string
	}{{graph.Requests, 2, "inFlight"}, {graph.Files, 1, "exports"}} {
		for range 2 {
			if err := busy(c.lane, c.allowed); err != nil {
				t.Errorf("%d in the lane of %s: %v", c.allowed, c.limit, err)
			}
			var over *plan.Error
			if err := busy(c.lane, c.allowed+1); !errors.As(err, &over) || over.Code != plan.Unavailable || over.Limit != c.limit || over.Asked != c.allowed+1 || over.Allowed != c.allowed {
				t.Errorf("one more in the lane of %s: %v", c.limit, err)
			}
		}
	}
}

// TestPreparingIsBounded checks that a request is prepared only if a slot is free, unless the
// cache has it.
func TestPreparingIsBounded(t *testing.T) {
	e := open(t, &storetest.Fake{}, func(l *plan.Limits) { l.InFlight = 1 })
	p := prepare(t, e, onePerson, graph.Caller{})
	err := e.Run(t.Context(), p, graph.Caller{}, sink(func(context.Context, *graph.Answer) error {
		if _, err := e.Prepare(graph.Request{Query: "{ meta { name } }"}, graph.Caller{}); err == nil {
			t.Error("a request is prepared beside as many as may be in flight")
		}
		_, err := e.Prepare(graph.Request{Query: onePerson}, graph.Caller{})
		return err
	}))
	if err != nil {
		t.Error(err)
	}
}

// TestLimitsOfCaller checks that the limits of a caller bound its requests, and that meta
// reports them.
func TestLimitsOfCaller(t *testing.T) {
	e := open(t, fixture(t))
	limits := e.Limits()
	limits.Page, limits.Document = 7, 60
	caller := graph.Caller{Limits: limits}
	data, errs := e.Query(t.Context(), graph.Request{Query: "{ meta { limits { page document depth } } }"}, caller)
	if want := `{"meta":{"limits":{"page":7,"document":60,"depth":15}}}`; string(data) != want || errs != nil {
		t.Errorf("got %s, %v, want %s", data, errs, want)
	}
	for query, code := range map[string]plan.Code{
		`{ people(first: 8) { totalCount } }`:                 plan.BadUserInput,
		`{ people { totalCount } }` + strings.Repeat(" ", 60): plan.TooLarge,
	} {
		if _, errs := e.Query(t.Context(), graph.Request{Query: query}, graph.Caller{}); errs != nil {
			t.Errorf("%s: %v", query, errs)
		}
		if _, errs := e.Query(t.Context(), graph.Request{Query: query}, caller); len(errs) != 1 || graph.Code(errs[0]) != code {
			t.Errorf("%s for the caller: %v, want %s", query, errs, code)
		}
	}
}

// TestRequestsAreChecked checks the errors of incomplete and malformed requests.
func TestRequestsAreChecked(t *testing.T) {
	e := open(t, &storetest.Fake{})
	for _, c := range []struct {
		request graph.Request
		says    string
	}{
		{graph.Request{}, `"query" is missing`},
		{graph.Request{Query: "{ meta { name } }", Variables: []byte(`[]`)}, "not an object"},
		{graph.Request{Query: "{ meta { name } }", Variables: []byte(`{`)}, "not a JSON object"},
		{graph.Request{Query: "query A { meta { name } } query B { meta { name } }"}, "no operation is chosen"},
		{graph.Request{Query: "query($v: [String!]) { meta { name } }", Variables: []byte(`{"v":[` + strings.Repeat(`"",`, 10_000) + `""]}`)}, "values"},
	} {
		p, err := e.Prepare(c.request, graph.Caller{})
		var list gqlerror.List
		if p != nil || err == nil || errors.As(err, &list) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%.60q: %v, want an error that says %q", c.request.Query, err, c.says)
		}
	}
	if _, err := graph.NewRequest("{ meta { name } }", map[string]any{"f": func() {}}); err == nil {
		t.Error("a value that JSON cannot represent becomes a variable")
	}
}
