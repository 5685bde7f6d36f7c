package intake

import (
	"fmt"
	"slices"
	"strings"

	"whojoins/internal/dataset/statement"
	"whojoins/internal/model"
)

// Where is a list of conditions, all of which must hold.
type Where []Condition

// Condition compares a column with a value: "country=BE", "topic~oncology", "country!=BE".
type Condition struct {
	Column string
	// Operator is "=", "!=" or "~"; the latter means that the column contains the value. Case and
	// accents make no difference.
	Operator, Value string
	folded          string
}

// AnyColumn stands for any column, where a reader knows its columns only once it reads.
const AnyColumn = "*"

// ParseWhere reads conditions on columns that a reader offers.
func ParseWhere(texts, columns []string) (Where, error) {
	var w Where
	for _, text := range texts {
		i := strings.IndexAny(text, "=~!")
		if i <= 0 {
			return nil, fmt.Errorf("%q is not a condition; write COLUMN=VALUE, COLUMN!=VALUE, or COLUMN~PART, such as country=BE", text)
		}
		c := Condition{Column: strings.TrimSpace(text[:i])}
		for _, operator := range []string{"!=", "=", "~"} {
			if value, ok := strings.CutPrefix(text[i:], operator); ok {
				c.Operator, c.Value = operator, strings.TrimSpace(value)
				break
			}
		}
		switch {
		case c.Operator == "" || c.Value == "":
			return nil, fmt.Errorf("%q is not a condition; write COLUMN=VALUE, COLUMN!=VALUE, or COLUMN~PART, such as country=BE", text)
		case len(columns) == 0:
			return nil, fmt.Errorf("%q: this import takes no conditions", text)
		case !slices.Contains(columns, c.Column) && !slices.Contains(columns, AnyColumn):
			return nil, fmt.Errorf("%q is not a column of this import; %s", c.Column, statement.Suggest(c.Column, columns))
		}
		c.folded = model.Fold(c.Value)
		w = append(w, c)
	}
	return w, nil
}

// String returns the conditions in one form, whatever their order is.
func (w Where) String() string {
	var list []string
	for _, c := range w {
		list = append(list, c.Column+c.Operator+c.folded)
	}
	slices.Sort(list)
	return strings.Join(slices.Compact(list), " and ")
}

// Columns reports whether one of the conditions is on one of the columns.
func (w Where) Columns(names ...string) bool {
	return slices.ContainsFunc(w, func(c Condition) bool { return slices.Contains(names, c.Column) })
}

// Meets reports whether one of the values of a column meets a condition; "!=" holds where none of
// the values is equal.
func (c *Condition) Meets(values ...string) bool {
	found := slices.ContainsFunc(values, func(v string) bool {
		folded := model.Fold(v)
		return c.Operator == "~" && strings.Contains(folded, c.folded) || c.Operator != "~" && folded == c.folded
	})
	return found != (c.Operator == "!=")
}
