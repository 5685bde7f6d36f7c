package neo4j

import (
	"fmt"
	"strconv"
	"strings"

	"whojoins/internal/model"
	"whojoins/internal/plan"
)

// Statement is the Cypher statement for one plan. Values are in Params only, so that plans that
// differ in values have the same text, for which the database has a cached execution plan.
type Statement struct {
	Text   string
	Params map[string]any
}

// Compile returns the statement for a plan. It is a pure function. The statement returns one
// record: the dataset edition before and after reading and, between them, the values of the
// plan's root slots.
//
// An object is a list of the values of its slots, after the name of its type if that is not
// fixed. A row of a page begins with the sort values that cursors need and no slot holds. A
// connection is a list of what is requested: its rows (one more than the page has), its count,
// its facets, its aggregates.
func Compile(m *model.Model, p *plan.Plan) (*Statement, error) {
	c := newCompiler(m)
	roots := make([]string, len(p.Root.Slots))
	for i, slot := range p.Root.Slots {
		var err error
		if roots[i], err = c.root(slot); err != nil {
			return nil, err
		}
	}
	return c.statement(strings.Join(c.calls, ""), "["+strings.Join(roots, ", ")+"]"), nil
}

// statement returns the whole statement: the clauses that define the variables in answer, and
// answer between the dataset edition before and after reading.
func (c *compiler) statement(clauses, answer string) *Statement {
	var b strings.Builder
	if c.sequence {
		b.WriteString(inSequence)
	}
	b.WriteString(matchDataset + " WITH " + editionExpression + " AS edition LIMIT 1\n")
	for _, each := range c.resolved {
		b.WriteString(each)
	}
	b.WriteString(clauses)
	b.WriteString("WITH *, " + answer + " AS answer LIMIT 1\n")
	b.WriteString(matchDataset + " RETURN edition, answer, " + editionExpression)
	return &Statement{Text: b.String(), Params: c.params}
}

// inSequence selects the runtime that returns the rows of one branch of a UNION after those of
// the other, and starts the second branch only when it is needed. The Community edition has no
// other runtime.
const inSequence = "CYPHER runtime=slotted "

// compiler writes one statement.
type compiler struct {
	model  *model.Model
	params map[string]any
	// variables is the number of variables named so far.
	variables int
	// resolved are the clauses that find the entities which filters refer to.
	resolved []string
	// ids are the variables with the ids of these entities; named lists these variables in the
	// order of their definition.
	ids   map[*plan.Refers]string
	named []string
	// calls are the subqueries with results for the list being written.
	calls []string
	// sequence reports whether the order of branches matters.
	sequence bool
}

func newCompiler(m *model.Model) *compiler {
	return &compiler{model: m, params: map[string]any{}, ids: map[*plan.Refers]string{}}
}

// param adds a parameter and returns its name.
func (c *compiler) param(v any) string {
	name := "p" + strconv.Itoa(len(c.params))
	c.params[name] = v
	return "$" + name
}

// variable returns a name that is unique in the statement.
func (c *compiler) variable(prefix string) string {
	c.variables++
	return prefix + strconv.Itoa(c.variables)
}

// subquery returns a call of a query at the root. Of the variables outside it imports those
// with the ids of entities.
func (c *compiler) subquery(query string) string {
	return "CALL (" + strings.Join(c.named, ", ") + ") { " + query + " }"
}

// call returns a variable with the result of a subquery that counts or aggregates. The subquery
// is called before the list that contains its result, because within a list with other
// variables the database would treat the count as an aggregate over that list, at any depth.
func (c *compiler) call(query string) string {
	v := c.variable("c")
	c.calls = append(c.calls, " CALL (*) { "+query+" AS "+v+" }")
	return v
}

// gather returns a list, which is never null, with one item for each row of a query. If an item
// contains results of calls, the query becomes a call itself.
func (c *compiler) gather(query string, each func() string) string {
	outer := c.calls
	c.calls = nil
	item := each()
	calls := strings.Join(c.calls, "")
	c.calls = outer
	if calls == "" {
		return "COLLECT { " + query + " RETURN " + item + " }"
	}
	return c.call(query + calls + " RETURN collect(" + item + ")")
}

// root returns the value of a root slot.
func (c *compiler) root(s plan.Slot) (string, error) {
	switch s := s.(type) {
	case *plan.Lookup:
		if s.Type.Kind == model.Relation {
			return c.relations(s), nil
		}
		return c.lookup(s), nil
	case *plan.Connection:
		return c.connection(s, scope{}), nil
	case *plan.Meta, *plan.GraphQuery, *plan.ReferredList, *plan.Nested:
		return "", fmt.Errorf("a store does not run a %T; package query does", s)
	case *plan.Column, *plan.PartList, *plan.Referred, *plan.EndOf:
		return "", fmt.Errorf("a %T is not a root slot", s)
	default:
		panic(plan.Unhandled(s))
	}
}

// object returns the list of the values of an object's slots.
func (c *compiler) object(sel *plan.Select, s scope) string {
	return "[" + strings.Join(c.items(sel, s), ", ") + "]"
}

func (c *compiler) items(sel *plan.Select, s scope) []string {
	items := make([]string, 0, len(sel.Slots)+1)
	switch {
	case needsType(sel) && s.from != "":
		items = append(items, "'"+s.typ.Enum+"'")
	case needsType(sel):
		items = append(items, s.self+".type")
	}
	for _, slot := range sel.Slots {
		if s.from != "" && !has(s.typ, slot) {
			items = append(items, "null")
			continue
		}
		items = append(items, c.slot(slot, s))
	}
	return items
}

// has reports whether relations of a type have the value of a slot.
func has(t *model.Type, slot plan.Slot) bool {
	switch slot := slot.(type) {
	case *plan.Column:
		return slot.Field.Types.Has(t)
	case *plan.EndOf:
		return slot.End.Relation == t
	case *plan.PartList, *plan.Referred, *plan.ReferredList, *plan.Nested, *plan.Lookup, *plan.Meta, *plan.GraphQuery, *plan.Connection:
		return true
	default:
		panic(plan.Unhandled(slot))
	}
}

// needsType reports whether objects of a select may have several types and the type of each is
// needed.
func needsType(sel *plan.Select) bool {
	return sel.Typed && sel.Type != nil && sel.Type.Kind == model.Interface
}

func (c *compiler) slot(slot plan.Slot, s scope) string {
	switch slot := slot.(type) {
	case *plan.Column:
		return s.column(slot.Field)
	case *plan.PartList:
		return c.parts(slot, s)
	case *plan.Referred:
		return c.referred(slot, s)
	case *plan.EndOf:
		return c.object(slot.Select, s.end(slot.End))
	case *plan.Connection:
		return c.connection(slot, s)
	case *plan.ReferredList, *plan.Nested, *plan.Lookup, *plan.Meta, *plan.GraphQuery:
		panic(fmt.Sprintf("neo4j: an object has no slot of type %T", slot))
	default:
		panic(plan.Unhandled(slot))
	}
}
