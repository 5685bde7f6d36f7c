package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"whojoins/internal/questions"
)

// asker answers one question of the library in the terminal.
type asker struct {
	terminal *terminal
	answers  answers
	library  *questions.Library
	question *questions.Question
	language string
}

// print prints the answer in the file format with an extension, or as tables if that is empty.
func (a *asker) print(ctx context.Context, values url.Values, variables map[string]any, extension string) error {
	variables, err := a.named(ctx, variables)
	if err != nil {
		return err
	}
	if extension != "" {
		return firstMessage(a.answers.File(ctx, a.terminal.stdout, a.question, values, variables, extension, a.language))
	}
	return a.printTables(ctx, values, variables)
}

// printTables prints the answer as aligned tables with everyday words.
func (a *asker) printTables(ctx context.Context, values url.Values, variables map[string]any) error {
	var data json.RawMessage
	if err := a.answers.Query(ctx, a.question.GraphQL, variables, &data); err != nil {
		return firstMessage(err)
	}
	tables, err := questions.Tables(data)
	if err != nil {
		return err
	}
	coverage, err := a.answers.Coverage(ctx, a.question, values, variables, a.language)
	if err != nil {
		return firstMessage(err)
	}
	if questions.Empty(tables) {
		fmt.Fprintln(a.terminal.stderr, questions.Nothing(a.language))
		return a.printCoverage(coverage)
	}
	if err := a.terminal.printTables(ctx, a.library.Describe(a.question, tables, a.language), "--csv and --json print"); err != nil {
		return err
	}
	return a.printCoverage(coverage)
}

// printCoverage prints how many participants are on record, if there is such a sentence.
func (a *asker) printCoverage(sentence string) error {
	if sentence == "" {
		return nil
	}
	_, err := fmt.Fprintln(a.terminal.stderr, "\n"+sentence)
	return err
}

// named replaces names by ids. A name that no entity has, or several, is an error that suggests what
// was meant.
func (a *asker) named(ctx context.Context, variables map[string]any) (map[string]any, error) {
	named, unknown, err := a.question.Named(ctx, a.answers.Query, variables)
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
