package neo4j_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
	"whojoins/internal/store/neo4j"
	"whojoins/internal/store/neo4j/neo4jtest"
	"whojoins/internal/store/storetest"
)

// markedGraph returns a graph of n programmes whose names begin with a mark.
func markedGraph(m *model.Model, mark string, n int) *store.Graph {
	g := &store.Graph{Model: m, Version: mark, Name: "Made up", Licence: "CC0-1.0"}
	for i := range n {
		g.Entities = append(g.Entities, &store.Object{Type: m.Type("Programme"), ID: fmt.Sprintf("programme-%04d", i),
			Cells: []store.Cell{{Field: m.AnyEntity.Field("name"), Value: model.TextValue(fmt.Sprintf("%s %04d", mark, i))},
				{Field: m.AnyEntity.Field("disputed"), Value: model.BoolValue(false)}}})
	}
	return g
}

// TestReadersUnderLoad loads one dataset after another during reads: every answer must come
// from one of them, or be UNAVAILABLE. It shares the database of the tests without the race
// detector; TestDatabaseIsKilled has the store read concurrently with it.
func TestReadersUnderLoad(t *testing.T) {
	server := neo4jtest.Start(t)
	m, _, err := storetest.Schema()
	if err != nil {
		t.Fatal(err)
	}
	const size = 1000
	d := server.Driver(t)
	load(t, d, markedGraph(m, "A", size), &neo4j.LoadOptions{Reload: true, AllowForeign: true})
	st, err := neo4j.Open(t.Context(), neo4j.Config{Model: m, Address: neo4j.Address{URI: server.URI, Username: "neo4j", Password: neo4jtest.Password}})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = st.Close() }()
	// The driver (v5.28.4) has a data race when its first connections are made concurrently.
	if _, err := readMark(t.Context(), st, m, true, size); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	var reading errgroup.Group
	var answers [3]map[string]int
	for i := range answers {
		answers[i] = map[string]int{}
		// Some readers use views for one statement; others run two plans in a view, as graph
		// queries do.
		single := i > 0
		reading.Go(func() error {
			for ctx.Err() == nil {
				what, err := readMark(context.WithoutCancel(ctx), st, m, single, size)
				if err != nil {
					return err
				}
				answers[i][what]++
				time.Sleep(10 * time.Millisecond)
			}
			return nil
		})
	}
	for _, mark := range []string{"B", "A"} {
		load(t, d, markedGraph(m, mark, size), &neo4j.LoadOptions{Reload: true, AllowForeign: true})
		time.Sleep(300 * time.Millisecond)
	}
	stop()
	if err := reading.Wait(); err != nil {
		t.Error(err)
	}
	t.Logf("answers: %v", answers)
	for _, what := range []string{"A", "B", "unavailable"} {
		if answers[0][what]+answers[1][what]+answers[2][what] == 0 {
			t.Errorf("no answer was %s: %v", what, answers)
		}
	}
}

// readMark reads all names, once or twice, and returns the mark that all of them have.
func readMark(ctx context.Context, st store.Store, m *model.Model, single bool, size int) (string, error) {
	var coded *plan.Error
	view, err := st.View(ctx, store.ViewOptions{CachedInfo: true, SinglePlan: single})
	if errors.As(err, &coded) && coded.Code == plan.Unavailable {
		return "unavailable", nil
	}
	if err != nil {
		return "", err
	}
	defer view.Close()
	marks, times := map[string]int{}, 2
	if single {
		times = 1
	}
	for range times {
		c, err := view.Run(ctx, allNames(m))
		if errors.As(err, &coded) && coded.Code == plan.Unavailable {
			return "unavailable", nil
		}
		if err != nil {
			return "", err
		}
		c.Enter(0)
		for c.Next() {
			mark, _, _ := strings.Cut(c.Value(0).Text, " ")
			marks[mark]++
		}
	}
	for mark, n := range marks {
		if len(marks) == 1 && n == times*size {
			return mark, nil
		}
	}
	return "", fmt.Errorf("the names have the marks %v, want %d names with one mark, %d times", marks, size, times)
}

// deepPlan returns a plan for all initiatives of all actors, and all their participants, to a
// depth of levels.
func deepPlan(m *model.Model, levels int) *plan.Plan {
	all := func(conn *plan.Connection) *plan.Connection {
		conn.Where, conn.Page = plan.All{}, plan.Page{Limit: -1}
		return conn
	}
	participation := m.Participation
	of := &plan.Select{Type: participation.From.Target, Slots: []plan.Slot{&plan.Column{Field: m.AnyEntity.Field("name")}}}
	for range levels {
		participant := &plan.EndOf{End: participation.From, Select: of}
		initiative := &plan.Select{Type: participation.To.Target, Slots: []plan.Slot{
			all(&plan.Connection{Side: participation.To.Side, Type: participation, Rows: &plan.Select{Type: participation, Slots: []plan.Slot{participant}}})}}
		of = &plan.Select{Type: participation.From.Target, Slots: []plan.Slot{
			all(&plan.Connection{Side: participation.From.Side, Type: participation, Rows: &plan.Select{Type: participation, Slots: []plan.Slot{&plan.EndOf{End: participation.To, Select: initiative}}}})}}
	}
	return &plan.Plan{Field: "actors", Root: &plan.Select{Slots: []plan.Slot{all(&plan.Connection{Type: participation.From.Target, Rows: of})}}}
}
