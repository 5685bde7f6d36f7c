package workspace

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"whojoins/internal/dataset/statement"
)

// Manifest describes an import: what it is, from where, when, and under which licence.
type Manifest struct {
	// Name is the name of the import file without its extension: lower-case letters, digits and
	// single hyphens.
	Name string `json:"name"`
	// Source is the source of all of its statements.
	Source Source `json:"source"`
	// Enriches reports whether the import only adds to entities that others state. Whoever
	// builds a graph leaves out the rest.
	Enriches bool `json:"enriches,omitempty"`
	// Anchor is the type of the entities that an import is about that enriches, if it brings along
	// what they are related to.
	Anchor string `json:"anchor,omitempty"`
	// Where is the condition that limits what was taken, or empty.
	Where string `json:"where,omitempty"`
	// Complete is the stamp of the newest input that has everything that the source states. What
	// was last seen before is no longer stated. It is empty if no input is complete.
	Complete string `json:"complete,omitempty"`
	// Inputs are the files that were read, oldest first.
	Inputs []Input `json:"inputs"`
}

// Source describes the source of an import.
type Source struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	URL     string `json:"url,omitempty"`
	Licence string `json:"licence,omitempty"`
}

// Input is a file that was read, or a folder of files.
type Input struct {
	// File is its name without the folder in which it was.
	File string `json:"file"`
	// SHA256 is the hash of its content, in hexadecimal digits.
	SHA256 string `json:"sha256"`
	// Stamp is the time of its content: a day, or a time in UTC with nanoseconds, so that stamps
	// are ordered as texts.
	Stamp string `json:"stamp"`
	// Complete reports whether it has everything that the source states.
	Complete bool `json:"complete,omitempty"`
	Count
}

// Count counts rows.
type Count struct {
	// Read is the number of all rows, Refused the number of those that cannot be used.
	Read    int `json:"read"`
	Refused int `json:"refused"`
	// LeftOut is the number of rows that can be used but do not meet the condition of the import.
	LeftOut int `json:"leftOut,omitempty"`
	// Without has the number of values that were left out of rows that are taken, by column.
	Without map[string]int `json:"without,omitempty"`
}

// Taken returns the number of rows that are not refused.
func (c *Count) Taken() int { return c.Read - c.Refused }

// Day returns the day of the newest input.
func (m *Manifest) Day() string {
	newest := ""
	for _, in := range m.Inputs {
		newest = max(newest, in.Stamp)
	}
	return day(newest)
}

// day returns the day of a stamp.
func day(stamp string) string {
	before, _, _ := strings.Cut(stamp, "T")
	return before
}

// Has reports whether an input is among those that were read.
func (m *Manifest) Has(sha256, stamp string) bool {
	return slices.ContainsFunc(m.Inputs, func(in Input) bool { return in.SHA256 == sha256 && in.Stamp == stamp })
}

// check returns an error if a manifest cannot be that of an import.
func (m *Manifest) check() error {
	switch {
	case !statement.IsID(m.Name):
		return fmt.Errorf("%q is not a name of an import; %s", m.Name, statement.IDRule)
	case !statement.IsID(m.Source.ID):
		return fmt.Errorf("%q is not the id of a source; %s", m.Source.ID, statement.IDRule)
	case m.Source.Name == "":
		return fmt.Errorf("the source %q has no name; give it one", m.Source.ID)
	}
	return nil
}

// join returns the manifest of both imports together. Once it is settled, it does not depend on
// their order.
func (m *Manifest) join(other *Manifest) Manifest {
	joined := *m
	if cmp.Or(strings.Compare(other.Day(), m.Day()), compareSources(&other.Source, &m.Source)) > 0 {
		joined.Source = other.Source
	}
	joined.Enriches = m.Enriches && other.Enriches
	joined.Complete = max(m.Complete, other.Complete)
	joined.Inputs = slices.Concat(m.Inputs, other.Inputs)
	return joined
}

// settle orders the inputs, and lists each once.
func (m *Manifest) settle() {
	slices.SortFunc(m.Inputs, func(a, b Input) int {
		return cmp.Or(strings.Compare(a.Stamp, b.Stamp), strings.Compare(a.SHA256, b.SHA256), strings.Compare(a.File, b.File))
	})
	m.Inputs = slices.CompactFunc(m.Inputs, func(a, b Input) bool { return a.Stamp == b.Stamp && a.SHA256 == b.SHA256 })
}

func compareSources(a, b *Source) int {
	return cmp.Or(strings.Compare(a.Name, b.Name), strings.Compare(a.URL, b.URL), strings.Compare(a.Licence, b.Licence))
}
