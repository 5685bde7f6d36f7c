package mapped

import (
	_ "embed"
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"

	"whojoins/internal/dataset/archive"
	"whojoins/internal/dataset/intake"
	"whojoins/internal/model"
	"whojoins/internal/register"
)

//go:embed columns.yaml
var columnsFile []byte

// section is an entity or a relation of a draft, with the words for its columns by field.
type section struct {
	Type   string            `yaml:"type"`
	Fields map[string]string `yaml:"fields"`
}

// lexicon has the words for columns.
type lexicon struct {
	Partner       section `yaml:"partner"`
	Initiative    section `yaml:"initiative"`
	Participation section `yaml:"participation"`
	Personal      string  `yaml:"personal"`
}

var columnWords = sync.OnceValue(func() *lexicon {
	var l lexicon
	if err := yaml.Unmarshal(columnsFile, &l); err != nil {
		panic(fmt.Sprintf("mapped: columns.yaml: %v", err)) // a test reads it
	}
	return &l
})

// sampled is the number of rows that a draft looks at.
const sampled = 200

// draft is a map in the making.
type draft struct {
	*lexicon
	header  []string
	samples [][]string
	// used are the columns with a meaning.
	used map[string]bool
}

// Draft returns a first map of a table, made from its header and its values, with comments on what a
// person has to change: the source, and the initiative if the table names none.
func Draft(in *archive.Input) (string, error) {
	if len(in.Files) != 1 {
		return "", fmt.Errorf("%s has %d files; give one table", in.Name, len(in.Files))
	}
	header, rows, done, err := open(in.Files[0], "")
	if err != nil {
		return "", err
	}
	defer done()
	d := &draft{lexicon: columnWords(), header: header, used: map[string]bool{}}
	for line, err := range rows {
		if err == nil {
			d.samples = append(d.samples, slices.Clone(line.Cells))
		}
		if len(d.samples) == sampled {
			break
		}
	}
	return d.text(in.Files[0].Name), nil
}

// text returns the map.
func (d *draft) text(file string) string {
	name := strings.TrimSuffix(path.Base(file), path.Ext(file))
	slug := intake.Slug(name)
	if slug == "" {
		slug = "list"
	}
	initiative, participation, partner := d.columns(&d.Initiative), d.columns(&d.Participation), d.columns(&d.Partner)
	for target, guess := range map[string]func(string) bool{
		"identifiers.pic": func(s string) bool { return intake.PIC(s) != "" }, "identifiers.ror": isROR,
		"links.website": func(s string) bool { return strings.Contains(s, "://") && intake.URL(s) != "" },
		"country":       func(s string) bool { return intake.Country(s) != "" || model.CountryCode(s) != "" },
	} {
		if partner[target] == "" {
			if column := d.guess(guess); column != "" {
				partner[target] = column
			}
		}
	}
	if partner["name"] == "" {
		partner["name"] = d.texts()
	}
	var b strings.Builder
	fmt.Fprintf(&b, "# A first map of %s. Check what is marked with <<, then import the table:\n", path.Base(file))
	fmt.Fprintf(&b, "#   whojoins import table %s --map MAP.yaml --into DIR\n", path.Base(file))
	fmt.Fprintf(&b, "source:\n  id: source-%s\n  name: %s                # << the name of the list, and whose it is\n", slug, quoted(name))
	fmt.Fprintf(&b, "  licence: \"\"                # << under which terms its facts can be reused\n  authority: other           # or own, partner, grantor: how near the source is to the matter\n")
	if d.dates() {
		fmt.Fprintf(&b, "dates: %s             # 12-8-2024 is the 12th of August; or %s\n", dayFirst, monthFirst)
	}
	fmt.Fprintf(&b, "entities:\n  partner:\n    type: %s\n", d.Partner.Type)
	d.fields(&b, "    ", partner)
	fmt.Fprintf(&b, "  initiative:\n    type: %s\n", d.Initiative.Type)
	if initiative["name"] == "" {
		fmt.Fprintf(&b, "    id: the-initiative       # << the id of the initiative in which they take part\n    fields:\n      name: {value: The initiative}   # << its name\n")
		delete(initiative, "name")
		delete(initiative, "title")
	}
	if len(initiative) > 0 {
		d.fields(&b, "    ", initiative)
	}
	fmt.Fprintf(&b, "relations:\n  - type: %s\n    ends: {participant: partner, initiative: initiative}\n    fields:\n", d.Participation.Type)
	d.role(&b, participation["role"])
	for _, target := range sorted(participation) {
		if target != "role" {
			fmt.Fprintf(&b, "      %s: %s\n", target, quoted(participation[target]))
		}
	}
	d.rest(&b)
	return b.String()
}

// columns returns the columns of the table for the fields of a section.
func (d *draft) columns(s *section) map[string]string {
	found := map[string]string{}
	for _, target := range sorted(s.Fields) {
		for _, word := range strings.Split(s.Fields[target], ",") {
			i := slices.IndexFunc(d.header, func(h string) bool { return h != "" && !d.used[h] && model.Fold(h) == strings.TrimSpace(word) })
			if i >= 0 && found[target] == "" {
				found[target] = d.header[i]
				d.used[d.header[i]] = true
			}
		}
	}
	return found
}

// values returns the values of a column in the sample.
func (d *draft) values(column string) (list []string) {
	i := slices.Index(d.header, column)
	for _, cells := range d.samples {
		if i < len(cells) && strings.TrimSpace(cells[i]) != "" {
			list = append(list, strings.TrimSpace(cells[i]))
		}
	}
	return list
}

// guess returns the first column without a meaning of which most values pass a check, or "".
func (d *draft) guess(check func(string) bool) string {
	for _, h := range d.header {
		values := d.values(h)
		passed := len(slices.DeleteFunc(slices.Clone(values), func(s string) bool { return !check(s) }))
		if h != "" && !d.used[h] && len(values) > 0 && passed*10 >= len(values)*8 {
			d.used[h] = true
			return h
		}
	}
	return ""
}

// texts returns the first column without a meaning that has words, as a last resort for the name.
func (d *draft) texts() string {
	return d.guess(func(s string) bool {
		return strings.ContainsFunc(s, func(r rune) bool { return r > '9' }) && !strings.Contains(s, "@")
	})
}

func isROR(s string) bool {
	value, err := register.Identifier("ror", s)
	return err == nil && value != ""
}

// dates reports whether the table writes days in an order that only the map can tell.
func (d *draft) dates() bool {
	for _, h := range d.header {
		if slices.ContainsFunc(d.values(h), written.MatchString) {
			return true
		}
	}
	return false
}

// fields writes the fields of an entity.
func (d *draft) fields(b *strings.Builder, indent string, columns map[string]string) {
	fmt.Fprintf(b, "%sfields:\n", indent)
	for _, target := range sorted(columns) {
		if columns[target] != "" {
			fmt.Fprintf(b, "%s  %s: %s\n", indent, target, quoted(columns[target]))
		}
	}
}

// role writes the role of a participant, with the words that the table has for it.
func (d *draft) role(b *strings.Builder, column string) {
	if column == "" {
		fmt.Fprintf(b, "      role: {value: MEMBER}  # the table has no column for the role\n")
		return
	}
	words := d.values(column)
	slices.Sort(words)
	fmt.Fprintf(b, "      role:\n        column: %s\n        values:\n", quoted(column))
	for _, word := range slices.Compact(words) {
		role := intake.Role(word)
		if slices.Contains(d.partners(), model.Fold(word)) {
			role = "MEMBER" // in a list of one's own; in CORDIS it is an associated partner
		}
		fmt.Fprintf(b, "          %s: %s\n", quoted(word), role)
	}
	fmt.Fprintf(b, "        otherwise: OTHER\n      title: %s\n", quoted(column))
}

// partners are the words for participants without a more specific role.
func (d *draft) partners() []string {
	return []string{"partner", "member", "partenaire", "membre", "lid"}
}

// rest lists the columns without a meaning.
func (d *draft) rest(b *strings.Builder) {
	personal := map[string]bool{}
	for _, word := range strings.Split(d.Personal, ",") {
		personal[strings.TrimSpace(word)] = true
	}
	for _, h := range d.header {
		switch {
		case h == "" || d.used[h]:
		case personal[model.Fold(h)]:
			fmt.Fprintf(b, "# Not imported, since it may be about a person: %s\n", oneLine(h))
		default:
			fmt.Fprintf(b, "# Without a meaning so far: %s\n", oneLine(h))
		}
	}
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// quoted returns a text as YAML.
func quoted(s string) string {
	text, err := yaml.Marshal(oneLine(s))
	if err != nil {
		return fmt.Sprintf("%q", s)
	}
	return strings.TrimSpace(string(text))
}
