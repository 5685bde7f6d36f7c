package explore

import (
	"bytes"
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/wording"
)

// Fault is a value of an address that is wrong. It is ignored, and the rest of the address works.
type Fault struct {
	Parameter string `json:"parameter"`
	// Message describes the fault and how to correct it, in the language of the view.
	Message string `json:"message"`
}

// Words writes a message in the language of the view. Its name is that of a phrase, and values fill its
// formatting verbs in.
type Words func(name string, values ...any) string

// longest is the largest number of bytes of a single value that is read.
const longest = 4 << 10

// reader reads one address.
type reader struct {
	model  *model.Model
	words  Words
	values map[string][]string
	faults []Fault
}

// Parse reads the state of an address from its parameters, as they were sent. It never fails: what is
// wrong is among the faults.
func Parse(m *model.Model, raw string, words Words) (*State, []Fault) {
	p := &reader{model: m, words: words, values: map[string][]string{}}
	for part := range strings.SplitSeq(raw, "&") {
		name, value, _ := strings.Cut(part, "=")
		if name, err := url.QueryUnescape(name); err == nil && part != "" {
			p.values[name] = append(p.values[name], value)
		}
	}
	s := &State{
		IDs: p.list(idsKey), Expand: p.list(expandKey), View: p.oneOf(viewKey, Views), Select: p.text(selectKey), Path: p.path(), On: p.day(),
		Types: p.enum(typesKey, m.EntityTypes), Via: p.via(), Where: p.where(), Find: p.text(findKey), Hide: p.list(hideKey),
		Edition: p.text(EditionKey), Language: p.oneOf(langKey, wording.Languages), Embed: p.flag(embedKey), All: p.flag(allKey), After: p.text(afterKey),
	}
	if s.View == "" {
		s.View = Views[0]
	}
	if role := roleField(m); role != nil {
		s.Roles = p.enum(rolesKey, role.Enum)
	}
	if n := s.Fit(MostCharacters); n > 0 {
		p.fault(idsKey, "FaultLong", n, MostCharacters)
	}
	return s, p.faults
}

func (p *reader) fault(parameter, name string, values ...any) {
	p.faults = append(p.faults, Fault{parameter, p.words(name, values...)})
}

// text returns a parameter that has one value.
func (p *reader) text(name string) string {
	all := p.values[name]
	if len(all) == 0 {
		return ""
	}
	if len(all) > 1 {
		p.fault(name, "FaultTwice", name)
	}
	return p.unescape(name, all[0])
}

// unescape returns a value as it was meant, or "" with a fault.
func (p *reader) unescape(name, escaped string) string {
	value, err := url.QueryUnescape(escaped)
	if err != nil || !utf8.ValidString(value) || len(value) > longest || strings.ContainsRune(value, 0) {
		p.fault(name, "FaultText", name)
		return ""
	}
	return strings.TrimSpace(value)
}

// list returns the values of a list. The commas between them are not escaped.
func (p *reader) list(name string) (values []string) {
	for _, all := range p.values[name] {
		for part := range strings.SplitSeq(all, ",") {
			if value := p.unescape(name, part); value != "" && !slices.Contains(values, value) {
				values = append(values, value)
			}
		}
	}
	return values
}

// split returns the parts of values that have commas in them. Some programs escape the commas of a list
// when they pass an address on.
func split(values []string) (parts []string) {
	for _, v := range values {
		for part := range strings.SplitSeq(v, ",") {
			if part = strings.TrimSpace(part); part != "" && !slices.Contains(parts, part) {
				parts = append(parts, part)
			}
		}
	}
	return parts
}

// oneOf returns a value in lower case if it is one of the known ones, or "".
func (p *reader) oneOf(name string, known []string) string {
	value := strings.ToLower(p.text(name))
	if value != "" && !slices.Contains(known, value) {
		p.fault(name, "FaultWord", name, plan.Clip(value), strings.Join(known, ", "))
		return ""
	}
	return value
}

func (p *reader) flag(name string) bool { return p.oneOf(name, []string{"1", "0"}) == "1" }

// enum returns a list of the names of enum values, which may be written in any case.
func (p *reader) enum(name string, e *model.Enum) []string {
	var names []string
	for _, value := range split(p.list(name)) {
		word := strings.ToUpper(strings.ReplaceAll(value, "-", "_"))
		if e.Position(word) < 0 {
			known := make([]string, len(e.Values))
			for i, v := range e.Values {
				known[i] = v.Name
			}
			p.fault(name, "FaultWord", name, plan.Clip(value), strings.Join(known, ", "))
			continue
		}
		names = append(names, word)
	}
	return inOrder(e, names)
}

// via returns the types of relations, or none if they are the default ones.
func (p *reader) via() []string {
	names := p.enum(viaKey, p.model.RelationTypes)
	if slices.Equal(names, walked(p.model)) {
		return nil
	}
	return names
}

// walked are the types of relations that paths follow.
func walked(m *model.Model) (names []string) {
	for _, v := range m.RelationTypes.Values {
		for _, t := range m.Relations {
			if t.Enum == v.Name && t.Walked {
				names = append(names, v.Name)
			}
		}
	}
	return names
}

func (p *reader) path() []string {
	ends := p.list(pathKey)
	if len(ends) == 1 {
		ends = split(ends)
	}
	if len(ends) == 0 || len(ends) == 2 {
		return ends
	}
	p.fault(pathKey, "FaultPath", len(ends))
	return nil
}

func (p *reader) day() string {
	text := p.text(onKey)
	if text == "" {
		return ""
	}
	if _, _, err := model.ParseDate(text); err != nil {
		p.fault(onKey, "FaultDate", plan.Clip(text))
		return ""
	}
	return text
}

// where returns a filter without the spaces of its JSON. Whether its fields exist is known when it is
// used.
func (p *reader) where() string {
	text := p.text(whereKey)
	if text == "" {
		return ""
	}
	var b bytes.Buffer
	if err := json.Compact(&b, []byte(text)); err != nil || b.Len() > 0 && b.Bytes()[0] != '{' {
		p.fault(whereKey, "FaultWhere", plan.Clip(text))
		return ""
	}
	if b.String() == "{}" {
		return ""
	}
	return b.String()
}

// roleField returns the field for the role of a participation.
func roleField(m *model.Model) *model.Field {
	if m.Participation == nil {
		return nil
	}
	for _, f := range m.Participation.Key {
		if f.Enum != nil {
			return f
		}
	}
	return nil
}
