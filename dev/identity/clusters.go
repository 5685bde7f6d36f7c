package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// partition has the cluster of each record.
type partition map[string]string

// clusters returns the records of each cluster.
func (p partition) clusters() map[string][]string {
	list := map[string][]string{}
	for _, record := range slices.Sorted(maps.Keys(p)) {
		list[p[record]] = append(list[p[record]], record)
	}
	return list
}

// partitionOf joins records into clusters: each pair of one labels is in one.
func partitionOf(lists ...labels) partition {
	parent := map[string]string{}
	var find func(r string) string
	find = func(r string) string {
		if parent[r] == "" || parent[r] == r {
			parent[r] = r
			return r
		}
		parent[r] = find(parent[r])
		return parent[r]
	}
	for _, list := range lists {
		for _, record := range slices.Sorted(maps.Keys(list)) {
			a, b := find(record), find(list[record])
			parent[max(a, b)] = min(a, b)
		}
	}
	all := partition{}
	for record := range parent {
		all[record] = find(record)
	}
	return all
}

// clusterFigures are how well clusters fit those of the labels, among the records that have labels:
// of pairs of records, of whole clusters of two or more, and of the records, of whose cluster it is the
// mean share that is right (B-cubed: A. Bagga, B. Baldwin, Entity-Based Cross-Document Coreferencing
// Using the Vector Space Model, COLING 1998).
type clusterFigures struct {
	pairPrecision, pairRecall, clusterPrecision, clusterRecall, recordPrecision, recordRecall estimate
	clusters, pairs                                                                           int
}

// compareClusters compares the clusters of found with those of truth. The labels are a sample of all
// clusters, so the intervals are those of a large population.
func compareClusters(truth, found partition) clusterFigures {
	among := partition{}
	for record := range truth {
		if among[record] = found[record]; among[record] == "" {
			among[record] = record
		}
	}
	var f clusterFigures
	f.pairPrecision, f.clusterPrecision, f.recordPrecision = oneWay(among, truth)
	f.pairRecall, f.clusterRecall, f.recordRecall = oneWay(truth, among)
	for _, list := range truth.clusters() {
		f.clusters, f.pairs = f.clusters+1, f.pairs+len(list)*(len(list)-1)/2
	}
	return f
}

// oneWay returns which share of the pairs, whole clusters and records of one partition the other has.
func oneWay(of, in partition) (pairs, whole, records estimate) {
	other := in.clusters()
	var p, w, r stratum
	for _, list := range of.clusters() {
		parts := map[string]int{}
		for _, record := range list {
			parts[in[record]]++
		}
		var same, squares int
		for _, n := range parts {
			same, squares = same+n*(n-1)/2, squares+n*n
		}
		n := len(list)
		p.add(float64(same), float64(n*(n-1)/2))
		r.add(float64(squares)/float64(n), float64(n))
		if n > 1 {
			exact := 0.0
			if len(parts) == 1 && len(other[in[list[0]]]) == n {
				exact = 1
			}
			w.add(exact, 1)
		}
	}
	return ratio([]stratum{p.unbounded()}), ratio([]stratum{w.unbounded()}), ratio([]stratum{r.unbounded()})
}

func (s *stratum) add(right, all float64) {
	s.right, s.all = append(s.right, right), append(s.all, all)
}

// unbounded returns the stratum as a sample of a large population.
func (s *stratum) unbounded() stratum {
	const large = 1 << 40
	return stratum{s.right, s.all, large}
}

// print prints the figures as lines of a table.
func (f *clusterFigures) print(out io.Writer, evidence string) {
	for _, line := range []struct {
		of                string
		precision, recall estimate
	}{{"pairs", f.pairPrecision, f.pairRecall}, {"clusters of two or more", f.clusterPrecision, f.clusterRecall}, {"records (B-cubed)", f.recordPrecision, f.recordRecall}} {
		fmt.Fprintln(out, strings.Join([]string{evidence, line.of, line.precision.String(), line.recall.String()}, "\t"))
	}
}
