// Command resolve measures the precision and recall of name resolution. It reads a release of
// ROR, the register of research organisations (schema 2, a JSON array or one record per line,
// optionally compressed), as a graph of institutes. It resolves every name, label, alias and
// acronym in three forms (unchanged, followed by city and country, and with one typo) and
// prints how many matches are right, separately for unique and for shared names. Then it
// resolves the names of records that are not in the graph: each match of these is wrong. Before
// all that, it resolves the names of typed.tsv, as people type them.
//
//	make measure-resolve ROR=ror-data.jsonl.gz
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"time"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
	"whojoins/internal/store/memory"
	"whojoins/internal/store/query"
)

func main() {
	schema := flag.String("schema", "schema.graphqls", "file with the schema")
	every := flag.Int("every", 1, "resolve the names of every `n`-th record only")
	seed := flag.Uint64("seed", 1, "seed of the typos")
	typed := flag.Bool("typed", false, "measure only the names as people type them")
	show := flag.Int("show", 0, "print this many wrong matches of each kind")
	flag.Usage = func() {
		fmt.Fprintln(flag.CommandLine.Output(), "usage: resolve [flags] FILE, where FILE is a release of ROR: a JSON array or one record per line, optionally .gz")
		flag.PrintDefaults()
	}
	flag.Parse()
	if flag.NArg() != 1 || *every < 1 {
		flag.Usage()
		os.Exit(2)
	}
	if err := run(os.Stdout, *schema, flag.Arg(0), options{*every, *seed, *show, *typed}); err != nil {
		fmt.Fprintln(os.Stderr, "resolve:", err)
		os.Exit(1)
	}
}

type options struct {
	every int
	seed  uint64
	show  int
	typed bool
}

func run(out io.Writer, schema, release string, o options) error {
	m, err := model.ParseFile(schema)
	if err != nil {
		return err
	}
	records, err := readRecords(release)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%d records\n", len(records))
	if err := measureTyped(out, m, records, o.show); err != nil || o.typed {
		return err
	}
	if err := measure(out, m, records, records, o); err != nil {
		return err
	}
	var kept, left []*record
	for i, r := range records {
		if i%2 == 0 {
			kept = append(kept, r)
		} else {
			left = append(left, r)
		}
	}
	fmt.Fprintf(out, "\nhalf of the records loaded, the names of the other half resolved\n")
	return measure(out, m, kept, left, o)
}

// measure resolves the names of the records asked in a graph of the records loaded, and prints
// the results.
func measure(out io.Writer, m *model.Model, loaded, asked []*record, o options) error {
	st, err := memory.New(graphOf(m, loaded))
	if err != nil {
		return err
	}
	defer func() { _ = st.Close() }() // the store holds only memory
	questions := questionsOf(loaded, asked, o)
	began := time.Now()
	if err := answer(m, st, questions); err != nil {
		return err
	}
	took := time.Since(began)
	report(out, questions, o.show)
	fmt.Fprintf(out, "%d terms in %.1f s, %.0f ms per thousand\n", len(questions), took.Seconds(), 1000*took.Seconds()/float64(len(questions))*1000)
	return nil
}

// batch is the number of terms per query, which is the limit of the service.
const batch = 1000

// answer resolves all questions and stores their matches.
func answer(m *model.Model, st store.Store, questions []*question) error {
	ctx := context.Background()
	work := plan.NewWork(ctx)
	view, err := st.View(ctx, store.ViewOptions{Work: work})
	if err != nil {
		return err
	}
	defer view.Close()
	for len(questions) > 0 {
		n := min(batch, len(questions))
		entries := make([]plan.Entry, n)
		for i, q := range questions[:n] {
			entries[i].Term = q.term
		}
		p := planOf(m, entries)
		c, err := query.Run(ctx, work, view, m, p, nil)
		if err != nil {
			return err
		}
		c.Enter(0)
		for _, q := range questions[:n] {
			c.Next()
			if c.Enter(0) {
				q.match = c.Value(0).Text
				c.Leave()
			}
			for c.Enter(1); c.Next(); {
				q.reasons = append(q.reasons, c.Value(0).Text)
			}
			c.Leave()
		}
		c.Leave()
		if err := c.Err(); err != nil {
			return err
		}
		questions = questions[n:]
	}
	return nil
}

// planOf returns a plan for the ids of the matches of terms, and the reasons of the candidates.
func planOf(m *model.Model, entries []plan.Entry) *plan.Plan {
	t := m.Type("Resolution")
	id := &plan.Column{Field: m.AnyEntity.Field("id")}
	match := &plan.Referred{Field: t.Field("match"), Select: &plan.Select{Type: m.AnyEntity, Slots: []plan.Slot{id}}}
	candidates := t.Field("candidates")
	reasons := &plan.PartList{Field: candidates, Select: &plan.Select{Type: candidates.Object, Slots: []plan.Slot{&plan.Column{Field: candidates.Object.Field("reason")}}}}
	return &plan.Plan{Field: "resolve", Root: &plan.Select{Slots: []plan.Slot{&plan.GraphQuery{
		Query: &plan.Resolve{Entries: entries, Types: m.AnyEntity.Types}, Many: true,
		Select: &plan.Select{Type: t, Slots: []plan.Slot{match, reasons}}, Visits: plan.DefaultLimits().Visits,
	}}}}
}
