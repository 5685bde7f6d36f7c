package mission

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"whojoins/internal/dataset/statement"
)

// statuses are what the register's words for the state of a grant mean.
var statuses = map[string]string{
	"signed":     "The grant agreement is signed.",
	"terminated": "The grant agreement was terminated.",
	"closed":     "The grant is closed.",
}

// projects yields the statements of the table of projects.
func (r *reader) projects() {
	columns := []string{"grant", "acronym", "title", "topic", "start", "end", "eu_contribution_eur", "total_cost_eur", "status", "participants"}
	r.rows(r.in.Projects, columns, r.project)
}

// project yields the statements of one row, or returns its faults.
func (r *reader) project(w row, err error) []error {
	if err != nil {
		return []error{err}
	}
	grant, grantErr := w.grant()
	p, projectErr := r.projectOf(w, grant, grantErr)
	contribution, contributionErr := w.money("eu_contribution_eur")
	budget, budgetErr := w.money("total_cost_eur")
	status, statusErr := choice(w, "status", statuses, "SIGNED, TERMINATED, CLOSED")
	count, countErr := w.count()
	acronym, acronymErr := w.acronym()
	if errs := anyOf(grantErr, projectErr, r.onlyOnce(w, grant), acronymErr, contributionErr, budgetErr, statusErr, countErr); errs != nil {
		return errs
	}
	topic := w.Get("topic")
	if topic == "" {
		topic = p.Topic
	}
	at := "id " + grant
	r.subject(ProjectsSource, &statement.Subject{Type: "Project", ID: p.ID}, at)
	if len(p.Names) == 0 || slices.Contains(p.Names, acronym) {
		r.State("name", statement.Text(acronym))
	} else {
		r.State("aliases", statement.Parts("name", acronym))
	}
	r.State("acronym", statement.Text(acronym))
	r.State("title", statement.Text(w.Get("title")))
	r.State("kind", statement.Text("project"))
	r.State("start", statement.Text(w.Get("start")))
	r.State("end", statement.Text(w.Get("end")))
	r.State("grantNumber", statement.Text(grant))
	r.State("identifiers", statement.Parts("scheme", "grant", "value", grant))
	r.State("contribution", contribution)
	r.State("budget", budget)
	if count != "" {
		r.State("figures", participants(count))
	}
	r.State("notes", statement.Parts("about", "status", "text", status))
	r.relation(ProjectsSource, "PartOf", at, "part", p.ID, "whole", missionOnCancer)
	if topic == "" {
		r.relation(ProjectsSource, "Funding", at, "funder", horizonEurope, "recipient", p.ID, "tier", "GRANT")
		return nil
	}
	r.relation(ProjectsSource, "Funding", at+", topic "+topic, "funder", horizonEurope, "recipient", p.ID, "tier", "GRANT")
	r.relation(ProjectsSource, "PartOf", at, "part", p.ID, "whole", r.call(topic, at))
	return nil
}

// call declares a call when its topic is first named, and returns its id.
func (r *reader) call(topic, at string) string {
	id := strings.ToLower(topic)
	if r.calls[id] {
		return id
	}
	r.calls[id] = true
	r.subject(ProjectsSource, &statement.Subject{Type: "Call", ID: id}, at)
	r.State("name", statement.Text(topic))
	r.State("code", statement.Text(topic))
	for _, programme := range []string{missionOnCancer, horizonEurope} {
		r.relation(ProjectsSource, "PartOf", at, "part", id, "whole", programme)
	}
	return id
}

// projectOf returns the project that a person has decided a grant to be.
func (r *reader) projectOf(w row, grant string, err error) (Project, error) {
	p, ok := r.decided.Projects[grant]
	if !ok && err == nil {
		return p, fmt.Errorf("nobody has decided which project grant %s (%s) is; add the line %q to the list of projects", grant, w.Get("acronym"), grant+",ID,TOPIC,WHY")
	}
	return p, nil
}

// onlyOnce returns an error if a grant was in the table before.
func (r *reader) onlyOnce(w row, grant string) error {
	if before := r.grants[grant]; before != 0 && grant != "" {
		return fmt.Errorf("grant %s is in line %d already", grant, before)
	}
	r.grants[grant] = w.Line
	return nil
}

// acronym returns the acronym.
func (w row) acronym() (string, error) {
	acronym := w.Get("acronym")
	if acronym == "" {
		return "", errors.New("acronym: the acronym is missing")
	}
	return acronym, nil
}

// count returns the number of participants, or "" if the table has none.
func (w row) count() (string, error) {
	n := w.Get("participants")
	if _, err := strconv.ParseUint(n, 10, 31); err != nil && n != "" {
		return "", fmt.Errorf("participants: %q is not a number", n)
	}
	return n, nil
}

// participants returns the figure for a number of participants. The register counts every kind
// of participant, third parties included, so it does not count what others call partners.
func participants(n string) statement.Value {
	return statement.Parts("measure", "participants", "value", n, "comparator", "EQ")
}
