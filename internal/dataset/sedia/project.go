package sedia

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"whojoins/internal/dataset/intake"
	"whojoins/internal/dataset/statement"
)

// project takes a funded project. A project without participants may be returned for one of its
// results.
func (r *Reader) project(at statement.Place, f *fields) error {
	number := intake.Grant(f.one("projectId"))
	if number == "" {
		return fmt.Errorf("projectId: %.40q is not a grant number; its digits would be one", f.one("projectId"))
	}
	start, startErr := f.day("startDate")
	end, endErr := f.day("endDate")
	budget, budgetErr := f.money("overallBudget")
	contribution, contributionErr := f.money("euContributionAmount")
	acronym, title := f.one("acronym"), f.one("title")
	participants, err := participantsOf(f)
	switch err := cmp.Or(startErr, endErr, budgetErr, contributionErr, err); {
	case err != nil:
		return err
	case acronym == "" && title == "":
		return errors.New("the project has neither an acronym nor a title")
	case start != "" && end != "" && end < start:
		return fmt.Errorf("the project ends on %s, before it starts on %s", end, start)
	}
	if !r.meets(f, participants) {
		r.count.LeftOut++
		r.count.Read += len(participants)
		r.count.LeftOut += len(participants)
		return nil
	}
	kind, id := typeOf(f), "grant-"+number
	r.taken[id] = true
	place := "project " + number
	r.rows.Entity(kind, id, id, place, "")
	r.rows.Text("name", cmp.Or(acronym, title))
	r.rows.Text("acronym", acronym)
	r.rows.Text("title", title)
	if kind == "Project" {
		r.rows.Text("kind", "project")
	}
	r.rows.Text("start", start)
	r.rows.Text("end", end)
	r.rows.Text("grantNumber", number)
	r.rows.State("identifiers", statement.Parts("scheme", "grant", "value", number))
	r.rows.State("budget", budget)
	r.rows.State("contribution", contribution)
	r.wholes(f, id, place)
	r.participants(at, f, kind, id, number, participants)
	return nil
}

// typeOf returns the type of a project: joint actions of EU4Health have a topic of their own.
func typeOf(f *fields) string {
	for _, text := range []string{f.one("topicAbbreviation"), f.one("callIdentifier"), f.one("typeOfAction")} {
		parts := strings.FieldsFunc(strings.ToUpper(text), func(c rune) bool { return c == '-' || c == ' ' || c == '_' })
		if slices.Contains(parts, "JA") && slices.Contains(parts, "EU4H") || strings.Contains(strings.ToLower(text), "joint action") {
			return "JointAction"
		}
	}
	return "Project"
}

// wholes states the programme and the call of a project.
func (r *Reader) wholes(f *fields, id, place string) {
	whole := r.programme(f)
	if whole != "" {
		r.rows.Relation("Funding", id, place, "", "funder", whole, "recipient", id, "tier", "GRANT")
		r.rows.Relation("PartOf", id, place, "", "part", id, "whole", whole)
	}
	code := cmp.Or(f.one("topicAbbreviation"), f.one("callIdentifier"))
	call := intake.Slug(code)
	if call == "" || !statement.IsID(call) {
		return
	}
	if !r.declared[call] {
		r.declared[call] = true
		r.rows.Entity("Call", call, "", "topic "+code, "")
		r.rows.Text("name", code)
		r.rows.Text("code", code)
		if whole != "" {
			r.rows.Relation("PartOf", "", "topic "+code, "", "part", call, "whole", whole)
		}
	}
	r.rows.Relation("PartOf", id, place, "", "part", id, "whole", call)
}

// programme declares the programme of a result, and returns its id, or "".
func (r *Reader) programme(f *fields) string {
	code := cmp.Or(f.one("programId", "programmeId", "frameworkProgramme"), "")
	word := f.one("programAbbreviation", "programmes", "programme")
	p, known := programmes[code]
	if !known {
		p, known = programmes[words[strings.ToLower(word)]]
	}
	if !known {
		if slug := intake.Slug(word); slug != "" && statement.IsID("programme-"+slug) {
			p, known = programme{id: "programme-" + slug, name: word}, true
		}
	}
	if known && !r.declared[p.id] {
		r.declared[p.id] = true
		r.rows.Entity("Programme", p.id, "", "programme "+cmp.Or(code, word), "")
		r.rows.Text("name", p.name)
	}
	return p.id
}

// participant is a participant of a project.
type participant struct {
	PIC          text `json:"pic"`
	Name         text `json:"legalName"`
	Role         text `json:"role"`
	Contribution text `json:"eucontribution"`
	Address      text `json:"webLink"`
	Latitude     text `json:"latitude"`
	Longitude    text `json:"longitude"`
	VAT          text `json:"vatNumber"`
	Postal       struct {
		City    text `json:"city"`
		Country struct {
			Code text `json:"abbreviation"`
		} `json:"countryCode"`
	} `json:"postalAddress"`
}

// text is a text or a number.
type text string

// UnmarshalJSON implements json.Unmarshaler.
func (t *text) UnmarshalJSON(b []byte) error {
	if list := texts(b); len(list) > 0 {
		*t = text(list[0])
	}
	return nil
}

// participantsOf returns the participants, which are JSON within a text.
func participantsOf(f *fields) ([]participant, error) {
	var list []participant
	for _, s := range f.all("participants") {
		var more []participant
		if err := json.Unmarshal([]byte(s), &more); err != nil {
			return nil, fmt.Errorf("participants: the list cannot be read: %w", err)
		}
		list = append(list, more...)
	}
	return list, nil
}

// participants states who takes part in a project. Each participant counts as a row.
func (r *Reader) participants(at statement.Place, f *fields, kind, id, number string, list []participant) {
	different, refused := map[string]bool{}, 0
	for i := range list {
		r.rows.Row(at)
		if err := r.participant(&list[i], id, number); err != nil {
			r.rows.Refuse(fmt.Errorf("participant %d of project %s: %w", i+1, number, err))
			refused++
			continue
		}
		different[string(list[i].PIC)] = true
	}
	count, err := strconv.Atoi(f.one("numberOfContributors"))
	if err != nil {
		count = len(different) + refused
	}
	if len(list) == 0 && err != nil {
		return
	}
	r.rows.Entity(kind, id, id, "project "+number+", list of participants", "")
	r.rows.State("figures", statement.Parts("measure", "participants", "value", strconv.Itoa(count), "comparator", "EQ"))
	if refused == 0 && len(different) > 0 && len(different) >= count {
		r.rows.Text("participantsComplete", "true")
	}
}

// participant states that an organisation takes part in a project.
func (r *Reader) participant(p *participant, id, number string) error {
	pic, country := intake.PIC(string(p.PIC)), intake.Country(string(p.Postal.Country.Code))
	vat, _ := intake.VAT(string(p.VAT), country)
	contribution, err := intake.Money(string(p.Contribution))
	switch {
	case p.Name == "":
		return errors.New("it has no name")
	case vat == "" && intake.IsPerson(string(p.Name)):
		return errors.New(intake.Person)
	case pic == "":
		return fmt.Errorf("pic: %.20q is not a participant identification code, which has nine digits", p.PIC)
	case p.Role == "":
		return errors.New("it has no role")
	case err != nil:
		return fmt.Errorf("eucontribution: %w", err)
	}
	before := r.rows.Base.Authority
	r.rows.Base.Authority = statement.Other
	r.rows.Entity("Institute", "pic-"+pic, "", "organisation "+pic, "")
	r.rows.Text("name", string(p.Name))
	r.rows.State("identifiers", statement.Parts("scheme", "pic", "value", pic))
	if vat != "" {
		r.rows.State("identifiers", statement.Parts("scheme", "vat", "value", vat))
	}
	r.rows.Text("country", country)
	r.rows.Text("city", string(p.Postal.City))
	r.rows.State("location", intake.Location(string(p.Latitude), string(p.Longitude)))
	if address := intake.URL(string(p.Address)); address != "" {
		r.rows.State("links", statement.Parts("kind", "website", "url", address))
	}
	r.rows.Base.Authority = before
	r.rows.Relation("Participation", id, "project "+number+", organisation "+pic, "", "participant", "pic-"+pic, "initiative", id, "role", intake.Role(string(p.Role)))
	r.rows.Text("title", string(p.Role))
	r.rows.State("contribution", contribution)
	return nil
}

// meets reports whether a project meets all conditions.
func (r *Reader) meets(f *fields, participants []participant) bool {
	for i := range r.where {
		var values []string
		switch c := &r.where[i]; c.Column {
		case "country", "organisation", "pic":
			for _, p := range participants {
				country := string(p.Postal.Country.Code)
				values = append(values, map[string][]string{"country": {country, intake.Country(country)}, "organisation": {string(p.Name)}, "pic": {string(p.PIC)}}[c.Column]...)
			}
		default:
			for _, name := range columns[c.Column] {
				values = append(values, f.all(name)...)
			}
			if c.Column == "programme" {
				values = append(values, programmes[f.one("programId", "programmeId")].name)
			}
		}
		if !r.where[i].Meets(values...) {
			return false
		}
	}
	return true
}

// columns are the fields of the portal for columns of conditions.
var columns = map[string][]string{
	"acronym": {"acronym"}, "title": {"title"}, "grant": {"projectId"}, "status": {"status", "callStatus"}, "call": {"topicAbbreviation", "callIdentifier", "topicId", "identifier"},
	"programme": {"programId", "programmeId", "programAbbreviation", "programmes", "programme", "frameworkProgramme"},
}
