package cordis

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"whojoins/internal/dataset/archive"
	"whojoins/internal/dataset/intake"
	"whojoins/internal/dataset/statement"
)

// maxXML is the largest number of bytes of the XML of a project.
const maxXML = 64 << 20

// projectXML is the XML of a project, as far as it is used.
type projectXML struct {
	ID           string            `xml:"id"`
	Acronym      string            `xml:"acronym"`
	Title        string            `xml:"title"`
	Status       string            `xml:"status"`
	Start        string            `xml:"startDate"`
	End          string            `xml:"endDate"`
	Signed       string            `xml:"ecSignatureDate"`
	Budget       string            `xml:"totalCost"`
	Contribution string            `xml:"ecMaxContribution"`
	DOI          string            `xml:"identifiers>grantDoi"`
	Updated      string            `xml:"contentUpdateDate"`
	Calls        []callXML         `xml:"relations>associations>call"`
	Programmes   []programmeXML    `xml:"relations>associations>programme"`
	Organisation []organisationXML `xml:"relations>associations>organization"`
	Links        []struct {
		Type    string `xml:"type,attr"`
		Address string `xml:"physUrl"`
	} `xml:"relations>associations>webLink"`
	Categories []struct {
		Classification string `xml:"classification,attr"`
		Code           string `xml:"code"`
		Title          string `xml:"title"`
		Way            string `xml:"displayCode"`
	} `xml:"relations>categories>category"`
	line int
}

type callXML struct {
	Type string `xml:"type,attr"`
	Code string `xml:"identifier"`
}

type programmeXML struct {
	Type      string `xml:"type,attr"`
	Code      string `xml:"code"`
	Title     string `xml:"title"`
	Framework string `xml:"frameworkProgramme"`
}

type organisationXML struct {
	organisationFields
	line int
}

type organisationFields struct {
	Role         string `xml:"type,attr"`
	Contribution string `xml:"ecContribution,attr"`
	Net          string `xml:"netEcContribution,attr"`
	Total        string `xml:"totalCost,attr"`
	Terminated   string `xml:"terminated,attr"`
	PIC          string `xml:"id"`
	VAT          string `xml:"vatNumber"`
	Name         string `xml:"legalName"`
	Short        string `xml:"shortName"`
	Address      struct {
		City        string `xml:"city"`
		Country     string `xml:"country"`
		URL         string `xml:"url"`
		Geolocation string `xml:"geolocation"`
	} `xml:"address"`
	Categories []struct {
		Classification string `xml:"classification,attr"`
		Code           string `xml:"code"`
	} `xml:"relations>categories>category"`
}

// UnmarshalXML implements xml.Unmarshaler: it remembers the line.
func (o *organisationXML) UnmarshalXML(d *xml.Decoder, start xml.StartElement) error {
	o.line, _ = d.InputPos()
	return d.DecodeElement(&o.organisationFields, &start)
}

// parseXML returns the project in a file. It reports false for another kind of record.
func parseXML(f archive.File) (p *projectXML, ok bool, err error) {
	in, err := f.Open()
	if err != nil {
		return nil, false, err
	}
	defer func() { _ = in.Close() }() // it was only read
	d := xml.NewDecoder(io.LimitReader(in, maxXML))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil, false, errors.New("it has no XML element")
		} else if err != nil {
			return nil, false, err
		}
		start, isStart := token.(xml.StartElement)
		if !isStart {
			continue
		}
		if start.Name.Local != "project" {
			return nil, false, nil
		}
		p = &projectXML{}
		p.line, _ = d.InputPos()
		return p, true, d.DecodeElement(p, &start)
	}
}

// readXML takes the XML of a project; other kinds of records are only listed.
func (r *Reader) readXML(f archive.File) error {
	p, ok, err := parseXML(f)
	if err != nil {
		return fmt.Errorf("it is not the XML of a project, or is incomplete: %w", err)
	}
	if !ok {
		r.source.Others = append(r.source.Others, f.Name)
		return nil
	}
	r.source.Tables = append(r.source.Tables, f.Name)
	place := statement.Place{File: f.Name, Line: p.line}
	r.rows.Row(place)
	number := intake.Grant(p.ID)
	facts := facts{
		number: number, acronym: squeeze(p.Acronym), title: squeeze(p.Title), status: p.Status, doi: p.DOI,
		framework: p.framework(), topics: p.topics(), masterCall: p.call(),
	}
	err = facts.parse(p.Start, p.End, p.Budget, p.Contribution, p.Updated)
	switch {
	case number == "":
		err = fmt.Errorf("id: %.40q is not a grant number; its digits would be one", p.ID)
	case err == nil && r.kept != nil && !r.kept[number]:
		r.count.LeftOut++
		return nil
	}
	if err != nil {
		r.rows.Refuse(err)
		return nil
	}
	r.source.Records = append(r.source.Records, id(number))
	r.state(&facts)
	p.subjects(r, number, facts.date)
	g := r.of(number)
	g.listed = true
	for _, o := range p.Organisation {
		r.rows.Row(statement.Place{File: f.Name, Line: o.line})
		if err := r.organisationXML(number, facts.date, &o); err != nil {
			r.rows.Refuse(err)
			g.refused++
		}
	}
	return nil
}

// framework returns the code of the framework programme.
func (p *projectXML) framework() string {
	for _, programme := range p.Programmes {
		if programme.Framework != "" {
			return programme.Framework
		}
	}
	return ""
}

// topics returns the codes of the topics.
func (p *projectXML) topics() (list []string) {
	for _, programme := range p.Programmes {
		if programme.Type == "relatedTopic" && programme.Code != "" {
			list = append(list, programme.Code)
		}
	}
	return list
}

// call returns the code of the call.
func (p *projectXML) call() string {
	for _, c := range p.Calls {
		if c.Type == "relatedMasterCall" {
			return c.Code
		}
	}
	return ""
}

// subjects states the programmes, topics and links of a project.
func (p *projectXML) subjects(r *Reader, number, date string) {
	at := "project " + number
	for _, programme := range p.Programmes {
		switch programme.Type {
		case "relatedLegalBasis":
			r.programmeOf(number, programme.Code, squeeze(programme.Title), date)
		case "relatedTopic":
			r.call(programme.Code, squeeze(programme.Title), "", r.framework(programme.Framework))
		}
	}
	for _, c := range p.Categories {
		if !strings.EqualFold(c.Classification, classification) {
			continue
		}
		if leaf := r.topics(strings.TrimSpace(c.Code), squeeze(c.Way), squeeze(c.Title)); leaf != "" {
			r.rows.Relation("About", id(number), at, date, "subject", id(number), "topic", leaf)
		}
	}
	for _, l := range p.Links {
		if address := intake.URL(l.Address); address != "" && websites[l.Type] != "" {
			r.rows.Entity("Project", id(number), id(number), at, date)
			r.rows.State("links", statement.Parts("kind", websites[l.Type], "url", address))
		}
	}
}

// organisationXML takes an organisation of a project.
func (r *Reader) organisationXML(number, date string, o *organisationXML) error {
	p := participant{
		number: number, pic: o.PIC, name: squeeze(o.Name), short: squeeze(o.Short), vat: o.VAT, role: o.Role,
		city: squeeze(o.Address.City), country: o.Address.Country, geolocation: o.Address.Geolocation, address: o.Address.URL,
	}
	if i := slices.IndexFunc(o.Categories, func(c struct {
		Classification string `xml:"classification,attr"`
		Code           string `xml:"code"`
	}) bool {
		return c.Classification == "organizationActivityType"
	}); i >= 0 {
		p.activity = o.Categories[i].Code
	}
	if err := p.parse(o.Contribution, o.Net, o.Total, o.Terminated, date); err != nil {
		return err
	}
	return r.participation(&p)
}

// chooseXML finds which conditions the project of a file meets.
func (r *Reader) chooseXML(f archive.File, all map[string]bool, met []map[string]bool) error {
	p, ok, err := parseXML(f)
	if err != nil || !ok {
		return err
	}
	number := intake.Grant(p.ID)
	all[number] = true
	cells := map[string][]string{"acronym": {p.Acronym}, "title": {p.Title}, "grant": {p.ID}, "call": append(p.topics(), p.call())}
	for _, programme := range p.Programmes {
		switch programme.Type {
		case "relatedLegalBasis":
			cells["programme"] = append(cells["programme"], programme.Code, programme.Title, programme.Framework)
		case "relatedTopic":
			cells["call"], cells["topic"] = append(cells["call"], programme.Title), append(cells["topic"], programme.Title)
		}
	}
	for _, c := range p.Categories {
		if strings.EqualFold(c.Classification, classification) {
			cells["topic"] = append(cells["topic"], c.Title, c.Way)
		}
	}
	for _, o := range p.Organisation {
		cells["country"] = append(cells["country"], values("country", o.Address.Country)...)
		cells["organisation"], cells["pic"] = append(cells["organisation"], o.Name, o.Short), append(cells["pic"], o.PIC)
	}
	for i, c := range r.where {
		c.Operator = strings.TrimPrefix(c.Operator, "!")
		for _, cell := range cells[c.Column] {
			if c.Meets(values(c.Column, cell)...) {
				met[i][number] = true
			}
		}
	}
	return nil
}
