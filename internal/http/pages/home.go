package pages

import (
	"context"
	_ "embed"
	"html/template"
	"net/http"
	"net/url"
	"strconv"

	"go.yaml.in/yaml/v3"

	"whojoins/internal/format"
	"whojoins/internal/http/negotiate"
	"whojoins/internal/model"
	"whojoins/internal/wording"
)

//go:embed home.yaml
var homeFile []byte

// homeContent is the content of home.yaml, which explains its parts.
type homeContent struct {
	Examples []string
	Entries  []struct {
		Title, About wording.Text
		Question     string
		Values       map[string]string
	}
}

// Home serves the home page: what this is, a search box, how much is known about what, and entry
// points with pictures.
type Home struct {
	engine    Engine
	model     *model.Model
	briefs    briefs
	questions *Questions
	content   homeContent
	// site is the address of the service, or empty.
	site string
	// News returns what the edition that answers a request changed, or nil if nothing is known of an
	// edition before it. It may be nil.
	News func(context.Context) *News
}

// NewHome returns a Home that is read through an engine, with entry points that are questions of the
// library. It returns an error if home.yaml names a question that does not exist.
func NewHome(m *model.Model, e Engine, q *Questions) (*Home, error) {
	h := &Home{engine: e, model: m, briefs: newBriefs(m, wording.New(m)), questions: q, site: q.site}
	return h, yaml.Unmarshal(homeFile, &h.content)
}

// ServeHTTP answers GET and HEAD.
func (h *Home) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	x := &homeExchange{begin(h.engine, w, r), h, homeTypes[max(0, negotiate.MediaType(r, homeTypes...))]}
	x.page = x.mediaType == homeTypes[0]
	w.Header().Set("Vary", vary)
	if x.readable() {
		x.answer(r.Context())
	}
}

type homeExchange struct {
	exchange
	*Home
	mediaType string
}

// The content of the page.
type (
	homePage struct {
		frame
		Examples []brief
		Types    []typeLink
		// Coverage is nil if no source counts participants.
		Coverage *homeCoverage
		// News is nil if there is one edition only.
		News           *homeNews
		Entries        []homeEntry
		Date, Citation string
		// Linked describes the dataset, for search engines.
		Linked linkedData
	}
	homeCoverage struct {
		Sentence         string
		Recorded, Stated int
	}
	homeEntry struct {
		Title, About, Address string
		Picture               template.HTML
	}
)

// homeAnswer is the answer to the query of the page.
type homeAnswer struct {
	Meta struct {
		Name, Dataset, Licence, Version, DataVersion, DataDate, Citation string
		Counts                                                           []typeCount
		Coverage                                                         struct{ Initiatives, Stated, Recorded, Complete int }
	}
	Entities []object
}

func (x *homeExchange) answer(ctx context.Context) {
	var all homeAnswer
	query := "query Home($ids: [ID!]!) { meta { name dataset licence version dataVersion dataDate citation counts { type count } coverage { initiatives stated recorded complete } } entities(ids: $ids) { " + x.briefs.selection + " } }"
	if !x.query(ctx, query, map[string]any{"ids": x.content.Examples}, &all) {
		return
	}
	news := x.changed(ctx)
	if x.cached(negotiate.Tag(design, string(homeFile), x.language, x.mediaType, all.Meta.Version, all.Meta.DataVersion, news.before(), x.site, x.r.URL.RawQuery)) {
		return
	}
	x.licence(all.Meta.Licence)
	if !x.page {
		x.describe(all.catalogue(format.Base(x.site), phrase("Slogan").EN+". "+phrase("Sourced").EN), x.mediaType)
		return
	}
	for _, mediaType := range homeTypes[1:] {
		x.w.Header().Add("Link", `</>; rel="describedby"; type="`+mediaType+`"`)
	}
	p := homePage{frame: x.frame(phrase("Sentence").In(x.language)), Citation: all.Meta.Citation, Date: wording.Date(all.Meta.DataDate, x.language)}
	p.Linked = all.linked(format.Base(x.site), p.Words["Slogan"]+". "+p.Words["Sourced"])
	p.Large, p.Current, p.Preview.Description = true, "/", p.Words["Slogan"]
	for _, o := range all.Entities {
		if o != nil {
			p.Examples = append(p.Examples, x.briefs.of(o, x.language))
		}
	}
	links := resultsExchange{exchange: x.exchange, Results: &Results{model: x.model, briefs: x.briefs}}
	p.Types = links.typeLinks(all.Meta.Counts, p.frame)
	p.Coverage = homeCoverageOf(all, x.language)
	p.News = x.news(news)
	p.Entries = x.entries(ctx, p.frame)
	x.show(http.StatusOK, "home", p)
}

// homeCoverageOf returns how many participants of all initiatives are on record.
func homeCoverageOf(all homeAnswer, language string) *homeCoverage {
	c := all.Meta.Coverage
	if c.Initiatives == 0 || c.Stated == 0 {
		return nil
	}
	n := func(n int) string { return wording.Grouped(strconv.Itoa(n)) }
	return &homeCoverage{phrasef("CoverageOfAll", n(c.Recorded), n(c.Stated), n(c.Initiatives)).In(language), min(c.Recorded, c.Stated), c.Stated}
}

// entries returns the entry points. One whose picture cannot be drawn now is shown without it, and the
// page is not stored.
func (x *homeExchange) entries(ctx context.Context, f frame) (list []homeEntry) {
	for _, e := range x.content.Entries {
		q := x.questions.library.Find(e.Question)
		if q == nil {
			continue
		}
		values := valuesOf(e.Values)
		drawn, err := x.questions.smallPicture(ctx, x.run(), q, values, x.language)
		if err != nil {
			x.uncached()
		}
		list = append(list, homeEntry{e.Title.In(x.language), e.About.In(x.language), f.Keep(q.Address("", values)), drawn})
	}
	return list
}

func valuesOf(of map[string]string) url.Values {
	values := url.Values{}
	for name, value := range of {
		values.Set(name, value)
	}
	return values
}
