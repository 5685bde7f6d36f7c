package files

import (
	"context"
	"encoding/xml"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"whojoins/graph"
	"whojoins/internal/format"
	"whojoins/internal/http/graphql"
	"whojoins/internal/http/negotiate"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// sitemapAddresses is the largest number of addresses in a file of a sitemap
// (https://www.sitemaps.org/protocol.html).
const sitemapAddresses = 50_000

// The addresses of the sitemap, and of its files where it has several.
const (
	SitemapPath  = "/sitemap.xml"
	SitemapFiles = "/sitemap/{file}"
)

// Sitemap serves the permanent addresses of all entities for search engines: as one file or, where
// they are more than a file may have, as an index of files.
type Sitemap struct {
	engine *graph.Engine
	site   string
	// most is the largest number of addresses in a file.
	most int
}

// NewSitemap returns a Sitemap. site is the address of the service, or empty.
func NewSitemap(e *graph.Engine, site string) *Sitemap {
	return &Sitemap{engine: e, site: format.Base(site), most: sitemapAddresses}
}

// ServeHTTP answers GET and HEAD.
func (s *Sitemap) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	x := &sitemapSink{Sitemap: s, r: r}
	if file := r.PathValue("file"); file != "" {
		n, err := strconv.Atoi(strings.TrimSuffix(file, ".xml"))
		if err != nil || n < 1 || strconv.Itoa(n)+".xml" != file {
			s.fail(w, r, plan.Errorf(plan.NotFound, "see "+SitemapPath, "there is no file of the sitemap at this address"))
			return
		}
		x.file = n
	}
	caller := graphql.NewCaller(w, r)
	caller.Lane = graph.Files
	p, err := s.engine.Prepare(graph.Request{Query: fmt.Sprintf("query Sitemap { %s(first: 1, sort: {id: ASC}) { nodes { id } } }", s.engine.Model().AnyEntity.Many)}, caller)
	if err == nil {
		err = s.engine.Run(r.Context(), p, caller, x)
	}
	if err != nil {
		s.fail(w, r, err)
		return
	}
	header := w.Header()
	header.Set("Content-Type", "application/xml; charset=utf-8")
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Cache-Control", "public, no-cache")
	header.Set("Vary", "Accept-Encoding")
	header.Set("ETag", `"`+x.tag+`"`)
	if x.known {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	_, _ = w.Write([]byte(x.text.String())) // the caller may have left
}

func (s *Sitemap) fail(w http.ResponseWriter, r *http.Request, err error) {
	errs := s.engine.Present(r.Context(), err)
	status, _ := graphql.Status(errs)
	graphql.SendErrors(w, status, graph.Cost{}, errs)
}

// sitemapSink writes one file of the sitemap. It is a graph.Sink for one run.
type sitemapSink struct {
	*Sitemap
	r *http.Request
	// file is the number of the file, from 1 on; 0 for the sitemap itself.
	file int
	// tag is the ETag without quotes; known reports whether the caller has the file.
	tag   string
	known bool
	text  strings.Builder
}

// Receive implements graph.Sink.
func (x *sitemapSink) Receive(ctx context.Context, a *graph.Answer) error {
	info, err := a.Dataset(ctx)
	if err != nil {
		return err
	}
	x.tag = negotiate.Tag("sitemap", info.Version, x.site, x.r.URL.Path)
	if named, known := negotiate.Known(x.r, x.tag); known {
		x.tag, x.known = named, true
		return nil
	}
	count := 0
	for _, t := range x.engine.Model().Entities {
		count += info.Counts[t.Index]
	}
	files := (count + x.most - 1) / x.most
	switch {
	case x.file == 0 && files > 1:
		x.index(files)
		return nil
	case x.file > files:
		return plan.Errorf(plan.NotFound, "see "+SitemapPath, "the sitemap has %d files", files)
	}
	return x.entities(ctx, a)
}

const sitemapNamespace = "http://www.sitemaps.org/schemas/sitemap/0.9"

// index writes the addresses of the files.
func (x *sitemapSink) index(files int) {
	x.text.WriteString(xml.Header + `<sitemapindex xmlns="` + sitemapNamespace + `">` + "\n")
	for i := 1; i <= files; i++ {
		x.address("sitemap", strings.Replace(SitemapFiles, "{file}", strconv.Itoa(i)+".xml", 1))
	}
	x.text.WriteString("</sitemapindex>\n")
}

// entities writes the addresses of the entities of the file.
func (x *sitemapSink) entities(ctx context.Context, a *graph.Answer) error {
	_, of, err := a.Prepared().Table()
	if err != nil {
		return err
	}
	x.text.WriteString(xml.Header + `<urlset xmlns="` + sitemapNamespace + `">` + "\n")
	first := max(x.file-1, 0) * x.most
	n := 0
	err = a.Pages(ctx, of, first+x.most, func(c store.Cursor) error {
		c.Enter(0)
		defer c.Leave()
		for c.Next() {
			if n++; n > first {
				x.address("url", "/id/"+url.PathEscape(c.Value(0).Text))
			}
		}
		return a.Work().Add(plan.TextUnits(x.text.Len()))
	})
	x.text.WriteString("</urlset>\n")
	return err
}

// address writes an address of the service.
func (x *sitemapSink) address(element, path string) {
	x.text.WriteString("<" + element + "><loc>")
	_ = xml.EscapeText(&x.text, []byte(x.site+path)) // a strings.Builder never fails
	x.text.WriteString("</loc></" + element + ">\n")
}
