package cordis

import (
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"slices"
	"strings"

	"whojoins/internal/dataset/intake"
	"whojoins/internal/dataset/statement"
	"whojoins/internal/dataset/table"
)

// activities are the kinds of organisations for the types of activity.
var activities = map[string]string{"HES": "education", "REC": "research institute", "PRC": "company", "PUB": "public body"}

// participant is what a table or XML says of an organisation in a grant.
type participant struct {
	number, pic, name, short, vat, activity  string
	city, country, geolocation, address      string
	role, date                               string
	contribution, netContribution, totalCost statement.Value
	ended                                    bool
}

// organization takes a row of the table of organisations.
func (r *Reader) organization(w *row) error {
	number, taken, err := r.grantOf(w, "projectID")
	if err != nil || !taken {
		return err
	}
	p := participant{
		number: number, pic: w.get("organisationID"), name: w.get("name"), short: w.get("shortName"), vat: w.get("vatNumber"), activity: w.get("activityType"),
		city: w.get("city"), country: w.get("country"), geolocation: w.get("geolocation"), address: w.get("organizationURL"), role: w.get("role"),
	}
	if err := p.parse(w.get("ecContribution"), w.get("netEcContribution"), w.get("totalCost"), w.get("endOfParticipation"), w.get("contentUpdateDate")); err != nil {
		return err
	}
	r.of(number).listed = true
	return r.participation(&p)
}

// parse reads sums, a day and a flag.
func (p *participant) parse(contribution, net, total, ended, updated string) error {
	var errs [4]error
	p.contribution, errs[0] = intake.Money(contribution)
	p.netContribution, errs[1] = intake.Money(net)
	p.totalCost, errs[2] = intake.Money(total)
	p.date, errs[3] = intake.Day(updated)
	for i, column := range []string{"ecContribution", "netEcContribution", "totalCost", "contentUpdateDate"} {
		if errs[i] != nil {
			return fmt.Errorf("%s: %w", column, errs[i])
		}
	}
	switch strings.ToLower(ended) {
	case "true", "1", "yes":
		p.ended = true
	case "", "false", "0", "no":
	default:
		return fmt.Errorf("endOfParticipation: %.20q is neither true nor false", ended)
	}
	return nil
}

// participation states that an organisation takes part in a project.
func (r *Reader) participation(p *participant) error {
	pic := intake.PIC(p.pic)
	country := intake.Country(p.country)
	vat, placeholder := intake.VAT(p.vat, p.country)
	switch {
	case p.name == "":
		return errors.New("the organisation has no name")
	case p.role == "":
		return errors.New("the organisation has no role")
	case vat == "" && !public[p.activity] && intake.IsPerson(p.name):
		return errors.New(intake.Person)
	case pic == "":
		return fmt.Errorf("organisationID: %.20q is not a participant identification code, which has nine digits", p.pic)
	}
	if vat == "" && !placeholder {
		r.count.Omit("vatNumber")
	}
	g := r.of(p.number)
	if !slices.Contains(g.participants, pic) {
		g.participants = append(g.participants, strings.Clone(pic))
	}
	r.withAuthority(statement.Other, func() { r.organisation(p, pic, country, vat) })
	at := "project " + p.number + ", organisation " + pic
	r.rows.Relation("Participation", id(p.number), at, p.date, "participant", "pic-"+pic, "initiative", id(p.number), "role", intake.Role(p.role))
	r.rows.Text("title", p.role)
	r.rows.State("contribution", p.contribution)
	r.rows.State("netContribution", p.netContribution)
	r.rows.State("totalCost", p.totalCost)
	if p.ended {
		r.rows.Text("until", endOf(g.start, p.date))
	}
	return nil
}

// public are the types of activity that no natural person has.
var public = map[string]bool{"HES": true, "REC": true, "PUB": true}

// endOf returns when a participation ended. CORDIS only says that it did, so that the day is
// between the start of the project and the day of the statement.
func endOf(start, stated string) string {
	switch {
	case start != "" && stated > start:
		return start + "/" + stated
	case start == "":
		return stated
	}
	return ""
}

// organisation states what a row says of an organisation, unless another row said the same on this
// day or later.
func (r *Reader) organisation(p *participant, pic, country, vat string) {
	sum := fnv.New64a()
	_, _ = io.WriteString(sum, strings.Join([]string{pic, p.name, p.short, vat, p.activity, p.city, country, p.geolocation, p.address}, "\x1f")) // a hash does not fail
	key := sum.Sum64()
	if last, known := r.organisations[key]; known && last >= p.date {
		return
	}
	r.organisations[key] = p.date
	r.rows.Entity("Institute", "pic-"+pic, "", "organisation "+pic, p.date)
	r.rows.Text("name", p.name)
	r.rows.State("identifiers", statement.Parts("scheme", "pic", "value", pic))
	if vat != "" {
		r.rows.State("identifiers", statement.Parts("scheme", "vat", "value", vat))
	}
	if p.short != "" && p.short != p.name && strings.Trim(p.short, "-./ ") != "" {
		r.rows.Text("acronym", p.short)
	}
	r.rows.Text("kinds", activities[p.activity])
	r.rows.Text("country", country)
	r.rows.Text("city", p.city)
	if latitude, longitude, ok := strings.Cut(strings.Trim(p.geolocation, "()"), ","); ok {
		r.rows.State("location", intake.Location(latitude, longitude))
	}
	if address := intake.URL(p.address); address != "" {
		r.rows.State("links", statement.Parts("kind", "website", "url", address))
	}
	for column, missing := range map[string]bool{
		"country": p.country != "" && country == "", "organizationURL": p.address != "" && intake.URL(p.address) == "",
	} {
		if missing {
			r.count.Omit(column)
		}
	}
}

// lost remembers that a row of an organisation is lost, so that the list of its grant is not
// complete.
func (r *Reader) lost(w *row, err error) {
	number := w.get("projectID")
	if broken := (*table.RowError)(nil); errors.As(err, &broken) {
		if broken.Header {
			return
		}
		number = ""
		if w.sheet.Column("projectID") == 0 {
			number = broken.First
		}
	}
	if number = intake.Grant(number); number == "" {
		r.unknown = true
		return
	}
	r.of(number).refused++
}
