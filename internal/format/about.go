package format

import (
	"fmt"
	"net/url"
	"strings"
)

// About describes a file. Empty fields are left out.
type About struct {
	// Title is the question or the request in words.
	Title string
	// Dataset is the title of the dataset, Version its version, which changes whenever the
	// data does, and Date its date.
	Dataset, Version, Date string
	// Licence is the licence of the dataset; the facts of a source are under the licence of
	// that source.
	Licence string
	// Citation is the text by which to cite the file.
	Citation string
	// Address is the address of the file.
	Address string
	// Notes are scalars of the answer, such as whether it was truncated.
	Notes []Pair
	// Site begins the addresses of the service, without a final slash; see the function Base.
	Site string
	// Sources are the sources of the dataset, by name.
	Sources []Source
}

// Source is a source of facts.
type Source struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	URL     string `json:"url,omitempty"`
	Licence string `json:"licence,omitempty"`
}

// Pair is one line of a description.
type Pair struct{ Name, Text string }

// Pairs returns the description of a file without its sources.
func (a *About) Pairs() (list []Pair) {
	for _, p := range []Pair{
		{"title", a.Title}, {"dataset", a.Dataset}, {"version", a.Version}, {"date", a.Date},
		{"licence", a.Licence}, {"citation", a.Citation}, {"question", a.Address},
	} {
		if p.Text != "" {
			list = append(list, p)
		}
	}
	return append(list, a.Notes...)
}

// namedSources is the number of sources to name in a single text; the rest are counted.
const namedSources = 200

// Names returns the sources as one text.
func (a *About) Names() string {
	var parts []string
	for i, s := range a.Sources {
		if i == namedSources {
			parts = append(parts, fmt.Sprintf("and %d more", len(a.Sources)-i))
			break
		}
		parts = append(parts, s.String())
	}
	return strings.Join(parts, separator)
}

// Text returns the whole description as lines.
func (a *About) Text() string {
	var b strings.Builder
	for _, p := range a.Pairs() {
		fmt.Fprintf(&b, "%s: %s\n", p.Name, oneLine(p.Text))
	}
	if len(a.Sources) > 0 {
		fmt.Fprintf(&b, "sources: %s\n", oneLine(a.Names()))
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// Entity returns the permanent address of an entity.
func (a *About) Entity(id string) string { return a.Site + "/id/" + url.PathEscape(id) }

func (s Source) String() string {
	if s.URL == "" {
		return s.Name
	}
	return s.Name + " <" + s.URL + ">"
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
