package main

import (
	"fmt"
	"strings"
	"testing"
)

// TestCents expects whole cents of every form in which the service writes an amount.
func TestCents(t *testing.T) {
	for amount, want := range map[string]string{"12": "1200", "12.5": "1250", "0.07": "7", "0": "0", "8085765396.25": "808576539625"} {
		if got := cents(amount); got != want {
			t.Errorf("%s is %s cents, want %s", amount, got, want)
		}
	}
}

// TestDifference expects the first difference between the answers of two sides: a wrong line, a
// missing one, and one too many.
func TestDifference(t *testing.T) {
	a := &asked{draws: []map[string]any{{}, {"id": "b"}}, answers: [][]string{{"1"}, {"1", "2"}}}
	for got, want := range map[string]string{"1 2": "", "1 3": `line 2 of 2 is "3", not "2"`, "1": `line 2 of 2 is "", not "2"`, "1 2 3": `line 3 of 2 is "3", not ""`} {
		if found := difference(a, [][]string{{"1"}, strings.Fields(got)}); !strings.HasSuffix(found, want) || want == "" && found != "" {
			t.Errorf("%q: %q, want %q", got, found, want)
		}
	}
}

// TestTimes expects the median and the 99th percentile of few and of many times.
func TestTimes(t *testing.T) {
	many := &side{}
	for i := range 1000 {
		many.micros = append(many.micros, float64(i))
	}
	for _, c := range []struct {
		side *side
		want string
	}{{&side{}, ""}, {&side{micros: []float64{2000, 1000}}, "2.00 (2.00)"}, {many, "0.50 (0.99)"}} {
		if got := c.side.times(); got != c.want {
			t.Errorf("%s is %q, want %q", fmt.Sprint(len(c.side.micros)), got, c.want)
		}
	}
}
