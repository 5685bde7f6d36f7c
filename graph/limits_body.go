package graph

import (
	"bytes"

	"whojoins/internal/plan"
)

// filterObjects is how many objects a body may have for each comparison that a filter
// may have: a comparison stands in an object within those of its field, relation, end
// and branch. Objects take the most work.
const filterObjects = 10

// weighBody refuses a body with too long a text or too many values in it, in one look
// at its bytes: decoding it first would cost most of what answering it does. What is
// not JSON passes, and fails when it is decoded; what came by GET is bounded by the
// server's limit for headers.
func weighBody(body []byte, limits plan.Limits) error {
	if bytes.HasPrefix(body, queryMark) {
		return nil
	}
	values, objects := 0, 0
	for i := 0; i < len(body); i++ {
		switch body[i] {
		case '"':
			length, asked := textLength(body[i+1:], limits.Document)
			if asked > limits.Document {
				return plan.Over(plan.TooLarge, "document", asked, limits.Document,
					"ask in several requests, and send long lists in variables, one text for each item", "bytes in one text of the body")
			}
			i += length + 1
		case '{':
			if objects++; objects > filterObjects*limits.Predicates {
				return plan.Over(plan.TooLarge, "predicates", objects, filterObjects*limits.Predicates,
					"use `in` instead of many `eq`, or ask in several requests", "objects in the body")
			}
			values++
		case ',', '[':
			values++
		}
		if values > limits.Inputs {
			return plan.Over(plan.TooLarge, "inputs", values, limits.Inputs, "ask in several requests", "values in the body")
		}
	}
	return nil
}

// textLength is the number of bytes before the quotation mark that ends a text of JSON,
// and the number of characters they stand for, an escape counting as one byte. Beyond
// most of these it goes no further.
func textLength(b []byte, most int) (length, stands int) {
	at, end := 0, -1
	for stands <= most && at < len(b) {
		if end < at {
			if end = bytes.IndexByte(b[at:], '"'); end < 0 {
				end = len(b)
			} else {
				end += at
			}
		}
		next := bytes.IndexByte(b[at:end], '\\')
		if next < 0 {
			return end, stands + end - at
		}
		stands += next + 1
		at += next + 2
		if at <= len(b) && b[at-1] == 'u' {
			at += 4
		}
	}
	return min(at, len(b)), stands
}
