package graphql

import (
	"bytes"
	"encoding/json"
	"strconv"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"whojoins/graph"
)

// dataHead begins an answer that has data.
const dataHead = `{"data":`

// Append appends an answer in JSON to dst: errors, data (nil for none) and the extensions.
func Append(dst []byte, data json.RawMessage, cost graph.Cost, errs gqlerror.List) []byte {
	dst = append(dst, '{')
	if len(errs) > 0 {
		dst = append(dst, errorsHead(errs)[1:]...)
	}
	if data != nil {
		dst = append(append(append(dst, dataHead[1:]...), data...), ',')
	}
	return appendExtensions(dst, cost, nil)
}

// errorsHead returns the beginning of an answer that has errors, {"errors":[…], . The answer
// is never part of HTML, so < is not escaped.
func errorsHead(errs gqlerror.List) []byte {
	b := bytes.NewBufferString(`{"errors":`)
	if err := encode(b, errs); err != nil {
		return []byte(`{"errors":[{"message":"the errors could not be written","extensions":{"code":"INTERNAL"}}],`)
	}
	return append(bytes.TrimRight(b.Bytes(), "\n"), ',')
}

// appendExtensions appends the extensions and ends the answer. e may be nil.
func appendExtensions(dst []byte, cost graph.Cost, e *graph.Explanation) []byte {
	dst = append(dst, `"extensions":{"cost":{"asked":`...)
	dst = strconv.AppendInt(dst, int64(cost.Asked), 10)
	dst = append(dst, `,"spent":`...)
	dst = strconv.AppendInt(dst, int64(cost.Spent), 10)
	dst = append(dst, `,"left":`...)
	if cost.Left != nil {
		dst = strconv.AppendInt(dst, int64(*cost.Left), 10)
	} else {
		dst = append(dst, "null"...)
	}
	dst = append(dst, '}')
	if e != nil {
		var b bytes.Buffer
		// A parameter that JSON cannot represent is no reason to withhold the answer.
		if err := encode(&b, e); err == nil {
			object := bytes.TrimSpace(b.Bytes())
			dst = append(append(dst, ','), object[1:len(object)-1]...)
		}
	}
	return append(dst, "}}"...)
}

// encode writes JSON and a line end, without the escapes that protect HTML.
func encode(b *bytes.Buffer, value any) error {
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	return e.Encode(value)
}
