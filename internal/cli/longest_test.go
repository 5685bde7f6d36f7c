package cli

import (
	"encoding/json"
	"fmt"
	"net/http"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/vektah/gqlparser/v2/ast"

	"whojoins/graph"
	"whojoins/internal/dataset/statement"
	"whojoins/internal/model"
	"whojoins/internal/plan"
)

// input is a place in the schema where a caller writes a value: an argument or a field of one.
type input struct {
	// document has the value as the variable $v of the type.
	document, typ string
	// leaf is the type of the value itself, of which list allows several.
	leaf string
	list bool
	// name is the argument, followed by the fields within it.
	name []string
	// wrap returns the value of the variable for a value in this place.
	wrap func(value any) any
}

func (in *input) String() string {
	return strings.Join(in.name, ".") + " in " + in.document
}

// inputWalk finds the inputs of a schema. Each field of an input object is found once.
type inputWalk struct {
	schema *ast.Schema
	seen   map[string]bool
	found  []input
}

// inputsOf returns the inputs of every argument that is reachable from the root.
func inputsOf(schema *ast.Schema) []input {
	w := &inputWalk{schema: schema, seen: map[string]bool{}}
	type place struct {
		def           *ast.Definition
		before, after string
	}
	visited := map[string]bool{"Query": true}
	for queue := []place{{schema.Query, "", ""}}; len(queue) > 0; queue = queue[1:] {
		at := queue[0]
		for _, f := range at.def.Fields {
			if strings.HasPrefix(f.Name, "__") {
				continue
			}
			def, selection := schema.Types[f.Type.Name()], ""
			if def.IsCompositeType() {
				selection = " { __typename }"
			}
			for _, a := range f.Arguments {
				document := at.before + f.Name + "(" + strings.Join(append(required(f, a), a.Name+": $v"), ", ") + ")" + selection + at.after
				w.add(input{document: document, typ: a.Type.String(), name: []string{a.Name}, wrap: func(v any) any { return v }}, a.Type)
			}
			if def.IsCompositeType() && !visited[def.Name] {
				visited[def.Name] = true
				arguments := ""
				if list := required(f, nil); len(list) > 0 {
					arguments = "(" + strings.Join(list, ", ") + ")"
				}
				queue = append(queue, place{def, at.before + f.Name + arguments + " { ", " }" + at.after})
			}
		}
	}
	return w.found
}

// required returns values for the required arguments of a field, without one of them.
func required(f *ast.FieldDefinition, without *ast.ArgumentDefinition) (list []string) {
	values := map[string]string{"ID!": `"jane"`, "String!": `"jane"`, "[String!]!": `"jane"`, "[ID!]!": `["jane", "jane-2"]`, "PartialDate!": `"2024"`, "[InstituteFacet!]!": "COUNTRY", "ActorWhere!": "{}",
		"[_Any!]!": `[{__typename: "JointAction", id: "jane"}]`}
	for _, a := range f.Arguments {
		if a == without || !a.Type.NonNull || a.DefaultValue != nil {
			continue
		}
		value, ok := values[a.Type.String()]
		if !ok {
			value = "[]"
		}
		list = append(list, a.Name+": "+value)
	}
	return list
}

// add adds the inputs of a type: one for a scalar, and those of each field of an input object.
// If an input object was found before, only its nearest text is added.
func (w *inputWalk) add(in input, t *ast.Type) {
	if t.Elem != nil {
		if w.schema.Types[t.Name()].Kind != ast.InputObject {
			in.list, in.leaf = true, t.Name()
			w.found = append(w.found, in)
			return
		}
		outer := in.wrap
		in.wrap = func(v any) any { return outer([]any{v}) }
	}
	def := w.schema.Types[t.Name()]
	switch {
	case def.Kind != ast.InputObject:
		in.leaf = def.Name
		w.found = append(w.found, in)
	case w.seen[def.Name]:
		for depth := 1; depth < 5; depth++ {
			if one, ok := w.nearest(in, def, depth); ok {
				w.found = append(w.found, one)
				return
			}
		}
	default:
		w.seen[def.Name] = true
		for _, f := range def.Fields {
			w.add(inside(in, f.Name), f.Type)
		}
	}
}

func inside(in input, field string) input {
	outer := in.wrap
	in.name = append(slices.Clone(in.name), field)
	in.wrap = func(v any) any { return outer(map[string]any{field: v}) }
	return in
}

// nearest returns the input of a text at a depth within an input object.
func (w *inputWalk) nearest(in input, def *ast.Definition, depth int) (input, bool) {
	for _, f := range def.Fields {
		below := w.schema.Types[f.Type.Name()]
		one := inside(in, f.Name)
		switch {
		case depth > 1 && below.Kind == ast.InputObject && f.Type.Elem == nil:
			if found, ok := w.nearest(one, below, depth-1); ok {
				return found, true
			}
		case depth == 1 && below.Kind == ast.Scalar && f.Type.Elem == nil:
			one.leaf = below.Name
			return one, true
		}
	}
	return in, false
}

// longTexts return texts with a number of letters: one word, many words, and letters that
// become eighteen when they are folded.
var longTexts = []func(letters int) string{
	func(n int) string {
		var b strings.Builder
		for i := range n {
			b.WriteByte(byte('a' + (i*7+i/26)%26))
		}
		return b.String()
	},
	func(n int) string { return strings.Repeat("karkinos onkologie-", n/19+1)[:n] },
	func(n int) string { return strings.Repeat("ﷺ", n) },
}

// longest returns the longest allowed value of an input, and one that is longer by one. Of a
// list that is not whole, it makes two items.
func (in *input) longest(i int, whole bool, schema *ast.Schema, l *plan.Limits) (allowed, over any) {
	letters, text := l.Term, longTexts[i%len(longTexts)]
	if plan.IsCursor(in.name[0]) {
		letters, text = l.Cursor, longTexts[0]
	}
	switch in.leaf {
	case "Int":
		allowed, over = json.Number("2147483647"), json.Number("2147483648")
	case "Float":
		allowed, over = json.Number(strings.Repeat("9", l.Name)), json.Number(strings.Repeat("9", 400))
	case "Boolean":
		allowed, over = true, text(letters)
	case "PartialDate":
		allowed, over = "2024-12-31", text(letters+1)
	case "ID", "String":
		allowed, over = text(letters), text(letters+1)
	case "_Any":
		allowed, over = represent(text(letters)), represent(text(letters+1))
	default:
		words := schema.Types[in.leaf].EnumValues
		word := slices.MaxFunc(words, func(a, b *ast.EnumValueDefinition) int { return len(a.Name) - len(b.Name) })
		allowed, over = word.Name, word.Name+"X"
	}
	if !in.list {
		return in.wrap(allowed), in.wrap(over)
	}
	most := l.Values
	switch in.name[len(in.name)-1] {
	case "ids", "of":
		most = l.IDs
	case "terms":
		most = l.Terms
	case "representations":
		most = l.Representations
	}
	if !whole {
		return in.wrap([]any{allowed, allowed}), in.wrap([]any{allowed, over})
	}
	all := slices.Repeat([]any{allowed}, most)
	if in.leaf == "ID" || in.leaf == "String" {
		text := longTexts[0](letters) // a body of one MiB holds so many letters of one byte only
		for n := range all {
			all[n] = fmt.Sprint(n, text[len(fmt.Sprint(n)):])
			// All terms together have fewer letters than so many of the longest.
			if in.name[0] == "terms" && n > 0 {
				all[n] = all[n].(string)[:249]
			}
		}
	}
	if in.leaf == "_Any" {
		for n := range all {
			all[n] = represent(fmt.Sprint("institute-", n))
		}
	}
	if schema.Types[in.leaf].Kind == ast.Enum {
		return in.wrap(all), in.wrap(slices.Repeat([]any{allowed}, l.Inputs+1))
	}
	return in.wrap(all), in.wrap(append(slices.Clone(all), all[0]))
}

// represent returns a representation, as a gateway sends it.
func represent(id string) map[string]any { return map[string]any{"__typename": "Institute", "id": id} }

// TestLongestInputs sends the longest allowed value, and one that is longer by one, of every
// argument and every field of an input object. The first is answered, or is an error that the
// caller can act on; the second is such an error. Neither takes much time or memory.
func TestLongestInputs(t *testing.T) { eachStore(t, testLongestInputs) }

func testLongestInputs(t *testing.T, config Config) {
	// The database has a limit of ten seconds, whose error is not among those allowed.
	mostTime, mostMemory := 5*time.Second, uint64(128<<20)
	if config.Store != "" {
		mostTime *= 3
	}
	limits := plan.DefaultLimits()
	limits.Cursor = 32 << 10 // below the longest text of a body, whose limit is checked first
	if config.Store != "" {
		limits.Terms /= 10 // the database of tests hardly compiles what it runs
	}
	config.Server.Limits = limits
	url := start(t, config).URL() + "/graphql"
	run := func(in *input, value any) (codes []string, text string) {
		body, err := json.Marshal(map[string]any{"query": "query($v: " + in.typ + ") { " + in.document + " }", "variables": map[string]any{"v": value}})
		if err != nil {
			t.Fatal(err)
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		begin := time.Now()
		_, text = fetch(t, http.MethodPost, url, string(body), http.Header{"Content-Type": {"application/json"}})
		spent := time.Since(begin)
		runtime.ReadMemStats(&after)
		if size := after.TotalAlloc - before.TotalAlloc; spent > mostTime || size > mostMemory {
			t.Errorf("%s: %v and %d MiB", in, spent, size>>20)
		}
		var answer struct {
			Errors []struct{ Extensions struct{ Code string } }
		}
		if err := json.Unmarshal([]byte(text), &answer); err != nil {
			t.Fatalf("%s: %v in %.300s", in, err, text)
		}
		for _, e := range answer.Errors {
			codes = append(codes, e.Extensions.Code)
		}
		return codes, text
	}
	known := []string{"BAD_USER_INPUT", "BAD_CURSOR", "TOO_LARGE", "TOO_COMPLEX"}
	inputs, answered, tried := inputsOf(graph.Schema()), 0, map[string]bool{}
	for i := range inputs {
		in := &inputs[i]
		kind := in.name[len(in.name)-1] + " " + in.leaf
		allowed, over := in.longest(i, !tried[kind], graph.Schema(), &limits)
		if codes, text := run(in, over); len(codes) == 0 || !slices.Contains(known, codes[0]) {
			t.Errorf("one more in %s: %.300s", in, text)
		}
		// A database plans each kind of statement for a while, so it gets each kind of text once.
		if config.Store != "" && (tried[kind] || in.leaf != "ID" && in.leaf != "String") {
			continue
		}
		tried[kind] = true
		codes, text := run(in, allowed)
		if len(codes) == 0 {
			answered++
		} else if !slices.Contains(known, codes[0]) {
			t.Errorf("the longest %s: %.300s", in, text)
		}
	}
	if len(inputs) < 500 || answered < len(tried)/3 {
		t.Errorf("%d inputs, of which %d of %d were answered", len(inputs), answered, len(tried))
	}
	longestCursor(t, config, url)
	t.Logf("%d inputs, %d kinds, %d answered", len(inputs), len(tried), answered)
}

// longestCursor requests a page after a row whose name is as long as a dataset allows.
func longestCursor(t *testing.T, config Config, url string) {
	by := plan.Order{{Field: readModel(t).Type("Institute").Field("name")}}
	key := []model.Value{model.TextValue(strings.Repeat("b", statement.MaxText)), model.IDValue("x")}
	body := fmt.Sprintf(`{"query":"{ institutes(after: \"%s\", first: 1) { nodes { name } pageInfo { hasPreviousPage } } }"}`, by.AppendCursor(nil, key))
	_, text := fetch(t, http.MethodPost, url, body, http.Header{"Content-Type": {"application/json"}})
	if !strings.Contains(text, `"hasPreviousPage":true`) || strings.Contains(text, `"errors"`) || !strings.Contains(text, `"name"`) {
		t.Errorf("%s after a long name: %.300s", config.Store, text)
	}
}
