// Package modeltest holds a fixed schema for tests with golden files, so that adding a
// type to schema.graphqls changes none of them.
package modeltest

import (
	_ "embed"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"whojoins/graph/derive"
	"whojoins/internal/model"
)

//go:embed schema.graphqls
var text string

// Schema returns the fixed schema as a model and, with all that is derived from it, as a
// GraphQL schema. storetest.Fixture can be built on this model.
func Schema() (*model.Model, *ast.Schema, error) {
	m, err := model.Parse(text)
	if err != nil {
		return nil, nil, err
	}
	derived, err := derive.Derive(m)
	if err != nil {
		return nil, nil, err
	}
	schema, err := gqlparser.LoadSchema(
		&ast.Source{Name: "modeltest/schema.graphqls", Input: text},
		&ast.Source{Name: "modeltest/derived.graphqls", Input: derived},
	)
	if err != nil {
		return nil, nil, err
	}
	return m, schema, nil
}
