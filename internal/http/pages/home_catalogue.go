package pages

import (
	"encoding/json"
	"net/http"
	"net/url"

	"whojoins/internal/cite"
	"whojoins/internal/format"
)

// mediaTypeAddress begins the addresses of media types, by which DCAT names them.
const mediaTypeAddress = "https://www.iana.org/assignments/media-types/"

// catalogue returns the description of the dataset as JSON-LD in terms of DCAT 3
// (https://www.w3.org/TR/vocab-dcat-3/), as portals of open data read it: the licence as an address, a
// distribution for each format of the whole graph, and the service that answers queries. base begins
// its addresses.
func (a homeAnswer) catalogue(base, description string) linkedData {
	english := func(text string) linkedData { return linkedData{"@language": "en", "@value": text} }
	dataset, queries := base+"/", base+"/graphql"
	licence := linkedData{}
	if address := cite.LicenceAddress(a.Meta.Licence); address != "" {
		licence["dct:license"] = linkedData{"@id": address, "@type": "dct:LicenseDocument"}
	}
	files := []linkedData{}
	for _, f := range format.Formats() {
		if f.Network == nil {
			continue
		}
		address := base + wholeGraph + f.Extension
		file := linkedData{
			"@id": address, "@type": "dcat:Distribution", "dct:title": english(a.Meta.Dataset + ", ." + f.Extension),
			"dcat:accessURL": linkedData{"@id": address}, "dcat:downloadURL": linkedData{"@id": address},
			"dcat:mediaType": linkedData{"@id": mediaTypeAddress + f.MediaType, "@type": "dct:MediaType"},
		}
		files = append(files, with(file, licence))
	}
	out := linkedData{
		"@context": json.RawMessage(format.CatalogueContext), "@id": dataset, "@type": "dcat:Dataset",
		"dct:title": english(a.Meta.Dataset), "dct:description": english(description),
		"dct:bibliographicCitation": a.Meta.Citation, "dcat:distribution": files,
		"@reverse": linkedData{"dcat:servesDataset": with(linkedData{
			"@id": queries, "@type": "dcat:DataService", "dct:title": english("GraphQL"),
			"dcat:endpointURL": linkedData{"@id": queries}, "dcat:endpointDescription": linkedData{"@id": base + "/schema.graphql"},
		}, licence)},
	}
	if a.Meta.DataDate != "" {
		out["dct:modified"] = dateOf(a.Meta.DataDate)
	}
	if version := a.Meta.DataVersion; version != "" {
		out["dcat:version"], out["dct:identifier"] = version, base+"/e/"+url.PathEscape(version)+"/"
	}
	return with(out, licence)
}

// with adds the members of another object to an object.
func with(o, others linkedData) linkedData {
	for name, value := range others {
		o[name] = value
	}
	return o
}

// dateOf returns a date as linked data: a day, a month or a year.
func dateOf(text string) any {
	of := map[int]string{len("2006-01-02"): "xsd:date", len("2006-01"): "xsd:gYearMonth", len("2006"): "xsd:gYear"}[len(text)]
	if of == "" {
		return text
	}
	return linkedData{"@type": of, "@value": text}
}

// homeTypes are the media types of the home page: a page for people, and linked data for programs that
// ask for them.
var homeTypes = []string{"text/html", "application/ld+json", format.TurtleType}

// describe answers a program with the description of the dataset.
func (x *homeExchange) describe(catalogue linkedData, mediaType string) {
	text, err := json.Marshal(catalogue)
	if err == nil && mediaType == format.TurtleType {
		text, err = format.CatalogueTurtle(text)
	}
	if err != nil {
		x.internal()
		return
	}
	x.send(http.StatusOK, mediaType, text)
}
