package identity

import (
	"encoding/csv"
	"io"
)

// WriteConflicts writes conflicts.csv: two records, what shows that they are one, and what
// contradicts it.
func WriteConflicts(out io.Writer, list []Conflict) error {
	rows := csv.NewWriter(out)
	if err := rows.Write([]string{"left", "right", "shared", "against"}); err != nil {
		return err
	}
	for _, c := range list {
		if err := rows.Write([]string{c.Left, c.Right, c.Shared, c.Against}); err != nil {
			return err
		}
	}
	rows.Flush()
	return rows.Error()
}
