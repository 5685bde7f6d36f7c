package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"whojoins/internal/dataset/ror"
)

// kinds are the dataset's words for ROR's, where they differ.
var kinds = map[string]string{"government": "public body"}

const head = `# Written by: go run ./dev/ror FILE, from seed/ror/matches.csv. Do not edit.
source:
  id: source-ror
  name: Research Organization Registry
  url: https://ror.org
  licence: CC0 1.0
  updated: {value: %s, at: newest change of a record}
`

// write writes the file of the source ROR: what the matched records state.
func write(out io.Writer, matches matchList, types map[string]string, records map[string]*record) error {
	newest := ""
	for _, r := range records {
		newest = max(newest, r.Admin.Modified.Date)
	}
	w := &writer{Writer: out, records: records, ours: map[string]string{}}
	w.line(head, newest)
	w.line("entities:\n")
	byType := map[string]matchList{}
	for _, m := range matches {
		if m.as != "" {
			byType[types[m.id]] = append(byType[types[m.id]], m)
		}
		if m.as == asRecord || m.as == asNamed {
			w.ours[m.ror] = m.id
		}
	}
	for _, kind := range slices.Sorted(maps.Keys(byType)) {
		w.line("  %s:\n", kind)
		for list := byType[kind]; len(list) > 0; {
			n := 1
			for n < len(list) && list[n].id == list[0].id {
				n++
			}
			if err := w.entity(list[:n]); err != nil {
				return err
			}
			list = list[n:]
		}
	}
	w.relations()
	return w.err
}

type writer struct {
	io.Writer
	records map[string]*record
	// ours are the matched organisations, by short id of ROR.
	ours map[string]string
	err  error
}

func (w *writer) line(format string, args ...any) {
	if w.err == nil {
		_, w.err = fmt.Fprintf(w, format, args...)
	}
}

// entity writes what is stated of one organisation: the first match is its own, others
// are of its successors.
func (w *writer) entity(list matchList) error {
	w.line("    %s:\n", list[0].id)
	var identifiers, names []string
	for _, m := range list {
		at := quote("record " + m.ror + "; " + m.why)
		identifiers = append(identifiers, fmt.Sprintf("{scheme: ror, value: %s, url: %q, at: %s}", m.ror, "https://ror.org/"+m.ror, at))
		r := w.records[m.ror]
		if m.as == asNamed {
			label := w.label(m.ror)
			if label == "" {
				return fmt.Errorf("%s: no record names %q; is it in this release?", m.id, m.ror)
			}
			names = append(names, fmt.Sprintf("{name: %s, at: %s}", quote(label), at))
			continue
		}
		if r == nil {
			return fmt.Errorf("%s: the release has no record %q", m.id, m.ror)
		}
		if wikidata := r.wikidata(); wikidata != "" && m.as == asRecord {
			identifiers = append(identifiers, fmt.Sprintf("{scheme: wikidata, value: %s, url: %q}", wikidata, "https://www.wikidata.org/wiki/"+wikidata))
		}
		names = append(names, r.names(at, m.as)...)
	}
	if r := w.records[list[0].ror]; list[0].as == asRecord {
		w.line("      at: record %s\n      date: %s\n", list[0].ror, r.Admin.Modified.Date)
		w.facts(r)
	}
	w.list("identifiers", identifiers)
	w.list("aliases", names)
	return nil
}

// facts writes the fields of a record that have one value, and its kinds and pages.
func (w *writer) facts(r *record) {
	if len(r.Locations) > 0 {
		d := r.Locations[0].Details
		w.line("      country: %q\n      city: %s\n", d.Country, quote(d.City))
		if d.Region != "" {
			w.line("      region: %s\n", quote(d.Region))
		}
		w.line("      location: {latitude: %s, longitude: %s}\n", number(d.Lat), number(d.Lng))
	}
	if r.Established != 0 {
		w.line("      founded: %d\n", r.Established)
	}
	var words []string
	for _, t := range r.Types {
		if own := kinds[t]; own != "" {
			t = own
		}
		if t != "other" {
			words = append(words, t)
		}
	}
	if len(words) > 0 {
		w.line("      kinds: [%s]\n", strings.Join(words, ", "))
	}
	var links []string
	for _, l := range r.Links {
		links = append(links, fmt.Sprintf("{kind: %s, url: %q}", l.Type, l.Value))
	}
	w.list("links", links)
}

func (w *writer) list(key string, items []string) {
	if len(items) == 0 {
		return
	}
	w.line("      %s:\n", key)
	for _, item := range items {
		w.line("        - %s\n", item)
	}
}

// relations writes which of our organisations are parts of which.
func (w *writer) relations() {
	parts := map[string]string{}
	for _, id := range slices.Sorted(maps.Keys(w.ours)) {
		if w.records[id] == nil {
			continue
		}
		for _, x := range w.records[id].Relationships {
			other := w.ours[ror.Short(x.ID)]
			part, whole := w.ours[id], other
			if x.Type == "child" {
				part, whole = other, part
			}
			key := fmt.Sprintf("    - {part: %s, whole: %s, at: record %s}\n", part, whole, id)
			if ends := part + " " + whole; other != "" && (x.Type == "child" || x.Type == "parent") && parts[ends] == "" {
				parts[ends] = key
			}
		}
	}
	if len(parts) > 0 {
		w.line("relations:\n  PartOf:\n")
	}
	for _, ends := range slices.Sorted(maps.Keys(parts)) {
		w.line("%s", parts[ends])
	}
}

// label is the name by which another record refers to one.
func (w *writer) label(id string) string {
	for _, from := range slices.Sorted(maps.Keys(w.records)) {
		for _, x := range w.records[from].Relationships {
			if ror.Short(x.ID) == id {
				return x.Label
			}
		}
	}
	return ""
}

func (r *record) wikidata() string {
	for _, x := range r.External {
		if x.Type == "wikidata" && x.Preferred != "" {
			return x.Preferred
		}
		if x.Type == "wikidata" && len(x.All) == 1 {
			return x.All[0]
		}
	}
	return ""
}

// names are the names of a record as aliases, with their language. A successor's say
// where they stand, since they are not of the organisation's own record.
func (r *record) names(at, as string) (list []string) {
	for _, n := range r.Names {
		text := "{name: " + quote(n.Value)
		if n.Lang != "" {
			text += fmt.Sprintf(", language: %q", n.Lang)
		}
		if as == asSuccessor {
			text += ", at: " + at
		}
		list = append(list, text+"}")
	}
	slices.Sort(list)
	return slices.Compact(list)
}

func quote(s string) string { return strconv.Quote(s) }

func number(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
