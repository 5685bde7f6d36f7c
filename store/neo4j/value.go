package neo4j

import (
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j/dbtype"

	"whojoins/model"
)

// value is a value of the database as one of a field.
func value(kind model.Scalar, v any) model.Value {
	switch v := v.(type) {
	case string:
		return model.Value{Kind: kind, Text: v}
	case int64:
		if kind == model.Float {
			return model.FloatValue(float64(v))
		}
		return model.Value{Kind: kind, Int: v}
	case float64:
		return model.FloatValue(v)
	case bool:
		return model.BoolValue(v)
	}
	return model.Value{}
}

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

// days is a day of the database.
func days(v any) model.Days {
	d, _ := v.(dbtype.Date)
	return model.Days(d.Time().Unix() / 86400)
}

// whole is a whole number of the database.
func whole(v any) int {
	n, _ := v.(int64)
	return int(n)
}

// cents is an amount of money in the database.
func cents(v any) int64 {
	n, _ := v.(int64)
	return n
}

// float is a number of the database.
func float(v any) float64 {
	if n, ok := v.(int64); ok {
		return float64(n)
	}
	f, _ := v.(float64)
	return f
}
