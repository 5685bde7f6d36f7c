package neo4j

import (
	"whojoins/internal/model"
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

func intOf(v any) int {
	n, _ := v.(int64)
	return int(n)
}
