package pages

import (
	"fmt"
	"html/template"
	"net/url"
	"slices"
	"strings"
)

// dispute is a field about which sources say different things, with each of the values.
type dispute struct {
	Field  string
	Values []disputedValue
}

type disputedValue struct {
	Value, Rank string
	// Preferred reports whether the value is the one that the page shows.
	Preferred bool
	Sources   []reference
}

// deprecatedRank is the rank of what a source no longer states.
const deprecatedRank = "DEPRECATED"

// disputes returns the fields about which sources disagree: those of which a claim is preferred to
// another with a different value.
func (v entityView) disputes() (list []dispute) {
	if !v.True("disputed") {
		return nil
	}
	var fields []string
	byField := map[string][]object{}
	for _, c := range v.Objects("claims") {
		name := c.Text("field")
		if f := v.typ.Field(name); f == nil || f.List || c.Text("rank") == deprecatedRank {
			continue
		}
		if byField[name] == nil {
			fields = append(fields, name)
		}
		byField[name] = append(byField[name], c)
	}
	for _, name := range fields {
		d := dispute{Field: v.dictionary.Field(name, v.language)}
		for _, c := range byField[name] {
			value := v.dictionary.Stated(name, c.Text("value"), v.language)
			i := slices.IndexFunc(d.Values, func(known disputedValue) bool { return known.Value == value })
			if i < 0 {
				i, d.Values = len(d.Values), append(d.Values, disputedValue{Value: value})
			}
			one := &d.Values[i]
			one.Preferred = one.Preferred || len(d.Values) == 1
			one.Sources = append(one.Sources, referenceOf(c))
		}
		if len(d.Values) > 1 {
			list = append(list, d)
		}
	}
	return list
}

// sources returns the sources that the page names, each once, by name: without scripts and on paper
// they are at its end.
func (v entityView) sources(p entityPage) (list []reference) {
	add := func(all []reference) {
		for _, r := range all {
			if r.ID != "" && !slices.ContainsFunc(list, func(known reference) bool { return known.ID == r.ID }) {
				list = append(list, reference{ID: r.ID, Name: r.Name})
			}
		}
	}
	for _, f := range p.Facts {
		add(f.Sources)
	}
	for _, s := range p.Sections {
		for _, r := range s.Rows {
			add(r.Sources)
		}
	}
	for _, g := range p.Goals {
		add(g.Sources)
	}
	for _, n := range p.Notes {
		for _, one := range n.List {
			add(one.Sources)
		}
	}
	for _, f := range p.Figures {
		add(f.Sources)
	}
	for _, c := range p.Claims {
		add([]reference{c.Source})
	}
	slices.SortFunc(list, func(a, b reference) int { return strings.Compare(a.Name, b.Name) })
	return list
}

// networkFiles are the formats in which the network around an entity can be downloaded.
var networkFiles = []struct{ extension, label string }{
	{"gexf", "GEXF (Gephi)"}, {"graphml", "GraphML"}, {"vosviewer.json", "VOSviewer"}, {"jsonld", "JSON-LD"}, {"ttl", "Turtle"}, {"zip", "CSV (ZIP)"},
}

// downloads returns the addresses of files about the entity.
func (v entityView) downloads() (list []download) {
	for _, f := range networkFiles {
		list = append(list, download{f.label, exportPath + "neighbourhood." + f.extension + "?" + url.Values{"of": {v.Text("id")}}.Encode()})
	}
	return list
}

// citation returns the texts by which the page is cited: as a sentence and as an entry of BibTeX.
func (v entityView) citation() (text, bibtex string) {
	address := v.site + entityPath(v.Text("id"))
	name := strings.TrimSuffix(v.Text("name"), ".")
	text = fmt.Sprintf("%s. %s %s", name, v.dataset, address)
	escape := strings.NewReplacer(`\`, "", "{", "", "}", "", "&", `\&`, "%", `\%`, "$", `\$`, "#", `\#`, "_", `\_`)
	return text, fmt.Sprintf("@misc{whojoins-%s,\n  title = {{%s}},\n  author = {{Whojoins}},\n  year = {%s},\n  note = {%s},\n  url = {%s}\n}",
		v.Text("id"), escape.Replace(name), year(v.dataDate), escape.Replace(v.dataset), address)
}

// report is how an error on the page is reported. Address is empty if the operator set none; the text
// can then be copied.
type report struct {
	Address template.URL
	Text    string
}

// report returns how an error in a field is reported; without a field, one on the page.
func (v entityView) report(field string) report {
	id := v.Text("id")
	subject := "Whojoins: " + id
	text := v.site + entityPath(id) + "\n" + v.Words["ReportID"] + " " + id + "\n"
	if field != "" {
		subject += ", " + field
		text += v.Words["ReportField"] + " " + field + "\n"
	} else {
		text += v.Words["ReportField"] + "\n"
	}
	text += v.Words["ReportWrong"] + "\n" + v.Words["ReportRight"] + "\n"
	r := report{Text: text}
	switch {
	case v.reports == "":
	case strings.HasPrefix(v.reports, "https://"):
		separator := "?"
		if strings.Contains(v.reports, "?") {
			separator = "&"
		}
		r.Address = template.URL(v.reports + separator + url.Values{"title": {subject}, "body": {text}}.Encode())
	default:
		// A mail program does not read + as a space.
		query := strings.ReplaceAll(url.Values{"subject": {subject}, "body": {strings.ReplaceAll(text, "\n", "\r\n")}}.Encode(), "+", "%20")
		r.Address = template.URL("mailto:" + v.reports + "?" + query)
	}
	return r
}
