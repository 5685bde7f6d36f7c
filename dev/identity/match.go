package main

import (
	"context"
	"strings"
	"time"

	"whojoins/internal/identity"
)

// Kinds of evidence with which records are matched.
const (
	namesAlone     = "names alone"
	namesAndPlaces = "names and places"
	everything     = "everything"
)

var kinds = []string{namesAlone, namesAndPlaces, everything}

// limited returns a record with one kind of evidence only.
func limited(r identity.Record, kind string) identity.Record {
	if kind != everything {
		r.Domains = nil
	}
	if kind == namesAlone {
		r.Places, r.Cities = nil, nil
	}
	return r
}

// matched is the result of matching tables with a register.
type matched struct {
	*identity.Result
	// found has the record of ROR of each other record, or "".
	found labels
	// clusters has the cluster of each record.
	clusters partition
	took     time.Duration
}

// match matches records with one kind of evidence, without those that are removed.
func match(ctx context.Context, kind string, removed func(id string) bool, lists ...[]organisation) (*matched, error) {
	var records []identity.Record
	for _, list := range lists {
		for i := range list {
			if removed == nil || !removed(list[i].ID) {
				records = append(records, limited(list[i].Record, kind))
			}
		}
	}
	start := time.Now()
	result, err := identity.Resolve(ctx, records, nil)
	if err != nil {
		return nil, err
	}
	m := &matched{Result: result, found: labels{}, clusters: partition{}, took: time.Since(start)}
	for _, e := range result.Entities {
		target := ""
		for _, r := range e.Records {
			if isRegistered(r.ID) {
				target = r.ID
			}
		}
		for _, r := range e.Records {
			m.clusters[r.ID] = e.ID
			if r.ID != target {
				m.found[r.ID] = target
			}
		}
	}
	return m, nil
}

// isRegistered reports whether a record is one of ROR.
func isRegistered(id string) bool { return strings.HasPrefix(id, "ror-") }
