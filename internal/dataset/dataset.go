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
	return Merge(ctx, schema, folder.About(), folder.Statements())
}

// Check reads a dataset as Load does, and returns the report alone. The only error is that of
// ctx.
func Check(ctx context.Context, m *model.Model, fsys fs.FS) (*Report, error) {
	_, report, _ := Load(ctx, m, fsys) // the report has all faults of the error
	return report, ctx.Err()
}

// Merge merges the statements of all streams into a graph, as Load does with a folder.
// Streams are read once, one after the other. Besides the graph, Merge holds less than 200
// bytes for each statement at any time.
func Merge(ctx context.Context, schema *statement.Schema, about *statement.About, streams ...statement.Stream) (*store.Graph, *Report, error) {
	report := &Report{Name: about.Name, Version: about.Version}
	m := newMerger(ctx, schema, about, report)
	for _, stream := range streams {
		for st, err := range stream {
			if m.stopped() {
				return nil, report, ctx.Err()
			}
			m.add(&st, err)
		}
	}
	m.resolve()
	if err := ctx.Err(); err != nil {
		return nil, report, err
	}
	graph := m.graph()
	report.sort()
	if err := cmp.Or(ctx.Err(), report.err()); err != nil {
		return nil, report, err
	}
	if err := store.Derive(graph); err != nil {
		return nil, report, err
	}
	report.Entities, report.Relations = len(graph.Entities), len(graph.Relations)
	return graph, report, nil
}

// SourceType returns the type of the entities that make statements.
func SourceType(m *model.Model) (*model.Type, error) {
	schema, err := statement.NewSchema(m)
	if err != nil {
		return nil, err
	}
	return schema.Source, nil
}
