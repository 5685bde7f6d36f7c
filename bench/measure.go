package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"whojoins/bench/fetch"
	"whojoins/bench/graph"
	"whojoins/bench/question"
	"whojoins/internal/model"
	"whojoins/internal/output"
	"whojoins/internal/store"
)

// yardstick measures one size of graph.
type yardstick struct {
	*yardstickCommand
	dir, program  string
	database      *neo4jServer
	service, hand *process
	// embedded is the service on a packed file; plain serves structs in memory.
	embedded, plain *process
	costs           map[string]question.Cost
	asked           []*asked
	stages          *stages
}

// asked is a question with its exchanges and measurements.
type asked struct {
	question  *question.Question
	exchanges []*exchange
	// traffic is what each side exchanges with the database for one request; hits are the
	// database hits, and checks those hits that verify the edition of the dataset. All are
	// means over the draws of variables.
	traffic      [2]wire
	hits, checks [2]float64
	// heats are the measurements on Neo4j, one for each number of clients, and embedded
	// those of the embedded store.
	heats, embedded []heat
}

// heat holds the samples of both sides for one number of clients.
type heat struct {
	clients int
	samples [2]sample
}

func (y *yardstick) measure(ctx context.Context, m *model.Model, nodes int) (_ *sizeReport, err error) {
	y.stages = newStages()
	progress("generating a graph of %d nodes", nodes)
	g := graph.New(m, nodes, y.Seed)
	if err := y.open(ctx, g, nodes); err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, y.close(ctx)) }()
	if err := y.ask(ctx, g); err != nil {
		return nil, err
	}
	if err := y.startHand(ctx); err != nil {
		return nil, err
	}
	for _, step := range []func(context.Context) error{y.same, y.trace, y.heatNeo4j, y.openEmbedded(g), y.heatEmbedded} {
		if err := step(ctx); err != nil {
			return nil, err
		}
	}
	one := &sizeReport{nodes: nodes, relations: len(g.Relations), asked: y.asked}
	for i, p := range []*process{y.service, y.hand, y.embedded, y.plain} {
		if one.memory[i], err = p.resident(ctx); err != nil {
			return nil, err
		}
	}
	one.database, err = y.version(ctx)
	return one, err
}

// open loads the graph into the database and starts the service on it.
func (y *yardstick) open(ctx context.Context, g *store.Graph, nodes int) (err error) {
	home := filepath.Join(y.dir, "neo4j")
	if y.Home != "" {
		home = filepath.Join(y.Home, fmt.Sprint(nodes))
	}
	if y.database, err = openDatabase(ctx, y.Neo4j, home, g); err != nil {
		return err
	}
	y.service, err = y.serve(ctx, y.database.address.URI)
	return err
}

func (y *yardstick) serve(ctx context.Context, uri string) (*process, error) {
	return startService(ctx, y.program, filepath.Join(y.dir, "service.log"), y.database.environment(), "--store", uri)
}

func (y *yardstick) startHand(ctx context.Context) error {
	text, err := json.Marshal(y.costs)
	if err != nil {
		return err
	}
	if err := output.WriteFile(filepath.Join(y.dir, "costs.json"), text); err != nil {
		return err
	}
	y.hand, err = y.serveHand(ctx, y.database.address.URI)
	return err
}

func (y *yardstick) serveHand(ctx context.Context, uri string) (*process, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	p := &process{name: "hand-written Cypher", log: filepath.Join(y.dir, "hand.log"), env: y.database.environment()}
	return p, p.start(ctx, self, "hand", "--neo4j", uri, "--costs", filepath.Join(y.dir, "costs.json"))
}

func (y *yardstick) close(ctx context.Context) error {
	for _, p := range []*process{y.service, y.hand, y.embedded, y.plain} {
		if p != nil {
			p.Stop()
		}
	}
	return y.database.close(ctx)
}

// ask draws variables for all questions and stores the answers of the service.
func (y *yardstick) ask(ctx context.Context, g *store.Graph) error {
	y.costs = map[string]question.Cost{}
	draw := question.NewDrawer(g, y.Seed)
	for _, q := range question.All() {
		if len(y.Questions) > 0 && !slices.Contains(y.Questions, q.Name) {
			continue
		}
		a := &asked{question: q}
		draws := y.Parameters
		if q.Draw == nil {
			draws = 1
		}
		for range draws {
			var variables map[string]any
			if q.Draw != nil {
				variables = q.Draw(draw)
			}
			e, err := newExchange(q, variables)
			if err != nil {
				return err
			}
			if e.Answer, err = fetch.Post(ctx, y.service.url(), e.body); err != nil {
				return fmt.Errorf("%s: %w", e.key(), err)
			}
			if err := e.check(q); err != nil {
				return err
			}
			envelope, err := q.Decode(e.Answer)
			if err != nil {
				return err
			}
			y.costs[e.key()] = envelope.Extensions.Cost
			a.exchanges = append(a.exchanges, e)
		}
		y.asked = append(y.asked, a)
	}
	return nil
}

// same verifies that the hand-written side returns the same bytes as the service.
func (y *yardstick) same(ctx context.Context) error { return y.equal(ctx, y.hand) }

func (y *yardstick) equal(ctx context.Context, p *process) error {
	for _, a := range y.asked {
		for _, e := range a.exchanges {
			got, err := fetch.Post(ctx, p.url(), e.body)
			if err != nil {
				said, _ := os.ReadFile(p.log) // the error is useful without the log too
				return fmt.Errorf("%w: %.2000s", err, said)
			}
			if !bytes.Equal(got, e.Answer) {
				return fmt.Errorf("%s: the answer of the %s differs from the service's: %s", e.key(), p.name, difference(got, e.Answer))
			}
		}
	}
	return nil
}

// heatNeo4j measures every question for every number of clients.
func (y *yardstick) heatNeo4j(ctx context.Context) error {
	done := 0
	for _, a := range y.asked {
		for _, clients := range y.Clients {
			h, err := y.heat(ctx, "measuring Neo4j", &done, [2]*process{y.service, y.hand}, a, clients)
			if err != nil {
				return err
			}
			a.heats = append(a.heats, h)
		}
		if err := y.profile(ctx, a); err != nil {
			return err
		}
	}
	y.stages.finish()
	return nil
}

// heat measures one question on two sides; done counts the rounds of the stage.
func (y *yardstick) heat(ctx context.Context, stage string, done *int, sides [2]*process, a *asked, clients int) (heat, error) {
	c := contest{
		sides: sides, exchanges: a.exchanges, clients: clients, length: y.Time / time.Duration(y.Rounds), rounds: y.Rounds,
		tell: func(int) { y.stages.progress(stage, *done, len(y.asked)*len(y.Clients)*y.Rounds); *done++ },
	}
	samples, err := c.run(ctx)
	return heat{clients, samples}, err
}

// profile writes a CPU profile of the service if --profiles names a folder.
func (y *yardstick) profile(ctx context.Context, a *asked) error {
	if y.Profiles == "" {
		return nil
	}
	return y.service.profiled(ctx, a.exchanges, slices.Max(y.Clients), y.Time, filepath.Join(y.Profiles, a.question.Name+".prof"))
}
