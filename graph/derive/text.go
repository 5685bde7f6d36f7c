package derive

import (
	"fmt"
	"strings"
)

// definition is one type of the derived schema, or an extension of a type in schema.graphqls.
type definition struct {
	// keyword is "type", "input", "enum", "extend type" or "extend interface".
	keyword, name, description string
	fields                     []field
}

// field is a field, an input field, or, without a type, an enum value.
type field struct {
	name, of, description string
	args                  []argument
}

// argument is an argument of a field; its type can have a default: "Int = 10".
type argument struct{ name, of, description string }

// document collects the derived schema. It keeps the first error.
type document struct {
	text  strings.Builder
	names map[string]string
	err   error
}

// claim records the owner of a type name, and rejects a name that has an owner.
func (d *document) claim(name, owner string) {
	if other := d.names[name]; other != "" && d.err == nil {
		d.err = fmt.Errorf("the type %s of %s has the same name as the one of %s: rename one of the two in schema.graphqls", name, owner, other)
	}
	d.names[name] = owner
}

// add writes a new definition on behalf of its owner.
func (d *document) add(owner string, def definition) {
	d.claim(def.name, owner)
	d.write(def)
}

// write writes a definition, unless it has no fields.
func (d *document) write(def definition) {
	if len(def.fields) == 0 {
		return
	}
	d.text.WriteByte('\n')
	if def.description != "" {
		fmt.Fprintf(&d.text, "%s\n", quote(def.description))
	}
	fmt.Fprintf(&d.text, "%s %s", def.keyword, def.name)
	d.fields(def)
}

// extend writes an extension of a type by an interface, and by fields if it has any.
func (d *document) extend(def definition, by string) {
	fmt.Fprintf(&d.text, "\n%s %s implements %s", def.keyword, def.name, by)
	if len(def.fields) == 0 {
		d.text.WriteByte('\n')
		return
	}
	d.fields(def)
}

func (d *document) fields(def definition) {
	known := map[string]bool{}
	d.text.WriteString(" {\n")
	for _, f := range def.fields {
		if known[f.name] && d.err == nil {
			d.err = fmt.Errorf("%s would have two fields %q: rename a field, an end or a connection in schema.graphqls", def.name, f.name)
		}
		known[f.name] = true
		d.field(f)
	}
	d.text.WriteString("}\n")
}

func (d *document) field(f field) {
	fmt.Fprintf(&d.text, "  %s\n  %s", quote(f.description), f.name)
	if len(f.args) > 0 {
		d.text.WriteString("(\n")
		for _, a := range f.args {
			fmt.Fprintf(&d.text, "    %s %s: %s\n", quote(a.description), a.name, a.of)
		}
		d.text.WriteString("  )")
	}
	if f.of != "" {
		fmt.Fprintf(&d.text, ": %s", f.of)
	}
	d.text.WriteByte('\n')
}

var escapes = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\r", `\r`, "\t", `\t`)

func quote(s string) string { return `"` + escapes.Replace(s) + `"` }
