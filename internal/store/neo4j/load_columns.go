package neo4j

import (
	"fmt"
	"slices"
	"strings"

	"whojoins/internal/model"
	"whojoins/internal/store/neo4j/layout"
)

// columns are the names of the properties of the rows of one kind, and of the parts in them. A row
// that is sent has only values: their names are in the statement, so that the database reads each
// name once, not once for each row.
type columns struct {
	names []string
	// at has the position of each name.
	at    map[string]int
	parts []*columns
}

// The index of the properties in a row of layout.Encoder: an entity begins with them, a part with its
// position, and a relation with its two ends. Lists of parts follow.
const (
	atEntity   = 0
	atPart     = 1
	atRelation = 2
)

// newColumns returns the columns of objects with fields, without properties yet.
func newColumns(fields []*model.Field) *columns {
	c := &columns{at: map[string]int{}}
	for _, f := range layout.PartFields(fields) {
		c.parts = append(c.parts, newColumns(f.Object.Fields))
	}
	return c
}

// add adds a column for each property of a row, and of its parts, that has none.
func (c *columns) add(row []any, at int) {
	known := len(c.names)
	for name := range row[at].(map[string]any) {
		if _, ok := c.at[name]; !ok {
			c.names = append(c.names, name)
		}
	}
	slices.Sort(c.names[known:])
	for i, name := range c.names[known:] {
		c.at[name] = known + i
	}
	for i, parts := range c.parts {
		for _, part := range row[at+1+i].([]any) {
			parts.add(part.([]any), atPart)
		}
	}
}

// flat returns a row with the values of the columns, null for those missing, in place of its
// properties.
func (c *columns) flat(row []any, at int) []any {
	values := make([]any, len(c.names))
	for name, v := range row[at].(map[string]any) {
		values[c.at[name]] = v
	}
	list := slices.Concat(row[:at], values)
	for i, parts := range c.parts {
		items := row[at+1+i].([]any)
		rows := make([]any, len(items))
		for n, part := range items {
			rows[n] = parts.flat(part.([]any), atPart)
		}
		list = append(list, rows)
	}
	return list
}

// properties returns the map of the properties in a flat row. The database leaves out those that
// are null. It sets such a map, which SET takes, at once, but those of CREATE one after the other,
// which takes several times as long.
func (c *columns) properties(row string, at int) string {
	list := make([]string, len(c.names))
	for i, name := range c.names {
		list[i] = fmt.Sprintf("%s: %s[%d]", layout.Quote(name), row, at+i)
	}
	return "{" + strings.Join(list, ", ") + "}"
}
