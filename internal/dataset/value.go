package dataset

import (
	"fmt"
	"math"
	"net/url"
	"strconv"
	"strings"

	"whojoins/internal/dataset/statement"
	"whojoins/internal/model"
	"whojoins/internal/register"
	"whojoins/internal/store"
)

// claimOf parses the value of a statement about a subject of a type.
func (m *merger) claimOf(kind *model.Type, st *statement.Statement) (c claim, err error) {
	c.field = m.schema.Field(kind, st.Field)
	if c.field == nil {
		return c, fmt.Errorf("unknown field %q of %s; %s", st.Field, kind.Name, statement.Suggest(st.Field, statement.Names(m.schema.Fields(kind))))
	}
	switch {
	case c.field.Scalar == model.Parts && st.Value.Parts == nil:
		err = c.parseShort(st.Value.Text)
	case c.field.Scalar == model.Parts:
		err = c.parseObject(st.Value.Parts)
	case c.field.Money() && st.Value.Parts == nil:
		err = c.parseMoney(st.Value.Text)
	case c.field.Scalar == model.Embedded:
		err = c.parseLeaves(st.Value.Parts)
	default:
		var v model.Value
		if v, err = parse(c.field, st.Value.Text); err == nil {
			c.cells, c.text = []store.Cell{{Field: c.field, Value: v}}, v.String()
		}
	}
	if err != nil {
		return c, fmt.Errorf("%s: %w", c.field.Name, err)
	}
	m.warnOfForm(&c, st)
	return c, nil
}

// parse cleans and parses one value of a field that is not an object.
func parse(f *model.Field, text string) (model.Value, error) {
	s, err := statement.Clean(text)
	if err != nil {
		return model.Value{}, err
	}
	switch f.Scalar {
	case model.Text:
		s, err = standard(f, s)
		return model.TextValue(s), err
	case model.ID:
		return model.IDValue(s), nil
	case model.Int:
		n, err := strconv.ParseInt(s, 10, 32)
		if err != nil {
			return model.Value{}, fmt.Errorf("%q is not a whole number; write digits, from %d to %d", s, math.MinInt32, math.MaxInt32)
		}
		return model.IntValue(n), nil
	case model.Float:
		return number(f, s)
	case model.Boolean:
		if s != "true" && s != "false" {
			return model.Value{}, fmt.Errorf("%q is neither true nor false; write one of the two", s)
		}
		return model.BoolValue(s == "true"), nil
	case model.Date:
		_, _, err := model.ParseDate(s)
		return model.DateValue(s), err
	case model.EnumValue:
		return model.EnumOf(s), statement.CheckWord(f.Enum, s)
	case model.Cents:
		cents, err := model.ParseCents(s)
		return model.CentsValue(cents), err
	default:
		return model.Value{}, fmt.Errorf("%s is not a plain value, so a dataset cannot state it", f.Name)
	}
}

// number parses a number, and checks that degrees are in range.
func number(f *model.Field, s string) (model.Value, error) {
	x, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsInf(x, 0) || strings.ContainsFunc(s, notDecimal) {
		return model.Value{}, fmt.Errorf("%q is not a number; write digits with a decimal point, such as 1234.5", s)
	}
	most := 0.0
	switch f.Role {
	case model.Latitude:
		most = model.MaxLatitude
	case model.Longitude:
		most = model.MaxLongitude
	}
	if most > 0 && math.Abs(x) > most {
		return model.Value{}, fmt.Errorf("%q is out of range; write decimal degrees from %v to %v", s, -most, most)
	}
	return model.FloatValue(x), nil
}

func notDecimal(r rune) bool { return (r < '0' || r > '9') && !strings.ContainsRune("+-.eE", r) }

// standard returns a text in the form that the standard for its field has, or an error if it can
// be none.
func standard(f *model.Field, s string) (string, error) {
	switch {
	case f.Role == model.Country:
		code, _, err := register.Country(s)
		return code, err
	case f.Role == model.Currency:
		return s, register.Currency(s)
	case f.Role == model.Registered && f.Scheme != "":
		return register.Identifier(f.Scheme, s)
	case f.Name == "url":
		return s, checkURL(s)
	default:
		return s, nil
	}
}

// warnOfForm warns of a value that was read as another one: the code of a country that only the
// institutions of the European Union use.
func (m *merger) warnOfForm(c *claim, st *statement.Statement) {
	if c.field.Role != model.Country {
		return
	}
	if code, foreign, err := register.Country(strings.TrimSpace(st.Value.Text)); err == nil && foreign {
		m.warn(st.Place, "%s: %q is read as %s, the code in ISO 3166-1; write that", c.field.Name, st.Value.Text, code)
	}
}

// checkURL accepts addresses of web pages only, since they are shown as links.
func checkURL(s string) error {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return fmt.Errorf("%q is not the address of a web page; write one that starts with https:// or http://", s)
	}
	return nil
}

// parseLeaves parses a single object, such as a location, from its leaves by name.
func (c *claim) parseLeaves(parts []statement.Property) error {
	values, err := parseParts(c.field.Leaves, parts)
	if err != nil {
		return err
	}
	var shown []string
	for _, leaf := range c.field.Leaves {
		v := values.of(leaf)
		if v.Null() {
			if leaf.NonNull {
				return fmt.Errorf("%s is missing; write all of %s", leaf.Name, strings.Join(statement.Names(c.field.Leaves), ", "))
			}
			continue
		}
		c.cells, shown = append(c.cells, store.Cell{Field: leaf, Value: v}), append(shown, v.String())
	}
	c.text = strings.Join(shown, ", ")
	if c.field.Money() {
		c.showMoney()
	}
	return nil
}

// partValues are the values of the fields of an object.
type partValues []store.Cell

// of returns the value of a field, or the zero Value.
func (p partValues) of(f *model.Field) model.Value {
	for i := range p {
		if p[i].Field == f {
			return p[i].Value
		}
	}
	return model.Value{}
}

// set sets the value of a field.
func (p *partValues) set(f *model.Field, v model.Value) {
	for i := range *p {
		if (*p)[i].Field == f {
			(*p)[i].Value = v
			return
		}
	}
	*p = append(*p, store.Cell{Field: f, Value: v})
}

// parseParts parses the fields of an object, given by name.
func parseParts(fields []*model.Field, parts []statement.Property) (partValues, error) {
	values := make(partValues, 0, len(parts))
	for _, p := range parts {
		var field *model.Field
		for _, f := range fields {
			if f.Name == p.Name {
				field = f
			}
		}
		if field == nil {
			return nil, fmt.Errorf("unknown key %q; %s", p.Name, statement.Suggest(p.Name, statement.Names(fields)))
		}
		v, err := parse(field, p.Text)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", field.Name, err)
		}
		values.set(field, v)
	}
	return values, nil
}

// parseMoney parses a sum of money in its short form: the currency, then the amount.
func (c *claim) parseMoney(text string) error {
	s, err := statement.Clean(text)
	if err != nil {
		return err
	}
	unit, amount, _ := strings.Cut(s, " ")
	for _, leaf := range c.field.Leaves {
		word := unit
		if leaf.Scalar == model.Cents {
			word = amount
		}
		v, err := parse(leaf, word)
		if err != nil {
			return fmt.Errorf("%q is not a sum of money; write it as EUR 1234.50: %w", s, err)
		}
		c.cells = append(c.cells, store.Cell{Field: leaf, Value: v})
	}
	c.showMoney()
	return nil
}

// showMoney shows a sum of money in its short form.
func (c *claim) showMoney() {
	amount, currency := c.field.MoneyLeaves()
	c.text = c.value(currency).String() + " " + c.value(amount).String()
}
