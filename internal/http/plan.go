package http

import (
	"context"
	"encoding/json"
	"log/slog"
	"time"

	"whojoins/graph"
	"whojoins/internal/model"
	"whojoins/internal/questions"
	"whojoins/internal/store"
)

// mostPlanned is the largest estimated cost of a question that is asked at startup.
const mostPlanned = 10_000_000

// planQuestions asks a database the questions of the library, so that it has planned their
// statements before somebody else asks them: a statement that it sees for the first time takes
// several times as long. It asks one after the other, as a caller of its own: others who wait get as
// many turns. A store that plans nothing is not asked.
func planQuestions(ctx context.Context, e *graph.Engine, s store.Store, m *model.Model, log *slog.Logger) {
	if !isDatabase(ctx, s) {
		return
	}
	library, err := questions.Load(m, questions.Embedded())
	if err != nil {
		return // the pages have reported it
	}
	begin, planned := time.Now(), 0
	for _, name := range library.Names() {
		if ctx.Err() != nil {
			return
		}
		if planQuestion(ctx, e, library.Find(name)) {
			planned++
		}
	}
	log.Debug("questions planned", "questions", planned, "of", len(library.Names()), "duration", time.Since(begin))
}

// planQuestion asks a question with its examples, and reports whether it has an answer.
func planQuestion(ctx context.Context, e *graph.Engine, q *questions.Question) bool {
	variables, err := q.Variables(q.Example())
	if err != nil {
		return false
	}
	text, err := json.Marshal(variables)
	if err != nil {
		return false
	}
	caller := graph.Caller{ID: "startup"}
	p, err := e.Prepare(graph.Request{Query: q.GraphQL, Variables: text}, caller)
	if err != nil || e.Cost(p, caller).Asked > mostPlanned {
		return false
	}
	_, _, errs := e.Data(ctx, p, caller)
	return len(errs) == 0
}

// isDatabase reports whether the plans of a store are run by a database.
func isDatabase(ctx context.Context, s store.Store) bool {
	v, err := s.View(ctx, store.ViewOptions{})
	if err != nil {
		return false
	}
	defer v.Close()
	_, is := v.(store.Database)
	return is
}
