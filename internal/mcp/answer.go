package mcp

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"
)

// dataMark begins a block with texts from the data, which are no instructions.
const dataMark = "data: "

// Bounds of an answer, in tokens of four letters.
const (
	tokenLetters  = 4
	usualTokens   = 2000
	mostTokens    = 20_000
	fewestTokens  = 200
	mostInnerRows = 1000
)

// Limited are the arguments that every tool has.
type Limited struct {
	Skip   int `json:"skip,omitempty" jsonschema:"items to skip, to continue"`
	Tokens int `json:"tokens,omitempty" jsonschema:"size of the answer, default 2000, at most 20000"`
}

// answer is what a tool answers.
type answer struct {
	Limited
	// head is shown whole; data has lists that are cut to fit.
	head, data object
	// enough is the number of items that an answer should have before lists within them are cut; 0
	// means usualItems.
	enough int
	// plain reports whether the data is shown as it is, without addresses and sources.
	plain bool
}

// result returns the answer as the result of a call: one block of text.
func (a *answer) result(c *call) *sdk.CallToolResult {
	tokens := a.Tokens
	if tokens == 0 {
		tokens = usualTokens
	}
	text, err := a.fit(c, min(max(tokens, fewestTokens), mostTokens)*tokenLetters)
	if err != nil {
		return c.failure(err)
	}
	return &sdk.CallToolResult{Content: []sdk.Content{&sdk.TextContent{Text: text}}}
}

// innerRows are the numbers of items of a list within a list that are tried, most first.
var innerRows = []int{mostInnerRows, 20, 10, 5, 3, 1, 0}

// usualItems is the number of items of a list that an answer should have before lists within them
// are cut.
const usualItems = 8

// fit returns the longest answer with at most a number of letters: as many items of its lists as fit,
// and of the lists within these as many as leave room for enough items.
func (a *answer) fit(c *call, letters int) (best string, err error) {
	longest := longestList(a.data)
	enough := cmp.Or(a.enough, usualItems)
	shown := -1
	for _, inner := range innerRows {
		low, high := 0, max(longest-a.Skip, 0)
		for low <= high {
			middle := (low + high) / 2
			text, err := a.render(c, middle, inner)
			if err != nil {
				return "", err
			}
			if utf8.RuneCountInString(text) > letters {
				high = middle - 1
				continue
			}
			if low = middle + 1; middle > shown {
				best, shown = text, middle
			}
		}
		if shown >= min(enough, max(longest-a.Skip, 0)) {
			break
		}
	}
	if best == "" {
		best = dataMark + `{"left_out":[{"note":"the answer is longer than the number of tokens; request more tokens, or less"}]}`
	}
	return best, nil
}

// render returns the answer with a number of items of its lists, and of lists within lists.
func (a *answer) render(c *call, items, inner int) (string, error) {
	cut := &cutter{skip: a.Skip, items: items, inner: inner, cut: map[string]object{}}
	data, _ := cut.value(a.data, "", true).(object)
	whole := object{}
	if a.plain {
		maps.Copy(whole, data)
		maps.Copy(whole, a.head)
	} else {
		s := &sources{call: c, number: map[string]int{}}
		maps.Copy(whole, s.shapeObject(a.head))
		for key, v := range s.shapeObject(data) {
			whole[key] = v
		}
		if len(s.list) > 0 {
			whole["sources"] = s.list
		}
	}
	if left := cut.left(); len(left) > 0 {
		whole["left_out"] = left
	}
	text, err := encode(whole)
	return dataMark + text, err
}

// cutter cuts the lists in data.
type cutter struct {
	skip, items, inner int
	// cut has what was cut, by the path of the list.
	cut map[string]object
}

// value returns a value with shorter lists. outer reports whether no list is around it.
func (c *cutter) value(v any, path string, outer bool) any {
	switch v := v.(type) {
	case object:
		o := make(object, len(v))
		for key, in := range v {
			if list, ok := in.([]any); ok {
				o[key] = c.list(list, joined(path, key), key, outer, v["totalCount"])
			} else {
				o[key] = c.value(in, joined(path, key), outer)
			}
		}
		return o
	case []any:
		return c.list(v, path, path, outer, nil)
	}
	return v
}

func (c *cutter) list(list []any, path, key string, outer bool, total any) any {
	if (key == claimsField || key == evidenceField) && collapses(list) {
		return list // its numbers take its place
	}
	from, most := 0, c.inner
	if outer {
		from, most = min(c.skip, len(list)), c.items
	}
	to := min(from+most, len(list))
	if outer && (from > 0 || to < len(list)) {
		note := object{"list": path, "shown": to - from, "of": len(list)}
		if textOf(total) != "" {
			note["of"] = total
		}
		if from > 0 {
			note["skipped"] = from
		}
		if to < len(list) {
			note["continue"] = object{"skip": to}
		}
		c.cut[path] = note
	} else if !outer && to < len(list) {
		c.cut[path] = object{"list": path, "shown_of_each": most, "continue": "request more tokens, or ask about one item"}
	}
	short := make([]any, 0, to-from)
	for _, item := range list[from:to] {
		short = append(short, c.value(item, path, false))
	}
	return short
}

// left lists what was cut.
func (c *cutter) left() (list []any) {
	for _, path := range slices.Sorted(maps.Keys(c.cut)) {
		list = append(list, c.cut[path])
	}
	return list
}

func joined(path, key string) string { return strings.TrimPrefix(path+"."+key, ".") }

// longestList returns the length of the longest list that is in no other.
func longestList(v any) (longest int) {
	switch v := v.(type) {
	case object:
		for _, in := range v {
			longest = max(longest, longestList(in))
		}
	case []any:
		longest = len(v)
	}
	return longest
}
