package plan

import (
	"fmt"
	"strconv"
	"strings"

	"whojoins/internal/model"
)

func sprintf(format string, args ...any) string { return fmt.Sprintf(format, args...) }

// String returns the plan as text: one line per slot, indented by level, with every flag.
// Equal plans have equal text.
func (p *Plan) String() string {
	w := &printer{model: p.Model}
	w.line("%s", p.Field)
	w.sel(p.Root)
	w.depth++
	w.out(p.Out)
	return w.String()
}

type printer struct {
	strings.Builder
	model *model.Model
	depth int
}

func (w *printer) line(format string, args ...any) {
	w.WriteString(strings.Repeat("  ", w.depth))
	fmt.Fprintf(w, format, args...)
	w.WriteByte('\n')
}

// level prints the line of a slot and, below it, the values that are fetched for its objects.
func (w *printer) level(s *Select, format string, args ...any) {
	w.line(format+ifSet(s.Typed, "typed"), args...)
	w.sel(s)
}

func (w *printer) sel(s *Select) {
	w.depth++
	defer func() { w.depth-- }()
	for i, slot := range s.Slots {
		switch slot := slot.(type) {
		case *Column:
			w.line("%d column %s", i, slot.Field.Path())
		case *PartList:
			first := ""
			if slot.First != nil {
				first = " first " + strconv.Itoa(*slot.First)
			}
			w.level(slot.Select, "%d parts %s%s", i, slot.Field.Name, first)
		case *Referred:
			w.level(slot.Select, "%d reference %s: %s", i, slot.Field.Name, slot.Field.Of.Name)
		case *EndOf:
			w.level(slot.Select, "%d end %s: %s", i, slot.End.Name, slot.End.Target.Name)
		case *Lookup:
			w.level(slot.Select, "%d lookup %s %q%s%s%s", i, slot.Type.Name, slot.Refs, typesOf(slot.Of), ifSet(slot.Many, "many"), ifSet(slot.Deprecated, "deprecated"))
		case *ReferredList:
			first := ""
			if slot.First >= 0 {
				first = " first " + strconv.Itoa(slot.First)
			}
			w.level(slot.Select, "%d references %s: %s%s", i, slot.Field.Name, slot.Field.Of.Name, first)
		case *Nested:
			w.level(slot.Select, "%d object %s", i, slot.Field.Name)
		case *Meta:
			w.level(slot.Select, "%d meta", i)
		case *GraphQuery:
			w.level(slot.Select, "%d query %s%s visits %d", i, slot.Query.text(w.model), ifSet(slot.Many, "many"), slot.Visits)
		case *Connection:
			w.connection(i, slot)
		default:
			panic(Unhandled(slot))
		}
	}
}

// typesOf returns the types that the entities of a lookup must have; empty if it states none.
func typesOf(of []*model.Type) string {
	if of == nil {
		return ""
	}
	names := make([]string, len(of))
	for i, t := range of {
		names[i] = t.Name
	}
	return fmt.Sprintf(" of %q", names)
}

// ifSet returns the name of a flag that is on, after a space.
func ifSet(on bool, name string) string {
	if on {
		return " " + name
	}
	return ""
}

func (w *printer) connection(i int, c *Connection) {
	name := c.Type.Name
	if c.Side != nil {
		name = c.Side.Name + ": " + name
	}
	w.line("%d connection %s", i, name)
	w.depth++
	defer func() { w.depth-- }()
	if c.Deprecated {
		w.line("only deprecated")
	}
	if all, ok := c.Where.(All); !ok || len(all) > 0 {
		w.line("where %s", c.Where)
	}
	w.line("order %s", c.Order)
	w.line("page %s", c.Page)
	for _, flag := range []struct {
		on   bool
		name string
	}{{c.Info, "info"}, {c.Cursors, "cursors"}, {c.Count, "count"}, {c.Aggregate, "aggregate"}} {
		if flag.on {
			w.line("%s", flag.name)
		}
	}
	for _, f := range c.Facets {
		w.line("facet %s first %d", f.Name, f.First)
	}
	for _, f := range c.Aggregates {
		w.line("aggregate of %s", f.Name)
	}
	for i := range c.Groups {
		w.line("%s", &c.Groups[i])
	}
	for i := range c.Series {
		w.line("%s", &c.Series[i])
	}
	if c.Rows != nil {
		w.level(c.Rows, "rows")
	}
}

func (p Page) String() string {
	way := "first"
	if p.Backward {
		way = "last"
	}
	text := way + " all"
	if p.Limit >= 0 {
		text = way + " " + strconv.Itoa(p.Limit)
	}
	if p.After != nil {
		text += " after " + printValues(p.After)
	}
	if p.Before != nil {
		text += " before " + printValues(p.Before)
	}
	return text
}

func (o Order) String() string {
	keys := make([]string, 0, len(o)+1)
	for _, k := range o {
		keys = append(keys, k.String())
	}
	return strings.Join(append(keys, "id"), ", ")
}

func (k Key) String() string {
	var b strings.Builder
	if k.End != nil {
		b.WriteString(k.End.Name + ".")
	}
	if k.CountOf != nil {
		b.WriteString("count(" + k.CountOf.Name + ")")
	} else {
		b.WriteString(k.Field.Path())
	}
	if k.Desc {
		b.WriteString(" desc")
	}
	return b.String()
}

func printValues(values []model.Value) string {
	texts := make([]string, len(values))
	for i, v := range values {
		switch {
		case v.Null():
			texts[i] = "null"
		case v.Kind == model.Int || v.Kind == model.Float || v.Kind == model.Boolean || v.Kind == model.Cents:
			texts[i] = v.String()
		default:
			texts[i] = strconv.Quote(v.Text)
		}
	}
	return "[" + strings.Join(texts, ", ") + "]"
}

// out prints a response field: its key, its kind and, where fields depend on the concrete
// type, the types of each case.
func (w *printer) out(o Out) {
	w.line("%s = %s", o.Key, o.Kind)
	w.depth++
	defer func() { w.depth-- }()
	w.fields(o.Fields)
	if o.Shape == nil {
		return
	}
	if len(o.Shape.Cases) == 1 {
		w.fields(o.Shape.Cases[0].Fields)
		return
	}
	for _, c := range o.Shape.Cases {
		w.line("for %s", typeNames(o.Shape.Select.Type, c.Types))
		w.depth++
		w.fields(c.Fields)
		w.depth--
	}
}

func (w *printer) fields(outs []Out) {
	for _, o := range outs {
		w.out(o)
	}
}

func typeNames(t *model.Type, set model.TypeSet) string {
	var names []string
	for _, m := range t.Members {
		if set.Has(m) {
			names = append(names, m.Name)
		}
	}
	return strings.Join(names, "|")
}

var outNames = [...]string{
	OutTypename: "typename", OutScalar: "scalar", OutScalars: "scalars", OutEmbedded: "embedded", OutObject: "object",
	OutList: "list", OutConnection: "connection", OutNodes: "nodes", OutEdges: "edges", OutPageInfo: "page info",
	OutTotalCount: "total", OutFacets: "facets", OutAggregate: "aggregate", OutCursor: "cursor", OutNode: "node",
	OutHasNextPage: "has next", OutHasPreviousPage: "has previous", OutStartCursor: "start", OutEndCursor: "end",
	OutFacetField: "facet field", OutBuckets: "buckets", OutOther: "other", OutMissing: "missing", OutBucketValue: "value",
	OutBucketLabel: "label", OutBucketCount: "count", OutAggregateCount: "count", OutAggregateField: "of field",
	OutAggregateMoney: "of money", OutMin: "min", OutMax: "max", OutSum: "sum", OutAverage: "average",
	OutCurrency: "currency", OutCurrencyCount: "count",
	OutGroups: "groups", OutGroupList: "groups", OutGroupTotal: "total", OutGroupOmitted: "omitted", OutGroupCount: "count",
	OutGroupKeys: "keys", OutKeyField: "facet field", OutKeyValue: "value", OutKeyLabel: "label",
	OutGroupSums: "sums", OutSumField: "field", OutSumCurrency: "currency", OutSumValue: "value",
	OutGroupDistinct: "distinct", OutDistinctField: "field", OutDistinctCount: "count",
	OutSeries: "series", OutPeriod: "period", OutPeriodStart: "first day", OutPeriodEnd: "last day",
	OutPeriodActive: "active", OutPeriodBegan: "began", OutPeriodEnded: "ended",
}

func (k OutKind) String() string { return outNames[k] }

var opNames = [...]string{Eq: "=", In: "in", Gt: ">", Gte: ">=", Lt: "<", Lte: "<=", Contains: "contains",
	StartsWith: "starts with", EndsWith: "ends with", Folds: "folds to", Matches: "matches", IsNull: "is null"}

func (o Op) String() string { return opNames[o] }

func (p All) String() string { return printList("all", p) }
func (p Any) String() string { return printList("any", p) }

func printList(name string, list []Predicate) string {
	texts := make([]string, len(list))
	for i, p := range list {
		texts[i] = p.String()
	}
	return name + "(" + strings.Join(texts, ", ") + ")"
}

func negated(not bool, text string) string {
	if not {
		return "not " + text
	}
	return text
}

func (p *Compare) String() string {
	text := p.Field.Path() + " " + p.Op.String()
	switch {
	case p.Op == IsNull:
	case p.Field.Scalar == model.Date && p.Values[0].Kind == model.Int:
		text += " " + model.FormatDay(model.Days(p.Values[0].Int))
	default:
		text += " " + printValues(p.Values)
	}
	return negated(p.Not, text)
}

func (p *Refers) String() string {
	name := "id"
	if p.Field != nil {
		name = p.Field.Name
	}
	return negated(p.Not, sprintf("%s refers to %q", name, p.Refs))
}

func (p *IsType) String() string { return "type in " + typeNames(p.Of, p.Types) }

func (p *Related) String() string {
	return sprintf("%s%s %s(%s)", someOrNo(p.None), ifSet(p.Deprecated, "deprecated"), p.Side.Name, p.Where)
}

func (p *Count) String() string {
	return negated(p.Not, sprintf("count%s %s(%s) %s %d", ifSet(p.Deprecated, "deprecated"), p.Side.Name, p.Where, p.Op, p.N))
}

func (p *HasPart) String() string {
	return sprintf("%s %s(%s)", someOrNo(p.None), p.Field.Name, p.Where)
}

func someOrNo(none bool) string {
	if none {
		return "no"
	}
	return "some"
}

func (p *AtEnd) String() string { return sprintf("%s(%s)", p.End.Name, p.Where) }

func (p *Within) String() string {
	return negated(p.Not, sprintf("%s within %v km of %v", p.Field.Name, p.Km, p.At))
}

func (p *Active) String() string {
	day := func(d model.Days) string {
		if d < model.FirstDay || d > model.LastDay {
			return "open"
		}
		return model.FormatDay(d)
	}
	return negated(p.Not, sprintf("active %s to %s", day(p.From), day(p.To)))
}
