package pages

import (
	"net/url"

	"whojoins/internal/cite"
	"whojoins/internal/format"
)

// wholeGraph begins the addresses of the files of the whole graph.
const wholeGraph = exportPath + "graph."

// linked returns the description of the dataset as JSON-LD in terms of schema.org, with the licence
// as an address and a distribution for each format of the whole graph
// (https://developers.google.com/search/docs/appearance/structured-data/dataset). base begins its
// addresses.
func (a homeAnswer) linked(base, description string) linkedData {
	files := []linkedData{}
	for _, f := range format.Formats() {
		if f.Network != nil {
			files = append(files, linkedData{"@type": "DataDownload", "contentUrl": base + wholeGraph + f.Extension, "encodingFormat": f.MediaType})
		}
	}
	out := linkedData{
		"@context": schemaContext, "@type": "Dataset", "@id": base + "/", "url": base + "/", "name": a.Meta.Dataset, "description": description,
		"version": a.Meta.DataVersion, "creditText": a.Meta.Citation, "isAccessibleForFree": true, "distribution": files,
	}
	if a.Meta.DataDate != "" {
		out["dateModified"] = a.Meta.DataDate
	}
	if address := cite.LicenceAddress(a.Meta.Licence); address != "" {
		out["license"] = address
	}
	if a.Meta.DataVersion != "" {
		out["identifier"] = base + "/e/" + url.PathEscape(a.Meta.DataVersion) + "/"
	}
	return out
}
