package neo4j

import (
	"whojoins/internal/model"
)

// value returns a value of the database as a value of a field.
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

// int64Of returns an integer of the database; 0 if v is none.
func int64Of(v any) int64 {
	n, _ := v.(int64)
	return n
}

// floatOf returns a number of the database; 0 if v is none.
func floatOf(v any) float64 {
	if n, ok := v.(int64); ok {
		return float64(n)
	}
	f, _ := v.(float64)
	return f
}

// intOf returns an integer of the database as an int; 0 if v is none.
func intOf(v any) int {
	n, _ := v.(int64)
	return int(n)
}
