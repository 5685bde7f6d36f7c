package plan

import (
	"fmt"
	"strconv"
	"strings"

	"whojoins/internal/model"
)

func sprintf(format string, args ...any) string { return fmt.Sprintf(format, args...) }

// String is the plan as text: what is fetched, one line a slot, indented by level.
// Equal plans give equal text.
func (p *Plan) String() string {
	w := &printer{}
	w.line("%s cost=%d", p.Field, p.Cost)
	w.sel(p.Root)
	w.depth++
	w.out(p.Out)
	return w.String()
}

type printer struct {
	strings.Builder
	depth int
}

func (w *printer) line(format string, args ...any) {
	w.WriteString(strings.Repeat("  ", w.depth))
	fmt.Fprintf(w, format, args...)
	w.WriteByte('\n')
}

func (w *printer) sel(s *Select) {
	w.depth++
	defer func() { w.depth-- }()
	for i, slot := range s.Slots {
		switch slot := slot.(type) {
		case *Column:
			w.line("%d column %s", i, slot.Field.Path())
		case *PartList:
			w.line("%d parts %s", i, slot.Field.Name)
			w.sel(slot.Select)
		case *Referred:
			w.line("%d reference %s: %s", i, slot.Field.Name, slot.Field.Of.Name)
			w.sel(slot.Select)
		case *EndOf:
			w.line("%d end %s: %s", i, slot.End.Name, slot.End.Target.Name)
			w.sel(slot.Select)
		case *Lookup:
			w.line("%d lookup %s %q", i, slot.Type.Name, slot.Refs)
			w.sel(slot.Select)
		case *ReferredList:
			w.line("%d references %s: %s%s", i, slot.Field.Name, slot.Field.Of.Name, shown(slot.First))
			w.sel(slot.Select)
		case *Nested:
			w.line("%d object %s", i, slot.Field.Name)
			w.sel(slot.Select)
		case *Meta:
			w.line("%d meta", i)
			w.sel(slot.Select)
		case *GraphQuery:
			w.line("%d ask %s", i, slot.Query)
			w.sel(slot.Select)
		case *Connection:
			w.connection(i, slot)
		}
	}
}

func shown(first int) string {
	if first < 0 {
		return ""
	}
	return " first " + strconv.Itoa(first)
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
	}{{c.Info, "info"}, {c.Count, "count"}, {c.Aggregate, "aggregate"}} {
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
	if c.Rows != nil {
		w.line("rows")
		w.sel(c.Rows)
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

// out prints the response's shape: keys, and for a level with several cases the types.
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
	word := "some"
	if p.None {
		word = "no"
	}
	return sprintf("%s %s%s(%s)", word, deprecatedWord(p.Deprecated), p.Side.Name, p.Where)
}

func (p *Count) String() string {
	return negated(p.Not, sprintf("count %s%s(%s) %s %d", deprecatedWord(p.Deprecated), p.Side.Name, p.Where, p.Op, p.N))
}

func (p *HasPart) String() string {
	word := "some"
	if p.None {
		word = "no"
	}
	return sprintf("%s %s(%s)", word, p.Field.Name, p.Where)
}

func (p *AtEnd) String() string { return sprintf("%s(%s)", p.End.Name, p.Where) }

func (p *Active) String() string {
	day := func(d model.Days) string {
		if d < model.FirstDay || d > model.LastDay {
			return "open"
		}
		return model.FormatDay(d)
	}
	return negated(p.Not, sprintf("active %s to %s", day(p.From), day(p.To)))
}

func deprecatedWord(on bool) string {
	if on {
		return "deprecated "
	}
	return ""
}
