// Package build makes one graph out of curated files and imports: it finds the records that
// describe one thing (package identity), gives them one id, and merges what they state.
package build

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"whojoins/internal/dataset"
	"whojoins/internal/dataset/statement"
	"whojoins/internal/identity"
	"whojoins/internal/store"
)

// Input is what a graph is made of.
type Input struct {
	About *statement.About
	// Curated are the streams of people, whose ids are those of the graph.
	Curated []statement.Stream
	// Imports are ordered by name.
	Imports   []Import
	Decisions []identity.Decision
	// Forgotten reports whether an id or an identifier (scheme:value) is that of a person who must
	// not return. It may be nil.
	Forgotten func(ref string) bool
}

// Import is a stream of a register.
type Import struct {
	Name       string
	Statements statement.Stream
	// Enriches reports whether its records count only where another one is the same entity.
	Enriches bool
	// Counting is nil unless the import brings along what entities that others state have to do
	// with, such as the employers and works of people. It returns the statements that count if
	// stated reports whether others state the entity of a record.
	Counting func(stated func(id string) bool) statement.Stream
}

// Result is a graph, and how it came about.
type Result struct {
	// Graph is the result of Build, Compact that of Compact; the other one is nil.
	Graph   *store.Graph
	Compact *dataset.Compact
	Report  *dataset.Report
	// Identity has the records with their sources and identifiers, but nothing else of them.
	Identity *identity.Result
	// New is the number of entities that only imports state, Matched that of those that several
	// records make up.
	New, Matched int
	// LeftOut are the faults of imported statements, which are left out.
	LeftOut []dataset.Fault
}

// mostRounds is the number of times that a graph is merged without the statements that turned out
// to have a fault. A fault can hide another one.
const mostRounds = 4

// Build makes the graph. A fault of a curated file is an error; the subjects of imported
// statements with a fault are left out.
func Build(ctx context.Context, schema *statement.Schema, in *Input) (*Result, error) {
	return build(ctx, schema, in, func(r *Result, about *statement.About, streams []statement.Stream) (err error) {
		r.Graph, r.Report, err = dataset.Merge(ctx, schema, about, streams...)
		return err
	})
}

// Compact makes the same graph as Build in a tenth of the memory, to be read object by object.
func Compact(ctx context.Context, schema *statement.Schema, in *Input) (*Result, error) {
	return build(ctx, schema, in, func(r *Result, about *statement.About, streams []statement.Stream) (err error) {
		r.Compact, r.Report, err = dataset.MergeCompact(ctx, schema, about, streams...)
		return err
	})
}

// build finds the entities, and merges their statements.
func build(ctx context.Context, schema *statement.Schema, in *Input, merge func(*Result, *statement.About, []statement.Stream) error) (*Result, error) {
	result := &Result{}
	p, err := planned(ctx, schema, in, result)
	if err != nil {
		return nil, err
	}
	for round := 1; ; round++ {
		err := merge(result, p.about, p.streams())
		if err == nil || ctx.Err() != nil || round == mostRounds {
			return result, err
		}
		imported := slices.DeleteFunc(slices.Clone(result.Report.Faults), func(f dataset.Fault) bool { return !p.imported[f.File] || f.Line == 0 })
		if len(imported) < len(result.Report.Faults) || len(imported) == 0 {
			return result, err
		}
		for _, f := range imported {
			p.skip[statement.Place{File: f.File, Line: f.Line}] = true
		}
		result.LeftOut = append(result.LeftOut, imported...)
	}
}

// planned decides what becomes of each record. What only matching needs of the records is released.
func planned(ctx context.Context, schema *statement.Schema, in *Input, result *Result) (*plan, error) {
	records, err := collect(ctx, schema, in)
	if err != nil {
		return nil, err
	}
	if result.Identity, err = identity.Resolve(ctx, records.list(), in.Decisions); err != nil {
		return nil, err
	}
	p, err := newPlan(schema, in, result.Identity, records)
	if err != nil {
		return nil, err
	}
	result.New, result.Matched = p.fresh, p.matched
	for _, e := range result.Identity.Entities {
		for _, r := range e.Records {
			*r = identity.Record{ID: r.ID, Class: r.Class, Sources: r.Sources, Curated: r.Curated, Named: r.Named, Identifiers: r.Identifiers}
		}
	}
	return p, nil
}

// Match finds which records are one, without making a graph.
func Match(ctx context.Context, schema *statement.Schema, in *Input) (*identity.Result, error) {
	records, err := collect(ctx, schema, in)
	if err != nil {
		return nil, err
	}
	return identity.Resolve(ctx, records.list(), in.Decisions)
}

// collect reads the records of all streams.
func collect(ctx context.Context, schema *statement.Schema, in *Input) (*collection, error) {
	c := newCollection(ctx, schema, in)
	for _, stream := range in.Curated {
		if err := c.read(stream, "", true, false); err != nil {
			return nil, err
		}
	}
	for i := range in.Imports {
		imp := &in.Imports[i]
		if err := c.read(statement.Ahead(imp.Statements), imp.Name, false, imp.Enriches); err != nil {
			return nil, fmt.Errorf("import %s: %w", imp.Name, err)
		}
	}
	c.finish()
	return c, nil
}

// Curated returns what describes several curated folders as one dataset: name, licence and day
// of the first that has one, and the former and removed ids of all.
func Curated(list ...*statement.About) *statement.About {
	all := &statement.About{Merged: map[string]statement.Former{}, Removed: map[string]statement.Place{}}
	var versions []string
	for _, a := range list {
		if all.Name == "" {
			all.Name, all.Licence = a.Name, a.Licence
		}
		all.Date = max(all.Date, a.Date)
		maps.Copy(all.Merged, a.Merged)
		maps.Copy(all.Removed, a.Removed)
		versions = append(versions, a.Version)
	}
	all.Version = strings.Join(versions, "+")
	return all
}
