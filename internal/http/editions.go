package http

import (
	"context"
	"encoding/xml"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"whojoins/graph"
	"whojoins/internal/edition"
	"whojoins/internal/explore"
	"whojoins/internal/http/graphql"
	"whojoins/internal/http/negotiate"
	"whojoins/internal/http/pages"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

const (
	// versionHeader names the edition of a dataset, in requests and in answers.
	versionHeader = "X-Dataset-Version"
	// editionPath begins the addresses of one edition.
	editionPath = "/e/"
	// revalidated is the Cache-Control of answers that every cache may keep. Handlers set it
	// without knowing of which edition they answer; editions sets for how long.
	revalidated = "public, no-cache"
	// forever lets every cache keep an answer that cannot change.
	forever = "public, max-age=31536000, immutable"
	// briefly lets every cache keep an answer of the newest edition, and show it while it asks
	// for the next one. privately does so for an answer to a caller with a key, which states what
	// is left of the caller's budget.
	briefly   = "public, max-age=5, stale-while-revalidate=60"
	privately = "private, max-age=5, stale-while-revalidate=60"
)

// editions answers each request from one edition of the dataset. An edition in the header of a
// request must be the one that answers; an address below /e/ chooses one.
type editions struct {
	next   http.Handler
	engine *graph.Engine
	store  store.Store
	// shelf is nil for a store that has one edition at a time, and knows when it changes.
	shelf *edition.Shelf
}

// ServeHTTP implements http.Handler.
func (h *editions) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	lifetime := briefly
	if r.Header.Get("Authorization") != "" {
		lifetime = privately
	}
	wanted := r.Header.Get(versionHeader)
	if h.shelf != nil {
		if wanted != "" {
			h.shelf.Want(r.Context(), wanted)
		}
		e := h.shelf.Newest()
		if version, rest, ok := ofEdition(r.URL); ok {
			if e = h.shelf.Want(r.Context(), version); e == nil {
				gone(w, version)
				return
			}
			r, lifetime = below(r, rest), forever
		} else if named := h.named(r); named != nil {
			e = named
		}
		w.Header().Set(versionHeader, e.Version)
		r = r.WithContext(edition.With(r.Context(), e))
	}
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		w = cached(w, lifetime)
	}
	if wanted == "" {
		h.next.ServeHTTP(w, r)
		return
	}
	if err := h.check(r, wanted); err != nil {
		w.Header().Set("Cache-Control", "no-store")
		errs := h.engine.Present(r.Context(), err)
		status, _ := graphql.Status(errs)
		graphql.SendErrors(w, status, graph.Cost{}, errs)
		return
	}
	h.next.ServeHTTP(w, r)
}

// named returns the edition that an address of the explorer names among its parameters; nil if it names none
// that the service has.
func (h *editions) named(r *http.Request) *edition.Edition {
	if !pages.IsExplorer(r.URL.Path) {
		return nil
	}
	if version := r.URL.Query().Get(explore.EditionKey); version != "" {
		return h.shelf.Want(r.Context(), version)
	}
	return nil
}

// newest returns the version of the newest edition; empty for a store that has one edition at a time.
func (h *editions) newest() string {
	if h.shelf == nil {
		return ""
	}
	return h.shelf.Newest().Version
}

// check returns an error if a request names another edition than the one that would answer it.
func (h *editions) check(r *http.Request, wanted string) error {
	view, err := h.store.View(r.Context(), store.ViewOptions{})
	if err != nil {
		return err
	}
	defer view.Close()
	if has := view.Info().Version; has != wanted {
		return plan.Errorf(plan.Conflict, "ask for meta.dataVersion, and begin again with that edition", "this service answers from edition %q, not %.100q", has, wanted)
	}
	return nil
}

// ofEdition returns the version in an address below /e/, and the rest of the address.
func ofEdition(u *url.URL) (version, rest string, ok bool) {
	below, ok := strings.CutPrefix(u.EscapedPath(), editionPath)
	if !ok {
		return "", "", false
	}
	escaped, rest, ok := strings.Cut(below, "/")
	version, err := url.PathUnescape(escaped)
	return version, "/" + rest, ok && err == nil && version != ""
}

// below returns a request for the rest of an address.
func below(r *http.Request, rest string) *http.Request {
	inner, u := *r, *r.URL
	u.RawPath = rest
	u.Path, _ = url.PathUnescape(rest) // the address was parsed once
	inner.URL = &u
	return &inner
}

// gone answers that the service does not have an edition any longer.
func gone(w http.ResponseWriter, version string) {
	w.Header().Set("Cache-Control", "no-store")
	plain(w, http.StatusGone, fmt.Sprintf("the service does not have edition %.100q; /editions.atom lists those it has\n", version))
}

// cached returns a writer that sets for how long caches may keep an answer that its handler lets them keep.
func cached(w http.ResponseWriter, lifetime string) http.ResponseWriter {
	return &beginning{ResponseWriter: w, begin: func(status int) {
		if header := w.Header(); (status == http.StatusOK || status == http.StatusNotModified) && header.Get("Cache-Control") == revalidated {
			header.Set("Cache-Control", lifetime)
			// A request for another edition, or for a plan, has another answer.
			header.Add("Vary", versionHeader+", X-Explain")
		}
	}}
}

// feed is a feed of Atom.
type feed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Title   string      `xml:"title"`
	ID      string      `xml:"id"`
	Updated string      `xml:"updated"`
	Author  string      `xml:"author>name"`
	Links   []atomLink  `xml:"link"`
	Entries []atomEntry `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Href string `xml:"href,attr"`
	Type string `xml:"type,attr,omitempty"`
}

type atomEntry struct {
	Title   string     `xml:"title"`
	ID      string     `xml:"id"`
	Updated string     `xml:"updated"`
	Summary string     `xml:"summary"`
	Links   []atomLink `xml:"link"`
}

// atom answers with the editions that the service has had, newest first.
func (h *editions) atom(w http.ResponseWriter, r *http.Request, configured string) {
	site := negotiate.Site(r, configured)
	list := h.list(r)
	if len(list) == 0 {
		plain(w, http.StatusServiceUnavailable, "the store does not answer\n")
		return
	}
	f := feed{Title: "Editions of " + list[0].Name, ID: site + "/editions.atom", Updated: updated(list[0]), Author: "Whojoins", Links: []atomLink{{Rel: "self", Href: site + "/editions.atom", Type: "application/atom+xml"}}}
	for _, e := range list {
		entry := atomEntry{Title: e.Version, ID: site + editionPath + url.PathEscape(e.Version) + "/", Updated: updated(e), Summary: "The edition that the service began with."}
		entry.Links = []atomLink{{Rel: "alternate", Href: entry.ID, Type: "text/html"}}
		if e.Before != "" {
			entry.Summary = fmt.Sprintf("%d added, %d removed, %d fields changed since edition %s.", e.Added, e.Removed, e.Altered, e.Before)
			entry.Links = append(entry.Links, atomLink{Rel: "related", Href: site + "/editions/" + url.PathEscape(e.Before) + ".." + url.PathEscape(e.Version) + ".jsonl", Type: "application/jsonl"})
		}
		f.Entries = append(f.Entries, entry)
	}
	w.Header().Set("Content-Type", "application/atom+xml; charset=utf-8")
	w.Header().Set("Cache-Control", revalidated)
	w.Header().Set("X-Content-Type-Options", "nosniff")
	body, err := xml.MarshalIndent(f, "", " ")
	if err != nil {
		plain(w, http.StatusInternalServerError, "the feed cannot be written\n")
		return
	}
	_, _ = w.Write(append([]byte(xml.Header), body...)) // the caller may have left
}

// list returns the editions, newest first.
func (h *editions) list(r *http.Request) []*edition.Edition {
	if h.shelf != nil {
		return h.shelf.Editions()
	}
	view, err := h.store.View(r.Context(), store.ViewOptions{})
	if err != nil {
		return nil
	}
	defer view.Close()
	info := view.Info()
	return []*edition.Edition{{Version: info.Version, Name: info.Name, Date: info.Date, Loaded: info.LoadedAt}}
}

// news returns what the edition that answers a request changed, or nil if no edition before it is known.
func (h *editions) news(ctx context.Context) *pages.News {
	e := edition.Of(ctx)
	if e == nil || e.Before == "" {
		return nil
	}
	n := &pages.News{Version: e.Version, Before: e.Before}
	for _, k := range e.Kinds {
		n.Kinds = append(n.Kinds, pages.NewsOf(k))
	}
	return n
}

// updated returns the time of an edition: the day of the dataset, or else when it was read.
func updated(e *edition.Edition) string {
	if day, err := time.Parse(time.DateOnly, e.Date); err == nil {
		return day.UTC().Format(time.RFC3339)
	}
	return e.Loaded.UTC().Format(time.RFC3339)
}

// changes answers with what changed between two editions, as lines of JSON.
func (h *editions) changes(w http.ResponseWriter, r *http.Request) {
	name, isLines := strings.CutSuffix(r.PathValue("range"), ".jsonl")
	from, to, isRange := strings.Cut(name, "..")
	if !isLines || !isRange || from == "" || to == "" {
		plain(w, http.StatusNotFound, "no such address; write /editions/{from}..{to}.jsonl, with two versions that /editions.atom lists\n")
		return
	}
	if h.shelf == nil {
		gone(w, from)
		return
	}
	write, err := h.shelf.Changes(from, to)
	if err != nil {
		w.Header().Set("Cache-Control", "no-store")
		plain(w, http.StatusGone, err.Error()+"; /editions.atom lists those it has\n")
		return
	}
	w.Header().Set("Content-Type", "application/jsonl; charset=utf-8")
	w.Header().Set("Cache-Control", forever)
	w.Header().Set("X-Content-Type-Options", "nosniff")
	if r.Method != http.MethodHead {
		_ = write(w.Write) // the caller may have left
	}
}
