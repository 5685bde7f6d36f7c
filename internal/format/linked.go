package format

import (
	"bytes"
	"errors"
	"slices"
	"strings"

	"whojoins/internal/cite"
	"whojoins/internal/model"
)

// linked writes linked data, as JSON-LD or as Turtle, in terms of schema.org or, where it has none,
// in terms of this service's schema, so that nothing is lost. The @id of an entity is its ROR or
// ORCID, where it has one. A relation is written twice: as a plain property, and as a schema:Role
// with its dates, by which schema.org qualifies properties (https://schema.org/Role).
type linked struct {
	sink
	about   *About
	columns Columns
	line    bytes.Buffer
	any     bool
	// turtle writes each object as Turtle; nil for JSON-LD.
	turtle *turtle
	err    error
	// links reports whether the links have begun.
	links bool
	// names maps ids to the @id of the entities that have another one than their address.
	names map[string]string
}

// registers are the schemes of identifiers that serve as @id.
var registers = []string{"ror", "orcid"}

// own is the prefix of the terms of this service's schema.
const own = "whojoins:"

func newLinked(w Output) Writer { return &linked{sink: newSink(w), names: map[string]string{}} }

func newTurtle(w Output) Writer {
	l := &linked{sink: newSink(w), names: map[string]string{}}
	l.turtle = &turtle{}
	return l
}

func (l *linked) Begin(a *About, c Columns) {
	l.about, l.columns = a, c
	if l.turtle != nil {
		l.put(turtleHead)
	} else {
		l.put(`{"@context":`, Context, `,"@graph":[`)
	}
	l.dataset()
}

// dataset is the description of the file.
func (l *linked) dataset() {
	a := l.about
	o := l.begin(a.Address)
	o.text("@type", "Dataset")
	o.some("name", a.Title)
	o.some("version", a.Version)
	o.some("dateModified", a.Date)
	if address := cite.LicenceAddress(a.Licence); address != "" {
		o.key("license")
		newReference(&l.line, address)
	} else {
		o.some("license", a.Licence)
	}
	o.some("creditText", a.Citation)
	o.key("isPartOf")
	part := newObject(&l.line)
	part.text("@type", "Dataset")
	part.some("name", a.Dataset)
	part.some("url", a.Site)
	part.end()
	var addresses []string
	for _, s := range a.Sources {
		if addresses = append(addresses, s.URL); s.URL == "" {
			addresses[len(addresses)-1] = s.ID
		}
	}
	o.texts("isBasedOn", l.sources(addresses))
	l.close(o)
}

// sources returns the addresses of sources; a source without an address has that of its entity.
func (l *linked) sources(list []string) []string {
	addresses := slices.Clone(list)
	for i, s := range addresses {
		if !strings.Contains(s, "://") {
			addresses[i] = l.about.Entity(s)
		}
	}
	return addresses
}

func (l *linked) Node(n *Node) {
	address := l.about.Entity(n.ID)
	name := address
	for _, register := range registers {
		i := slices.IndexFunc(n.Identifiers, func(i Identifier) bool { return i.Scheme == register && i.URL != "" })
		if i >= 0 {
			name = n.Identifiers[i].URL
			l.names[n.ID] = name
			break
		}
	}
	o := l.begin(name)
	o.text("@type", n.Type.Term)
	o.text("name", n.Label)
	o.text("url", address)
	o.text(own+"type", n.Type.Enum)
	var same, others []string
	for _, i := range n.Identifiers {
		if i.URL != "" {
			if i.URL != name {
				same = append(same, i.URL)
			}
		} else {
			others = append(others, i.Scheme+":"+i.Value)
		}
	}
	l.several(&o, "sameAs", same)
	l.several(&o, "identifier", others)
	l.values(&o, l.columns.Nodes, n.Values, map[string]bool{"name": true, "url": true})
	l.close(o)
}

func (l *linked) several(o *object, name string, texts []string) {
	if len(texts) > 0 {
		o.texts(name, texts)
	}
}

// values writes attributes by their terms, or by the names of their fields where they have no
// term or the term is in use.
func (l *linked) values(o *object, columns []Attribute, values []Value, taken map[string]bool) {
	for i := range values {
		a := columns[i]
		term := a.Field.Term
		if a.Field.TermIn != "" {
			term = "" // it belongs to an object that a flat list of attributes does not have
		}
		if l.links && a.Field.Scalar == model.EnumValue {
			term = "roleName"
		}
		if term == "" || taken[term] || values[i].Missing() {
			term = own + a.Field.Path()
		} else {
			taken[term] = true
		}
		if a.Field.Year() && !values[i].Missing() {
			o.text(term, plain(values[i].Value))
			continue
		}
		a.Name = term
		o.value(&a, &values[i])
	}
}

func (l *linked) Link(k *Link) {
	l.links = true
	term, from, to := l.property(k)
	o := l.begin(l.name(from))
	o.key(term)
	l.line.WriteByte('[')
	l.reference(to)
	l.line.WriteByte(',')
	role := newObject(&l.line)
	role.text("@type", "Role")
	role.text("@id", l.about.Address+"#"+k.ID)
	role.text(own+"type", k.Kind)
	role.some("startDate", k.Since)
	role.some("endDate", k.Until)
	role.number(own+"weight", k.Weight)
	l.several(&role, "isBasedOn", l.sources(k.Sources))
	l.values(&role, l.columns.Links, k.Values, map[string]bool{"startDate": true, "endDate": true})
	role.key(term)
	l.reference(to)
	role.end()
	l.line.WriteByte(']')
	l.close(o)
}

// property returns the property of a link, and the ends from which and to which it leads.
func (l *linked) property(k *Link) (term, from, to string) {
	if k.Type == nil {
		return own + strings.ToLower(k.Kind), k.From, k.To
	}
	side := k.Type.From.Side
	term = side.TermOf(func(f *model.Field) string {
		for i := range k.Values {
			if l.columns.Links[i].Field == f {
				return k.Values[i].Text
			}
		}
		return ""
	})
	switch {
	case term == "":
		return own + side.Name, k.From, k.To
	case side.Reversed:
		return term, k.To, k.From
	}
	return term, k.From, k.To
}

// name returns the @id of an entity.
func (l *linked) name(id string) string {
	if known := l.names[id]; known != "" {
		return known
	}
	return l.about.Entity(id)
}

func (l *linked) reference(id string) { newReference(&l.line, l.name(id)) }

// newReference writes the object that stands for an address.
func newReference(out *bytes.Buffer, address string) {
	o := newObject(out)
	o.text("@id", address)
	o.end()
}

// begin starts an object of the graph.
func (l *linked) begin(id string) object {
	o := newObject(&l.line)
	o.some("@id", id)
	return o
}

// close ends an object of the graph and writes it.
func (l *linked) close(o object) {
	o.end()
	if l.turtle != nil {
		text, err := l.turtle.append(l.AvailableBuffer(), l.line.Bytes())
		if l.err == nil {
			l.err = err
		}
		_, _ = l.Write(text) // Flush returns the error
	} else {
		if l.any {
			l.put(",")
		}
		l.any = true
		l.put("\n")
		_, _ = l.line.WriteTo(l.Writer) // Flush returns the error
	}
	l.line.Reset()
}

func (l *linked) End() error {
	if l.turtle == nil {
		l.put("\n]}\n")
	}
	return errors.Join(l.err, l.Flush())
}
