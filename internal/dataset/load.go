// Package dataset reads a dataset: a folder of YAML files, one for each source, in which
// every statement is a claim of that source. It checks all of it, brings the claims of
// all sources together, and gives the graph that a store keeps. The files beside this
// one are the curated dataset; docs/dataset.md describes the format and its rules.
//
// What can be stated follows from the model alone: a new type, field or relation in
// schema.graphqls can be used in a dataset at once.
package dataset

import (
	"io/fs"

	"whojoins/internal/model"
	"whojoins/internal/store"
)

// Load reads the dataset in the folder fsys. The report lists everything that is wrong
// with it, and is never nil. When there is a fault the graph is nil, and the error tells
// of all of them.
func Load(m *model.Model, fsys fs.FS) (*store.Graph, *Report, error) {
	report := &Report{}
	l, err := newLoader(m, report)
	if err != nil {
		report.Faults = []Fault{{File: "schema.graphqls", Message: err.Error()}}
		return nil, report, report.err()
	}
	l.read(fsys)
	graph := l.graph()
	report.finish()
	if err := report.err(); err != nil {
		return nil, report, err
	}
	report.Entities, report.Relations = len(graph.Entities), len(graph.Relations)
	return graph, report, nil
}

// Check reads a dataset as Load does, and gives the report alone.
func Check(m *model.Model, fsys fs.FS) *Report {
	_, report, _ := Load(m, fsys) // the error says again what the report lists
	return report
}
