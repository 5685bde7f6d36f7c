package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"whojoins/graph"
	"whojoins/internal/format"
	"whojoins/internal/model"
	"whojoins/internal/questions"
)

type queryCommand struct {
	Document  string `arg:"" optional:"" help:"The GraphQL document, or a file that contains it; standard input if it is - or left out." placeholder:"DOCUMENT"`
	Variables string `help:"Variables, as a JSON object or a file that contains one." placeholder:"JSON|FILE"`
	Operation string `help:"Name of the operation to run, where the document has several." placeholder:"NAME"`
	As        string `help:"Form of the answer: json as the service sends it, table for reading, or csv or tsv for the only list of an answer." enum:"json,table,csv,tsv" default:"json"`
	Lang      string `help:"Language of tables: en, fr or nl." env:"LC_ALL,LC_MESSAGES,LANG" placeholder:"LANGUAGE"`

	answerFlags
}

// maxDocument is the largest number of bytes of a document or of its variables.
const maxDocument = 16 << 20

// Run answers a GraphQL request.
func (c *queryCommand) Run(ctx context.Context, t *terminal) error {
	request, err := c.request(t)
	if err != nil {
		return err
	}
	m, err := model.Parse(t.program.Schema)
	if err != nil {
		return err
	}
	a, err := c.open(ctx, t, m)
	if err != nil {
		return err
	}
	return errors.Join(firstMessage(c.print(ctx, t, m, a, request)), a.Close())
}

// request reads the document and the variables.
func (c *queryCommand) request(t *terminal) (graph.Request, error) {
	document, err := c.document(t)
	if err != nil {
		return graph.Request{}, err
	}
	if strings.TrimSpace(document) == "" {
		return graph.Request{}, usageError("the document is empty; write it as in: whojoins query '{ jointActions { nodes { name } } }'")
	}
	variables := c.Variables
	if variables != "" && !strings.HasPrefix(strings.TrimSpace(variables), "{") {
		if variables, err = readText(variables); err != nil {
			return graph.Request{}, err
		}
	}
	if variables != "" && !json.Valid([]byte(variables)) {
		return graph.Request{}, usageError("the variables are not JSON; write an object, such as --variables '{\"id\": \"jane\"}'")
	}
	return graph.Request{Query: document, OperationName: c.Operation, Variables: json.RawMessage(variables)}, nil
}

// document returns the text of the document. Every document has braces, and hardly any file name.
func (c *queryCommand) document(t *terminal) (string, error) {
	switch {
	case c.Document == "" || c.Document == "-":
		text, err := io.ReadAll(io.LimitReader(t.stdin, maxDocument))
		return string(text), err
	case strings.Contains(c.Document, "{"):
		return c.Document, nil
	}
	return readText(c.Document)
}

// readText returns the text in a file of at most maxDocument bytes.
func readText(name string) (string, error) {
	f, err := os.Open(name) //nolint:gosec // the file that the user names
	if err != nil {
		return "", fmt.Errorf("%w; a document contains braces, as in '{ meta { name } }'", err)
	}
	defer func() { _ = f.Close() }() // it was only read
	text, err := io.ReadAll(io.LimitReader(f, maxDocument))
	return string(text), err
}

// print prints the answer to a request.
func (c *queryCommand) print(ctx context.Context, t *terminal, m *model.Model, a answers, request graph.Request) error {
	if f := format.Named(c.As); f != nil {
		return a.Table(ctx, t.stdout, request, f)
	}
	answer, errs, err := a.JSON(ctx, request)
	if err != nil {
		return err
	}
	if len(answer) == 0 {
		return errs
	}
	data, err := dataOf(answer)
	if err != nil {
		return err
	}
	known := len(data) > 0 && string(data) != "null"
	switch {
	case known && c.As == "table":
		err = c.printTables(ctx, t, m, data)
	case known:
		err = printJSON(ctx, t, answer)
	}
	if err == nil && len(errs) > 0 {
		err = errs
	}
	return err
}

// printTables prints the data of an answer as tables, in the words of a language.
func (c *queryCommand) printTables(ctx context.Context, t *terminal, m *model.Model, data json.RawMessage) error {
	library, err := questions.Load(m, questions.Embedded())
	if err != nil {
		return err
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(data, &fields); err != nil {
		return err
	}
	if len(fields) != 1 {
		return usageError("a table has the answer to one root field; leave out the others, or use --as json")
	}
	tables, err := questions.Tables(data)
	if err != nil {
		return err
	}
	language := languageOf(c.Lang)
	if questions.Empty(tables) {
		_, err := fmt.Fprintln(t.stderr, questions.Nothing(language))
		return err
	}
	return t.printTables(ctx, library.Describe(&questions.Question{}, tables, language), "--as csv and --as json print")
}

// printJSON prints JSON: indented on a terminal, as it is otherwise.
func printJSON(ctx context.Context, t *terminal, answer []byte) error {
	if t.screen.width > 0 {
		var indented bytes.Buffer
		if err := json.Indent(&indented, answer, "", "  "); err == nil {
			return t.page(ctx, func(w io.Writer) error {
				_, err := fmt.Fprintln(w, indented.String())
				return err
			}, bytes.Count(indented.Bytes(), []byte("\n")))
		}
	}
	_, err := fmt.Fprintln(t.stdout, string(answer))
	return err
}
