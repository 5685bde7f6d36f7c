package question

import (
	"cmp"
	"slices"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"whojoins/internal/store"
)

type matrixAnswer struct {
	Matrix struct {
		Rows      []named `json:"rows"`
		Columns   []named `json:"columns"`
		Cells     []cell  `json:"cells"`
		Truncated bool    `json:"truncated"`
	} `json:"matrix"`
}

type cell struct {
	Row       string       `json:"row"`
	Column    string       `json:"column"`
	Relations []identified `json:"relations"`
}

type identified struct {
	ID string `json:"id"`
}

// matrix queries which partners from a country participate in which joint actions.
func matrix() *Question {
	return &Question{
		Name: "Matrix", About: "partners of a country by joint actions",
		GraphQL: `query Matrix($country: String!) { matrix(rows: {country: {eq: $country}}, columns: {type: {in: [JOINT_ACTION]}}, firstRows: 10, firstColumns: 10) ` +
			`{ rows { id name } columns { id name } cells { row column relations { id } } truncated } }`,
		Draw: func(d *Drawer) map[string]any {
			r := d.relation("Participation", func(r *store.Object) bool { return d.is(r.From, "Institute") && d.text(r.From, "country") != "" })
			return map[string]any{"country": d.text(r.From, "country")}
		},
		Cypher: `MATCH (a:Entity {country: $country})-[r:PARTICIPATION]->(i:JointAction) WITH collect([a, i, r.id]) AS every ` +
			`CALL (every) { UNWIND every AS e WITH e[0] AS a, count(*) AS n ORDER BY n DESC, a.id LIMIT 11 RETURN collect(a) AS rows } ` +
			`CALL (every) { UNWIND every AS e WITH e[1] AS i, count(*) AS n ORDER BY n DESC, i.id LIMIT 11 RETURN collect(i) AS columns } ` +
			`WITH every, rows[..10] AS rs, columns[..10] AS cs, size(rows) > 10 OR size(columns) > 10 AS cut ` +
			`RETURN [x IN rs | [x.id, x.name]], [x IN cs | [x.id, x.name]], [e IN every WHERE e[0] IN rs AND e[1] IN cs | [e[0].id, e[1].id, e[2]]], cut`,
		Read: func(records []*neo4j.Record) any {
			a, values := &matrixAnswer{}, records[0].Values
			a.Matrix.Rows, a.Matrix.Columns = ends(values[0]), ends(values[1])
			a.Matrix.Cells = cells(a.Matrix.Rows, a.Matrix.Columns, values[2])
			a.Matrix.Truncated = values[3].(bool)
			return a
		},
		New: func() any { return new(matrixAnswer) },
	}
}

func ends(v any) []named {
	list := []named{}
	for _, each := range v.([]any) {
		e := each.([]any)
		list = append(list, named{e[0].(string), e[1].(string)})
	}
	return list
}

// cells groups relations into the cells of the table, row by row. The relations of a cell are
// ordered by id.
func cells(rows, columns []named, v any) []cell {
	relations := map[[2]string][]identified{}
	for _, each := range v.([]any) {
		e := each.([]any)
		at := [2]string{e[0].(string), e[1].(string)}
		relations[at] = append(relations[at], identified{e[2].(string)})
	}
	list := []cell{}
	for _, r := range rows {
		for _, c := range columns {
			if of := relations[[2]string{r.ID, c.ID}]; len(of) > 0 {
				slices.SortFunc(of, func(a, b identified) int { return cmp.Compare(a.ID, b.ID) })
				list = append(list, cell{r.ID, c.ID, of})
			}
		}
	}
	return list
}
