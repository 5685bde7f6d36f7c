package pages

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"whojoins/internal/http/negotiate"
	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/questions"
	"whojoins/internal/wording"
)

// ResultsPath is the address of the results of a search.
const ResultsPath = "/explore"

// The parameters of ResultsPath, besides the language.
const (
	findKey  = "find"
	typesKey = "types"
	idsKey   = "ids"
	afterKey = "after"
)

// ResultsParameters are the parameters of ResultsPath.
var ResultsParameters = []string{findKey, typesKey, idsKey, afterKey, questions.LanguageKey}

const (
	// resultsOfType is how many results of each type a page shows; of a single type it shows
	// resultsOfOne.
	resultsOfType = 8
	resultsOfOne  = 50
	// optionCount is how many results are offered while somebody types.
	optionCount = 8
	// longestFind is the length of the longest text that is searched for, in bytes.
	longestFind = 200
	// mostIDs is the number of entities that an address can name.
	mostIDs = 100
)

// Results serves what a search found, by type: as a page, and as JSON for the options that appear
// while somebody types. Without a text it lists the entities of a type, or the types.
type Results struct {
	engine Engine
	model  *model.Model
	briefs briefs
	counts string
}

// NewResults returns Results that are read through an engine.
func NewResults(m *model.Model, e Engine) *Results {
	return &Results{engine: e, model: m, briefs: newBriefs(m, wording.New(m)), counts: `query ResultCounts { meta { version dataVersion counts { type count } } }`}
}

// resultsTypes are the media types of the results.
var resultsTypes = []string{"text/html", "application/json"}

// ServeHTTP answers GET and HEAD.
func (h *Results) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	x := &resultsExchange{exchange: begin(h.engine, w, r), Results: h}
	w.Header().Set("Vary", vary)
	mediaType := negotiate.MediaType(r, resultsTypes...)
	x.page = mediaType != 1
	switch {
	case !x.readable():
	case mediaType < 0:
		x.fail(http.StatusNotAcceptable, plan.BadUserInput, phrase("BadAccept"), phrasef("AcceptOne", strings.Join(resultsTypes, ", ")))
	default:
		x.answer(r.Context())
	}
}

// resultsExchange is one request for results.
type resultsExchange struct {
	exchange
	*Results
	find, after string
	types       []string
	ids         []string
	// faults are sentences about values of the address that are ignored.
	faults []string
}

// read reads the parameters; false if it has answered the request with an error.
func (x *resultsExchange) read() bool {
	values := x.r.URL.Query()
	x.find, x.after = strings.TrimSpace(values.Get(findKey)), values.Get(afterKey)
	if len(x.find) > longestFind {
		x.fail(http.StatusBadRequest, plan.BadUserInput, phrase("LongFind"), phrasef("ShorterFind", longestFind))
		return false
	}
	for _, name := range listed(values.Get(typesKey)) {
		t := strings.ToUpper(name)
		if x.model.EntityTypes.Position(t) < 0 {
			var known []string
			for _, v := range x.model.EntityTypes.Values {
				known = append(known, v.Name)
			}
			if !x.page {
				x.fail(http.StatusBadRequest, plan.BadUserInput, phrasef("NoType", name), phrasef("UseOne", strings.Join(known, ", ")))
				return false
			}
			x.faults = append(x.faults, sentence(phrasef("NoType", name).In(x.language)+": "+phrasef("UseOne", strings.Join(known, ", ")).In(x.language)))
			continue
		}
		x.types = append(x.types, t)
	}
	x.ids = listed(values.Get(idsKey))
	if len(x.ids) > mostIDs {
		x.fail(http.StatusBadRequest, plan.BadUserInput, phrase("ManyIDs"), phrasef("FewerIDs", mostIDs))
		return false
	}
	return true
}

// listed returns the parts of a list that is separated by commas.
func listed(list string) (parts []string) {
	for part := range strings.SplitSeq(list, ",") {
		if part = strings.TrimSpace(part); part != "" {
			parts = append(parts, part)
		}
	}
	return parts
}

func (x *resultsExchange) answer(ctx context.Context) {
	if !x.read() {
		return
	}
	var dataset struct {
		Meta struct {
			Version, DataVersion string
			Counts               []typeCount
		}
	}
	if !x.query(ctx, x.counts, nil, &dataset) {
		return
	}
	if x.cached(negotiate.Tag(design, strconv.FormatBool(x.page), x.language, dataset.Meta.Version, dataset.Meta.DataVersion, x.r.URL.RawQuery)) {
		return
	}
	if !x.page {
		x.options(ctx)
		return
	}
	p := resultsPage{frame: x.frame(phrase("Explore").In(x.language))}
	p.Found, p.Current, p.Faults = x.find, ResultsPath, x.faults
	p.Types = x.typeLinks(dataset.Meta.Counts, p.frame)
	ok := true
	switch {
	case x.find != "":
		ok = x.search(ctx, &p)
	case len(x.ids) > 0:
		ok = x.named(ctx, &p)
	case len(x.types) > 0:
		ok = x.list(ctx, &p)
	}
	if ok {
		x.show(http.StatusOK, "results", p)
	}
}

// The content of the page.
type (
	resultsPage struct {
		frame
		// Find is the text that was searched for. Total is a sentence about the number of results.
		Find, Total string
		// Faults are sentences about values of the address that are ignored.
		Faults      []string
		Nothing     bool
		Suggestions []questions.Named
		Groups      []resultGroup
		Types       []typeLink
	}
	// resultGroup is the results of one type. More is the address of the rest.
	resultGroup struct {
		frame
		Heading, Count, More, MoreText string
		List                           []brief
	}
	typeCount struct {
		Type  string
		Value string
		Count int
	}
	typeLink struct {
		Label, Count, Address string
		Current               bool
	}
)

// typeLinks returns links to the entities of each type.
func (x *resultsExchange) typeLinks(counts []typeCount, f frame) (list []typeLink) {
	for _, c := range counts {
		if c.Count > 0 && x.model.EntityTypes.Position(c.Type) >= 0 {
			list = append(list, typeLink{
				x.briefs.dictionary.Types(c.Type, x.language), wording.Grouped(strconv.Itoa(c.Count)), f.Keep(ResultsPath + "?" + typesKey + "=" + c.Type), slices.Contains(x.types, c.Type),
			})
		}
	}
	return list
}

// found is one page of a search.
type found struct {
	TotalCount        int
	TotalIsLowerBound bool
	Types             []typeCount
	PageInfo          pageInfo
	Nodes             []struct{ Entity object }
}

type pageInfo struct {
	HasNextPage bool
	EndCursor   string
}

// search adds what a search found, by type: the most frequent first. It returns false if it has
// answered the request with an error.
func (x *resultsExchange) search(ctx context.Context, p *resultsPage) bool {
	p.Find = x.find
	p.Title = fmt.Sprintf(p.Words["ResultsFor"], x.find)
	var first struct{ Search found }
	variables := map[string]any{"text": x.find, "types": x.typeList(), "first": resultsOfOne, "after": x.afterList()}
	if !x.query(ctx, `query Results($text: String!, $types: [EntityType!], $first: Int!, $after: String) { search(text: $text, types: $types, first: $first, after: $after) { totalCount totalIsLowerBound types { value count } pageInfo { hasNextPage endCursor } nodes { entity { `+x.briefs.selection+` } } } }`, variables, &first) {
		return false
	}
	p.Total = x.total(first.Search)
	switch all := first.Search; {
	case all.TotalCount == 0:
		p.Nothing = true
		p.Suggestions, _ = questions.Similar(ctx, x.run(), x.find) // the page is complete without suggestions
		return true
	case len(all.Types) == 1 || all.TotalCount <= 2*resultsOfType && len(x.types) == 0:
		p.Groups = x.grouped(p.frame, all)
		return true
	}
	return x.byType(ctx, p, first.Search.Types)
}

func (x *resultsExchange) typeList() any {
	if len(x.types) == 0 {
		return nil
	}
	return x.types
}

func (x *resultsExchange) afterList() any {
	if x.after == "" {
		return nil
	}
	return x.after
}

// total returns the number of results in words.
func (x *resultsExchange) total(f found) string {
	name := "ResultCount"
	if f.TotalCount == 1 {
		name = "ResultOne"
	} else if f.TotalIsLowerBound {
		name = "ResultLeast"
	}
	return strings.ReplaceAll(phrase(name).In(x.language), "{n}", wording.Grouped(strconv.Itoa(f.TotalCount)))
}

// grouped returns results that are all on one page, by type, the type of the best result first.
func (x *resultsExchange) grouped(f frame, all found) (list []resultGroup) {
	for _, n := range all.Nodes {
		one, heading := x.briefs.of(n.Entity, x.language), x.briefs.dictionary.Types(n.Entity.Text("type"), x.language)
		i := slices.IndexFunc(list, func(g resultGroup) bool { return g.Heading == heading })
		if i < 0 {
			i, list = len(list), append(list, resultGroup{frame: f, Heading: heading})
		}
		list[i].List = append(list[i].List, one)
	}
	for i := range list {
		list[i].Count = strconv.Itoa(len(list[i].List))
	}
	if len(all.Types) == 1 && len(list) == 1 {
		list[0].Count = wording.Grouped(strconv.Itoa(all.TotalCount))
		if all.PageInfo.HasNextPage {
			list[0].More, list[0].MoreText = x.next(f, all.Types[0].Value, all.PageInfo.EndCursor), f.Words["NextPage"]
		}
	}
	return list
}

// next returns the address of the next page of a list of one type.
func (x *resultsExchange) next(f frame, of, cursor string) string {
	values := url.Values{typesKey: {of}, afterKey: {cursor}}
	if x.find != "" {
		values.Set(findKey, x.find)
	}
	return f.Keep(ResultsPath + "?" + values.Encode())
}

// byType adds the best results of each type, those that describe others last.
func (x *resultsExchange) byType(ctx context.Context, p *resultsPage, types []typeCount) bool {
	slices.SortStableFunc(types, func(a, b typeCount) int { return x.describing(a.Value) - x.describing(b.Value) })
	var b strings.Builder
	b.WriteString("query ResultsByType($text: String!, $first: Int!) {")
	for i, t := range types {
		fmt.Fprintf(&b, " t%d: search(text: $text, types: [%s], first: $first) { nodes { entity { %s } } }", i, t.Value, x.briefs.fragmentOf(x.briefs.types[t.Value]))
	}
	b.WriteString(" }")
	var all map[string]found
	if !x.query(ctx, b.String(), map[string]any{"text": x.find, "first": resultsOfType}, &all) {
		return false
	}
	for i, t := range types {
		g := resultGroup{frame: p.frame, Heading: x.briefs.dictionary.Types(t.Value, x.language), Count: wording.Grouped(strconv.Itoa(t.Count))}
		for _, n := range all["t"+strconv.Itoa(i)].Nodes {
			g.List = append(g.List, x.briefs.of(n.Entity, x.language))
		}
		if t.Count > len(g.List) {
			g.More = p.Keep(ResultsPath + "?" + url.Values{findKey: {x.find}, typesKey: {t.Value}}.Encode())
			g.MoreText = strings.ReplaceAll(p.Words["AllOfType"], "{n}", g.Count)
		}
		p.Groups = append(p.Groups, g)
	}
	return true
}

// describing is 1 for a type whose entities describe others, as sources do, and otherwise 0: people look
// for what is described.
func (x *resultsExchange) describing(of string) int {
	if t := x.briefs.types[of]; t != nil && t.Describes {
		return 1
	}
	return 0
}

// list adds the entities of the types, by name.
func (x *resultsExchange) list(ctx context.Context, p *resultsPage) bool {
	of := x.briefs.types[x.types[0]]
	var all map[string]struct {
		TotalCount int
		PageInfo   pageInfo
		Nodes      []object
	}
	query := fmt.Sprintf("query Listed($first: Int!, $after: String) { list: %s(first: $first, after: $after) { totalCount pageInfo { hasNextPage endCursor } nodes { %s } } }", of.Many, x.briefs.selectionOf(of))
	if !x.query(ctx, query, map[string]any{"first": 2 * resultsOfOne, "after": x.afterList()}, &all) {
		return false
	}
	page := all["list"]
	g := resultGroup{frame: p.frame, Heading: x.briefs.dictionary.Types(of.Enum, x.language), Count: wording.Grouped(strconv.Itoa(page.TotalCount))}
	p.Title = g.Heading
	for _, o := range page.Nodes {
		g.List = append(g.List, x.briefs.of(o, x.language))
	}
	if page.PageInfo.HasNextPage {
		g.More, g.MoreText = x.next(p.frame, of.Enum, page.PageInfo.EndCursor), p.Words["NextPage"]
	}
	p.Groups = append(p.Groups, g)
	return true
}

// named adds the entities that the address names.
func (x *resultsExchange) named(ctx context.Context, p *resultsPage) bool {
	var all struct{ Entities []object }
	if !x.query(ctx, "query Named($ids: [ID!]!) { entities(ids: $ids) { "+x.briefs.selection+" } }", map[string]any{"ids": x.ids}, &all) {
		return false
	}
	g := resultGroup{frame: p.frame, Heading: p.Words["Chosen"]}
	for _, o := range all.Entities {
		if o != nil {
			g.List = append(g.List, x.briefs.of(o, x.language))
		}
	}
	g.Count = strconv.Itoa(len(g.List))
	p.Nothing = len(g.List) == 0
	p.Groups = append(p.Groups, g)
	return true
}

// option is an entity that is offered while somebody types.
type option struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Acronym string `json:"acronym,omitempty"`
	Type    string `json:"type"`
	Detail  string `json:"detail,omitempty"`
	Address string `json:"address"`
}

// options answers with the entities to offer for a text, and the address of the one that the text
// names exactly.
func (x *resultsExchange) options(ctx context.Context) {
	answer := struct {
		Options []option `json:"options"`
		Exact   string   `json:"exact,omitempty"`
	}{Options: []option{}}
	suffix := x.frame("").Suffix
	if x.find != "" {
		var all struct{ Search found }
		if !x.query(ctx, `query Options($text: String!, $types: [EntityType!], $first: Int!) { search(text: $text, types: $types, first: $first) { nodes { entity { `+x.briefs.selection+` } } } }`,
			map[string]any{"text": x.find, "types": x.typeList(), "first": optionCount}, &all) {
			return
		}
		for _, n := range all.Search.Nodes {
			b := x.briefs.of(n.Entity, x.language)
			answer.Options = append(answer.Options, option{b.ID, b.Name, b.Acronym, b.Type, b.Detail, entityPath(b.ID) + suffix})
		}
		meant, err := questions.Meant(ctx, x.run(), []string{x.find}, x.types...)
		if err == nil && len(meant[0]) == 1 {
			answer.Exact = entityPath(meant[0][0].ID) + suffix
		}
	}
	x.json(http.StatusOK, "application/json", answer)
}
