package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"whojoins/graph"
	"whojoins/internal/http/pages"
	"whojoins/internal/questions"
)

// asker answers one question of the library in the terminal.
type asker struct {
	terminal *terminal
	engine   *graph.Engine
	library  *questions.Library
	question *questions.Question
	language string
}

// print prints the answer in the file format with an extension, or as tables if that is empty.
func (a *asker) print(ctx context.Context, values url.Values, variables map[string]any, extension string) error {
	query := pages.QueryOf(a.engine, graph.Caller{})
	variables, err := a.named(ctx, query, variables)
	if err != nil {
		return err
	}
	if extension != "" {
		return firstMessage(pages.WriteAnswer(ctx, a.terminal.stdout, a.engine, a.question, values, variables, extension))
	}
	return a.printTables(ctx, query, variables)
}

// printTables prints the answer as aligned tables with everyday words.
func (a *asker) printTables(ctx context.Context, query questions.Query, variables map[string]any) error {
	var data json.RawMessage
	if err := query(ctx, a.question.GraphQL, variables, &data); err != nil {
		return firstMessage(err)
	}
	tables, err := questions.Tables(data)
	if err != nil {
		return err
	}
	if questions.Empty(tables) {
		fmt.Fprintln(a.terminal.stderr, "No results.")
		return nil
	}
	shortened, err := questions.WriteText(a.terminal.stdout, a.library.Describe(a.question, tables, a.language))
	if err == nil && shortened {
		_, err = fmt.Fprintln(a.terminal.stderr, "\nLong cells are shortened; --csv and --json print them in full.")
	}
	return err
}

// named replaces names by ids. A name that no entity has, or several, is an error that suggests what
// was meant.
func (a *asker) named(ctx context.Context, query questions.Query, variables map[string]any) (map[string]any, error) {
	named, unknown, err := a.question.Named(ctx, query, variables)
	if err != nil {
		return nil, firstMessage(err)
	}
	var list []string
	for _, u := range unknown {
		list = append(list, u.Explain(a.language))
	}
	if len(list) > 0 {
		return nil, errors.New(strings.Join(list, "\n"))
	}
	return named, nil
}

// firstMessage returns an error with the message of the first error in a list. It returns any
// other error unchanged.
func firstMessage(err error) error {
	if list := (gqlerror.List)(nil); errors.As(err, &list) && len(list) > 0 {
		return errors.New(list[0].Message)
	}
	return err
}
