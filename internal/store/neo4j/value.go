package neo4j

import (
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j/dbtype"

	"whojoins/internal/model"
)

// stored is a value as the database keeps it, as a parameter.
func stored(v model.Value) any {
	switch v.Kind {
	case model.Int, model.Cents:
		return v.Int
	case model.Boolean:
		return v.Int != 0
	case model.Float:
		return v.Float
	}
	return v.Text
}

// day is a day as a parameter.
func day(d model.Days) dbtype.Date { return dbtype.Date(time.Unix(int64(d)*86400, 0).UTC()) }

// whole is a whole number of the database.
func whole(v any) int {
	n, _ := v.(int64)
	return int(n)
}

// days is a day of the database.
func days(v any) model.Days {
	d, _ := v.(dbtype.Date)
	return model.Days(d.Time().Unix() / 86400)
}
