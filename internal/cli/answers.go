package cli

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/url"
	"os"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"whojoins/graph"
	"whojoins/internal/format"
	"whojoins/internal/http"
	"whojoins/internal/http/client"
	"whojoins/internal/http/files"
	"whojoins/internal/http/graphql"
	"whojoins/internal/http/pages"
	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/questions"
	"whojoins/internal/store"
)

// answers answers requests: from a dataset, or by asking a running service.
type answers interface {
	// Query runs a request and decodes its data.
	Query(ctx context.Context, text string, variables map[string]any, into any) error
	// JSON returns the answer to a request as /graphql sends it, and its errors.
	JSON(ctx context.Context, r graph.Request) (answer []byte, errs gqlerror.List, err error)
	// Table writes the only list of an answer in a format.
	Table(ctx context.Context, w io.Writer, r graph.Request, f *format.Format) error
	// File writes the answer to a question in the format with an extension.
	File(ctx context.Context, w io.Writer, q *questions.Question, values url.Values, variables map[string]any, extension, language string) error
	// Coverage returns the sentence about the participants on record, or "".
	Coverage(ctx context.Context, q *questions.Question, values url.Values, variables map[string]any, language string) (string, error)
	Close() error
}

// answerFlags select what answers a command.
type answerFlags struct {
	Data  string `help:"Dataset to query instead of the built-in one: a folder, a workspace, or a packed file." type:"path" placeholder:"DIR"`
	Store string `help:"Store to answer from, as for serve." default:"memory" env:"STORE"`
	URL   string `name:"url" help:"Address of a running service to query instead, such as http://127.0.0.1:8080; a key for it is read from $WHOJOINS_KEY." placeholder:"URL"`
}

// open returns what answers. The caller calls Close.
func (f *answerFlags) open(ctx context.Context, t *terminal, m *model.Model) (answers, error) {
	if f.URL != "" {
		if f.Data != "" || f.Store != memoryStore {
			return nil, usageError("--url asks a running service, so leave out --data and --store")
		}
		c, err := client.New(f.URL, os.Getenv("WHOJOINS_KEY"))
		if err != nil {
			return nil, usageError(err.Error())
		}
		return c, nil
	}
	st, err := openStore(ctx, Config{Store: f.Store, Data: f.Data, Server: http.Config{Model: m, Limits: plan.DefaultLimits(), Logger: slog.New(slog.DiscardHandler)}})
	if err != nil {
		return nil, err
	}
	return &local{st, graph.New(graph.Config{Model: m, Store: st, Limits: plan.DefaultLimits(), Version: t.program.Version})}, nil
}

// local answers from a store.
type local struct {
	store  store.Store
	engine *graph.Engine
}

func (l *local) Close() error { return l.store.Close() }

func (l *local) Query(ctx context.Context, text string, variables map[string]any, into any) error {
	return pages.QueryOf(l.engine, graph.Caller{})(ctx, text, variables, into)
}

func (l *local) JSON(ctx context.Context, r graph.Request) (answer []byte, errs gqlerror.List, err error) {
	p, err := l.engine.Prepare(r, graph.Caller{})
	if err != nil {
		return nil, l.engine.Present(ctx, err), nil
	}
	data, cost, errs := l.engine.Data(ctx, p, graph.Caller{})
	return graphql.Append(nil, data, cost, errs), errs, nil
}

func (l *local) Table(ctx context.Context, w io.Writer, r graph.Request, f *format.Format) error {
	return files.WriteRequested(ctx, w, l.engine, r, f)
}

func (l *local) File(ctx context.Context, w io.Writer, q *questions.Question, values url.Values, variables map[string]any, extension, language string) error {
	return pages.WriteAnswer(ctx, w, l.engine, q, values, variables, extension, language)
}

func (l *local) Coverage(ctx context.Context, q *questions.Question, _ url.Values, variables map[string]any, language string) (string, error) {
	return pages.CoverageOf(ctx, l.engine, q, variables, graph.Caller{}, language)
}

// firstMessage returns an error with the message of the first error in a list. It returns any
// other error unchanged.
func firstMessage(err error) error {
	if list := (gqlerror.List)(nil); errors.As(err, &list) && len(list) > 0 {
		return errors.New(list[0].Message)
	}
	return err
}

// dataOf returns the data of an answer.
func dataOf(answer []byte) (json.RawMessage, error) {
	var parts struct{ Data json.RawMessage }
	err := json.Unmarshal(answer, &parts)
	return parts.Data, err
}
