package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"maps"
	"os"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"whojoins/internal/identity"
)

// run measures the matching of tables of organisations against a release of ROR.
func run(ctx context.Context, release string, tables []string, seed uint64, show int) error {
	if release == "" || len(tables) == 0 {
		return errors.New("give a release of ROR and tables of organisations: identity -ror ror-data.jsonl.gz organization.csv")
	}
	registered, err := readROR(release)
	if err != nil {
		return err
	}
	var stated []organisation
	for _, table := range tables {
		list, err := readOrganisations(table)
		if err != nil {
			return err
		}
		stated = append(stated, list...)
	}
	pages, homes := labelsOf(registered, stated, false), labelsOf(registered, stated, true)
	fmt.Fprintf(os.Stdout, "%d records of ROR, %d rows of organisations, %d labels by domain, %d of them by home page\n\n", len(registered), len(stated), len(pages), len(homes))
	out := tabwriter.NewWriter(os.Stdout, 2, 4, 2, ' ', 0)
	fmt.Fprintln(out, "evidence\tlabels\tfound\twrong\tprecision\trecall\tkept silent\tseconds")
	removed := func(id string) bool { h := fnv.New64a(); fmt.Fprintf(h, "%d %s", seed, id); return h.Sum64()%2 == 0 }
	var everything map[string]string
	for _, kind := range []string{"names and places", "names alone", "all"} {
		start := time.Now()
		found, err := match(ctx, registered, stated, kind, nil)
		if err != nil {
			return err
		}
		took := time.Since(start).Seconds()
		without, err := match(ctx, registered, stated, kind, removed)
		if err != nil {
			return err
		}
		for _, set := range []struct {
			name   string
			labels map[string]string
		}{{"", pages}, {", labels by home page", homes}} {
			s := compare(set.labels, found)
			fmt.Fprintf(out, "%s%s\t%d\t%d\t%d\t%.4f\t%.4f\t%.4f\t%.1f\n", kind, set.name, len(set.labels), s.right, s.wrong, s.precision(), s.recall(len(set.labels)), silence(set.labels, without, removed), took)
		}
		if everything = found; show > 0 {
			fmt.Fprintln(os.Stdout, kind)
			s := compare(homes, found)
			s.print(show, registered, stated, homes)
		}
	}
	if err := out.Flush(); err != nil {
		return err
	}
	return byCountry(stated, homes, everything)
}

// silence returns the share of the labels whose record was removed for which nothing else was found.
func silence(labels, found map[string]string, removed func(id string) bool) float64 {
	silent, without := 0, 0
	for pic, label := range labels {
		if removed(label) {
			without++
			if found[pic] == "" {
				silent++
			}
		}
	}
	return float64(silent) / float64(max(without, 1))
}

// byCountry prints the figures of each country, by the number of its labels.
func byCountry(stated []organisation, labels, found map[string]string) error {
	parts := map[string]map[string]string{}
	for i := range stated {
		if r := &stated[i]; labels[r.ID] != "" {
			country := r.Countries[0] // a label has one
			if parts[country] == nil {
				parts[country] = map[string]string{}
			}
			parts[country][r.ID] = labels[r.ID]
		}
	}
	out := tabwriter.NewWriter(os.Stdout, 2, 4, 2, ' ', 0)
	fmt.Fprintln(out, "\ncountry, everything\tlabels\tfound\twrong\tprecision\trecall")
	for _, country := range slices.SortedFunc(maps.Keys(parts), func(a, b string) int {
		return cmp.Or(cmp.Compare(len(parts[b]), len(parts[a])), strings.Compare(a, b))
	}) {
		s := compare(parts[country], found)
		fmt.Fprintf(out, "%s\t%d\t%d\t%d\t%.3f\t%.3f\n", country, len(parts[country]), s.right, s.wrong, s.precision(), s.recall(len(parts[country])))
	}
	return out.Flush()
}

// labelsOf returns the record of ROR of each PIC with whose page it shares a registered domain
// that no other record of ROR in the country and no other PIC has. With homes, both have the home
// page of the domain.
func labelsOf(registered, stated []organisation, homes bool) map[string]string {
	owner, shared := map[string]string{}, map[string]bool{}
	add := func(r *organisation, kind string) {
		for _, d := range r.Domains {
			key := kind + d
			if before := owner[key]; before != "" && before != r.ID {
				shared[key] = true
			}
			owner[key] = r.ID
		}
	}
	byID := map[string]*organisation{}
	for i := range registered {
		add(&registered[i], "ror ")
		byID[registered[i].ID] = &registered[i]
	}
	for i := range stated {
		add(&stated[i], "pic ")
	}
	labels := map[string]string{}
	for i := range stated {
		r := &stated[i]
		for _, d := range r.Domains {
			target := byID[owner["ror "+d]]
			if target == nil || shared["ror "+d] || shared["pic "+d] || len(r.Countries) == 0 || !slices.Contains(target.Countries, r.Countries[0]) {
				continue
			}
			if !homes || slices.Contains(r.homes, d) && slices.Contains(target.homes, d) {
				labels[r.ID] = target.ID
			}
		}
	}
	return labels
}

// match returns the record of ROR of each PIC, with one kind of evidence and without the records
// that are removed.
func match(ctx context.Context, registered, stated []organisation, kind string, removed func(id string) bool) (map[string]string, error) {
	var records []identity.Record
	for _, o := range slices.Concat(registered, stated) {
		r := o.Record
		if removed != nil && removed(r.ID) {
			continue
		}
		if kind != "all" {
			r.Domains = nil
		}
		if kind == "names alone" {
			r.Places, r.Cities = nil, nil
		}
		records = append(records, r)
	}
	result, err := identity.Resolve(ctx, records, nil)
	if err != nil {
		return nil, err
	}
	found := map[string]string{}
	for _, e := range result.Entities {
		target := ""
		for _, r := range e.Records {
			if strings.HasPrefix(r.ID, "ror-") {
				target = r.ID
			}
		}
		for _, r := range e.Records {
			if r.ID != target {
				found[r.ID] = target
			}
		}
	}
	return found, nil
}

// score counts the labels that were found.
type score struct {
	right, wrong   int
	errors, missed []string
}

func compare(labels, found map[string]string) (s score) {
	for _, pic := range slices.Sorted(maps.Keys(labels)) {
		switch found[pic] {
		case labels[pic]:
			s.right++
		case "":
			s.missed = append(s.missed, pic)
		default:
			s.wrong++
			s.errors = append(s.errors, pic+" "+found[pic])
		}
	}
	return s
}

func (s *score) precision() float64   { return float64(s.right) / float64(max(s.right+s.wrong, 1)) }
func (s *score) recall(n int) float64 { return float64(s.right) / float64(max(n, 1)) }

// print prints wrong and missed matches with their names.
func (s *score) print(most int, registered, stated []organisation, labels map[string]string) {
	names := map[string]string{}
	for _, r := range slices.Concat(registered, stated) {
		names[r.ID] = fmt.Sprintf("%s %v %v", strings.Join(r.Names, " | "), r.Cities, r.Domains)
	}
	for _, pair := range s.errors[:min(most, len(s.errors))] {
		pic, other, _ := strings.Cut(pair, " ")
		fmt.Fprintf(os.Stdout, "wrong: %s %s\n  found %s %s\n  label %s %s\n", pic, names[pic], other, names[other], labels[pic], names[labels[pic]])
	}
	for _, pic := range s.missed[:min(most, len(s.missed))] {
		fmt.Fprintf(os.Stdout, "missed: %s %s\n  label %s %s\n", pic, names[pic], labels[pic], names[labels[pic]])
	}
}
