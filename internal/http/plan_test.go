package http

import (
	"context"
	"log/slog"
	"testing"

	"whojoins/graph"
	"whojoins/internal/dataset"
	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/questions"
	"whojoins/internal/store"
	"whojoins/internal/store/memory"
	"whojoins/seed"
)

// planner is a store whose plans a database runs, and which counts its views.
type planner struct {
	store.Store
	views int
}

func (p *planner) View(ctx context.Context, o store.ViewOptions) (store.View, error) {
	p.views++
	v, err := p.Store.View(ctx, o)
	return plannerView{v}, err
}

type plannerView struct{ store.View }

func (plannerView) Database() {}

// TestQuestionsArePlanned expects that a database is asked every question of the library, that a
// store without a database is not, and that nothing is asked once the service stops.
func TestQuestionsArePlanned(t *testing.T) {
	m, err := model.ParseFile("../../schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	g, _, err := dataset.Load(t.Context(), m, seed.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	st, err := memory.New(g)
	if err != nil {
		t.Fatal(err)
	}
	library, err := questions.Load(m, questions.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	stopped, stop := context.WithCancel(t.Context())
	stop()
	for _, c := range []struct {
		ctx   context.Context
		least int
	}{{t.Context(), len(library.Names())}, {stopped, 0}} {
		database := &planner{Store: st}
		engine := graph.New(graph.Config{Model: m, Store: database, Limits: plan.DefaultLimits()})
		planQuestions(c.ctx, engine, database, m, slog.New(slog.DiscardHandler))
		if asked := database.views - 1; asked < c.least || c.least == 0 && asked > 0 {
			t.Errorf("%d questions were asked, want %d", asked, c.least)
		}
	}
	if isDatabase(t.Context(), st) {
		t.Error("the embedded store plans nothing, but would be asked")
	}
}
