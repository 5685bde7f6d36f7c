package main

import (
	"fmt"
	"maps"
	"math"
	"slices"
)

// score counts the labels that were found.
type score struct {
	labels, right, wrong int
	// errors are the PICs with another record of ROR than their label, missed those with none.
	errors, missed []string
}

// compare compares what was found for each PIC with the labels.
func compare(list, found labels) score {
	s := score{labels: len(list)}
	for _, pic := range slices.Sorted(maps.Keys(list)) {
		switch found[pic] {
		case list[pic]:
			s.right++
		case "":
			s.missed = append(s.missed, pic)
		default:
			s.wrong++
			s.errors = append(s.errors, pic)
		}
	}
	return s
}

// precision and recall are shown with the interval in which they are with a probability of 95 %.
func (s *score) precision() string { return share(s.right, s.right+s.wrong) }
func (s *score) recall() string    { return share(s.right, s.labels) }

// share returns k of n with its interval, or a dash if n is zero.
func share(k, n int) string {
	if n == 0 {
		return "–"
	}
	low, high := wilson(k, n)
	return fmt.Sprintf("%.3f [%.3f, %.3f]", float64(k)/float64(n), low, high)
}

// z95 is the quantile of the normal distribution for intervals of 95 %.
const z95 = 1.959964

// wilson returns the score interval for k of n at 95 %, which holds for shares near 1 and for few
// cases (E. B. Wilson: Probable Inference, the Law of Succession, and Statistical Inference, Journal of
// the American Statistical Association 22, 1927).
func wilson(k, n int) (low, high float64) {
	p, m := float64(k)/float64(n), float64(n)
	middle := p + z95*z95/(2*m)
	radius := z95 * math.Sqrt(p*(1-p)/m+z95*z95/(4*m*m))
	all := 1 + z95*z95/m
	return max(0, (middle-radius)/all), min(1, (middle+radius)/all)
}

// estimate is a share that was estimated from clusters, with its standard error.
type estimate struct{ value, err float64 }

func (e estimate) String() string {
	if math.IsNaN(e.value) {
		return "–"
	}
	return fmt.Sprintf("%.4f [%.4f, %.4f]", e.value, max(0, e.value-z95*e.err), min(1, e.value+z95*e.err))
}

// stratum has for each sampled cluster of a stratum what is right and what there is, such as the right
// pairs and all pairs, and the number of all clusters in the stratum.
type stratum struct {
	right, all []float64
	clusters   int
}

// ratio estimates the share of what is right from a sample of clusters: the ratio of the weighted
// sums, in which a cluster counts for all those of its stratum that it stands for. The standard
// error is that of the linearised ratio, with the correction for strata that were sampled to a large
// part.
//
// These are the estimators that Binette, York, Hickerson, Baek, Madhavan and Jones use for samples of
// clusters (Estimating the Performance of Entity Resolution Algorithms, The American Statistician
// 77(4), 2023, doi:10.1080/00031305.2023.2191664; in Python: er-evaluation), by strata as in W. G.
// Cochran, Sampling Techniques, chapter 6. Their adjustment for the bias of the ratio, of the order of
// one by the number of clusters, is left out, since it has no meaning for a share of 1.
func ratio(strata []stratum) estimate {
	var right, all float64
	for _, s := range strata {
		for i := range s.all {
			weight := float64(s.clusters) / float64(len(s.all))
			right, all = right+weight*s.right[i], all+weight*s.all[i]
		}
	}
	if all == 0 {
		return estimate{math.NaN(), math.NaN()}
	}
	r, variance := right/all, 0.0
	for _, s := range strata {
		n := float64(len(s.all))
		if n < 2 {
			continue
		}
		var mean, squares float64
		for i := range s.all {
			mean += (s.right[i] - r*s.all[i]) / n
		}
		for i := range s.all {
			d := s.right[i] - r*s.all[i] - mean
			squares += d * d
		}
		sampled := n / float64(s.clusters)
		variance += float64(s.clusters) * float64(s.clusters) * (1 - sampled) * squares / (n - 1) / n
	}
	return estimate{r, math.Sqrt(variance) / all}
}
