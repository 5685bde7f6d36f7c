package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"text/tabwriter"
)

// options are those of the command line.
type options struct {
	release, dataset, schema, review string
	files                            []string
	seed                             uint64
	// show is the number of wrong and of missed matches to print, with held of the held-out half too.
	show int
	held bool
	// explain is the id of a record whose open pairs are printed.
	explain string
	// sample is the file for a sample of clusters, size their number.
	// judged is such a file that a person has filled in.
	sample, judged string
	size           int
}

// measure is the state of one run.
type measure struct {
	options
	out        io.Writer
	registered []organisation
	tables     [][]organisation
	stated     []organisation
	byID       map[string]*organisation
	pages      labels
	sets       []labelSet
}

// run measures the matching of tables of organisations against a release of ROR.
func run(ctx context.Context, out io.Writer, o *options) error {
	if o.judged != "" {
		f, err := os.Open(o.judged)
		if err != nil {
			return err
		}
		defer func() { _ = f.Close() }() // it was only read
		return judge(out, f, "verdict")
	}
	if o.release == "" || len(o.files) == 0 {
		return errors.New("give a release of ROR and tables of organisations: identity -ror ror-data.jsonl.gz organization.csv")
	}
	m := &measure{options: *o, out: out, byID: map[string]*organisation{}}
	if err := m.read(ctx); err != nil {
		return err
	}
	full, err := m.byEvidence(ctx)
	if err != nil {
		return err
	}
	if err := m.byCountry(full.found); err != nil {
		return err
	}
	if err := m.slowest(ctx, full.Open); err != nil {
		return err
	}
	if err := m.alone(ctx); err != nil {
		return err
	}
	if err := m.byNumber(ctx); err != nil || o.sample == "" {
		return err
	}
	return m.writeSample(full)
}

// read reads the files, and makes the labels.
func (m *measure) read(ctx context.Context) (err error) {
	if m.registered, err = readROR(m.release); err != nil {
		return err
	}
	for _, file := range m.files {
		list, err := readOrganisations(file)
		if err != nil {
			return err
		}
		m.tables, m.stated = append(m.tables, list), append(m.stated, list...)
	}
	for _, list := range [][]organisation{m.registered, m.stated} {
		for i := range list {
			m.byID[list[i].ID] = &list[i]
		}
	}
	m.pages = labelsOf(m.registered, m.stated, false)
	homes := labelsOf(m.registered, m.stated, true)
	decided := labels{}
	if m.dataset != "" {
		if decided, err = decidedIn(ctx, m.dataset, m.schema, m.registered, m.stated); err != nil {
			return err
		}
	}
	m.sets = sets(m.pages, homes, decided, m.seed)
	fmt.Fprintf(m.out, "%d records of ROR, %d rows of organisations. Labels: %d by domain, %d of them by home page; %d by curators.\n", len(m.registered), len(m.stated), len(m.pages), len(homes), len(decided))
	return m.reviewed()
}

// reviewed adds the labels by domain without those that a person has found to be wrong, and prints
// their share. They stay in all other sets.
func (m *measure) reviewed() error {
	if m.review == "" {
		return nil
	}
	wrong, err := readReview(m.review)
	if err != nil {
		return err
	}
	kept, reasons := maps.Clone(m.pages), map[string]int{}
	for pic, target := range m.pages {
		if why := wrong[[2]string{pic, target}]; why != "" {
			delete(kept, pic)
			reasons[why]++
		}
	}
	m.sets = append(m.sets, labelSet{"domain, without the labels reviewed as wrong", kept})
	fmt.Fprintf(m.out, "%d labels by domain are wrong by a person's review: %s\n", len(m.pages)-len(kept), share(len(m.pages)-len(kept), len(m.pages)))
	for _, why := range slices.Sorted(maps.Keys(reasons)) {
		fmt.Fprintf(m.out, "  %d: %s\n", reasons[why], why)
	}
	return nil
}

// removed reports whether a record is in the half that is removed to measure abstention.
func (m *measure) removed(id string) bool {
	h := fnv.New64a()
	fmt.Fprintf(h, "%d %s", m.seed, id)
	return isRegistered(id) && h.Sum64()%2 == 0
}

// byEvidence prints the figures of each set of labels with each kind of evidence, and what is wrong and
// missed. It returns the match with all evidence.
func (m *measure) byEvidence(ctx context.Context) (full *matched, err error) {
	table := tabwriter.NewWriter(m.out, 2, 4, 2, ' ', 0)
	fmt.Fprintln(table, "\nevidence\tlabels\tnumber\tfound\twrong\tprecision\trecall\tsilent without the record\tseconds")
	var details strings.Builder
	for _, kind := range kinds {
		if full, err = match(ctx, kind, nil, m.registered, m.stated); err != nil {
			return nil, err
		}
		without, err := match(ctx, kind, m.removed, m.registered, m.stated)
		if err != nil {
			return nil, err
		}
		for _, set := range m.sets {
			s := compare(set.of, full.found)
			fmt.Fprintf(table, "%s\t%s\t%d\t%d\t%d\t%s\t%s\t%s\t%.1f\n", kind, set.name, s.labels, s.right, s.wrong, s.precision(), s.recall(), m.silence(set.of, without.found), full.took.Seconds())
		}
		if m.show > 0 && kind != namesAlone {
			m.details(&details, kind, full)
		}
		if m.explain != "" {
			explain(&details, kind, full.Result, m.explain)
		}
	}
	if err := table.Flush(); err != nil {
		return nil, err
	}
	fmt.Fprint(m.out, details.String())
	return full, nil
}

// silence returns the share of the labels whose record was removed for which nothing else was found.
func (m *measure) silence(list, found labels) string {
	silent, without := 0, 0
	for pic, label := range list {
		if m.removed(label) {
			without++
			if found[pic] == "" {
				silent++
			}
		}
	}
	return share(silent, without)
}

// details prints what is wrong and missed with one kind of evidence in the development half. The
// held-out half is shown on demand only, to review its labels: nobody is to find rules in it.
func (m *measure) details(out io.Writer, kind string, found *matched) {
	for _, set := range m.sets {
		if !strings.HasSuffix(set.name, developmentHalf) && !(m.held && strings.HasSuffix(set.name, heldHalf)) {
			continue
		}
		fmt.Fprintf(out, "\n%s, %s\n", kind, set.name)
		s := compare(set.of, found.found)
		for _, pic := range s.errors[:min(m.show, len(s.errors))] {
			fmt.Fprintf(out, "wrong: %s\n    found %s\n    label %s\n    %s\n", m.byID[pic].describe(), m.byID[found.found[pic]].describe(), m.byID[set.of[pic]].describe(), reasons(found.Result, pic))
		}
		printCauses(out, s.missed, set.of, m.byID, found, m.show)
	}
}

// byCountry prints the figures of each country, by the number of its labels.
func (m *measure) byCountry(found labels) error {
	parts := map[string]labels{}
	for pic, target := range m.pages {
		country := m.byID[pic].Countries[0] // a label has one
		if parts[country] == nil {
			parts[country] = labels{}
		}
		parts[country][pic] = target
	}
	table := tabwriter.NewWriter(m.out, 2, 4, 2, ' ', 0)
	fmt.Fprintln(table, "\ncountry, everything, labels by domain\tnumber\tfound\twrong\tprecision\trecall")
	for _, country := range slices.SortedFunc(maps.Keys(parts), func(a, b string) int {
		return cmp.Or(cmp.Compare(len(parts[b]), len(parts[a])), strings.Compare(a, b))
	}) {
		s := compare(parts[country], found)
		fmt.Fprintf(table, "%s\t%d\t%d\t%d\t%s\t%s\n", country, s.labels, s.right, s.wrong, s.precision(), s.recall())
	}
	return table.Flush()
}

// alone measures abstention at the size of the register: half of its records are removed and come
// back as strangers, so that every match with a record that is left is wrong.
func (m *measure) alone(ctx context.Context) error {
	list := strangers(m.registered, m.removed)
	table := tabwriter.NewWriter(m.out, 2, 4, 2, ' ', 0)
	fmt.Fprintln(table, "\nhalf of ROR against the other half\tstrangers\tmatched\tsilent")
	var details strings.Builder
	for _, kind := range kinds {
		found, err := match(ctx, kind, m.removed, m.registered, list)
		if err != nil {
			return err
		}
		wrong := strange(found, list)
		fmt.Fprintf(table, "%s\t%d\t%d\t%s\n", kind, len(list), len(wrong), share(len(list)-len(wrong), len(list)))
		for _, id := range wrong[:min(m.show, len(wrong))] {
			fmt.Fprintf(&details, "%s: %s\n    found %s\n    %s\n", kind, m.byID[strings.TrimPrefix(id, "stranger-")].describe(), m.byID[found.found[id]].describe(), reasons(found.Result, id))
		}
	}
	if err := table.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprint(m.out, details.String())
	return err
}

// byNumber measures whole clusters, of rows without their numbers and records of ROR: the labels are
// the PICs and VAT numbers that were withheld, with the labels by domain and those of curators.
func (m *measure) byNumber(ctx context.Context) error {
	rows, one, other := withheld(m.tables)
	all := maps.Clone(one)
	for _, set := range m.sets {
		for pic, target := range set.of {
			for n := range m.tables {
				if id := rowID(n, pic); all[id] == "" && slices.ContainsFunc(rows, func(r organisation) bool { return r.ID == id }) {
					all[id] = target
				}
			}
		}
	}
	truth := partitionOf(all)
	fmt.Fprintf(m.out, "\nRows without PIC and VAT number: %d, of which %d are one with a row before by these numbers.\n", len(rows), len(one))
	table := tabwriter.NewWriter(m.out, 2, 4, 2, ' ', 0)
	fmt.Fprintln(table, "clusters\tof\tprecision\trecall")
	for _, kind := range kinds {
		found, err := match(ctx, kind, nil, m.registered, rows)
		if err != nil {
			return err
		}
		right, wrong := pairsByVAT(found, one, other)
		figures := compareClusters(truth, found.clusters)
		figures.print(table, kind)
		fmt.Fprintf(table, "%s\tpairs by number: %d found, %d with two VAT numbers of one country\t\t%s\n", kind, right, wrong, share(right, len(one)))
	}
	return table.Flush()
}
