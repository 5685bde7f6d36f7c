package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"whojoins/bench/bar"
	"whojoins/bench/graph"
	"whojoins/bench/question"
	"whojoins/internal/model"
	"whojoins/internal/store"
	"whojoins/internal/store/memory"
)

// side has the measurements of one side for one question.
type side struct {
	// cannot says why an engine has no answer, and differs how its answer differs.
	cannot, differs string
	micros          []float64
	// turns has the processor time of the service for one request in each turn, in microseconds.
	turns []float64
}

// asked is a question with its draws and the measurements, those of the service first.
type asked struct {
	*asking
	draws   []map[string]any
	answers [][]string
	sides   []*side
}

// measure starts every side, compares their answers, and measures them in turns.
func (c *command) measure(ctx context.Context, m *model.Model, s sides) (r *report, err error) {
	g := graph.New(m, c.Nodes, c.Seed)
	r = &report{command: c, nodes: len(g.Entities), relations: len(g.Relations)}
	if err := pack(ctx, g, s.path("graph.pack")); err != nil {
		return nil, err
	}
	if len(c.Engines) > 0 {
		if err := dump(g, s.path); err != nil {
			return nil, err
		}
	}
	draw := question.NewDrawer(g, c.Seed)
	for _, q := range questions() {
		if len(c.Only) == 0 || slices.Contains(c.Only, q.name) {
			r.asked = append(r.asked, &asked{asking: q, draws: q.draws(draw, c.Draws)})
		}
	}
	if r.service, err = startService(ctx, &s); err != nil {
		return nil, err
	}
	defer r.service.stop()
	for _, name := range c.Engines {
		p, err := engineNamed(name).start(ctx, &s)
		if err != nil {
			return nil, err
		}
		r.peers = append(r.peers, p)
		defer func() { err = errors.Join(err, p.close()) }()
	}
	return r, r.measure(ctx)
}

// pack writes the graph to a file for the service.
func pack(ctx context.Context, g *store.Graph, path string) error {
	src, err := memory.SourceOf(g)
	if err != nil {
		return err
	}
	st, err := memory.From(ctx, src)
	if err != nil {
		return err
	}
	return errors.Join(st.Pack(ctx, path, nil), st.Close())
}

// draws returns the variables of a number of requests; one without variables if the question has
// none.
func (q *asking) draws(d *question.Drawer, n int) []map[string]any {
	if q.draw == nil {
		return []map[string]any{{}}
	}
	list := make([]map[string]any, n)
	for i := range list {
		list[i] = q.draw(d)
	}
	return list
}

func (r *report) measure(ctx context.Context) error {
	progress := bar.New("measuring", len(r.asked)*(1+len(r.peers))*(1+r.command.Rounds))
	for _, a := range r.asked {
		if err := r.compare(ctx, a, func() { _ = progress.Add(1) }); err != nil {
			return fmt.Errorf("%s: %w", a.name, err)
		}
	}
	length := r.command.Time / time.Duration(r.command.Rounds)
	for range r.command.Rounds {
		for _, a := range r.asked {
			if err := r.service.turn(ctx, a, length); err != nil {
				return fmt.Errorf("%s: %w", a.name, err)
			}
			_ = progress.Add(1)
			for i, p := range r.peers {
				if to := a.sides[1+i]; to.cannot == "" {
					got, err := p.ask(a.asking, a.draws, length)
					if err != nil {
						return err
					}
					to.micros, r.resident[i] = append(to.micros, got.Micros...), got.Resident
				}
				_ = progress.Add(1)
			}
		}
	}
	usage, err := r.service.Usage()
	r.service.resident = usage.Resident
	return errors.Join(err, progress.Finish())
}

// compare asks every side once and compares the answers with those of the service.
func (r *report) compare(ctx context.Context, a *asked, done func()) error {
	for _, draw := range a.draws {
		body, err := r.service.post(ctx, request(a.graphQL, draw))
		if err != nil {
			return err
		}
		var answer struct{ Data object }
		decoder := json.NewDecoder(strings.NewReader(string(body)))
		decoder.UseNumber()
		if err := decoder.Decode(&answer); err != nil {
			return err
		}
		if answer.Data == nil || strings.Contains(string(body), `"errors"`) {
			return fmt.Errorf("%v: %.500s", draw, body)
		}
		a.answers = append(a.answers, a.lines(answer.Data))
	}
	a.sides = []*side{{}}
	r.resident = make([]int64, len(r.peers))
	done()
	for _, p := range r.peers {
		got, err := p.ask(a.asking, a.draws, 0)
		if err != nil {
			return err
		}
		one := &side{cannot: got.Cannot}
		if one.cannot == "" {
			one.differs = difference(a, got.Answers)
		}
		if one.differs != "" {
			fmt.Fprintf(os.Stderr, "%s, %s: %s\n", a.name, p.name, one.differs)
		}
		a.sides = append(a.sides, one)
		done()
	}
	return nil
}

// difference describes the first difference between the answers of an engine and of the service;
// "" if there is none.
func difference(a *asked, answers [][]string) string {
	for i, want := range a.answers {
		got := answers[i]
		for at := range max(len(want), len(got)) {
			if at >= len(want) || at >= len(got) || want[at] != got[at] {
				return fmt.Sprintf("%v: line %d of %d is %q, not %q", a.draws[i], at+1, len(want), line(got, at), line(want, at))
			}
		}
	}
	return ""
}

func line(list []string, at int) string {
	if at < len(list) {
		return list[at]
	}
	return ""
}
