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
func Append(dst []byte, p *graph.Prepared, data json.RawMessage, errs gqlerror.List) []byte {
	dst = append(dst, '{')
	if len(errs) > 0 {
		dst = append(dst, errorsHead(errs)[1:]...)
	}
	if data != nil {
		dst = append(append(append(dst, dataHead[1:]...), data...), ',')
	}
	return appendExtensions(dst, p, nil)
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

// appendExtensions appends the extensions and ends the answer. p and e may be nil.
func appendExtensions(dst []byte, p *graph.Prepared, e *graph.Explanation) []byte {
	cost := 0
	if p != nil {
		cost = p.Cost()
	}
	dst = append(dst, `"extensions":{"cost":`...)
	dst = strconv.AppendInt(dst, int64(cost), 10)
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
