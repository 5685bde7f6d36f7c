package main

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"whojoins/internal/identity"
	"whojoins/internal/output"
)

// sampleColumns are those of the table for a person: a line for each link of a sampled cluster. The
// last one is to be filled in: SAME, DIFFERENT or UNSURE.
var sampleColumns = []string{"cluster", "stratum", "clusters in stratum", "sampled", "left", "left names", "left place", "left domains", "right", "right names", "right place", "right domains", "evidence", "score", "label", "verdict"}

// Verdicts in the last two columns.
const (
	same      = "SAME"
	different = "DIFFERENT"
	unsure    = "UNSURE"
)

// writeSample writes a sample of the clusters of two or more records, drawn by stratum, and prints
// the precision that the labels show for it.
func (m *measure) writeSample(full *matched) error {
	strata := m.strata(full.Result)
	names := make([]string, 0, len(strata))
	for name := range strata {
		names = append(names, name)
	}
	slices.Sort(names)
	random := rand.New(rand.NewPCG(m.seed, 0))
	var b bytes.Buffer
	rows := csv.NewWriter(&b)
	_ = rows.Write(sampleColumns) // the error of Flush is checked
	labelled := m.allLabels()
	for _, name := range names {
		list := strata[name]
		random.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
		n := min(len(list), max(leastSampled, m.size*len(list)/max(1, count(strata))))
		for _, e := range list[:n] {
			for _, l := range e.Links {
				_ = rows.Write(append([]string{e.ID, name, strconv.Itoa(len(list)), strconv.Itoa(n)}, m.line(e, &l, labelled)...))
			}
		}
	}
	rows.Flush()
	if err := cmp.Or(rows.Error(), output.WriteFile(m.sample, b.Bytes())); err != nil {
		return err
	}
	fmt.Fprintf(m.out, "\nThe sample is in %s. Write SAME or DIFFERENT into its last column, and run the command with -judged %s.\n", m.sample, m.sample)
	return judge(m.out, &b, "label")
}

// leastSampled is the least number of clusters that are drawn from a stratum, if it has as many.
const leastSampled = 10

func count(strata map[string][]*identity.Entity) (n int) {
	for _, list := range strata {
		n += len(list)
	}
	return n
}

// strata returns the clusters of two or more records by their number of records and their weakest
// evidence.
func (m *measure) strata(result *identity.Result) map[string][]*identity.Entity {
	list := map[string][]*identity.Entity{}
	for i := range result.Entities {
		e := &result.Entities[i]
		if len(e.Records) < 2 || len(e.Links) == 0 {
			continue
		}
		size := strconv.Itoa(len(e.Records)) + " records"
		if len(e.Records) > 2 {
			size = "3 and more records"
		}
		weakest := slices.MinFunc(e.Links, func(a, b identity.Link) int { return cmp.Compare(a.Score, b.Score) })
		name := size + ", " + kindOf(&weakest)
		list[name] = append(list[name], e)
	}
	return list
}

// kindOf names the evidence of a link: what is the same of the name, and whether the domain is.
func kindOf(l *identity.Link) string {
	name, _, _ := strings.Cut(l.Reason, " (")
	switch {
	case l.By == "identifier":
		return "identifier"
	case strings.Contains(l.Reason, "both are called"):
		name = "called as the domain"
	case strings.Contains(l.Reason, ") +5") || strings.Contains(l.Reason, ") +3"): // as docs/matching.md explains the points
		name = "a part of the name"
	}
	if strings.Contains(l.Reason, "same domain") {
		return name + ", same domain"
	}
	return name + ", no domain in common"
}

// line returns the cells of a link.
func (m *measure) line(e *identity.Entity, l *identity.Link, labelled labels) []string {
	var cells []string
	var ids []string
	for _, ref := range []string{l.Left, l.Right} {
		i := slices.IndexFunc(e.Records, func(r *identity.Record) bool { return r.Ref() == ref })
		r := e.Records[i]
		ids = append(ids, r.ID)
		cells = append(cells, ref, strings.Join(r.Names, " | "), strings.Join(slices.Concat(r.Cities, r.Countries), ", "), strings.Join(r.Domains, " "))
	}
	return append(cells, l.Reason, strconv.FormatFloat(l.Score, 'f', 3, 64), verdictOf(ids[0], ids[1], labelled), "")
}

// verdictOf returns what the labels say of two records.
func verdictOf(a, b string, labelled labels) string {
	if isRegistered(a) {
		a, b = b, a
	}
	switch target := labelled[a]; {
	case target == "" || !isRegistered(b):
		return ""
	case target == b:
		return same
	default:
		return different
	}
}

// allLabels returns the labels of all sets; where two differ, that of curators holds.
func (m *measure) allLabels() labels {
	all := labels{}
	for _, set := range m.sets {
		for pic, target := range set.of {
			if all[pic] == "" || strings.HasPrefix(set.name, "curators") {
				all[pic] = target
			}
		}
	}
	return all
}

// judge prints the precision of a sample by what its column label or verdict says, for each stratum
// and, weighted by the strata, for all clusters: of the pairs of records in a cluster, of which two are
// one if no link between them is DIFFERENT, and of whole clusters. Clusters of which a link has no
// verdict are left out.
func judge(out io.Writer, in io.Reader, column string) error {
	rows, err := csv.NewReader(in).ReadAll()
	if err != nil {
		return err
	}
	if len(rows) == 0 || !slices.Equal(rows[0], sampleColumns) {
		return errors.New("this is not a sample that -sample has written: its first line differs")
	}
	at := slices.Index(sampleColumns, column)
	byStratum := map[string]*judged{}
	var order []string
	for start := 1; start < len(rows); {
		end := start
		for end < len(rows) && rows[end][0] == rows[start][0] {
			end++
		}
		name := rows[start][1]
		s := byStratum[name]
		if s == nil {
			s = &judged{}
			byStratum[name], order = s, append(order, name)
			s.clusters, err = strconv.Atoi(rows[start][2])
			if err != nil {
				return fmt.Errorf("line %d: %w", start+1, err)
			}
		}
		if err := s.take(rows[start:end], at); err != nil {
			return err
		}
		start = end
	}
	table := tabwriter.NewWriter(out, 2, 4, 2, ' ', 0)
	fmt.Fprintf(table, "\nsample, by its column %s\tclusters\tjudged\tpairs right\tclusters right\n", column)
	var pairs, whole []stratum
	for _, name := range order {
		s := byStratum[name]
		p, w := stratum{s.rightPairs, s.pairs, s.clusters}, stratum{s.right, s.one, s.clusters}
		fmt.Fprintf(table, "%s\t%d\t%d\t%s\t%s\n", name, s.clusters, len(s.pairs), ratio([]stratum{p}), ratio([]stratum{w}))
		if len(s.pairs) > 0 {
			pairs, whole = append(pairs, p), append(whole, w)
		}
	}
	fmt.Fprintf(table, "all\t\t\t%s\t%s\n", ratio(pairs), ratio(whole))
	return table.Flush()
}

// judged has what was judged in a stratum, by cluster.
type judged struct {
	rightPairs, pairs, right, one []float64
	clusters                      int
}

// take adds a cluster from the lines of its links.
func (s *judged) take(links [][]string, at int) error {
	part := map[string]string{}
	left, right := slices.Index(sampleColumns, "left"), slices.Index(sampleColumns, "right")
	wrong := false
	for _, l := range links {
		a, b := cmp.Or(part[l[left]], l[left]), cmp.Or(part[l[right]], l[right])
		part[l[left]], part[l[right]] = a, b
		switch l[at] {
		case same:
			for record, in := range part {
				if in == b {
					part[record] = a
				}
			}
		case different:
			wrong = true
		case "", unsure:
			return nil
		default:
			return fmt.Errorf("cluster %s: %q is no verdict; write SAME, DIFFERENT or UNSURE", l[0], l[at])
		}
	}
	sizes := map[string]int{}
	for _, in := range part {
		sizes[in]++
	}
	together := 0
	for _, n := range sizes {
		together += n * (n - 1) / 2
	}
	s.pairs, s.rightPairs = append(s.pairs, float64(len(part)*(len(part)-1)/2)), append(s.rightPairs, float64(together))
	s.one, s.right = append(s.one, 1), append(s.right, 1)
	if wrong {
		s.right[len(s.right)-1] = 0
	}
	return nil
}
