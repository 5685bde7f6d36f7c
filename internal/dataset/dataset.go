// Package dataset merges statements into a graph: the statements of all sources about one
// entity or relation become its claims, its plain values are those of the best claims, and
// everything is checked. Readers produce the statements: package yaml reads the curated
// folder, package ror a release of ROR; package statement describes how to add another.
//
// schema.graphqls alone determines what a dataset can state: a new type, field or relation can
// be used in a dataset at once. docs/dataset.md describes the rules.
package dataset

import (
	"cmp"
	"context"
	"io/fs"

	"whojoins/internal/dataset/statement"
	"whojoins/internal/dataset/yaml"
	"whojoins/internal/model"
	"whojoins/internal/store"
)

// Load reads the dataset in a folder of YAML files. The report lists all faults of the
// dataset, and is never nil. If there is a fault, the graph is nil and the error lists the
// faults. If ctx ends, the error is that of ctx and the report is incomplete.
func Load(ctx context.Context, m *model.Model, fsys fs.FS) (*store.Graph, *Report, error) {
	schema, err := statement.NewSchema(m)
	if err != nil {
		report := &Report{Faults: []Fault{{File: "schema.graphqls", Message: err.Error()}}}
		return nil, report, report.err()
	}
	folder := yaml.Open(ctx, schema, fsys)
	return Merge(ctx, schema, folder.About(), statement.Ahead(folder.Statements()))
}

// Check reads a dataset as Load does, and returns the report alone. The only error is that of
// ctx.
func Check(ctx context.Context, m *model.Model, fsys fs.FS) (*Report, error) {
	_, report, _ := Load(ctx, m, fsys) // the report has all faults of the error
	return report, ctx.Err()
}

// Merge merges the statements of all streams into a graph, as Load does with a folder.
// Streams are read once, one after the other. Besides the graph, Merge holds the statements as
// compressed bytes.
func Merge(ctx context.Context, schema *statement.Schema, about *statement.About, streams ...statement.Stream) (*store.Graph, *Report, error) {
	m, err := collect(ctx, schema, about, streams)
	if err != nil {
		return nil, m.Report, err
	}
	g := m.metadata()
	if err := m.make(func(o *store.Object) {
		if o.Type.Kind == model.Relation {
			g.Relations = append(g.Relations, o)
		} else {
			g.Entities = append(g.Entities, o)
		}
	}); err != nil {
		return nil, m.Report, err
	}
	if err := store.Derive(g); err != nil {
		return nil, m.Report, err
	}
	m.Report.Entities, m.Report.Relations = len(g.Entities), len(g.Relations)
	return g, m.Report, nil
}

// collect reads all streams. The only error is that of ctx.
func collect(ctx context.Context, schema *statement.Schema, about *statement.About, streams []statement.Stream) (*merger, error) {
	m := newMerger(ctx, schema, about, &Report{Name: about.Name, Version: about.Version})
	for _, stream := range streams {
		for st, err := range stream {
			if m.stopped() {
				return m, ctx.Err()
			}
			m.add(&st, err)
		}
	}
	m.resolve()
	return m, ctx.Err()
}

// make calls take with the objects of the graph. It returns an error if ctx ends or if the dataset
// has a fault; what take has got is then not valid.
func (m *merger) make(take func(o *store.Object)) error {
	m.graph(take)
	m.Report.sort()
	return cmp.Or(m.ctx.Err(), m.Report.err())
}

// SourceType returns the type of the entities that make statements.
func SourceType(m *model.Model) (*model.Type, error) {
	schema, err := statement.NewSchema(m)
	if err != nil {
		return nil, err
	}
	return schema.Source, nil
}
