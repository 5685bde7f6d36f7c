package plan_test

import (
	"encoding/base64"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"whojoins/internal/dataset/statement"
	"whojoins/internal/model"
	"whojoins/internal/plan"
)

// orders returns different orders.
func orders(t testing.TB) []plan.Order {
	m, _ := schema(t)
	institute, participation := m.Type("Institute"), m.Type("Participation")
	name, founded := institute.Field("name"), institute.Field("founded")
	return []plan.Order{
		nil,
		{{Field: name}},
		{{Field: name, Desc: true}},
		{{Field: founded}, {Field: name}},
		{{CountOf: institute.Side("participations")}},
		{{Field: participation.Field("contribution")}},
		{{End: participation.To, Field: m.Type("Initiative").AnyField("start")}},
		{{Field: participation.Field("role")}, {Field: participation.Field("disputed")}},
	}
}

// TestCursorRoundTrip reads cursors of every order and any values back.
func TestCursorRoundTrip(t *testing.T) {
	all := orders(t)
	rapid.Check(t, func(r *rapid.T) {
		o := rapid.SampledFrom(all).Draw(r, "order")
		var values []model.Value
		for _, k := range o {
			values = append(values, drawKey(r, k)...)
		}
		values = append(values, model.IDValue(rapid.StringMatching(`[a-z0-9-]{1,20}`).Draw(r, "id")))
		text := string(o.AppendCursor(nil, values))
		got, err := o.ParseCursor(text)
		if err != nil {
			r.Fatal(err)
		}
		if diff := cmp.Diff(values, got); diff != "" {
			r.Fatal(diff)
		}
	})
}

func drawKey(r *rapid.T, k plan.Key) []model.Value {
	if rapid.Bool().Draw(r, "missing") {
		return make([]model.Value, k.Width())
	}
	number := rapid.Int64().Draw(r, "number")
	text := rapid.String().Draw(r, "text")
	switch {
	case k.CountOf != nil:
		return []model.Value{model.IntValue(number)}
	case k.Width() == 2:
		return []model.Value{model.TextValue(text), model.CentsValue(number)}
	}
	switch k.Field.Scalar {
	case model.Int:
		return []model.Value{model.IntValue(number)}
	case model.Boolean:
		return []model.Value{model.BoolValue(number > 0)}
	case model.Date:
		return []model.Value{model.DateValue("2024-05")}
	case model.EnumValue:
		return []model.Value{model.EnumOf("MEMBER")}
	}
	return []model.Value{model.TextValue(text)}
}

// TestCursorOfAnotherOrder rejects a cursor of any other order.
func TestCursorOfAnotherOrder(t *testing.T) {
	all := orders(t)
	for i, from := range all {
		values := make([]model.Value, from.Width())
		values[len(values)-1] = model.IDValue("a")
		text := string(from.AppendCursor(nil, values))
		for j, to := range all {
			if _, err := to.ParseCursor(text); (err == nil) != (i == j) {
				t.Errorf("a cursor of %q read as one of %q: %v", from, to, err)
			}
		}
	}
}

// TestBrokenCursor rejects a cursor with bytes too many, a byte too few, or another version.
func TestBrokenCursor(t *testing.T) {
	o := orders(t)[1]
	text := string(o.AppendCursor(nil, []model.Value{model.TextValue("a"), model.IDValue("b")}))
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := o.ParseCursor(text); err != nil {
		t.Errorf("the cursor itself is rejected: %v", err)
	}
	other := slices.Clone(raw)
	other[0]++
	noID := string(o.AppendCursor(nil, []model.Value{model.TextValue("a"), {}}))
	for reason, broken := range map[string]string{
		"bytes after the last value": base64.RawURLEncoding.EncodeToString(append(slices.Clone(raw), 0)),
		"a value more":               string(o.AppendCursor(nil, []model.Value{model.TextValue("a"), model.IDValue("b"), model.IDValue("c")})),
		"a byte less":                base64.RawURLEncoding.EncodeToString(raw[:len(raw)-1]),
		"another version":            base64.RawURLEncoding.EncodeToString(other),
		"padding":                    text + "=",
		"no id":                      noID,
		"only a version":             base64.RawURLEncoding.EncodeToString(raw[:1]),
		"nothing":                    "",
	} {
		if values, err := o.ParseCursor(broken); err == nil {
			t.Errorf("%s: read as %v, want an error", reason, values)
		}
	}
}

func FuzzCursor(f *testing.F) {
	all := orders(f)
	for i, o := range all {
		values := make([]model.Value, o.Width())
		values[len(values)-1] = model.IDValue("a")
		f.Add(uint8(i), string(o.AppendCursor(nil, values)))
	}
	f.Fuzz(func(t *testing.T, which uint8, text string) {
		o := all[int(which)%len(all)]
		values, err := o.ParseCursor(text)
		if err != nil {
			return
		}
		if len(values) != o.Width() {
			t.Fatalf("%d values, want %d", len(values), o.Width())
		}
		again, err := o.ParseCursor(string(o.AppendCursor(nil, values)))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(values, again); diff != "" {
			t.Fatal(diff)
		}
	})
}

// TestLongestCursor checks that the longest cursor is within the limits: one by the longest
// texts that a dataset may have, in as many sort keys as are allowed.
func TestLongestCursor(t *testing.T) {
	m, _ := schema(t)
	limits := plan.DefaultLimits()
	text := strings.Repeat("x", statement.MaxText)
	var o plan.Order
	var key []model.Value
	for range limits.SortKeys {
		o, key = append(o, plan.Key{Field: m.Type("Institute").Field("acronym")}), append(key, model.TextValue(text))
	}
	cursor := string(o.AppendCursor(nil, append(key, model.IDValue(text))))
	if err := limits.CheckCursor(cursor); err != nil || len(cursor) > limits.Document {
		t.Errorf("a cursor of %d letters: %v", len(cursor), err)
	}
	if values, err := o.ParseCursor(cursor); err != nil || len(values) != len(key)+1 {
		t.Errorf("%d values, %v", len(values), err)
	}
}
