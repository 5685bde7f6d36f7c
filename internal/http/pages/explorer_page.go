package pages

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"html/template"
	"io/fs"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"whojoins/internal/explore"
	"whojoins/internal/http/negotiate"
	"whojoins/internal/wording"
)

const (
	// explorerFile is the page of the explorer in the bundle, whose scripts draw every view.
	explorerFile = "explore.html"
	// headMark, headerMark and contentMark are where it has its head, its header and its content.
	headMark     = "<!--head-->"
	contentMark  = "<!--scene-->"
	languageMark = "{{language}}"
)

const (
	// mostInlined is the number of entities of the largest scene that is part of its page; a script
	// requests a larger one.
	mostInlined = 500
	// mostListed is the number of rows of the tables of a page.
	mostListed = 1000
	// mostPictured is the number of entities of the largest scene whose picture is part of its page.
	mostPictured = 150
)

// explorerPage is the content of the page.
type explorerPage struct {
	frame
	Unlisted  bool
	Canonical string
	// JSON is the scene for the scripts, or empty.
	JSON template.JS
	// Entry reports whether nothing is on the stage: the page then has suggestions instead.
	Entry       bool
	Suggestions []suggestions
	Types       []typeLink
	Whole       string
	// Newest is the address of the view of the newest edition, if this is of another one.
	Newest, OldEdition string
	Faults             []explore.Fault
	Tabs               []tabLink
	Status             string
	Picture            template.HTML
	PictureNote        string
	Links              []linkRow
	Nodes              []nodeRow
	LinkCount          string
	NodeCount          string
	// Rest says how many rows are not in the tables.
	Rest      string
	Downloads []explore.Download
	Document  string
}

type (
	tabLink struct {
		Label, Address string
		Current        bool
	}
	linkRow struct {
		*explore.Link
		From, To *explore.Node
		How      string
	}
	nodeRow struct {
		*explore.Node
		// MoreText is the number of entities that expanding it adds, Expand the address that does so.
		MoreText, Expand string
	}
	// suggestions are views to begin with.
	suggestions struct {
		Heading string
		List    []tabLink
	}
)

// readExplorerPage returns the page of the explorer in a bundle, or nil if it has none.
func readExplorerPage(bundle fs.FS) []byte {
	if bundle == nil {
		return nil
	}
	page, err := fs.ReadFile(bundle, explorerFile)
	if err != nil {
		return nil
	}
	return page
}

// sendPage answers with the page of a view.
func (x *explorerExchange) sendPage(ctx context.Context) {
	if x.cached(x.tag("page " + string(x.bundled))) {
		return
	}
	x.embedded = x.state.Embed
	p := explorerPage{frame: x.frame("")}
	p.Current, p.Found = explore.Path, x.state.Find
	p.Others = nil
	for _, one := range wording.Languages {
		if of := *x.state; one != x.language {
			of.Language = one
			p.Others = append(p.Others, otherLanguage{one, phrase(one).In(one), "?" + of.Query()})
		}
	}
	site := negotiate.Site(x.r, x.Site)
	if x.state.Empty() {
		if !x.entry(ctx, &p) {
			return
		}
	} else {
		s := x.scene(ctx)
		if s == nil {
			return
		}
		x.fill(&p, s)
		p.Preview.Image = site + s.State.Address(explore.Path+previewEnding)
		p.Canonical, p.Unlisted = site+s.Address, true
	}
	if p.Canonical == "" {
		p.Canonical = site + x.state.Address(explore.Path)
	}
	x.write(p)
}

// write sends the page: that of the bundle, or a plain one.
func (x *explorerExchange) write(p explorerPage) {
	header := x.w.Header()
	header.Set("Content-Security-Policy", policyWith(p.Embedded, " 'self'", " blob:")) // those of the bundle, and pictures that are saved
	header.Set("Content-Language", x.language)
	header.Set("Referrer-Policy", "no-referrer")
	page := x.bundled
	if page == nil {
		body, err := render("explorerplain", p)
		if err != nil {
			x.internal()
			return
		}
		x.send(http.StatusOK, "text/html", body)
		return
	}
	for mark, name := range map[string]string{headMark: "explorerhead", headerMark: "explorerheader", contentMark: "explorer"} {
		part, err := render(name, p)
		if err != nil {
			x.internal()
			return
		}
		page = bytes.Replace(page, []byte(mark), part, 1)
	}
	x.send(http.StatusOK, "text/html", bytes.Replace(page, []byte(languageMark), []byte(x.language), 1))
}

// fill adds a scene to the page.
func (x *explorerExchange) fill(p *explorerPage, s *explore.Scene) {
	p.Title = x.titleOf(s)
	p.Preview.Description = x.words("SceneAbout", wording.Grouped(strconv.Itoa(len(s.Nodes))), wording.Grouped(strconv.Itoa(len(s.Links))))
	p.Faults, p.Status, p.Downloads, p.Document = s.Faults, s.Status, s.Downloads, s.Query.Document
	for i, view := range explore.Views {
		of := *s.State
		of.View = view
		p.Tabs = append(p.Tabs, tabLink{x.words("View" + strconv.Itoa(i)), of.Address(explore.Path), view == s.State.View})
	}
	if newest := x.Newest(); newest != "" && newest != s.Edition {
		of := *s.State
		of.Edition = ""
		p.Newest, p.OldEdition = of.Address(explore.Path), x.words("OldEdition", s.Edition)
	}
	if len(s.Nodes) <= mostInlined {
		if text, err := json.Marshal(s); err == nil { // it escapes what would end a script
			p.JSON = template.JS(text)
		}
	}
	if s.State.View == explore.Views[0] && len(s.Nodes) > 1 && len(s.Nodes) <= mostPictured {
		p.Picture = x.picture(s, false).Draw().Inline("scene-picture")
	}
	if s.State.View != explore.Views[0] && s.State.View != explore.Views[1] {
		p.PictureNote = x.words("NeedsScript")
	}
	x.rows(p, s)
}

// rows adds the tables of a scene.
func (x *explorerExchange) rows(p *explorerPage, s *explore.Scene) {
	by := make(map[string]*explore.Node, len(s.Nodes))
	for _, n := range s.Nodes {
		by[n.ID] = n
	}
	p.LinkCount, p.NodeCount = wording.Grouped(strconv.Itoa(len(s.Links))), wording.Grouped(strconv.Itoa(len(s.Nodes)))
	for _, l := range s.Links[:min(len(s.Links), mostListed)] {
		row := linkRow{Link: l, From: by[l.From], To: by[l.To], How: l.TypeLabel}
		title := l.Title
		if strings.EqualFold(title, l.RoleLabel) {
			title = ""
		}
		for _, more := range []string{l.RoleLabel, title, l.WorkPackage} {
			if more != "" {
				row.How += " · " + more
			}
		}
		p.Links = append(p.Links, row)
	}
	for _, n := range s.Nodes[:min(len(s.Nodes), mostListed)] {
		row := nodeRow{Node: n}
		if n.More != nil {
			row.MoreText = strconv.Itoa(*n.More)
			if of := *s.State; *n.More > 0 && !n.Expanded {
				of.Expand = append(append([]string{}, of.Expand...), n.ID)
				if len(of.Address(explore.Path)) <= explore.MostCharacters {
					row.Expand = of.Address(explore.Path)
				}
			}
		}
		p.Nodes = append(p.Nodes, row)
	}
	if rest := len(s.Links) - len(p.Links) + len(s.Nodes) - len(p.Nodes); rest > 0 {
		p.Rest = x.words("RowsInFiles", wording.Grouped(strconv.Itoa(rest)))
	}
}

// titleOf returns the names of the entities that a view is about.
func (x *explorerExchange) titleOf(s *explore.Scene) string {
	const most = 3
	if s.State.All {
		return x.words("WholeGraph")
	}
	names := map[string]string{}
	for _, n := range s.Nodes {
		names[n.ID] = n.Name
	}
	var list []string
	for _, id := range append(append([]string{}, s.State.IDs...), s.State.Expand...) {
		if names[id] != "" {
			list = append(list, names[id])
			delete(names, id)
		}
	}
	if len(list) == 0 && s.Path != nil {
		return names[s.Path.From] + " – " + names[s.Path.To]
	}
	title := strings.Join(list[:min(len(list), most)], ", ")
	if len(list) > most {
		title += " …"
	}
	if title == "" {
		return x.words("Explore")
	}
	return title
}

// entry adds suggestions to the page of an empty stage; false if it has answered the request with an error.
func (x *explorerExchange) entry(ctx context.Context, p *explorerPage) bool {
	var counts struct {
		Meta struct{ Counts []typeCount }
	}
	var lists map[string]struct{ Nodes []object }
	if !x.query(ctx, x.results.counts, nil, &counts) || !x.query(ctx, x.suggest, nil, &lists) {
		return false
	}
	p.Entry, p.Title, p.Preview.Description = true, x.words("Explore"), x.words("ExploreIntro")
	for _, name := range suggestedLists {
		one := suggestions{Heading: x.words("Suggest" + capital(name))}
		for _, o := range lists[name].Nodes {
			of := *x.state
			of.IDs, of.Expand = []string{o.Text("id")}, []string{o.Text("id")}
			shown := x.results.briefs.of(o, x.language)
			one.List = append(one.List, tabLink{Label: cmp.Or(shown.Acronym, shown.Name), Address: of.Address(explore.Path)})
		}
		if len(one.List) > 0 {
			p.Suggestions = append(p.Suggestions, one)
		}
	}
	links := resultsExchange{exchange: x.exchange, Results: x.results}
	p.Types = links.typeLinks(counts.Meta.Counts, p.frame)
	whole := *x.state
	whole.All = true
	p.Whole = whole.Address(explore.Path)
	return true
}

// exploreAddress returns the address of an entity and everything around it in the explorer.
func exploreAddress(id string) string {
	id = url.QueryEscape(id)
	return explore.Path + "?ids=" + id + "&expand=" + id
}
