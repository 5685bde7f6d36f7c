package dataset

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"whojoins/internal/model"
	"whojoins/internal/store"
)

// Keys that say of a statement where it stands, how it ranks and when it was made.
const (
	keyAt    = "at"
	keyRank  = "rank"
	keyDate  = "date"
	keyValue = "value"
)

// provenance takes the keys at, rank, date and authority out of a mapping; what they do
// not say is as in base. Keys in own are fields of the thing itself, and stay.
func (f *file) provenance(pairs []pair, base statement, own func(string) bool) (s statement, rest []pair, ok bool) {
	s, ok = base, true
	for _, p := range pairs {
		var err error
		switch key := p.key.Value; {
		case own(key):
			rest = append(rest, p)
		case key == keyAt:
			s.locator, err = text(p.value)
		case key == keyRank:
			s.rank, err = f.rankOf(p.value)
			s.ranked = true
		case key == keyAuthority:
			s.authority, err = authorityOf(p.value)
		case key == keyDate:
			s.date, s.day, err = dateOf(p.value)
		default:
			rest = append(rest, p)
		}
		if err != nil {
			f.fault(f.at(p.value), "%s: %v", p.key.Value, err)
			ok = false
		}
	}
	return s, rest, ok
}

// errReported is the error of what is among the faults already.
var errReported = errors.New("reported already")

// notOwn is for what has no fields of its own.
func notOwn(string) bool { return false }

// ownOf says which keys of a block are fields or ends of its type: these go before at,
// rank and date, should a type have a field of that name.
func ownOf(t *model.Type) func(string) bool {
	return func(key string) bool { return t.Field(key) != nil || t.End(key) != nil }
}

func (f *file) rankOf(n *yaml.Node) (int, error) {
	word, err := text(n)
	if err != nil {
		return 0, err
	}
	position := f.rank.Position(word)
	if position < 0 {
		return 0, fmt.Errorf("%q is not a %s; %s", word, f.rank.Name, suggestion(word, names(f.rank.Values, wordName)))
	}
	return position, nil
}

func dateOf(n *yaml.Node) (string, model.Days, error) {
	s, err := text(n)
	if err != nil {
		return "", 0, err
	}
	first, _, err := model.ParseDate(s)
	return s, first, err
}

// field reads all that a key states of a field: one claim, or one for each item of a list.
func (f *file) field(field *model.Field, n *yaml.Node, base statement) (claims []claim, ok bool) {
	items := []*yaml.Node{n}
	if n.Kind == yaml.SequenceNode {
		items = n.Content
		if len(items) == 0 {
			f.fault(f.at(n), "%s: the list is empty; leave the key out where there is none", field.Name)
			return nil, false
		}
	}
	ok = true
	for _, item := range items {
		c, err := f.claim(field, item, base)
		if err != nil {
			if !errors.Is(err, errReported) {
				f.fault(f.at(item), "%s: %v", field.Name, err)
			}
			ok = false
			continue
		}
		claims = append(claims, c)
	}
	return claims, ok
}

// claim reads one value of a field, in its short form or with at, rank and date.
func (f *file) claim(field *model.Field, n *yaml.Node, base statement) (claim, error) {
	c := claim{statement: base, field: field}
	c.at = f.at(n)
	if field.Scalar == model.Parts {
		return f.part(c, n)
	}
	if n.Kind == yaml.MappingNode {
		pairs, ok := f.pairs(n, field.Name)
		if !ok {
			return c, errReported
		}
		if i := slices.IndexFunc(pairs, func(p pair) bool { return p.key.Value == keyValue }); i >= 0 {
			value := pairs[i].value
			s, rest, ok := f.provenance(slices.Delete(pairs, i, i+1), c.statement, notOwn)
			if len(rest) > 0 {
				return c, fmt.Errorf("unknown key %q; beside value there are at, rank, date and authority", rest[0].key.Value)
			}
			if !ok {
				return c, errReported
			}
			c.statement, n = s, value
		} else if field.Scalar != model.Embedded {
			return c, fmt.Errorf("there is no value; write it plain, or as {value: ..., at: ...}")
		}
	}
	if field.Scalar == model.Embedded {
		return f.embedded(c, n)
	}
	v, err := scalar(field, n)
	if err != nil {
		return c, err
	}
	c.cells, c.text = []store.Cell{{Field: field, Value: v}}, v.String()
	return c, nil
}

// embedded reads an object in a field: its leaves by name, or money as EUR 1234.50.
func (f *file) embedded(c claim, n *yaml.Node) (claim, error) {
	if c.field.Money() && n.Kind != yaml.MappingNode {
		return money(c, n)
	}
	pairs, ok := f.pairs(n, fmt.Sprintf("%s (%s)", c.field.Name, strings.Join(names(c.field.Leaves, fieldName), ", ")))
	if !ok {
		return c, errReported
	}
	for _, p := range pairs {
		if !slices.ContainsFunc(c.field.Leaves, func(leaf *model.Field) bool { return leaf.Name == p.key.Value }) {
			return c, fmt.Errorf("unknown key %q; %s", p.key.Value, suggestion(p.key.Value, names(c.field.Leaves, fieldName)))
		}
	}
	var shown []string
	for _, leaf := range c.field.Leaves {
		i := slices.IndexFunc(pairs, func(p pair) bool { return p.key.Value == leaf.Name })
		if i < 0 {
			if leaf.NonNull {
				return c, fmt.Errorf("%s is missing; write all of %s", leaf.Name, strings.Join(names(c.field.Leaves, fieldName), ", "))
			}
			continue
		}
		v, err := scalar(leaf, pairs[i].value)
		if err != nil {
			return c, fmt.Errorf("%s: %w", leaf.Name, err)
		}
		c.cells, shown = append(c.cells, store.Cell{Field: leaf, Value: v}), append(shown, v.String())
	}
	c.text = strings.Join(shown, ", ")
	if c.field.Money() {
		return checkMoney(c)
	}
	return c, nil
}

// money reads a sum in its short form: the currency, then the amount.
func money(c claim, n *yaml.Node) (claim, error) {
	s, err := text(n)
	if err != nil {
		return c, err
	}
	unit, amount, _ := strings.Cut(s, " ")
	for _, leaf := range c.field.Leaves {
		word := unit
		if leaf.Scalar == model.Cents {
			word = amount
		}
		v, err := scalarOf(leaf, word)
		if err != nil {
			return c, fmt.Errorf("%q is not a sum of money; write it as EUR 1234.50: %w", s, err)
		}
		c.cells = append(c.cells, store.Cell{Field: leaf, Value: v})
	}
	return checkMoney(c)
}

// checkMoney checks the currency of a sum, and shows the sum as its short form.
func checkMoney(c claim) (claim, error) {
	unit, amount := "", ""
	for _, cell := range c.cells {
		if cell.Field.Scalar == model.Cents {
			amount = cell.Value.String()
		} else {
			unit = cell.Value.String()
		}
	}
	c.text = unit + " " + amount
	return c, currency(unit)
}
