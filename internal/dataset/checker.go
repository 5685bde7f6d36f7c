package dataset

import (
	"context"

	"whojoins/internal/dataset/statement"
	"whojoins/internal/model"
)

// Checker checks the values of statements as Merge does, for whoever keeps statements before they
// are merged. It is not safe for concurrent use.
type Checker struct{ m *merger }

// NewChecker returns a checker for a schema.
func NewChecker(ctx context.Context, schema *statement.Schema) *Checker {
	return &Checker{newMerger(ctx, schema, &statement.About{}, &Report{})}
}

// Check returns the fault that Merge would report for the value of a statement about a subject of
// a type. A statement without a field has no value, and no fault.
func (c *Checker) Check(kind *model.Type, st *statement.Statement) error {
	if st.Field == "" {
		return nil
	}
	_, err := c.m.claimOf(kind, st)
	c.m.Warnings = c.m.Warnings[:0]
	return err
}
