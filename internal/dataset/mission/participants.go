package mission

import (
	"encoding/csv"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"whojoins/internal/dataset/statement"
)

// roles are the roles of the register. Every other word is OTHER, with the word as title.
var roles = map[string]string{
	"coordinator": "COORDINATOR", "participant": "BENEFICIARY",
	"associated partner": "ASSOCIATED_PARTNER", "third party": "THIRD_PARTY",
}

// participation is what makes two rows one participation.
type participation struct{ organisation, project, role string }

// stated is a value that a source has stated about an organisation.
type stated struct{ source, id, field, value string }

// list is what the table says of a grant's list of participants.
type list struct {
	project string
	// complete reports whether the table has all participants, according to its first row.
	complete bool
	line     int
	rows     int
	// source is the file that lists all participants.
	source string
}

// participants yields the statements of the table of participants.
func (r *reader) participants() {
	columns := []string{"grant", "acronym", "organisation", "country", "role", "eu_contribution_eur", "list_complete"}
	r.rows(r.in.Participants, columns, r.participant)
}

// participant yields the statements of one row, or returns its faults.
func (r *reader) participant(w row, err error) []error {
	if err != nil {
		r.broken[""] = true
		return []error{err}
	}
	grant, grantErr := w.grant()
	p, projectErr := r.projectOf(w, grant, grantErr)
	organisation, organisationErr := r.organisationOf(w)
	contribution, contributionErr := w.money("eu_contribution_eur")
	role, roleErr := w.role()
	list, listErr := r.listOf(w, grant, p.ID)
	errs := anyOf(grantErr, projectErr, organisationErr, roleErr, contributionErr, listErr)
	if errs == nil {
		errs = anyOf(r.newParticipation(participation{organisation.ID, p.ID, role}, w.Line))
	}
	if errs != nil {
		r.broken[grant] = true
		return errs
	}
	list.rows++
	source, at := ParticipantsSource, grant+", organisation "+w.Get("organisation")
	if onlyNamed(role, contribution) {
		source, at = ProjectsSource, "id "+grant+", list of organisations"
		list.source = source
	}
	r.organisation(source, at, w, organisation)
	r.relation(source, "Participation", at, "participant", organisation.ID, "initiative", p.ID, "role", role)
	r.State("title", statement.Text(w.Get("role")))
	r.State("contribution", contribution)
	return nil
}

// role returns the role.
func (w row) role() (string, error) {
	title := w.Get("role")
	if title == "" {
		return "", errors.New("role: the role is missing")
	}
	if role, ok := roles[strings.ToLower(title)]; ok {
		return role, nil
	}
	return "OTHER", nil
}

// onlyNamed reports whether a participant is from the file of projects, which lists names alone.
// The file of participants gives a contribution to everyone but associated partners.
func onlyNamed(role string, contribution statement.Value) bool {
	return contribution.Text == "" && role != "ASSOCIATED_PARTNER" && role != "OTHER"
}

// organisationOf returns the entity that a person has decided an organisation to be.
func (r *reader) organisationOf(w row) (Entity, error) {
	name, country := w.Get("organisation"), w.country()
	switch e, ok := r.decided.Organisations[Organisation{name, country}]; {
	case name == "":
		return e, errors.New("organisation: the name is missing")
	case country != "" && (len(country) != 2 || country != strings.ToUpper(country)):
		return e, fmt.Errorf("country: %q is not the code of a country; write two capital letters", w.Get("country"))
	case !ok:
		var line strings.Builder
		out := csv.NewWriter(&line)
		_ = out.Write([]string{name, country, "", "ID", "TYPE", "WHY"}) // a strings.Builder does not fail
		out.Flush()
		return e, fmt.Errorf("nobody has decided which organisation this is; add the line %s to the list of matches", strings.TrimSpace(line.String()))
	default:
		return e, nil
	}
}

// organisation yields what a row states about its organisation, each statement once. The file of
// projects names no countries.
func (r *reader) organisation(source, at string, w row, e Entity) {
	var country string
	if e.Located && source == ParticipantsSource {
		country = w.country()
	}
	nameIsNew := r.isNew(stated{source, e.ID, "name", w.Get("organisation")})
	countryIsNew := country != "" && r.isNew(stated{source, e.ID, "country", country})
	unplaced := e.Located && !e.Placed && w.country() == "" && r.isNew(stated{source, e.ID, "notes", "country"})
	if !nameIsNew && !countryIsNew && !unplaced {
		return
	}
	r.subject(source, &statement.Subject{Type: e.Type, ID: e.ID}, at)
	if nameIsNew {
		r.State("name", statement.Text(e.Name))
		for _, alias := range e.Aliases {
			r.State("aliases", statement.Parts("name", alias))
		}
	}
	if countryIsNew {
		r.State("country", statement.Text(country))
	}
	if unplaced {
		r.State("notes", statement.Parts("about", "country", "text", "The list of participants names it without a country, and no other source at hand states one."))
	}
}

// isNew reports whether a source has not stated a value before.
func (r *reader) isNew(s stated) bool {
	before := r.stated[s]
	r.stated[s] = true
	return !before
}

// listOf returns the list of a grant. All rows of a grant must agree whether it is complete.
func (r *reader) listOf(w row, grant, project string) (*list, error) {
	complete, err := choice(w, "list_complete", map[string]bool{"yes": true, "no": false}, "yes, no")
	if err != nil || grant == "" {
		return nil, err
	}
	l := r.lists[grant]
	if l == nil {
		l = &list{project: project, complete: complete, line: w.Line, source: ParticipantsSource}
		r.lists[grant] = l
		r.order = append(r.order, grant)
	}
	if l.complete != complete {
		return l, fmt.Errorf("list_complete: line %d says otherwise for grant %s", l.line, grant)
	}
	return l, nil
}

// newParticipation returns an error if an organisation takes part twice in one role.
func (r *reader) newParticipation(p participation, line int) error {
	if before := r.participations[p]; before != 0 {
		return fmt.Errorf("%s takes part in %s as %s in line %d already; correct one of the two matches", p.organisation, p.project, p.role, before)
	}
	r.participations[p] = line
	return nil
}

// complete states which lists of participants are complete, and how long those are that one
// file has as a whole. A list of which a row is left out is not complete.
func (r *reader) complete() {
	for _, grant := range r.order {
		l := r.lists[grant]
		if !l.complete || r.broken[grant] || r.broken[""] {
			continue
		}
		r.Base.Place = statement.Place{File: r.in.Participants.Name, Line: l.line}
		at := grant + ", length of the list"
		if l.source == ProjectsSource {
			at = "id " + grant + ", list of organisations"
		}
		r.subject(l.source, &statement.Subject{Type: "Project", ID: l.project}, at)
		r.State("participantsComplete", statement.Text("true"))
		if l.source == ParticipantsSource {
			r.State("figures", participants(strconv.Itoa(l.rows)))
		}
	}
}
