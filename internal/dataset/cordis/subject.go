package cordis

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"whojoins/internal/dataset/intake"
	"whojoins/internal/dataset/statement"
)

func sorted[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// topic takes a row of the table of topics, which are those of calls.
func (r *Reader) topic(w *row) error {
	number, taken, err := r.grantOf(w, "projectID")
	if err != nil || !taken {
		return err
	}
	code := w.get("topic")
	programme := ""
	if g := r.grants[number]; g != nil {
		programme = r.framework(g.code)
	}
	call := r.call(code, w.get("title"), "", programme)
	if call == "" {
		return fmt.Errorf("topic: %.60q is not the code of a call", code)
	}
	r.rows.Relation("PartOf", id(number), "project "+number, "", "part", id(number), "whole", call)
	return nil
}

// finishCalls names the calls that have no title by their codes.
func (r *Reader) finishCalls() {
	for _, id := range sorted(r.calls) {
		if c := r.calls[id]; c.title == "" {
			r.rows.Entity("Call", id, "", "topic "+c.code, "")
			r.rows.Text("name", c.code)
		}
	}
}

// legalBasis takes a row of the table of legal bases, which are the parts of programmes.
func (r *Reader) legalBasis(w *row) error {
	number, taken, err := r.grantOf(w, "projectID")
	if err != nil || !taken {
		return err
	}
	code := w.get("legalBasis")
	if programmeID(code) == "" {
		return fmt.Errorf("legalBasis: %.60q is not the code of a programme", code)
	}
	r.programmeOf(number, code, w.get("title"), "")
	return nil
}

// programmeID returns the id of a part of a programme, or "".
func programmeID(code string) string {
	if f, ok := frameworks[code]; ok {
		return f.id
	}
	slug := intake.Slug(code)
	if slug == "" || !statement.IsID("programme-"+slug) {
		return ""
	}
	return "programme-" + slug
}

// programmeOf states that a project is a part of a programme.
func (r *Reader) programmeOf(number, code, title, date string) {
	whole := programmeID(code)
	if whole == "" {
		return
	}
	r.programme(code, title)
	r.rows.Relation("PartOf", id(number), "project "+number, date, "part", id(number), "whole", whole)
}

// programme declares a part of a programme, and those above it: "HORIZON.2.1" is part of
// "HORIZON.2".
func (r *Reader) programme(code, title string) {
	if _, top := frameworks[code]; top {
		r.framework(code)
		return
	}
	known := r.parents[code]
	if known && (title == "" || r.titled[code]) {
		return
	}
	r.parents[code] = true
	at := "legalBasis " + code
	if title != "" && !r.titled[code] {
		r.titled[code] = true
		r.rows.Entity("Programme", programmeID(code), "", at, "")
		r.rows.Text("name", title)
		r.rows.Text("acronym", code)
	}
	above, _, ok := cutLast(code, ".")
	if !ok || known {
		return
	}
	r.programme(above, "")
	r.rows.Relation("PartOf", "", at, "", "part", programmeID(code), "whole", programmeID(above))
}

func cutLast(s, separator string) (before, after string, ok bool) {
	if i := strings.LastIndex(s, separator); i > 0 {
		return s[:i], s[i+len(separator):], true
	}
	return s, "", false
}

// finishProgrammes names the programmes that no row names by their codes.
func (r *Reader) finishProgrammes() {
	for _, code := range sorted(r.parents) {
		if !r.titled[code] {
			r.rows.Entity("Programme", programmeID(code), "", "legalBasis "+code, "")
			r.rows.Text("name", code)
		}
	}
}

// classification is the name of the classification of topics.
const classification = "EuroSciVoc"

// subject takes a row of the table of topics in EuroSciVoc, which gives the way from the root to
// the topic, as codes and as titles.
func (r *Reader) subject(w *row) error {
	number, taken, err := r.grantOf(w, "projectID")
	if err != nil || !taken {
		return err
	}
	leaf := r.topics(w.get("euroSciVocCode"), w.get("euroSciVocPath"), w.get("euroSciVocTitle"))
	if leaf == "" {
		return fmt.Errorf("euroSciVocCode: %.60q is not a way through the classification with a title; /23/49 would be one", w.get("euroSciVocCode"))
	}
	r.rows.Relation("About", id(number), "project "+number, "", "subject", id(number), "topic", leaf)
	return nil
}

// topics declares a topic and those above it, given as a way through the classification in codes
// and in titles. It returns the id of the topic, or "" if there is none.
func (r *Reader) topics(code, path, title string) string {
	ids := strings.Split(strings.Trim(code, "/"), "/")
	titles := strings.Split(strings.Trim(path, "/"), "/")
	if slices.ContainsFunc(ids, func(code string) bool { return code == "" || strings.Trim(code, "0123456789") != "" }) {
		return ""
	}
	if len(titles) != len(ids) { // a title has a slash
		titles = nil
	}
	if title == "" && titles != nil {
		title = titles[len(titles)-1]
	}
	if title == "" {
		return ""
	}
	r.withAuthority(statement.Other, func() { r.way(ids, titles, title) })
	return "euroscivoc-" + ids[len(ids)-1]
}

// way declares the topics from a topic up to the root.
func (r *Reader) way(ids, titles []string, title string) {
	for i := len(ids) - 1; i >= 0; i-- {
		key := "euroscivoc-" + ids[i]
		if r.declared[key] {
			return
		}
		if i < len(ids)-1 {
			if titles == nil {
				return
			}
			title = titles[i]
		}
		at := classification + " " + ids[i]
		r.rows.Entity("Topic", key, "", at, "")
		r.rows.Text("name", title)
		r.rows.Text("scheme", classification)
		r.rows.Text("code", ids[i])
		if titles == nil {
			return // another row may have the way to the root
		}
		r.declared[key] = true
		if i > 0 {
			r.rows.Relation("PartOf", "", at, "", "part", key, "whole", "euroscivoc-"+ids[i-1])
		}
	}
}

// websites are the types of links that lead to pages of a project, with their kinds.
var websites = map[string]string{"relatedWebsite": "website", "projectWebsite": "website", "socialMedia": "social media"}

// link takes a row of the table of links. Links to deliverables are left out.
func (r *Reader) link(w *row) error {
	number, taken, err := r.grantOf(w, "projectID")
	if err != nil || !taken {
		return err
	}
	kind := websites[w.get("type")]
	if kind == "" {
		return nil
	}
	address := intake.URL(w.get("physUrl"))
	if address == "" {
		return fmt.Errorf("physUrl: %.80q is not the address of a web page", w.get("physUrl"))
	}
	r.rows.Entity("Project", id(number), id(number), "project "+number, "")
	r.rows.State("links", statement.Parts("kind", kind, "url", address))
	return nil
}
