package layout

import (
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j/dbtype"

	"whojoins/internal/model"
)

// Value returns a value as the database stores it: int64, bool, float64 or string.
func Value(v model.Value) any {
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

// Date returns a day as a date of the database.
func Date(d model.Days) dbtype.Date { return dbtype.Date(time.Unix(int64(d)*86400, 0).UTC()) }

// Days returns a date of the database as a day; 0 if v is no date.
func Days(v any) model.Days {
	d, _ := v.(dbtype.Date)
	return model.Days(d.Time().Unix() / 86400)
}
