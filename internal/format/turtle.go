package format

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// TurtleType is the media type of Turtle (https://www.w3.org/TR/turtle/).
const TurtleType = "text/turtle"

// turtleHead declares the prefixes.
const turtleHead = "@prefix schema: <" + schemaOrg + "> .\n@prefix whojoins: <" + Namespace + "/terms#> .\n"

// catalogueTerms are the prefixes of descriptions of datasets, and CatalogueContext is their @context.
var catalogueTerms = []struct{ prefix, address string }{
	{"dcat:", "http://www.w3.org/ns/dcat#"}, {"dct:", "http://purl.org/dc/terms/"}, {"xsd:", "http://www.w3.org/2001/XMLSchema#"},
}

// CatalogueContext is the @context of the description of a dataset in terms of DCAT.
const CatalogueContext = `{"dcat":"http://www.w3.org/ns/dcat#","dct":"http://purl.org/dc/terms/","xsd":"http://www.w3.org/2001/XMLSchema#"}`

// CatalogueTurtle returns an object of JSON-LD with the context CatalogueContext as Turtle.
func CatalogueTurtle(object []byte) ([]byte, error) {
	head := ""
	for _, t := range catalogueTerms {
		head += "@prefix " + t.prefix + " <" + t.address + "> .\n"
	}
	return (&turtle{}).append([]byte(head), object)
}

// Turtle returns an object of JSON-LD with the context Context as Turtle: the same statements.
func Turtle(object []byte) ([]byte, error) {
	t := &turtle{}
	return t.append([]byte(turtleHead), object)
}

// turtle writes objects of JSON-LD, whose context is Context, as Turtle. Since Turtle is made from
// JSON-LD, both have the same statements.
type turtle struct {
	out []byte
	// later are statements about other resources, which follow those about the resource in hand.
	later []statements
}

// statements are what is said about a resource.
type statements struct {
	subject string
	about   members
}

// append appends an object, and the objects within it that have an @id.
func (t *turtle) append(dst, object []byte) ([]byte, error) {
	about, err := readMembers(object)
	if err != nil {
		return dst, fmt.Errorf("read an object of JSON-LD: %w", err)
	}
	t.out = dst
	t.later = append(t.later[:0], statements{about.id(), about})
	t.block(t.later[0])
	written := map[string]bool{}
	for i := 1; i < len(t.later); i++ {
		start := len(t.out)
		t.block(t.later[i])
		if text := string(t.out[start:]); written[text] {
			t.out = t.out[:start]
		} else {
			written[text] = true
		}
	}
	return t.out, nil
}

// block writes the statements about one resource.
func (t *turtle) block(s statements) {
	t.out = append(t.out, '\n')
	start := len(t.out)
	t.address(s.subject)
	if t.properties(s.about, s.subject, "\n  ") {
		t.out = append(t.out, " .\n"...)
	} else {
		t.out = t.out[:start-1]
	}
}

// properties writes the properties of an object, each after a line break or a space, and reports
// whether there are any. subject is the object's address, for properties that lead to it.
func (t *turtle) properties(about members, subject, between string) (any bool) {
	for _, m := range about {
		switch m.name {
		case "@id", "@context":
			continue
		case "@reverse":
			t.reverse(m.values, subject)
			continue
		}
		for i, v := range m.values {
			switch {
			case i > 0:
				t.out = append(t.out, ", "...)
			case any:
				t.out = append(append(t.out, " ;"...), between...)
				t.term(m.name)
			default:
				t.out = append(t.out, between...)
				t.term(m.name)
			}
			any = true
			t.value(m.name, v)
		}
	}
	return any
}

// reverse keeps the properties that lead from other resources to the subject for later.
func (t *turtle) reverse(values []any, subject string) {
	for _, v := range values {
		inside, _ := v.(members)
		for _, m := range inside {
			for _, from := range m.values {
				other, _ := from.(members)
				to := members{{"@id", []any{subject}}}
				t.later = append(t.later, statements{other.id(), append(slices.Clip(other), member{m.name, []any{to}})})
			}
		}
	}
}

// localName matches the names that may follow a prefix.
var localName = regexp.MustCompile(`^[A-Za-z][-_0-9A-Za-z]*(\.[-_0-9A-Za-z]+)*$`)

// term writes a property and a space.
func (t *turtle) term(name string) {
	if name == "@type" {
		t.out = append(t.out, "a "...)
		return
	}
	t.name(name)
	t.out = append(t.out, ' ')
}

// name writes a term by its prefix or, where its name does not fit, by its address.
func (t *turtle) name(name string) {
	prefix, local, base := "schema:", name, schemaOrg
	if rest, ok := strings.CutPrefix(name, own); ok {
		prefix, local, base = own, rest, Namespace+"/terms#"
	}
	for _, c := range catalogueTerms {
		if rest, ok := strings.CutPrefix(name, c.prefix); ok {
			prefix, local, base = c.prefix, rest, c.address
		}
	}
	if localName.MatchString(local) {
		t.out = append(append(t.out, prefix...), local...)
		return
	}
	t.address(base + local)
}

// value writes a value of a property.
func (t *turtle) value(property string, value any) {
	switch v := value.(type) {
	case string:
		switch {
		case property == "@type":
			t.name(v)
		case addressTerms[property]:
			t.address(v)
		default:
			t.text(v)
		}
	case bool:
		t.out = strconv.AppendBool(t.out, v)
	case json.Number:
		t.number(string(v))
	case members:
		t.object(v)
	}
}

// object writes an object as a value.
func (t *turtle) object(about members) {
	if text := about.text("@value"); text != "" {
		t.text(text)
		if language := about.text("@language"); language != "" {
			t.out = append(append(t.out, '@'), language...)
		}
		if of := about.text("@type"); of != "" {
			t.out = append(t.out, "^^"...)
			t.name(of)
		}
		return
	}
	if id := about.id(); id != "" {
		t.address(id)
		if len(about) > 1 {
			t.later = append(t.later, statements{id, about})
		}
		return
	}
	t.out = append(t.out, '[')
	t.properties(about, "", " ")
	t.out = append(t.out, " ]"...)
}

// number writes a number: whole ones as xsd:integer, all others as xsd:double in its canonical form,
// which are the types that JSON-LD gives them.
func (t *turtle) number(text string) {
	if !strings.ContainsAny(text, ".eE") {
		t.out = append(t.out, text...)
		return
	}
	n, err := strconv.ParseFloat(text, 64)
	if err != nil {
		t.text(text)
		return
	}
	if whole := int64(n); float64(whole) == n {
		t.out = strconv.AppendInt(t.out, whole, 10)
		return
	}
	digits, exponent, _ := strings.Cut(strconv.FormatFloat(n, 'E', -1, 64), "E")
	if !strings.Contains(digits, ".") {
		digits += ".0"
	}
	power, _ := strconv.Atoi(exponent) // as FormatFloat wrote it
	t.out = append(append(append(t.out, digits...), 'E'), strconv.Itoa(power)...)
}

// address writes an address. Characters that Turtle forbids there are escaped.
func (t *turtle) address(address string) {
	t.out = append(t.out, '<')
	for _, r := range address {
		if r <= ' ' || strings.ContainsRune("<>\"{}|^`\\", r) {
			t.out = fmt.Appendf(t.out, `\u%04X`, r)
			continue
		}
		t.out = append(t.out, string(r)...)
	}
	t.out = append(t.out, '>')
}

// text writes a text as a literal.
func (t *turtle) text(text string) {
	t.out = append(t.out, '"')
	for i := range len(text) {
		switch c := text[i]; {
		case c == '"' || c == '\\':
			t.out = append(t.out, '\\', c)
		case c == '\n':
			t.out = append(t.out, `\n`...)
		case c == '\r':
			t.out = append(t.out, `\r`...)
		case c < ' ' && c != '\t' || c == 0x7f:
			t.out = fmt.Appendf(t.out, `\u%04X`, c)
		default:
			t.out = append(t.out, c)
		}
	}
	t.out = append(t.out, '"')
}
