package format

import (
	"fmt"
	"net/url"
	"strings"
)

// About is what a file says of itself. Every field may be empty, and is then left out.
type About struct {
	// Title is what was asked.
	Title string
	// Dataset is the title of the dataset, Version what changes whenever its data does,
	// Date its day.
	Dataset, Version, Date string
	// Licence is the terms of the dataset; the facts of a source are under its own.
	Licence string
	// Citation is how to cite the file.
	Citation string
	// Question is the address at which the file can be had again.
	Question string
	// Notes are what the answer says of itself.
	Notes []Pair
	// Site is the address of the service, without a slash at its end.
	Site string
	// Sources are those of the dataset, by name.
	Sources []Source
}

// Source is where facts of the dataset come from.
type Source struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	URL     string `json:"url,omitempty"`
	Licence string `json:"licence,omitempty"`
}

// Pair is one line of a description.
type Pair struct{ Name, Text string }

// Pairs are the description of a file but for its sources.
func (a *About) Pairs() (list []Pair) {
	for _, p := range []Pair{
		{"title", a.Title}, {"dataset", a.Dataset}, {"version", a.Version}, {"date", a.Date},
		{"licence", a.Licence}, {"citation", a.Citation}, {"question", a.Question},
	} {
		if p.Text != "" {
			list = append(list, p)
		}
	}
	return append(list, a.Notes...)
}

// namedSources is how many sources a description in one text names; it counts the rest.
const namedSources = 200

// Names are the sources in one text.
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

// Text is the whole description as lines.
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

// Entity is the permanent address of an entity; relative where the service's is unknown.
func (a *About) Entity(id string) string { return a.Site + "/id/" + url.PathEscape(id) }

func (s Source) String() string {
	if s.URL == "" {
		return s.Name
	}
	return s.Name + " <" + s.URL + ">"
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
