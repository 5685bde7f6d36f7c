package query_test

import (
	"fmt"
	"testing"
)

// TestMatrixAlike tabulates participations in a synthetic graph by way of the embedded store and from
// a list of them all, with conditions that make it begin at either end, and with those that it asks of
// all entities or of each that it meets.
func TestMatrixAlike(t *testing.T) {
	a := newAlike(t, 2000)
	rows := []string{`{}`, `{country: {eq: "BE"}}`, `{country: {in: ["BE", "FR", "DE"]}}`, `{type: {in: [PERSON]}}`,
		`{participations: {count: {gte: 9}}}`, `{id: {eq: "institute-000001"}}`}
	columns := []string{`{}`, `{type: {in: [JOINT_ACTION]}}`, `{participants: {some: {role: {eq: COORDINATOR}}}}`,
		`{type: {in: [NETWORK]}, name: {contains: "a"}}`}
	for i, row := range rows {
		for j, column := range columns {
			for _, day := range []string{"", `activeOn: "2020-06-01"`} {
				a.answer(fmt.Sprintf(`{ matrix(rows: %s, columns: %s, firstRows: %d, firstColumns: %d %s) { rows { id } columns { id } truncated cells { row column relations { id } } } }`,
					row, column, 3+40*i, 2+60*j, day))
			}
		}
	}
}
