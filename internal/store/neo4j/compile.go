package neo4j

import (
	"fmt"
	"strconv"
	"strings"

	"whojoins/internal/model"
	"whojoins/internal/plan"
)

// Statement is Cypher for one plan. Values stand in Params only, so that plans of one
// shape have one text, which the database has planned before.
type Statement struct {
	Text   string
	Params map[string]any
}

// Compile writes the statement that answers a plan. It is pure. The statement gives
// one record: the edition of the dataset before and after reading, and between them the
// values of the plan's root slots.
//
// An object is a list of what its slots hold, in their order, behind the word of its
// type where that is not fixed; a row of a page has the values that it is ordered by in
// front, when they are asked for. A connection is a list of what is asked of it: its
// rows (one more than the page has), its count, its facets, its aggregates.
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

// statement is the whole text: an answer between the edition of the dataset before
// and after reading, and the clauses that make what the answer speaks of.
func (c *compiler) statement(clauses, answer string) *Statement {
	var b strings.Builder
	if c.sequence {
		b.WriteString(inSequence)
	}
	b.WriteString(matchDataset + " WITH " + editionOf + " AS edition LIMIT 1\n")
	for _, each := range c.resolved {
		b.WriteString(each)
	}
	b.WriteString(clauses)
	b.WriteString("WITH *, " + answer + " AS answer LIMIT 1\n")
	b.WriteString(matchDataset + " RETURN edition, answer, " + editionOf)
	return &Statement{Text: b.String(), Params: c.params}
}

// inSequence asks for the runtime that gives the rows of one branch of a union after
// those of the other, and does not begin the second before it is needed. It is the only
// one of the Community edition.
const inSequence = "CYPHER runtime=slotted "

// compiler writes one statement.
type compiler struct {
	model  *model.Model
	params map[string]any
	// variables is how many variables were named.
	variables int
	// resolved are the clauses that find the entities which filters refer to.
	resolved []string
	// ids are the variables with the ids of these, named in the order in which they were.
	ids   map[*plan.Refers]string
	named []string
	// calls are the subqueries whose results the list that is being written holds.
	calls []string
	// sequence says that the order of branches matters.
	sequence bool
}

func newCompiler(m *model.Model) *compiler {
	return &compiler{model: m, params: map[string]any{}, ids: map[*plan.Refers]string{}}
}

// param makes a value a parameter.
func (c *compiler) param(v any) string {
	name := "p" + strconv.Itoa(len(c.params))
	c.params[name] = v
	return "$" + name
}

// variable gives a name that nothing else in the statement has.
func (c *compiler) variable(prefix string) string {
	c.variables++
	return prefix + strconv.Itoa(c.variables)
}

// subquery calls a query of a list of the root; of the variables around it, it sees those
// with the ids of entities, and has to name them.
func (c *compiler) subquery(query string) string {
	return "CALL (" + strings.Join(c.named, ", ") + ") { " + query + " }"
}

// call is a variable with the result of a subquery that counts or sums up. It is called
// before the list that holds it: within a list, which speaks of other variables too,
// the database would take its count for one of the list's own, at any depth.
func (c *compiler) call(query string) string {
	v := c.variable("c")
	c.calls = append(c.calls, " CALL (*) { "+query+" AS "+v+" }")
	return v
}

// gather is the list of what each row of a query gives, which is never null. Where it
// holds the results of calls, the query is called itself.
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

// root is the value of the root slot.
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
		return "", fmt.Errorf("a %T is no root of a plan", s)
	default:
		panic(plan.Unhandled(s))
	}
}

// object is the list of what the slots of an object hold.
func (c *compiler) object(sel *plan.Select, s scope) string {
	return "[" + strings.Join(c.items(sel, s), ", ") + "]"
}

func (c *compiler) items(sel *plan.Select, s scope) []string {
	items := make([]string, 0, len(sel.Slots)+1)
	switch {
	case abstract(sel) && s.from != "":
		items = append(items, "'"+s.typ.Enum+"'")
	case abstract(sel):
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

// has says whether relations of a type have what is in a slot.
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

// abstract says that objects of a level are entities or relations of several types, and
// that it matters of which each is.
func abstract(sel *plan.Select) bool {
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
		panic(fmt.Sprintf("neo4j: a %T has no place in an object", slot))
	default:
		panic(plan.Unhandled(slot))
	}
}
