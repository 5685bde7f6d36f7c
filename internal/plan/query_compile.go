package plan

import (
	"unicode/utf8"

	"github.com/vektah/gqlparser/v2/ast"

	"whojoins/internal/model"
)

// Bounds and defaults of the arguments of graph queries. MostCandidates is the largest
// number of candidates for one name.
const (
	maxHops            = 10
	maxSlack           = 2
	maxPaths           = 100
	maxDepth           = 5
	maxNodes           = 2000
	maxLinks           = 5000
	minOverlap         = 2
	maxOverlap         = 5
	MostCandidates     = 5
	defaultHops        = 6
	defaultPaths       = 5
	defaultNodes       = 200
	defaultLinks       = 1000
	defaultPairs       = 200
	defaultMatrix      = 50
	defaultInitiatives = 20
)

// meanTerm is the largest mean number of letters of terms, if a request has as many as allowed.
const meanTerm = 250

// queries compile the arguments of the root fields that are graph queries.
var queries = map[string]func(*compiler, map[string]any) Query{
	"search":        (*compiler).search,
	"resolve":       (*compiler).resolve,
	"paths":         (*compiler).paths,
	"neighbourhood": (*compiler).neighbourhood,
	"collaborators": (*compiler).collaborators,
	"candidates":    (*compiler).candidates,
	"collaboration": (*compiler).collaboration,
	"matrix":        (*compiler).matrix,
	"changes":       (*compiler).changes,
	"overlap":       (*compiler).overlap,
	"gaps":          (*compiler).gaps,
}

// graphQuery compiles a graph query with an answer of type t.
func (c *compiler) graphQuery(compile func(*compiler, map[string]any) Query, t *model.Type, args map[string]any) *GraphQuery {
	if c.Model.Participation == nil {
		c.fail(Errorf(Internal, "", "no relation of the schema is marked with `participation: true`"))
		return &GraphQuery{Select: &Select{Type: t}}
	}
	a := &GraphQuery{Query: compile(c, args), Select: &Select{Type: t}, Visits: c.Limits.Visits, Pairs: c.Limits.Pairs, Measures: c.Limits.Measures}
	switch q := a.Query.(type) {
	case *Resolve, *Paths:
		a.Many = true
	case *Search, *Neighbourhood, *Collaborators, *Candidates, *Collaboration, *Matrix, *Changes, *Overlap, *Gaps:
	default:
		panic(Unhandled(q))
	}
	c.query = a.Query
	return a
}

func (c *compiler) search(args map[string]any) Query {
	text, _ := args["text"].(string)
	return &Search{Text: text, Types: c.types(args["types"], c.Model.AnyEntity), Page: c.forward(SearchOrder, args)}
}

func (c *compiler) resolve(args map[string]any) Query {
	q := &Resolve{Types: c.types(args["types"], c.Model.AnyEntity)}
	terms, hasTerms := args["terms"].([]any)
	entries, hasEntries := args["entries"].([]any)
	if hasTerms == hasEntries {
		c.fail(Errorf(BadUserInput, "send exactly one of them", "`resolve` needs `terms` or `entries`"))
		return q
	}
	if n, most := len(terms)+len(entries), c.Limits.Terms; n > most {
		c.fail(Over(TooLarge, "terms", n, most, "send several requests", "terms in one request"))
		return q
	}
	for _, term := range terms {
		text, _ := term.(string)
		q.Entries = append(q.Entries, Entry{Term: text})
	}
	for i, entry := range entries {
		fields, _ := entry.(map[string]any)
		q.Entries = append(q.Entries, c.entry(i, fields))
	}
	// The work grows with the letters: each is left out once, to find words with a typo.
	letters := 0
	for _, e := range q.Entries {
		letters += utf8.RuneCountInString(e.Term) + utf8.RuneCountInString(e.City)
	}
	if most := meanTerm * c.Limits.Terms; letters > most {
		c.fail(Over(TooLarge, "terms", letters, most, "send fewer terms at a time, or shorter ones", "letters in all terms"))
	}
	return q
}

// entry compiles one of the entries of resolve.
func (c *compiler) entry(at int, fields map[string]any) (e Entry) {
	e.Term, _ = fields["term"].(string)
	e.City, _ = fields["city"].(string)
	if country, _ := fields["country"].(string); country != "" {
		if e.Country = model.CountryCode(Clip(country)); e.Country == "" {
			c.fail(Errorf(BadUserInput, "write its code in ISO 3166-1, such as BE, or its name", "`entries[%d].country` is %q, which is not a country", at, Clip(country)))
		}
	}
	if word, _ := fields["type"].(string); word != "" {
		for _, t := range c.Model.Entities {
			if t.Enum == word {
				e.Type = t
			}
		}
	}
	return e
}

func (c *compiler) paths(args map[string]any) Query {
	q := &Paths{Via: c.via(args["via"]), On: c.day(args, "activeOn")}
	q.From, _ = args["from"].(string)
	q.To, _ = args["to"].(string)
	q.MaxHops = c.between(args, "maxHops", defaultHops, 0, maxHops)
	q.Slack = c.between(args, "slack", 0, 0, maxSlack)
	q.First = c.between(args, "first", defaultPaths, 0, maxPaths)
	return q
}

func (c *compiler) neighbourhood(args map[string]any) Query {
	q := &Neighbourhood{Of: c.ids(args["of"]), Via: c.via(args["via"]), Types: c.types(args["types"], c.Model.AnyEntity), On: c.day(args, "activeOn")}
	q.Depth = c.between(args, "depth", 1, 0, maxDepth)
	q.First = c.between(args, "first", max(defaultNodes, len(q.Of)), 0, maxNodes)
	q.Links = c.between(args, "links", defaultLinks, 0, maxLinks)
	if q.First < len(q.Of) {
		c.fail(Errorf(BadUserInput, sprintf("send at least %d, as the entities of `of` are always included", len(q.Of)), "`first` is %d, for %d ids in `of`", q.First, len(q.Of)))
	}
	return q
}

func (c *compiler) collaborators(args map[string]any) Query {
	q := &Collaborators{In: c.where(c.Model.Participation.To.Target, args["in"]), On: c.day(args, "activeOn"), Page: c.forward(CollaboratorsOrder, args)}
	q.Of, _ = args["of"].(string)
	return q
}

func (c *compiler) candidates(args map[string]any) Query {
	participation := c.Model.Participation
	q := &Candidates{In: c.where(participation.To.Target, args["in"]), Where: c.where(participation.From.Target, args["where"]),
		On: c.day(args, "activeOn"), Page: c.forward(CandidatesOrder, args)}
	q.For, _ = args["for"].(string)
	return q
}

func (c *compiler) collaboration(args map[string]any) Query {
	participation := c.Model.Participation
	q := &Collaboration{Between: c.where(participation.From.Target, args["between"]), In: c.where(participation.To.Target, args["in"]), On: c.day(args, "activeOn")}
	q.Minimum = c.between(args, "minimum", 1, 1, 1<<31-1)
	q.Page = c.after(CollaborationOrder, args)
	q.Page.Limit = c.between(args, "first", defaultPairs, 0, maxLinks)
	return q
}

func (c *compiler) matrix(args map[string]any) Query {
	participation := c.Model.Participation
	q := &Matrix{Rows: c.where(participation.From.Target, args["rows"]), Columns: c.where(participation.To.Target, args["columns"]), On: c.day(args, "activeOn")}
	q.FirstRows = c.size(args, "firstRows", min(defaultMatrix, c.Limits.Page))
	q.FirstColumns = c.size(args, "firstColumns", min(defaultMatrix, c.Limits.Page))
	return q
}

func (c *compiler) changes(args map[string]any) Query {
	q := &Changes{}
	q.Initiative, _ = args["initiative"].(string)
	if from, to := c.day(args, "from"), c.day(args, "to"); from != nil && to != nil {
		q.From, q.To = *from, *to
	}
	if q.From > q.To {
		c.fail(Errorf(BadUserInput, "give the earlier date as `from`", "the changes are from %s to %s", model.FormatDay(q.From), model.FormatDay(q.To)))
	}
	return q
}

func (c *compiler) overlap(args map[string]any) Query {
	q := &Overlap{Of: c.ids(args["of"])}
	if n := len(q.Of); n < minOverlap || n > maxOverlap {
		c.fail(Errorf(BadUserInput, sprintf("send %d to %d initiatives", minOverlap, maxOverlap), "`of` has %d", n))
	}
	return q
}

func (c *compiler) gaps(args map[string]any) Query {
	participation := c.Model.Participation
	return &Gaps{Lacking: c.where(participation.From.Target, args["lacking"]), In: c.where(participation.To.Target, args["in"]), Page: c.forward(GapsOrder, args)}
}

// where compiles a condition on the entities at one end of a participation.
func (c *compiler) where(t *model.Type, v any) Predicate {
	w, _ := v.(map[string]any)
	p, _ := c.filter(t, w)
	return p
}

// types returns the concrete types of a list of enum values; without a list all types of t.
func (c *compiler) types(v any, t *model.Type) model.TypeSet {
	list, given := v.([]any)
	if !given {
		return t.Types
	}
	var set model.TypeSet
	for _, m := range t.Members {
		for _, word := range list {
			if word == m.Enum {
				set |= m.Types
			}
		}
	}
	return set
}

// via returns the relation types to follow; without a list those that are followed by
// default.
func (c *compiler) via(v any) model.TypeSet {
	if _, given := v.([]any); given {
		return c.types(v, c.Model.AnyRelation)
	}
	var set model.TypeSet
	for _, t := range c.Model.Relations {
		if t.Walked {
			set |= t.Types
		}
	}
	return set
}

// day returns the first day of a date, and lastDay the last; nil without a date.
func (c *compiler) day(args map[string]any, name string) *model.Days {
	first, _ := c.days(args, name)
	return first
}

func (c *compiler) lastDay(args map[string]any, name string) *model.Days {
	_, last := c.days(args, name)
	return last
}

func (c *compiler) days(args map[string]any, name string) (first, last *model.Days) {
	text, ok := args[name].(string)
	if !ok {
		return nil, nil
	}
	from, to, err := model.ParseDate(Clip(text))
	if err != nil {
		c.fail(Errorf(BadUserInput, "", "`%s`: %s", name, err))
	}
	return &from, &to
}

// between reads a number, and rejects one out of bounds.
func (c *compiler) between(args map[string]any, name string, unless, least, most int) int {
	n, ok := args[name].(int64)
	if !ok {
		return unless
	}
	if n < int64(least) || n > int64(most) {
		c.fail(Errorf(BadUserInput, sprintf("send %d to %d", least, most), "`%s` is %d", name, n))
		return unless
	}
	return int(n)
}

// forward compiles first and after.
func (c *compiler) forward(k Keyset, args map[string]any) Page {
	p := c.after(k, args)
	p.Limit = c.size(args, "first", min(pageDefault, c.Limits.Page))
	return p
}

// after compiles after.
func (c *compiler) after(k Keyset, args map[string]any) (p Page) {
	if text, _ := args["after"].(string); text != "" {
		values, err := k.ParseCursor(text)
		if err != nil {
			c.fail(Errorf(BadCursor, "copy it from `cursor` or `endCursor` of an answer to the same query", "`after`: %s", err))
		}
		p.After = values
	}
	return p
}

// referred compiles a list of entities or relations in an answer. A list with arguments
// has a `first`.
func (c *compiler) referred(f *model.Field, of *ast.Field) *ReferredList {
	list := &ReferredList{Field: f, First: -1, Select: &Select{Type: f.Of}}
	args := c.arguments(of)
	if len(of.Definition.Arguments) > 0 {
		list.First = c.size(args, "first", min(defaultInitiatives, c.Limits.Page))
	}
	if q, ok := c.query.(*Collaborators); ok {
		q.Initiatives = max(q.Initiatives, list.First)
	}
	return list
}

// limitedParts compiles a list of objects in an answer that has a `first`.
func (c *compiler) limitedParts(f *model.Field, of *ast.Field) *PartList {
	first := c.size(c.arguments(of), "first", min(pageDefault, c.Limits.Page))
	if q, ok := c.query.(*Candidates); ok {
		q.Because = max(q.Because, first)
	}
	return &PartList{Field: f, First: &first, Select: &Select{Type: f.Object}}
}
