package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	nethttp "net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"whojoins/graph"
	"whojoins/internal/http"
	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/questions"
)

type askCommand struct {
	Name       string   `arg:"" optional:"" help:"Question to ask; left out, all are listed."`
	Parameters []string `arg:"" optional:"" help:"Its parameters, as NAME=VALUE; a list takes several, by commas or one after the other."`
	CSV        bool     `name:"csv" help:"Print CSV." xor:"as"`
	JSON       bool     `name:"json" help:"Print JSON, as the service answers." xor:"as"`
	As         string   `help:"Print another form, by the extension of its files: tsv, and the others of the service." placeholder:"EXTENSION" xor:"as"`
	Data       string   `help:"Folder of a dataset to ask instead of the one in the program." type:"path" placeholder:"DIR"`
	Store      string   `help:"What answers: memory, or what serve takes." default:"memory" env:"STORE"`
	Lang       string   `help:"Language of the list: en, fr or nl." env:"LC_ALL,LC_MESSAGES,LANG" placeholder:"LANGUAGE"`
}

// misasked is a question that cannot be asked so. Its exit status is that of other wrong
// arguments.
type misasked string

func (m misasked) Error() string { return string(m) }

// ExitCode implements kong.ExitCoder.
func (misasked) ExitCode() int { return 80 }

// Run asks a question of the library, or lists them.
func (c *askCommand) Run(ctx context.Context, o *output) error {
	m, err := model.Parse(o.schema)
	if err != nil {
		return err
	}
	library, err := questions.Load(m, questions.Embedded())
	if err != nil {
		return err
	}
	if c.Name == "" {
		return c.list(o, library)
	}
	q := library.Find(c.Name)
	if q == nil {
		return misasked(fmt.Sprintf("no question is called %q; `whojoins ask` lists them", c.Name))
	}
	values, err := c.values()
	if err != nil {
		return err
	}
	variables, err := q.Variables(values)
	if err != nil {
		return misasked(c.help(q, err))
	}
	st, err := openStore(ctx, Config{Store: c.Store, Data: c.Data, Server: http.Config{Model: m, Limits: plan.DefaultLimits(), Logger: slog.New(slog.DiscardHandler)}})
	if err != nil {
		return err
	}
	service := graph.New(graph.Config{Model: m, Store: st, Limits: plan.DefaultLimits(), Version: o.version})
	if extension := c.extension(); extension != "" {
		err = printAs(ctx, o, m, service, q, values, extension)
	} else {
		err = printTable(ctx, o, service, q, variables)
	}
	return errors.Join(err, st.Close())
}

// language is the one of the list. A locale is a language with more behind it:
// nl_BE.UTF-8.
func (c *askCommand) language() string {
	locale, _, _ := strings.Cut(c.Lang, ".")
	return questions.Spoken(strings.ReplaceAll(locale, "_", "-"))
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

// values reads the parameters.
func (c *askCommand) values() (url.Values, error) {
	values := url.Values{}
	for _, p := range c.Parameters {
		name, value, ok := strings.Cut(p, "=")
		if !ok {
			return nil, misasked(fmt.Sprintf("%q is no parameter; write NAME=VALUE, such as initiative=jane", p))
		}
		values.Add(name, value)
	}
	return values, nil
}

// list prints all questions.
func (c *askCommand) list(o *output, l *questions.Library) error {
	language, rows := c.language(), [][]string{}
	for _, q := range l.All {
		rows = append(rows, []string{q.Name, q.Title.In(language)})
	}
	if err := questions.Align(o.result, rows); err != nil {
		return err
	}
	first := l.All[0]
	_, err := fmt.Fprintf(o.beside, "\nAsk one by its name: %s\n", command(first, first.Example()))
	return err
}

// help says what is wrong with the parameters of a question, and what they can be.
func (c *askCommand) help(q *questions.Question, err error) string {
	var b strings.Builder
	var wrong *questions.ParameterError
	if errors.As(err, &wrong) {
		fmt.Fprintln(&b, strings.Join(wrong.Faults, "; "))
	}
	rows := [][]string{}
	for _, p := range q.Parameters {
		rows = append(rows, []string{"  " + p.Name, p.Need(), p.Describe.In(c.language())})
	}
	if len(rows) > 0 {
		fmt.Fprintf(&b, "%s takes:\n", q.Name)
		_ = questions.Align(&b, rows) // memory takes everything
	}
	fmt.Fprintf(&b, "for example: %s", command(q, q.Example()))
	return b.String()
}

// command is what one writes to ask a question.
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

// printTable prints the answer as tables for a terminal.
func printTable(ctx context.Context, o *output, service *graph.Handler, q *questions.Question, variables map[string]any) error {
	data, errs := service.Ask(ctx, "ask", graph.Question{Query: q.GraphQL, Variables: variables})
	if len(errs) > 0 {
		return errors.New(errs[0].Message)
	}
	tables, err := questions.Tables(data)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(tables, func(t questions.Table) bool { return len(t.Rows) > 0 }) {
		_, err = fmt.Fprintln(o.beside, "nothing is known that answers this")
		return err
	}
	cut, err := questions.WriteText(o.result, tables)
	if err == nil && cut {
		_, err = fmt.Fprintln(o.beside, "\nLong cells are cut; --csv and --json have them whole.")
	}
	return err
}

// printAs prints the answer as the service gives it below /questions.
func printAs(ctx context.Context, o *output, m *model.Model, service *graph.Handler, q *questions.Question, values url.Values, extension string) error {
	h, err := questions.New(m, service, "")
	if err != nil {
		return err
	}
	address := q.Address("."+extension, values)
	r, err := nethttp.NewRequestWithContext(ctx, nethttp.MethodGet, address, nil)
	if err != nil {
		return err
	}
	r.SetPathValue("name", q.Name+"."+extension)
	w := &printer{out: o.result, header: nethttp.Header{}, status: nethttp.StatusOK}
	h.ServeHTTP(w, r)
	if w.status != nethttp.StatusOK {
		return w.refusal()
	}
	return w.err
}

// printer is an answer over HTTP that is printed; of an answer that is no success only
// the message is kept.
type printer struct {
	out    io.Writer
	header nethttp.Header
	status int
	failed bytes.Buffer
	err    error
}

// Header implements nethttp.ResponseWriter.
func (p *printer) Header() nethttp.Header { return p.header }

// WriteHeader implements nethttp.ResponseWriter.
func (p *printer) WriteHeader(status int) { p.status = status }

// Write implements nethttp.ResponseWriter.
func (p *printer) Write(text []byte) (n int, err error) {
	if p.status != nethttp.StatusOK {
		return p.failed.Write(text)
	}
	n, err = p.out.Write(text)
	p.err = errors.Join(p.err, err)
	return n, err
}

// refusal is the message of an answer that is no success.
func (p *printer) refusal() error {
	var answer struct{ Errors gqlerror.List }
	if err := json.Unmarshal(p.failed.Bytes(), &answer); err != nil || len(answer.Errors) == 0 {
		return errors.New(nethttp.StatusText(p.status))
	}
	return errors.New(answer.Errors[0].Message)
}
