package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"whojoins/bench/bolt"
	"whojoins/bench/fetch"
)

// wire holds the traffic between a side and its database for one request, as means over the
// draws.
type wire struct {
	statements, messages, bytes float64
}

// trace sends each request once more through a proxy, which records the statements that
// each side sends to the database. The database then profiles those statements.
func (y *yardstick) trace(ctx context.Context) error {
	for side, serve := range []func(context.Context, string) (*process, error){y.serve, y.serveHand} {
		if err := y.traceSide(ctx, side, serve); err != nil {
			return err
		}
	}
	return nil
}

func (y *yardstick) traceSide(ctx context.Context, side int, serve func(context.Context, string) (*process, error)) error {
	_, target, _ := strings.Cut(y.database.address.URI, "://")
	proxy, err := bolt.Listen(ctx, target)
	if err != nil {
		return err
	}
	defer func() { _ = proxy.Close() }() // its traffic has been read
	p, err := serve(ctx, "bolt://"+proxy.Addr())
	if err != nil {
		return err
	}
	defer p.Stop()
	for _, a := range y.asked {
		if err := y.traceQuestion(ctx, p, proxy, a, side); err != nil {
			return fmt.Errorf("%s, %s: %w", p.name, a.question.Name, err)
		}
	}
	return nil
}

func (y *yardstick) traceQuestion(ctx context.Context, p *process, proxy *bolt.Proxy, a *asked, side int) error {
	known := map[string]bool{}
	for i, e := range a.exchanges {
		// The first request also opens a connection.
		if i == 0 {
			if _, err := fetch.Post(ctx, p.url(), e.body); err != nil {
				return err
			}
		}
		if _, err := proxy.Take(); err != nil {
			return err
		}
		if _, err := fetch.Post(ctx, p.url(), e.body); err != nil {
			return err
		}
		t, err := proxy.Take()
		if err != nil {
			return err
		}
		n := float64(len(a.exchanges))
		a.traffic[side].statements += float64(len(t.Statements)) / n
		a.traffic[side].messages += float64(t.Messages) / n
		a.traffic[side].bytes += float64(t.Bytes) / n
		for _, s := range t.Statements {
			hits, check, err := y.hits(ctx, s)
			if err != nil {
				return err
			}
			a.hits[side] += float64(hits) / n
			a.checks[side] += float64(check) / n
			if y.Verbose && !known[s.Text] {
				progress("%s: %s, %d hits:\n%s\n", p.name, a.question.Name, hits, s.Text)
				known[s.Text] = true
			}
		}
	}
	return nil
}

// hits returns the database hits of a statement, summed over the operators of its profile,
// and the share of the operators that verify the edition of the dataset.
func (y *yardstick) hits(ctx context.Context, s bolt.Statement) (all, check int64, err error) {
	session := y.database.driver.NewSession(ctx, neo4j.SessionConfig{AccessMode: neo4j.AccessModeRead, DatabaseName: y.database.address.Database})
	defer func() { _ = session.Close(ctx) }() // it was read to its end
	result, err := session.Run(ctx, "PROFILE "+s.Text, s.Params)
	if err != nil {
		return 0, 0, err
	}
	summary, err := result.Consume(ctx)
	if err != nil {
		return 0, 0, err
	}
	all, check = sum(summary.Profile())
	return all, check, nil
}

func sum(p neo4j.ProfiledPlan) (all, check int64) {
	all = p.DbHits()
	if details, _ := p.Arguments()["Details"].(string); strings.Contains(details, "d:Dataset") || strings.Contains(details, "d.state") {
		check = all
	}
	for _, child := range p.Children() {
		more, of := sum(child)
		all, check = all+more, check+of
	}
	return all, check
}

// version returns the name and version of the database.
func (y *yardstick) version(ctx context.Context) (string, error) {
	result, err := neo4j.ExecuteQuery(ctx, y.database.driver, "CALL dbms.components() YIELD name, versions, edition RETURN name + ' ' + versions[0] + ' ' + edition", nil, neo4j.EagerResultTransformer)
	if err != nil {
		return "", err
	}
	text, _ := result.Records[0].Values[0].(string)
	return text, nil
}
