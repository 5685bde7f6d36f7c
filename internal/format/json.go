package format

import (
	"bytes"
	"encoding/json"
)

// object writes a JSON object member by member.
type object struct {
	out   *bytes.Buffer
	first bool
}

func newObject(out *bytes.Buffer) object {
	out.WriteByte('{')
	return object{out, true}
}

func (o *object) key(name string) {
	if !o.first {
		o.out.WriteByte(',')
	}
	o.first = false
	quote(o.out, name)
	o.out.WriteByte(':')
}

func (o *object) text(name, text string) {
	o.key(name)
	quote(o.out, text)
}

// some writes a text unless it is empty.
func (o *object) some(name, text string) {
	if text != "" {
		o.text(name, text)
	}
}

func (o *object) number(name string, n float64) {
	o.key(name)
	o.out.WriteString(number(n))
}

func (o *object) texts(name string, texts []string) {
	o.key(name)
	o.out.WriteByte('[')
	for i, t := range texts {
		if i > 0 {
			o.out.WriteByte(',')
		}
		quote(o.out, t)
	}
	o.out.WriteByte(']')
}

// value writes a value with its own JSON type; a missing value is left out.
func (o *object) value(a *Attribute, v *Value) {
	switch {
	case v.Missing():
	case a.Kind == Words:
		o.texts(a.Name, v.Words)
	case a.Kind == Text:
		o.text(a.Name, v.Text)
	default:
		if text := plain(v.Value); text != "" {
			o.key(a.Name)
			o.out.WriteString(text)
		}
	}
}

func (o *object) end() { o.out.WriteByte('}') }

// quote writes a text as a JSON string, with < and > unescaped.
func quote(out *bytes.Buffer, text string) {
	for i := range len(text) {
		if c := text[i]; c < ' ' || c >= 0x7f || c == '"' || c == '\\' {
			e := json.NewEncoder(out)
			e.SetEscapeHTML(false)
			_ = e.Encode(text) // encoding a string never fails
			out.Truncate(out.Len() - 1)
			return
		}
	}
	out.WriteByte('"')
	out.WriteString(text)
	out.WriteByte('"')
}

// about writes the description of a file as members of an object.
func (o *object) about(a *About) {
	for _, p := range a.Pairs() {
		o.text(p.Name, p.Text)
	}
	o.key("sources")
	o.out.WriteByte('[')
	for i, s := range a.Sources {
		if i > 0 {
			o.out.WriteByte(',')
		}
		source := newObject(o.out)
		source.text("id", s.ID)
		source.text("name", s.Name)
		source.some("url", s.URL)
		source.some("licence", s.Licence)
		source.end()
	}
	o.out.WriteByte(']')
}

// JSON returns the description of a file as a JSON object.
func (a *About) JSON() []byte {
	var b bytes.Buffer
	o := newObject(&b)
	o.about(a)
	o.end()
	return b.Bytes()
}
