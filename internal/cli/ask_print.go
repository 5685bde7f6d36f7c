package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"

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

// printTables prints the answer as aligned tables with everyday words.
func (a *asker) printTables(ctx context.Context, variables map[string]any) error {
	query := pages.QueryOf(a.engine, graph.Caller{})
	var data json.RawMessage
	if err := query(ctx, a.question.GraphQL, variables, &data); err != nil {
		return firstMessage(err)
	}
	tables, err := questions.Tables(data)
	if err != nil {
		return err
	}
	if questions.Empty(tables) {
		return a.printNoResults(ctx, query, variables)
	}
	shortened, err := questions.WriteText(a.terminal.stdout, a.library.Describe(a.question, tables, a.language))
	if err == nil && shortened {
		_, err = fmt.Fprintln(a.terminal.stderr, "\nLong cells are shortened; --csv and --json print them in full.")
	}
	return err
}

// printNoResults explains an empty answer: by unknown ids, with suggestions, if there are any.
func (a *asker) printNoResults(ctx context.Context, query questions.Query, variables map[string]any) error {
	unknown, err := a.question.Unknown(ctx, query, variables)
	if err != nil {
		return firstMessage(err)
	}
	for _, u := range unknown {
		fmt.Fprintln(a.terminal.stderr, u.Explain(a.language))
	}
	if len(unknown) == 0 {
		fmt.Fprintln(a.terminal.stderr, "No results.")
	}
	return nil
}

// printFile prints the answer in a file format, by its extension.
func (a *asker) printFile(ctx context.Context, values url.Values, extension string) error {
	return firstMessage(pages.WriteAnswer(ctx, a.terminal.stdout, a.engine, a.question, values, extension))
}

// firstMessage returns an error with the message of the first error in a list. It returns any
// other error unchanged.
func firstMessage(err error) error {
	if list := (gqlerror.List)(nil); errors.As(err, &list) && len(list) > 0 {
		return errors.New(list[0].Message)
	}
	return err
}
