package orcid

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"whojoins/internal/dataset/archive"
	"whojoins/internal/dataset/intake"
)

// maxXML is the largest number of bytes of a record.
const maxXML = 64 << 20

// datum is a date in parts.
type datum struct{ Year, Month, Day string }

// String returns the date as far as it is known.
func (d datum) String() string {
	text := ""
	for i, part := range []string{d.Year, d.Month, d.Day} {
		if part = strings.TrimSpace(part); part == "" || len(part) > 4 || strings.Trim(part, "0123456789") != "" {
			break
		}
		if i > 0 {
			text += "-"
		}
		text += strings.Repeat("0", max(0, []int{4, 2, 2}[i]-len(part))) + part
	}
	return text
}

// schemesOfWorks are the identifiers of works that are read.
var schemesOfWorks = map[string]bool{"doi": true, "pmid": true, "pmc": true, "isbn": true}

// own adds an identifier of the work itself.
func (w *work) own(kind, value, relationship string) {
	kind = strings.ToLower(strings.TrimSpace(kind))
	if r := strings.ToLower(relationship); schemesOfWorks[kind] && (r == "" || r == "self") {
		w.identifiers = append(w.identifiers, kind+":"+strings.TrimSpace(value))
	}
}

// value is a text within an object.
type value struct {
	Value string `json:"value"`
}

type dateJSON struct{ Year, Month, Day *value }

func (d *dateJSON) date() string {
	if d == nil {
		return ""
	}
	var parts datum
	for from, to := range map[*value]*string{d.Year: &parts.Year, d.Month: &parts.Month, d.Day: &parts.Day} {
		if from != nil {
			*to = from.Value
		}
	}
	return parts.String()
}

// recordJSON is a record in JSON, version 3.0.
type recordJSON struct {
	ORCID struct {
		Path string `json:"path"`
	} `json:"orcid-identifier"`
	Person struct {
		Name *struct {
			Given  *value `json:"given-names"`
			Family *value `json:"family-name"`
			Credit *value `json:"credit-name"`
		} `json:"name"`
	} `json:"person"`
	Activities struct {
		Employments struct {
			Groups []struct {
				Summaries []struct {
					Employment struct {
						Unit         string    `json:"department-name"`
						Position     string    `json:"role-title"`
						Start        *dateJSON `json:"start-date"`
						End          *dateJSON `json:"end-date"`
						Visibility   string    `json:"visibility"`
						Organisation struct {
							Name    string `json:"name"`
							Address struct {
								City    string `json:"city"`
								Region  string `json:"region"`
								Country string `json:"country"`
							} `json:"address"`
							Known *struct {
								ID       string `json:"disambiguated-organization-identifier"`
								Register string `json:"disambiguation-source"`
							} `json:"disambiguated-organization"`
						} `json:"organization"`
					} `json:"employment-summary"`
				} `json:"summaries"`
			} `json:"affiliation-group"`
		} `json:"employments"`
		Works struct {
			Groups []struct {
				Summaries []struct {
					Title *struct {
						Title *value `json:"title"`
					} `json:"title"`
					URL        *value    `json:"url"`
					Published  *dateJSON `json:"publication-date"`
					Visibility string    `json:"visibility"`
					External   *struct {
						List []struct {
							Type         string `json:"external-id-type"`
							Value        string `json:"external-id-value"`
							Relationship string `json:"external-id-relationship"`
						} `json:"external-id"`
					} `json:"external-ids"`
				} `json:"work-summary"`
			} `json:"group"`
		} `json:"works"`
	} `json:"activities-summary"`
}

func (v *value) text() string {
	if v == nil {
		return ""
	}
	return oneLine(v.Value)
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// readJSON takes the records in a file.
func (r *Reader) readJSON(f archive.File) error {
	for v, err := range intake.FileValues(f.Open) {
		if err != nil {
			return err
		}
		var j recordJSON
		if err := json.Unmarshal(v.Text, &j); err != nil {
			return fmt.Errorf("it is no record of ORCID: %w", err)
		}
		p := j.record()
		p.line = v.Line
		r.record(f.Name, p)
		if r.rows.Stopped() {
			return nil
		}
	}
	return nil
}

// record returns the record.
func (j *recordJSON) record() *record {
	p := &record{id: j.ORCID.Path}
	if n := j.Person.Name; n != nil {
		p.given, p.family, p.credit = n.Given.text(), n.Family.text(), n.Credit.text()
	}
	for _, g := range j.Activities.Employments.Groups {
		for _, s := range g.Summaries {
			e := s.Employment
			one := employment{
				unit: oneLine(e.Unit), position: oneLine(e.Position), since: e.Start.date(), until: e.End.date(), visibility: e.Visibility,
				name: oneLine(e.Organisation.Name), city: oneLine(e.Organisation.Address.City), country: e.Organisation.Address.Country,
			}
			if known := e.Organisation.Known; known != nil {
				one.identifier, one.register = known.ID, known.Register
			}
			p.employments = append(p.employments, one)
		}
	}
	for _, g := range j.Activities.Works.Groups {
		if len(g.Summaries) == 0 {
			continue
		}
		s := g.Summaries[0] // the others are other versions of the same work
		one := work{published: s.Published.date(), url: s.URL.text(), visibility: s.Visibility}
		if s.Title != nil {
			one.title = s.Title.Title.text()
		}
		if s.External != nil {
			for _, x := range s.External.List {
				one.own(x.Type, x.Value, x.Relationship)
			}
		}
		p.works = append(p.works, one)
	}
	return p
}

// recordXML is a record in XML, version 3.0 or 2.0.
type recordXML struct {
	ORCID       string `xml:"orcid-identifier>path"`
	Given       string `xml:"person>name>given-names"`
	Family      string `xml:"person>name>family-name"`
	Credit      string `xml:"person>name>credit-name"`
	Employments []struct {
		Visibility string `xml:"visibility,attr"`
		Unit       string `xml:"department-name"`
		Position   string `xml:"role-title"`
		Start      datum  `xml:"start-date"`
		End        datum  `xml:"end-date"`
		Name       string `xml:"organization>name"`
		City       string `xml:"organization>address>city"`
		Country    string `xml:"organization>address>country"`
		ID         string `xml:"organization>disambiguated-organization>disambiguated-organization-identifier"`
		Register   string `xml:"organization>disambiguated-organization>disambiguation-source"`
	} `xml:"activities-summary>employments>affiliation-group>employment-summary"`
	Works []struct {
		Summaries []struct {
			Visibility string `xml:"visibility,attr"`
			Title      string `xml:"title>title"`
			URL        string `xml:"url"`
			Published  struct {
				Year  string `xml:"year"`
				Month string `xml:"month"`
				Day   string `xml:"day"`
			} `xml:"publication-date"`
			External []struct {
				Type         string `xml:"external-id-type"`
				Value        string `xml:"external-id-value"`
				Relationship string `xml:"external-id-relationship"`
			} `xml:"external-ids>external-id"`
		} `xml:"work-summary"`
	} `xml:"activities-summary>works>group"`
}

// UnmarshalXML implements xml.Unmarshaler.
func (d *datum) UnmarshalXML(dec *xml.Decoder, start xml.StartElement) error {
	var parts struct {
		Year  string `xml:"year"`
		Month string `xml:"month"`
		Day   string `xml:"day"`
	}
	err := dec.DecodeElement(&parts, &start)
	*d = datum(parts)
	return err
}

// readXML takes the record in a file.
func (r *Reader) readXML(f archive.File) error {
	in, err := f.Open()
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }() // it was only read
	d := xml.NewDecoder(io.LimitReader(in, maxXML))
	for {
		token, err := d.Token()
		if err != nil {
			return fmt.Errorf("it is no record of ORCID, or is incomplete: %w", err)
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		if start.Name.Local != "record" {
			return errors.New("it is no record of ORCID: its element is not record")
		}
		line, _ := d.InputPos()
		var x recordXML
		if err := d.DecodeElement(&x, &start); err != nil {
			return fmt.Errorf("it is no record of ORCID, or is incomplete: %w", err)
		}
		p := x.record()
		p.line = line
		r.record(f.Name, p)
		return nil
	}
}

// record returns the record.
func (x *recordXML) record() *record {
	p := &record{id: strings.TrimSpace(x.ORCID), given: oneLine(x.Given), family: oneLine(x.Family), credit: oneLine(x.Credit)}
	for _, e := range x.Employments {
		p.employments = append(p.employments, employment{
			unit: oneLine(e.Unit), position: oneLine(e.Position), since: e.Start.String(), until: e.End.String(), visibility: e.Visibility,
			name: oneLine(e.Name), city: oneLine(e.City), country: strings.TrimSpace(e.Country), identifier: oneLine(e.ID), register: oneLine(e.Register),
		})
	}
	for _, g := range x.Works {
		if len(g.Summaries) == 0 {
			continue
		}
		s := g.Summaries[0] // the others are other versions of the same work
		one := work{title: oneLine(s.Title), url: oneLine(s.URL), visibility: s.Visibility, published: datum(s.Published).String()}
		for _, e := range s.External {
			one.own(e.Type, e.Value, e.Relationship)
		}
		p.works = append(p.works, one)
	}
	return p
}
