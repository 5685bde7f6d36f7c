package graph

import (
	"bytes"

	"whojoins/internal/plan"
)

// filterObjects is the number of objects that a JSON text may have for each comparison that a
// filter may have: the object of a comparison is inside those of its field, relation, end and
// branch. Objects take the most work.
const filterObjects = 10

// maxObjects returns the number of objects that a JSON text may have: those of filters, and the
// entries of a resolve or the representations of a gateway, each of which is an object.
func maxObjects(limits *plan.Limits) int {
	return filterObjects*limits.Predicates + max(limits.Terms, limits.Representations)
}

// MeasureJSON rejects a JSON text, such as the body of a request, if a string in it is too
// long or it has too many values. It makes one pass over the bytes: decoding the text first
// would take most of the time of answering it. A text that is not JSON passes, and fails when
// it is decoded. The error is TOO_LARGE, with the limit.
func MeasureJSON(text []byte, limits *plan.Limits) error {
	values, objects := 0, 0
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '"':
			length, asked := stringLength(text[i+1:], limits.Document)
			if asked > limits.Document {
				return plan.Over(plan.TooLarge, "document", asked, limits.Document,
					"send several requests, and long lists in variables, one string for each item", "bytes in one string of the body")
			}
			i += length + 1
		case '{':
			if objects++; objects > maxObjects(limits) {
				return plan.Over(plan.TooLarge, "predicates", objects, maxObjects(limits),
					"use `in` instead of many `eq`, or send several requests", "objects in the body")
			}
			values++
		case ',', '[':
			values++
		}
		if values > limits.Inputs {
			return plan.Over(plan.TooLarge, "inputs", values, limits.Inputs, "send several requests", "values in the body")
		}
	}
	return nil
}

// stringLength returns the number of bytes before the quotation mark that ends a string, and
// the number of bytes that they represent, an escape counting as one. It stops counting beyond
// most of the latter.
func stringLength(b []byte, most int) (length, represented int) {
	at, end := 0, -1
	for represented <= most && at < len(b) {
		if end < at {
			if end = bytes.IndexByte(b[at:], '"'); end < 0 {
				end = len(b)
			} else {
				end += at
			}
		}
		next := bytes.IndexByte(b[at:end], '\\')
		if next < 0 {
			return end, represented + end - at
		}
		represented += next + 1
		at += next + 2
		if at <= len(b) && b[at-1] == 'u' {
			at += 4
		}
	}
	return min(at, len(b)), represented
}
