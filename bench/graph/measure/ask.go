package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"whojoins/bench/bar"
)

// page is a query and its times.
type page struct {
	name, query string
	// first is the time of the first request, which may have to sort a list; middle and slow
	// are the median and the 99th percentile of the others.
	first, middle, slow time.Duration
}

// questions are a page of 20 of each kind, without a count. CURSOR and ACTION are replaced by
// the answers of cursorQuery and actionQuery.
var questions = []page{
	{name: "first by name", query: `{ institutes(first: 20) { nodes { id name country } pageInfo { hasNextPage endCursor } } }`},
	{name: "filtered by country", query: `{ institutes(first: 20, where: {country: {eq: "BE"}}) { nodes { id name } pageInfo { hasNextPage } } }`},
	{name: "behind a cursor in the middle", query: `{ institutes(first: 20, after: "CURSOR") { nodes { id name } pageInfo { hasNextPage } } }`},
	{name: "most joined first", query: `{ institutes(first: 20, sort: {participations: {count: DESC}}) { nodes { id name } pageInfo { hasNextPage } } }`},
	{name: "of relations", query: `{ participations(first: 20) { nodes { id role participant { name } initiative { name } } } }`},
	{name: "of a search", query: `{ search(text: "000123", first: 20) { nodes { score entity { name } } } }`},
	{name: "50 partners of one action", query: `{ jointAction(id: "ACTION") { name participants(first: 50) { nodes { role participant { name } } } } }`},
}

const (
	// cursorQuery finds a cursor in the middle, actionQuery an action with 50 partners.
	cursorQuery = `{ institutes(first: 1, where: {name: {gte: "Institute %0*d"}}) { pageInfo { endCursor } } }`
	actionQuery = `{ jointActions(first: 1, where: {participants: {count: {gte: 50}}}) { nodes { id } } }`
)

// rounds is the number of turns of each size per question. The sizes take turns so that drift
// cancels.
const rounds = 10

// ask measures each question for every size.
func ask(ctx context.Context, all []size, asks int) error {
	progress := bar.New("querying", len(questions)*len(all)*rounds)
	for _, q := range questions {
		took := make([][]time.Duration, len(all))
		for range rounds {
			for i := range all {
				each, err := all[i].turn(ctx, q.query, max(1, asks/rounds))
				if err != nil {
					return fmt.Errorf("%d nodes, %s: %w", all[i].nodes, q.name, err)
				}
				took[i] = append(took[i], each...)
				_ = progress.Add(1)
			}
		}
		for i := range all {
			q.first = took[i][0]
			slices.Sort(took[i])
			q.middle, q.slow = took[i][len(took[i])/2], took[i][len(took[i])*99/100]
			all[i].pages = append(all[i].pages, q)
		}
	}
	return progress.Finish()
}

// turn sends a query a number of times.
func (s *size) turn(ctx context.Context, query string, asks int) (took []time.Duration, err error) {
	if strings.Contains(query, "CURSOR") {
		cursor, err := s.client.find(ctx, fmt.Sprintf(cursorQuery, 6, s.nodes/5), `"endCursor":"([^"]+)"`)
		if err != nil {
			return nil, err
		}
		query = strings.ReplaceAll(query, "CURSOR", cursor)
	}
	if strings.Contains(query, "ACTION") {
		action, err := s.client.find(ctx, actionQuery, `"id":"([^"]+)"`)
		if err != nil {
			return nil, err
		}
		query = strings.ReplaceAll(query, "ACTION", action)
	}
	for range asks {
		each, err := s.client.ask(ctx, query)
		if err != nil {
			return nil, err
		}
		took = append(took, each.took)
	}
	return took, nil
}
