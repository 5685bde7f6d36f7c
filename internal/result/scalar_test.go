package result_test

import (
	"bytes"
	"encoding/json"
	"math"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store/storetest"
)

// written returns one value in JSON.
func written(t *testing.T, v model.Value) string {
	t.Helper()
	f := schema.Type("Institute").Field("acronym")
	s := &plan.Select{Slots: []plan.Slot{column(f)}}
	got, err := write(t, &plan.Lookup{Select: s}, out("o", plan.OutObject, shape(parts(s, scalar("v", f, 0)))), &storetest.Node{Slots: []any{v}})
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSuffix(strings.TrimPrefix(got, `{"v":`), "}")
}

func TestScalars(t *testing.T) {
	for _, test := range []struct {
		reason string
		value  model.Value
		want   string
	}{
		{"missing", model.Value{}, `null`},
		{"an id", model.IDValue("institute-1"), `"institute-1"`},
		{"an enum value", model.EnumOf("MEMBER"), `"MEMBER"`},
		{"a date as written", model.DateValue("2019-06/2019-07"), `"2019-06/2019-07"`},
		{"empty text", model.TextValue(""), `""`},
		{"a slash and markup stay", model.TextValue("a/b <i>&amp;"), `"a/b <i>&amp;"`},
		{"quote and backslash", model.TextValue(`"\`), `"\"\\"`},
		{"short escapes", model.TextValue("\b\f\n\r\t"), `"\b\f\n\r\t"`},
		{"other control characters", model.TextValue("\x00\x1f\x7f"), `"\u0000\u001f` + "\x7f\""},
		{"line separators are plain text in JSON", model.TextValue("\u2028\u2029"), "\"\u2028\u2029\""},
		{"accents and symbols stay", model.TextValue("Liège 🧬 Ł"), `"Liège 🧬 Ł"`},
		{"a byte that is not UTF-8", model.TextValue("a\xffb\xc3"), "\"a\uFFFDb\uFFFD\""},
		{"a surrogate in UTF-8 is not UTF-8", model.TextValue("\xed\xa0\x80"), "\"\uFFFD\uFFFD\uFFFD\""},
		{"U+FFFD itself", model.TextValue("\uFFFD"), "\"\uFFFD\""},
		{"an integer", model.IntValue(-2147483648), `-2147483648`},
		{"yes", model.BoolValue(true), `true`},
		{"no", model.BoolValue(false), `false`},
		{"whole money", model.CentsValue(1_600_000_000), `16000000`},
		{"money with cents", model.CentsValue(-1205), `-12.05`},
		{"a whole float has no point", model.FloatValue(3), `3`},
		{"negative zero", model.FloatValue(math.Copysign(0, -1)), `0`},
		{"shortest digits", model.FloatValue(0.1), `0.1`},
		{"below 1e21 no exponent", model.FloatValue(1e20), `100000000000000000000`},
		{"from 1e21 an exponent with its sign", model.FloatValue(1e21), `1e+21`},
		{"from 1e-6 no exponent", model.FloatValue(1e-6), `0.000001`},
		{"below 1e-6 an exponent, not padded", model.FloatValue(1.5e-7), `1.5e-7`},
		{"a long exponent", model.FloatValue(math.MaxFloat64), `1.7976931348623157e+308`},
		{"no number in JSON", model.FloatValue(math.NaN()), `null`},
		{"nor this", model.FloatValue(math.Inf(1)), `null`},
	} {
		if got := written(t, test.value); got != test.want {
			t.Errorf("%s: got %s, want %s", test.reason, got, test.want)
		}
	}
}

// Any text must be read back from JSON like one that encoding/json wrote, and valid UTF-8
// unchanged.
func FuzzText(f *testing.F) {
	for _, s := range []string{"", "plain", "\"\\/\b\f\n\r\t\x00", "<>&\u2028\u2029", "Ä🧬\xff\xc3\x28", "\xed\xa0\x80\uFFFD"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := written(t, model.TextValue(s))
		var back, want string
		if err := json.Unmarshal([]byte(got), &back); err != nil {
			t.Fatalf("%q: %v", got, err)
		}
		var buf bytes.Buffer
		e := json.NewEncoder(&buf)
		e.SetEscapeHTML(false)
		if err := e.Encode(s); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(buf.Bytes(), &want); err != nil {
			t.Fatal(err)
		}
		if back != want || utf8.ValidString(s) && back != s {
			t.Errorf("%q comes back as %q, want %q", s, back, want)
		}
	})
}

// Any number must be read back exactly, and be as short as encoding/json writes it.
func FuzzNumber(f *testing.F) {
	for _, n := range []float64{0, 1, -1.5, 1e21, 1e-7, math.SmallestNonzeroFloat64, math.MaxFloat64, 123456789.125} {
		f.Add(n)
	}
	f.Fuzz(func(t *testing.T, n float64) {
		if math.IsNaN(n) || math.IsInf(n, 0) || n == 0 {
			return
		}
		got := written(t, model.FloatValue(n))
		if back, err := strconv.ParseFloat(got, 64); err != nil || back != n {
			t.Errorf("%v is written %s and comes back as %v, %v", n, got, back, err)
		}
		if want, _ := json.Marshal(n); got != string(want) {
			t.Errorf("%v is written %s, want %s", n, got, want)
		}
	})
}
