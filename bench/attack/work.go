package main

import (
	"context"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"whojoins/bench/fetch"
)

// workAttacks cause as much work as a valid request can.
func workAttacks() []attack {
	return []attack{
		{name: "99 comparisons in 20 requests", memory: 64 * mebi, run: together(20, 1, containsQuery(99))},
		{name: "20 times all facets", memory: 128 * mebi, run: together(4, 1, aliased(20, `participations { facets(by: [ROLE, PARTICIPANT_COUNTRY, INITIATIVE_ACRONYM, SINCE_YEAR]) { buckets { value count } } }`))},
		{name: "20 times all collaboration", memory: 256 * mebi, run: together(4, 1, aliased(20, `collaboration(first: 1000) { links { weight } }`))},
		{name: "1,000 × 1,000 nested rows", memory: 256 * mebi, run: together(4, 2, `{ jointActions(first: 1000) { nodes { participants(first: 1000) { nodes { participant { name participations(first: 1000) { nodes { role } } } } } } } }`)},
		{name: "callers who leave", memory: 128 * mebi, run: leave, check: func(t *target) string {
			if used, err := time.ParseDuration(t.facts["CPU after the last left"]); err != nil || used > 200*time.Millisecond {
				return "work goes on after its caller has left: " + t.facts["CPU after the last left"]
			}
			return ""
		}},
		{name: "16 heavy callers", memory: 256 * mebi, run: heavyCallers(16), check: heavyAnswered},
		// One such query takes a processor for about a twentieth of a second, and each caller asks ten
		// times a second: ten times more than the service can answer, on up to ten processors.
		{name: "200 heavy callers", memory: 256 * mebi, run: heavyCallers(200), check: heavyAnswered},
		{name: "500 names of operations", memory: 32 * mebi, run: operationNames, check: func(t *target) string {
			if n, err := strconv.Atoi(t.facts["names in metrics"]); err != nil || n > 3 {
				return "strangers' names fill the metrics: " + t.facts["names in metrics"]
			}
			return ""
		}},
	}
}

// containsQuery compares every name several times, and matches none.
func containsQuery(comparisons int) string {
	var list []string
	for i := range comparisons {
		list = append(list, fmt.Sprintf(`{name: {contains: "zq%d"}}`, i))
	}
	return fmt.Sprintf(`{ allEntities(where: {OR: [%s]}) { totalCount } }`, strings.Join(list, " "))
}

// aliased selects a field several times.
func aliased(times int, field string) string {
	var text strings.Builder
	for i := range times {
		fmt.Fprintf(&text, "a%d: %s ", i, field)
	}
	return "{ " + text.String() + "}"
}

// heavyQuery returns a query that takes about a twentieth of a second and is within the limits: some
// comparisons of every entity.
func heavyQuery(nodes int) string {
	const comparisons, most = 5_000_000, 90
	return containsQuery(min(most, comparisons/max(nodes, 1)))
}

// waitTime is the time from which on a caller was not refused at once, but in the queue, because its
// turn came too late.
const waitTime = 100 * time.Millisecond

// heavyCallers keeps several callers busy with a heavy query.
func heavyCallers(callers int) func(context.Context, *target) error {
	return func(ctx context.Context, t *target) error {
		until := time.Now().Add(t.time)
		var mu sync.Mutex
		var refusals []time.Duration
		defer func() {
			if len(refusals) > 0 {
				slices.Sort(refusals)
				t.refused = refusals[len(refusals)/2]
				t.facts["refused in ms, p50"] = milli(t.refused)
				t.facts["refused in ms, p99"] = milli(refusals[len(refusals)*99/100])
				atOnce, _ := slices.BinarySearch(refusals, waitTime)
				t.facts["refused after a wait"] = fmt.Sprintf("%d of %d", len(refusals)-atOnce, len(refusals))
			}
		}()
		t.each(callers, func(c *caller) {
			for time.Now().Before(until) && ctx.Err() == nil {
				a, err := c.query(ctx, t.heavy)
				t.count(a, err)
				if err == nil && a.status == http.StatusServiceUnavailable {
					mu.Lock()
					refusals = append(refusals, a.took)
					mu.Unlock()
				}
				if err != nil || a.status != http.StatusOK {
					time.Sleep(100 * time.Millisecond) // shorter than any Retry-After
				}
			}
		})
		return nil
	}
}

// heavyAnswered returns a fault if no heavy caller got an answer.
func heavyAnswered(t *target) string {
	if t.counted("200") == 0 {
		return "no heavy caller gets an answer"
	}
	return ""
}

const (
	// leaveTime is how long a caller waits before it leaves.
	leaveTime = 30 * time.Millisecond
	// endTime is how long after the last has left its work may go on, and idleTime how long the
	// service is then watched.
	endTime  = 100 * time.Millisecond
	idleTime = 1500 * time.Millisecond
)

// leave sends heavy queries and leaves before their answers, then measures the work that goes on.
func leave(ctx context.Context, t *target) error {
	t.each(20, func(c *caller) {
		limit, cancel := context.WithTimeout(ctx, leaveTime)
		defer cancel()
		t.count(c.query(limit, containsQuery(20)))
	})
	time.Sleep(endTime)
	before, err := t.Usage()
	if err != nil {
		return err
	}
	time.Sleep(idleTime)
	after, err := t.Usage()
	t.facts["CPU after the last left"] = (after.CPU - before.CPU).String()
	return err
}

var operationLabel = regexp.MustCompile(`operation="([^"]*)"`)

// operationNames sends operations with many names, and counts the names in the metrics.
func operationNames(ctx context.Context, t *target) error {
	c := newCaller(2, t.Addr)
	defer c.close()
	for i := range 500 {
		t.count(c.query(ctx, fmt.Sprintf("query Stranger%d { meta { name } }", i)))
	}
	text, err := fetch.Get(ctx, t.URL()+"/metrics")
	if err != nil {
		return err
	}
	names := map[string]bool{}
	for _, found := range operationLabel.FindAllSubmatch(text, -1) {
		names[string(found[1])] = true
	}
	t.facts["names in metrics"] = strconv.Itoa(len(names))
	return nil
}
