package cli

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"whojoins/internal/dataset/statement"
	"whojoins/internal/model"
	"whojoins/internal/questions"
	"whojoins/internal/wording"
)

type askCommand struct {
	Name       string   `arg:"" optional:"" help:"Name of a question; without it, all questions are listed." predictor:"question"`
	Parameters []string `arg:"" optional:"" help:"Parameters of the question, as NAME=VALUE; separate several values by commas, or repeat the parameter."`
	CSV        bool     `name:"csv" help:"Print CSV." xor:"as"`
	JSON       bool     `name:"json" help:"Print JSON, as in the answer of the service." xor:"as"`
	As         string   `help:"Print another file format, by its extension, such as tsv, xlsx or gexf." placeholder:"EXTENSION" xor:"as"`
	Lang       string   `help:"Language of titles and tables: en, fr or nl." env:"LC_ALL,LC_MESSAGES,LANG" placeholder:"LANGUAGE"`

	answerFlags
}

// usageError reports a wrong argument.
type usageError string

func (e usageError) Error() string { return string(e) }

// ExitCode implements kong.ExitCoder.
func (usageError) ExitCode() int { return statusUsage }

// Run answers a question of the library, or lists the questions.
func (c *askCommand) Run(ctx context.Context, t *terminal) error {
	m, err := model.Parse(t.program.Schema)
	if err != nil {
		return err
	}
	library, err := questions.Load(m, questions.Embedded())
	if err != nil {
		return err
	}
	if c.Name == "" {
		return c.list(t, library)
	}
	q := library.Find(c.Name)
	if q == nil {
		return usageError(unknownQuestion(library, c.Name))
	}
	values, err := c.values()
	if err != nil {
		return err
	}
	variables, err := q.Variables(values)
	if err != nil {
		return usageError(c.help(q, err))
	}
	answers, err := c.open(ctx, t, m)
	if err != nil {
		return err
	}
	a := asker{t, answers, library, q, c.language()}
	return errors.Join(a.print(ctx, values, variables, c.extension()), answers.Close())
}

// language returns the language of titles and tables.
func (c *askCommand) language() string { return languageOf(c.Lang) }

// languageOf returns the language of a locale: en, fr or nl. A locale such as nl_BE.UTF-8 begins
// with its language.
func languageOf(locale string) string {
	name, _, _ := strings.Cut(locale, ".")
	return wording.Match(name)
}

func (c *askCommand) extension() string {
	switch {
	case c.CSV:
		return "csv"
	case c.JSON:
		return "json"
	}
	return c.As
}

// values parses the parameters.
func (c *askCommand) values() (url.Values, error) {
	values := url.Values{}
	for _, p := range c.Parameters {
		name, value, ok := strings.Cut(p, "=")
		if !ok {
			return nil, usageError(fmt.Sprintf("%q is no parameter: write NAME=VALUE, such as initiative=jane", p))
		}
		values.Add(name, value)
	}
	return values, nil
}

// unknownQuestion explains that no question has a name.
func unknownQuestion(l *questions.Library, name string) string {
	text := fmt.Sprintf("no question is called %q; ", name)
	if similar := statement.Similar(name, l.Names()); similar != "" {
		text += fmt.Sprintf("did you mean %s? ", similar)
	}
	return text + "Run `whojoins ask` for the list"
}

// list prints the names and titles of all questions.
func (c *askCommand) list(t *terminal, l *questions.Library) error {
	language, rows := c.language(), [][]string{}
	for _, q := range l.All {
		rows = append(rows, []string{q.Name, q.Title.In(language)})
	}
	if err := questions.Align(t.stdout, rows); err != nil {
		return err
	}
	first := l.All[0]
	_, err := fmt.Fprintf(t.stderr, "\nTo answer one, give its name: %s\n", command(first, first.Example()))
	return err
}

// help explains which parameters are wrong, and lists the parameters of the question.
func (c *askCommand) help(q *questions.Question, err error) string {
	var b strings.Builder
	var wrong *questions.ParameterError
	if errors.As(err, &wrong) {
		fmt.Fprintln(&b, strings.Join(wrong.In(c.language()), "; "))
	}
	rows := [][]string{}
	for _, p := range q.Parameters {
		rows = append(rows, []string{"  " + p.Name, p.Need(c.language()), p.Description.In(c.language())})
	}
	if len(rows) > 0 {
		fmt.Fprintf(&b, "Parameters of %s:\n", q.Name)
		_ = questions.Align(&b, rows) // a write to memory cannot fail
	}
	fmt.Fprintf(&b, "Example: %s", command(q, q.Example()))
	return b.String()
}

// command returns the command line that answers a question with these values.
func command(q *questions.Question, values url.Values) string {
	line := "whojoins ask " + q.Name
	for _, p := range q.Parameters {
		for _, value := range values[p.Name] {
			if strings.Contains(value, " ") {
				value = "'" + value + "'"
			}
			line += " " + p.Name + "=" + value
		}
	}
	return line
}
