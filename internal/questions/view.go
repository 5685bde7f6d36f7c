package questions

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode"
)

// frame is what every page has around what it shows.
type frame struct {
	Language string
	Title    string
	// Words are those of the page in its language.
	Words words
	// Others are the same page in the other languages.
	Others []link
}

type link struct{ Label, Address string }

// frame is the frame of a page.
func (x *exchange) frame(title string) frame {
	f := frame{Language: x.language, Title: title, Words: wordsIn(x.language)}
	for _, language := range Languages {
		values := url.Values{}
		for name, list := range x.values {
			values[name] = list
		}
		values.Set(languageKey, language)
		if language != x.language {
			f.Others = append(f.Others, link{language, "?" + values.Encode()})
		}
	}
	return f
}

// index is the page with all questions.
type index struct {
	frame
	Groups []group
}

type group struct {
	Heading, About string
	Questions      []entry
}

type entry struct{ Title, Tells, Address, Name string }

func (x *exchange) index() index {
	w := wordsIn(x.language)
	page := index{frame: x.frame(w["Questions"])}
	for _, audience := range audiences {
		g := group{Heading: w[audience], About: w[audience+"About"]}
		for _, q := range x.library.For(audience) {
			g.Questions = append(g.Questions, entry{q.Title.In(x.language), q.Tells.In(x.language), x.inLanguage(q.Path()), q.Name})
		}
		page.Groups = append(page.Groups, g)
	}
	return page
}

// inLanguage keeps the language of a page that was asked for in one.
func (x *exchange) inLanguage(address string) string {
	if language := url.Values(x.values).Get(languageKey); language != "" {
		address += "?" + languageKey + "=" + x.language
	}
	return address
}

// failed is a page that says what was wrong.
type failed struct {
	frame
	Message, Hint string
}

func (x *exchange) failure(status int, message, hint string) failed {
	return failed{x.frame(http.StatusText(status)), message, hint}
}

// page is the page of one question.
type page struct {
	frame
	Name, Tells, GraphQL string
	// Address is what the form is sent to.
	Address string
	// Chosen is the language that goes with the form; empty when none was chosen.
	Chosen string
	Fields []field
	Offers []offer
	// Faults are what is wrong with what was given.
	Faults []string
	// Exemplary says that the answer is for the example.
	Exemplary bool
	Tables    []shown
	// Editor opens the question in the page at /.
	Editor string
	Files  []link
	// Citation says how to cite the answer.
	Citation string
}

// field is a parameter in the form.
type field struct {
	Name, Type, Label, Value, Kind string
	// Example stands in the field while it is empty: what is taken then, else an example.
	Example        string
	Required, List bool
	Choices        []choice
	Offers         string
}

type choice struct {
	Word   string
	Chosen bool
}

// offer is a list of entities for a field.
type offer struct {
	Name     string
	Entities []struct{ ID, Name string }
}

// shown is a table on a page.
type shown struct {
	Heading string
	Columns []heading
	Rows    [][]Cell
	More    int
}

type heading struct{ Label, Path string }

// shownRows is how many rows a page shows; files have the rest.
const shownRows = 300

// show makes a table for people of a table.
func (t Table) show() shown {
	s := shown{Heading: spaced(t.Name)}
	for _, c := range t.Columns {
		if !c.Aside {
			s.Columns = append(s.Columns, heading{short(c.Name), c.Name})
		}
	}
	s.More = max(len(t.Rows)-shownRows, 0)
	for _, row := range t.Rows[:len(t.Rows)-s.More] {
		var cells []Cell
		for i, cell := range row {
			if !t.Columns[i].Aside {
				cells = append(cells, slices.DeleteFunc(slices.Clone(cell), func(item Item) bool { return item.Text == "" }))
			}
		}
		s.Rows = append(s.Rows, cells)
	}
	return s
}

// short is a column's name for people: the last two keys of its path, without the name
// that everything has.
func short(path string) string {
	keys := strings.Split(strings.TrimSuffix(path, ".name"), ".")
	return spaced(strings.Join(keys[max(len(keys)-2, 0):], "."))
}

// spaced writes a path of keys as people do: evidence.source, participant.birthPlace.
func spaced(path string) string {
	var b strings.Builder
	for _, c := range path {
		switch {
		case c == '.':
			c = ' '
		case unicode.IsUpper(c):
			b.WriteByte(' ')
			c = unicode.ToLower(c)
		}
		b.WriteRune(c)
	}
	return b.String()
}

// fields are the parameters in the form, with what was given, else what stands for it.
func (x *exchange) fields(q *Question, values url.Values) (list []field) {
	for _, p := range q.Parameters {
		f := field{Name: p.Name, Type: p.Type, Label: p.Describe.In(x.language), Example: p.Example,
			Required: p.Required, List: p.List, Offers: p.Offers, Kind: p.kind()}
		f.Value = strings.Join(p.items(values[p.Name]), p.separator())
		if p.Default != "" {
			f.Example = p.Default
		}
		chosen := p.items([]string{f.Value})
		for _, word := range p.Words() {
			f.Choices = append(f.Choices, choice{word, slices.Contains(chosen, word)})
		}
		list = append(list, f)
	}
	return list
}

// separator stands between the values of a list in a field.
func (p *Parameter) separator() string {
	if p.named == "String" {
		return "\n"
	}
	return ", "
}

// kind is how a parameter is asked for: a choice, lines, a number, or a line.
func (p *Parameter) kind() string {
	switch {
	case p.enum != nil:
		return "choice"
	case p.List && p.named == "String":
		return "lines"
	case !p.List && p.named == "Int":
		return "number"
	}
	return "line"
}

// faults are what is wrong with what was given.
func faults(err error) []string {
	var wrong *ParameterError
	if errors.As(err, &wrong) {
		return wrong.Faults
	}
	return nil
}
