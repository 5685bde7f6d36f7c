package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"

	"whojoins/bench/question"
)

// plainCommand serves answers from structs in memory, which it encodes for every request.
type plainCommand struct {
	Addr    string `help:"HOST:PORT to listen on." required:""`
	Answers string `help:"File with the answers." required:"" type:"existingfile"`
}

// Run serves until ctx ends.
func (c *plainCommand) Run(ctx context.Context) error {
	text, err := os.ReadFile(c.Answers)
	if err != nil {
		return err
	}
	var list []*exchange
	if err := json.Unmarshal(text, &list); err != nil {
		return err
	}
	answers := make(map[string]*question.Envelope, len(list))
	for _, e := range list {
		q := question.ByName(e.Operation)
		if q == nil {
			return fmt.Errorf("%s: %w", e.Operation, errUnknown)
		}
		if answers[e.key()], err = q.Decode(e.Answer); err != nil {
			return err
		}
	}
	return serve(ctx, c.Addr, func(_ context.Context, r *request) (*question.Envelope, error) {
		var variables map[string]any
		if err := json.Unmarshal(r.Variables, &variables); err != nil {
			return nil, err
		}
		// The text of the variables identifies the answer.
		if a := answers[r.OperationName+string(r.Variables)]; a != nil {
			return a, nil
		}
		return nil, errUnknown
	})
}
