package cordis

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"whojoins/internal/dataset/intake"
	"whojoins/internal/dataset/statement"
)

// facts are what a table or XML says of a project.
type facts struct {
	number, acronym, title, start, end, status string
	budget, contribution                       statement.Value
	doi, framework, date                       string
	topics                                     []string
	masterCall                                 string
}

// project takes a row of the table of projects.
func (r *Reader) project(w *row) error {
	number, taken, err := r.grantOf(w, "id")
	if err != nil || !taken {
		return err
	}
	f := facts{
		number: number, acronym: w.get("acronym"), title: w.get("title"), status: w.get("status"), doi: w.get("grantDoi"),
		framework: w.get("frameworkProgramme"), topics: codes(w.get("topics")), masterCall: cmp.Or(w.get("masterCall"), w.get("subCall")),
	}
	if err := f.parse(w.get("startDate"), w.get("endDate"), w.get("totalCost"), w.get("ecMaxContribution"), w.get("contentUpdateDate")); err != nil {
		return err
	}
	if signed, err := intake.Day(w.get("ecSignatureDate")); err == nil && f.start == "" {
		r.of(number).start = signed
	}
	r.state(&f)
	for _, code := range codes(w.get("legalBasis")) {
		r.programmeOf(number, code, "", f.date)
	}
	return nil
}

// codes returns the codes in a cell, which are separated by semicolons, commas or bars.
func codes(cell string) []string {
	list := strings.FieldsFunc(cell, func(c rune) bool { return c == ';' || c == ',' || c == '|' })
	for i := range list {
		list[i] = strings.TrimSpace(list[i])
	}
	return slices.DeleteFunc(list, func(s string) bool { return s == "" })
}

// parse reads days and sums.
func (f *facts) parse(start, end, budget, contribution, updated string) error {
	var errs [5]error
	f.start, errs[0] = intake.Day(start)
	f.end, errs[1] = intake.Day(end)
	f.budget, errs[2] = intake.Money(budget)
	f.contribution, errs[3] = intake.Money(contribution)
	f.date, errs[4] = intake.Day(updated)
	for i, column := range []string{"startDate", "endDate", "totalCost", "ecMaxContribution", "contentUpdateDate"} {
		if errs[i] != nil {
			return fmt.Errorf("%s: %w", column, errs[i])
		}
	}
	switch {
	case f.acronym == "" && f.title == "":
		return errors.New("the project has neither an acronym nor a title")
	case f.start != "" && f.end != "" && f.end < f.start:
		return fmt.Errorf("the project ends on %s, before it starts on %s", f.end, f.start)
	}
	return nil
}

// state states what is known of a project.
func (r *Reader) state(f *facts) {
	g := r.of(f.number)
	g.start, g.code = cmp.Or(f.start, g.start), f.framework
	r.frameworks[f.framework]++
	at := "project " + f.number
	r.rows.Entity("Project", id(f.number), id(f.number), at, f.date)
	r.rows.Text("name", cmp.Or(f.acronym, f.title))
	r.rows.Text("acronym", f.acronym)
	r.rows.Text("title", f.title)
	r.rows.Text("kind", "project")
	r.rows.Text("start", f.start)
	r.rows.Text("end", f.end)
	r.rows.Text("grantNumber", f.number)
	r.rows.State("identifiers", statement.Parts("scheme", "grant", "value", f.number, "url", "https://cordis.europa.eu/project/id/"+f.number))
	if doi := strings.TrimPrefix(strings.TrimPrefix(f.doi, "https://doi.org/"), "doi:"); strings.HasPrefix(doi, "10.") {
		r.rows.State("identifiers", statement.Parts("scheme", "doi", "value", doi))
	}
	r.rows.State("budget", f.budget)
	r.rows.State("contribution", f.contribution)
	if strings.EqualFold(f.status, "terminated") {
		r.rows.State("notes", statement.Parts("about", "status", "text", "The grant agreement was terminated."))
	}
	programme := r.framework(f.framework)
	if programme != "" {
		r.rows.Relation("Funding", id(f.number), at, f.date, "funder", programme, "recipient", id(f.number), "tier", "GRANT")
		r.rows.Relation("PartOf", id(f.number), at, f.date, "part", id(f.number), "whole", programme)
	}
	for _, topic := range f.topics {
		if call := r.call(topic, "", f.masterCall, programme); call != "" {
			r.rows.Relation("PartOf", id(f.number), at, f.date, "part", id(f.number), "whole", call)
		}
	}
}

// framework declares a framework programme, and returns its id.
func (r *Reader) framework(code string) string {
	if code == "" {
		return ""
	}
	f, known := frameworks[code]
	if !known {
		f = framework{"programme-" + intake.Slug(code), code}
	}
	if !r.declared[f.id] {
		r.declared[f.id] = true
		r.withAuthority(statement.Other, func() {
			r.rows.Entity("Programme", f.id, "", "frameworkProgramme "+code, "")
			r.rows.Text("name", f.name)
			r.rows.Text("acronym", code)
			r.rows.State("identifiers", statement.Parts("scheme", "cordis-programme", "value", code))
		})
		r.titled[code] = true
	}
	return f.id
}

// withAuthority states something that CORDIS does not decide itself.
func (r *Reader) withAuthority(a statement.Authority, state func()) {
	before := r.rows.Base.Authority
	r.rows.Base.Authority = a
	state()
	r.rows.Base.Authority = before
}

// call is a call that is declared, with its title if that is known.
type call struct{ code, title string }

// call declares a call when it is first named, or when its title becomes known, and returns its
// id. The whole is the call that it is a topic of.
func (r *Reader) call(code, title, whole, programme string) string {
	id := intake.Slug(code)
	if id == "" || !statement.IsID(id) {
		return ""
	}
	before, declared := r.calls[id]
	if !declared || before.title == "" && title != "" {
		r.calls[id] = call{code, title}
		at := "topic " + code
		r.rows.Entity("Call", id, "", at, "")
		r.rows.Text("code", code)
		if title != "" {
			r.rows.Text("name", title)
			r.rows.State("aliases", statement.Parts("name", code))
		}
		if programme != "" {
			r.rows.Relation("PartOf", "", at, "", "part", id, "whole", programme)
		}
	}
	if whole != "" && !declared && intake.Slug(whole) != id {
		if above := r.call(whole, "", "", programme); above != "" {
			r.rows.Relation("PartOf", "", "topic "+code, "", "part", id, "whole", above)
		}
	}
	return id
}

// finish states what only all rows show: the names of what no row names, and which lists of
// participants are complete.
func (r *Reader) finish() {
	r.rows.Base.Place.Line = 0
	r.finishCalls()
	r.finishProgrammes()
	for _, number := range sorted(r.grants) {
		g := r.grants[number]
		if !g.listed || len(g.participants) == 0 || g.code == "" {
			continue
		}
		r.rows.Entity("Project", id(number), id(number), "project "+number+", list of organisations", "")
		if g.refused == 0 && !r.unknown {
			r.rows.Text("participantsComplete", "true")
		}
		r.rows.State("figures", statement.Parts("measure", "participants", "value", strconv.Itoa(len(g.participants)+g.refused), "comparator", "EQ"))
	}
}
