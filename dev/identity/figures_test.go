package main

import (
	"math"
	"strings"
	"testing"
)

// TestShare checks the interval of a share at its ends, by values computed with R (prop.test without
// correction).
func TestShare(t *testing.T) {
	for _, test := range []struct {
		k, n int
		want string
	}{{0, 10, "0.000 [0.000, 0.278]"}, {10, 10, "1.000 [0.722, 1.000]"}, {155, 157, "0.987 [0.955, 0.996]"}, {0, 0, "–"}} {
		if got := share(test.k, test.n); got != test.want {
			t.Errorf("%d of %d: %s, want %s", test.k, test.n, got, test.want)
		}
	}
}

// TestRatio checks the estimate and its standard error. The first two have the values of er-evaluation
// 2.3, whose samples are of a large population.
func TestRatio(t *testing.T) {
	large := func(right, all []float64) stratum { s := stratum{right: right, all: all}; return s.unbounded() }
	for _, test := range []struct {
		reason string
		strata []stratum
		want   estimate
	}{
		{"clusters of one size", []stratum{large([]float64{1, 0, 1, 1}, []float64{1, 1, 1, 1})}, estimate{0.75, 0.25}},
		{"clusters of several sizes", []stratum{large([]float64{1, 1, 6, 3}, []float64{1, 3, 6, 3})}, estimate{0.846153846, 0.165116}},
		{"all clusters of a stratum", []stratum{{[]float64{1, 0}, []float64{1, 1}, 2}}, estimate{0.5, 0}},
		{"a stratum counts by its clusters", []stratum{{[]float64{1, 1}, []float64{1, 1}, 30}, {[]float64{0, 0}, []float64{1, 1}, 10}}, estimate{0.75, 0}},
		{"a stratum of one cluster", []stratum{{[]float64{3}, []float64{3}, 1}}, estimate{1, 0}},
	} {
		got := ratio(test.strata)
		if math.Abs(got.value-test.want.value) > 1e-5 || math.Abs(got.err-test.want.err) > 1e-5 {
			t.Errorf("%s: %v ± %v, want %v", test.reason, got.value, got.err, test.want)
		}
	}
	if got := ratio(nil); got.String() != "–" {
		t.Errorf("nothing sampled: %v", got)
	}
}

// TestCompareClusters compares clusters of which one is cut and two are joined.
func TestCompareClusters(t *testing.T) {
	truth := partition{"a1": "a", "a2": "a", "a3": "a", "b1": "b", "b2": "b", "c1": "c", "c2": "c"}
	found := partition{"a1": "1", "a2": "1", "a3": "2", "b1": "3", "b2": "3", "c1": "3", "c2": "4", "stranger": "1"}
	f := compareClusters(truth, found)
	for _, test := range []struct {
		what string
		got  estimate
		want float64
	}{
		{"pairs found", f.pairPrecision, 2.0 / 4}, {"pairs there are", f.pairRecall, 2.0 / 5},
		{"clusters found", f.clusterPrecision, 0}, {"clusters there are", f.clusterRecall, 0},
		{"records by what was found", f.recordPrecision, (2 + 1 + 5.0/3 + 1) / 7}, {"records by what there is", f.recordRecall, (5.0/3 + 2 + 1) / 7},
	} {
		if math.Abs(test.got.value-test.want) > 1e-9 {
			t.Errorf("%s: %v, want %v", test.what, test.got, test.want)
		}
	}
	if f := compareClusters(truth, truth); f.clusterPrecision.value != 1 || f.pairRecall.value != 1 || f.clusters != 3 || f.pairs != 5 {
		t.Errorf("the truth itself: %+v", f)
	}
	same := partitionOf(labels{"x": "ror-1", "y": "ror-1"}, labels{"z": "y"})
	if same["x"] != same["z"] || same["ror-1"] != same["x"] || len(same) != 4 {
		t.Errorf("labels are joined to %v", same)
	}
}

// TestJudge reads the verdicts of a person back.
func TestJudge(t *testing.T) {
	line := func(cluster, left, right, verdict string) string {
		return strings.Join([]string{cluster, "all", "20", "4", left, "", "", "", right, "", "", "", "", "", "", verdict}, ",") + "\n"
	}
	header := strings.Join(sampleColumns, ",") + "\n"
	text := header + line("one", "a", "b", same) + line("one", "b", "c", different) + line("two", "d", "e", same) + line("three", "f", "g", "") + line("four", "h", "i", unsure)
	var out strings.Builder
	if err := judge(&out, strings.NewReader(text), "verdict"); err != nil {
		t.Fatal(err)
	}
	// One of three pairs is right in one cluster, one of one in the other; the others are not judged.
	if got := out.String(); !strings.Contains(got, "0.5000 [") || strings.Count(got, "20 ") != 1 {
		t.Errorf("printed:\n%s", got)
	}
	for _, test := range []struct{ text, want string }{{header + line("one", "a", "b", "YES"), "YES"}, {"a,b\n1,2\n", "first line"}} {
		if err := judge(&out, strings.NewReader(test.text), "verdict"); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%q: %v, want %q", test.text, err, test.want)
		}
	}
}
