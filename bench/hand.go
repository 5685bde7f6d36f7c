package main

import (
	"context"
	"encoding/json"
	"os"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"whojoins/bench/question"
	store "whojoins/internal/store/neo4j"
)

// handCommand serves answers from a Neo4j with hand-written Cypher.
type handCommand struct {
	Addr  string `help:"HOST:PORT to listen on." required:""`
	Neo4j string `name:"neo4j" help:"Address of the database." required:""`
	Costs string `help:"File with the cost that each answer reports, which no database stores." required:"" type:"existingfile"`
}

// Run serves until ctx ends.
func (c *handCommand) Run(ctx context.Context) error {
	text, err := os.ReadFile(c.Costs)
	if err != nil {
		return err
	}
	var costs map[string]question.Cost
	if err := json.Unmarshal(text, &costs); err != nil {
		return err
	}
	address, err := store.FromEnvironment(c.Neo4j, os.Getenv)
	if err != nil {
		return err
	}
	driver, err := store.Connect(address)
	if err != nil {
		return err
	}
	questions := map[string]*question.Question{}
	for _, q := range question.All() {
		questions[q.Name] = q
	}
	h := &hand{driver: driver, database: address.Database}
	return serve(ctx, c.Addr, func(ctx context.Context, r *request) (*question.Envelope, error) {
		q := questions[r.OperationName]
		if q == nil {
			return nil, errUnknown
		}
		var variables map[string]any
		if err := json.Unmarshal(r.Variables, &variables); err != nil {
			return nil, err
		}
		records, err := h.ask(ctx, q.Cypher, variables)
		if err != nil {
			return nil, err
		}
		return &question.Envelope{Data: q.Read(records), Extensions: question.Extensions{Cost: costs[q.Name+string(r.Variables)]}}, nil
	})
}

// hand queries a database in the driver's cheapest way: one round trip for the whole
// transaction.
type hand struct {
	driver   neo4j.DriverWithContext
	database string
}

func (h *hand) ask(ctx context.Context, cypher string, params map[string]any) (_ []*neo4j.Record, err error) {
	session := h.driver.NewSession(ctx, neo4j.SessionConfig{
		AccessMode: neo4j.AccessModeRead, DatabaseName: h.database, FetchSize: neo4j.FetchAll,
	})
	defer func() {
		if e := session.Close(ctx); err == nil {
			err = e
		}
	}()
	result, err := session.Run(ctx, cypher, params)
	if err != nil {
		return nil, err
	}
	return result.Collect(ctx)
}
