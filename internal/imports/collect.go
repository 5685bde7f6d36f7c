package imports

import (
	"context"
	"errors"
	"fmt"

	"whojoins/internal/dataset"
	"whojoins/internal/dataset/intake"
	"whojoins/internal/dataset/statement"
	"whojoins/internal/model"
	"whojoins/internal/register"
	"whojoins/internal/workspace"
)

// collector adds statements to a part of a transaction, subject by subject. A value that the merge
// would reject is left out and counted; a subject that would lack a required one is refused.
type collector struct {
	schema  *statement.Schema
	checker *dataset.Checker
	part    *workspace.Part
	stamp   string
	seen    int

	current []statement.Statement
	kind    *model.Type
	// missing is the error of a required value of the current subject.
	missing error
	without map[string]int
	refused []workspace.Refusal
	// lost is the number of rows that were refused here.
	lost int
}

func newCollector(ctx context.Context, schema *statement.Schema, part *workspace.Part, stamp string) *collector {
	return &collector{schema: schema, checker: dataset.NewChecker(ctx, schema), part: part, stamp: stamp, without: map[string]int{}}
}

// take takes an element of a stream.
func (c *collector) take(st *statement.Statement, err error) error {
	var row *intake.Refused
	switch {
	case errors.As(err, &row):
		c.refuse(st.Place, row.Reason)
		return nil
	case err != nil:
		return err
	}
	if len(c.current) == 0 || c.current[0].Subject != st.Subject {
		if err := c.finish(); err != nil {
			return err
		}
		if c.kind = c.schema.Type(st.Subject.Type); c.kind == nil {
			return fmt.Errorf("%v: the reader states %q, which is no type", st.Place, st.Subject.Type)
		}
	}
	if err := c.check(st); err != nil {
		field := c.schema.Field(c.kind, st.Field)
		if field != nil && field.NonNull && !field.List {
			c.missing = err
			return nil
		}
		c.without[st.Field]++
		return nil
	}
	c.current = append(c.current, *st)
	return nil
}

// check cleans the texts of a statement, and checks its value.
func (c *collector) check(st *statement.Statement) error {
	if st.Field == "" {
		return nil
	}
	if err := clean(st); err != nil {
		return err
	}
	if err := c.checker.Check(c.kind, st); err != nil {
		return err
	}
	return standard(st)
}

// standard writes an identifier as its register does, so that equal ones have equal texts.
func standard(st *statement.Statement) (err error) {
	if parts := st.Value.Parts; st.Field == "identifiers" && len(parts) >= 2 {
		parts[1].Text, err = register.Identifier(parts[0].Text, parts[1].Text)
	}
	return err
}

// clean cleans the texts of a value.
func clean(st *statement.Statement) (err error) {
	if st.Value.Parts == nil {
		st.Value.Text, err = statement.Clean(st.Value.Text)
		return err
	}
	for i := range st.Value.Parts {
		p := &st.Value.Parts[i]
		if p.Text, err = statement.Clean(p.Text); err != nil {
			return err
		}
	}
	return nil
}

// finish adds the statements about the current subject.
func (c *collector) finish() error {
	list, missing := c.current, c.missing
	c.current, c.missing = c.current[:0], nil
	if missing != nil && len(list) > 0 {
		c.refuse(list[0].Place, missing.Error())
		c.lost++
		return nil
	}
	return c.part.Add(c.stamp, list)
}

// refuse lists a row that cannot be used.
func (c *collector) refuse(at statement.Place, reason string) {
	c.refused = append(c.refused, workspace.Refusal{File: at.File, Line: at.Line, Reason: reason})
}
