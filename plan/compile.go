package plan

import (
	"github.com/vektah/gqlparser/v2/ast"

	"whojoins/model"
)

// Request is one root field of a validated operation.
type Request struct {
	Model *model.Model
	// Schema is the whole schema, derived parts included.
	Schema *ast.Schema
	// Field is the root field. Selections are those of all fields with its response key.
	Field      *ast.Field
	Selections ast.SelectionSet
	// Variables are as CoerceVariables gives them.
	Variables map[string]any
	Limits    Limits
}

// Compile makes the plan of one root field. Errors are *Error.
func Compile(r Request) (*Plan, error) { panic("being written") }

// CoerceVariables gives the variables of an operation the types that it declares, as
// the GraphQL specification, "Coercing Variable Values", has it. raw is as decoded from
// JSON with numbers as json.Number. Values come back as nil, bool, int64, float64,
// string, []any and map[string]any; variables that were neither given nor have a
// default are not in the map. Errors are *Error.
func CoerceVariables(schema *ast.Schema, op *ast.OperationDefinition, raw map[string]any) (map[string]any, error) {
	panic("being written")
}
