package cli

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"whojoins/internal/plan"
	"whojoins/internal/store/neo4j/neo4jtest"
	"whojoins/internal/store/storetest"

	httpd "whojoins/internal/http"
)

// overBolt returns an address of a server that avoids cluster routing: the router of the driver
// (v5.28.4) has a data race when a connection breaks.
func overBolt(s *neo4jtest.Server) string { return "bolt://" + s.Addr }

// outcome is the result of one request.
type outcome struct {
	at         time.Time
	took       time.Duration
	status     int
	code       string
	retryAfter string
	err        error
}

// sample sends one query and returns its outcome.
func sample(ctx context.Context, client *http.Client, url string) (o outcome) {
	o.at = time.Now()
	defer func() { o.took = time.Since(o.at) }()
	body := strings.NewReader(`{"query":"{ institutes(first: 3) { totalCount nodes { name } } }"}`)
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, url+"/graphql", body)
	if err != nil {
		return outcome{err: err}
	}
	request.Header.Set("Content-Type", "application/json")
	response, err := client.Do(request)
	if err != nil {
		o.err = err
		return o
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	o.status, o.err, o.retryAfter = response.StatusCode, err, response.Header.Get("Retry-After")
	for _, code := range []plan.Code{plan.Unavailable, plan.Timeout, plan.Internal} {
		if strings.Contains(string(text), string(code)) {
			o.code = string(code)
		}
	}
	return o
}

// traffic sends queries continuously, with several clients at once, until it is stopped.
type traffic struct {
	stop context.CancelFunc
	done sync.WaitGroup
	mu   sync.Mutex
	all  []outcome
}

// startTraffic starts traffic with a number of clients.
func startTraffic(t *testing.T, url string, clients int) *traffic {
	ctx, stop := context.WithCancel(t.Context())
	f := &traffic{stop: stop}
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: clients}}
	for range clients {
		f.done.Go(func() {
			for ctx.Err() == nil {
				o := sample(context.WithoutCancel(ctx), client, url)
				f.mu.Lock()
				f.all = append(f.all, o)
				f.mu.Unlock()
				time.Sleep(100 * time.Millisecond) // refusals come at once, and would keep the database from starting
			}
		})
	}
	return f
}

// answers counts the requests with a status that began after a time.
func (f *traffic) answers(status int, after time.Time) (n int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, o := range f.all {
		if o.status == status && o.at.After(after) {
			n++
		}
	}
	return n
}

// end stops the traffic and returns all outcomes.
func (f *traffic) end() []outcome {
	f.stop()
	f.done.Wait()
	return f.all
}

// readiness returns the status of /readyz.
func readiness(t *testing.T, url string) int {
	response, _ := fetch(t, http.MethodGet, url+"/readyz", "", nil)
	return response.StatusCode
}

// startTime is the time limit for starting a database and its first answers, and slack the time
// that an answer may arrive after its deadline; both are ample even on a very busy machine.
const (
	startTime = 15 * time.Minute
	slack     = 5 * time.Second
)

// until waits for a condition and returns how long that took. After most it fails the test.
func until(t *testing.T, most time.Duration, what string, is func() bool) time.Duration {
	t.Helper()
	start := time.Now()
	for !is() {
		if time.Since(start) > most {
			t.Fatalf("not within %v: %s", most, what)
		}
		time.Sleep(50 * time.Millisecond)
	}
	return time.Since(start)
}

// TestDatabaseIsKilled kills the database under load and starts it again. In between, every
// answer must be UNAVAILABLE with Retry-After, within the deadline of the request, and before
// it while the database is away; the readiness probe must fail; and the service must recover by
// itself. Only a database that is starting may keep a request waiting until its deadline.
func TestDatabaseIsKilled(t *testing.T) {
	database := neo4jtest.Own(t)
	t.Setenv("NEO4J_PASSWORD", neo4jtest.Password)
	fill(t, database, storetest.Fixture(readModel(t)))
	limits := plan.DefaultLimits()
	// A database that has just started may need this long for its first answers.
	limits.Time = 15_000
	deadline := time.Duration(limits.Time) * time.Millisecond
	url := start(t, Config{Store: overBolt(database), Server: httpd.Config{Limits: limits}}).URL()

	const clients = 8
	load := startTraffic(t, url, clients)
	until(t, startTime, "every client has answers", func() bool { return load.answers(http.StatusOK, time.Time{}) > 4*clients })
	killed := time.Now()
	database.Kill()
	until(t, deadline, "the probe fails", func() bool { return readiness(t, url) == http.StatusServiceUnavailable })
	until(t, deadline, "clients are refused again and again", func() bool { return load.answers(http.StatusServiceUnavailable, killed) > 4*clients })
	restarted := time.Now()
	if err := database.Restart(); err != nil {
		t.Fatal(err)
	}
	// The database counts as back once it answers another client; its first answers are slow.
	other := database.Driver(t)
	until(t, startTime, "the database answers", func() bool {
		_, err := driver.ExecuteQuery(t.Context(), other, "MATCH (n:Institute) RETURN n.name ORDER BY n.nameFolded LIMIT 3", nil, driver.EagerResultTransformer)
		return err == nil
	})
	recovered := until(t, deadline, "the service recovers", func() bool { return readiness(t, url) == http.StatusOK })
	ready := time.Now()
	until(t, deadline, "clients have answers again", func() bool { return load.answers(http.StatusOK, ready) > 4*clients })
	outcomes := load.end()

	counts := map[string]int{}
	for _, o := range outcomes {
		counts[fmt.Sprint(o.status, " ", o.code)]++
		switch {
		case o.err != nil:
			t.Errorf("got no answer: %v", o.err)
		case o.took > deadline+slack:
			t.Errorf("a request took %v", o.took)
		case o.status == http.StatusOK && o.code == "":
		case o.code == string(plan.Timeout) && o.took >= deadline && o.at.Add(o.took).After(restarted) && o.at.Before(ready):
			// A database that starts can accept a connection and not answer.
		case o.status != http.StatusServiceUnavailable || o.code != string(plan.Unavailable) || o.retryAfter == "":
			t.Errorf("%v after the end of the database: %d %s, Retry-After %q; want 503 UNAVAILABLE with a time", o.at.Sub(killed), o.status, o.code, o.retryAfter)
		case o.at.After(ready):
			t.Errorf("%v after the service was ready: %d", o.at.Sub(ready), o.status)
		}
	}
	t.Logf("ready %v after the database answered; answers: %v", recovered.Round(time.Millisecond), counts)
	if counts["503 UNAVAILABLE"] == 0 || counts["200 "] == 0 {
		t.Error("want both successes and failures")
	}
}
