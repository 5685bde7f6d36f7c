// Package vocabulary says in which terms of schema.org (https://schema.org/docs/full.html)
// the model is told. What is not in its tables has no term there.
package vocabulary

import "whojoins/internal/model"

// The tables, by names of the schema.
var (
	// Types are by the name of a type, or of an interface for types that are not here.
	Types = map[string]string{
		"Institute": "Organization", "Funder": "Organization", "Organisation": "Organization",
		"Person":      "Person",
		"JointAction": "ResearchProject", "Project": "ResearchProject", "Initiative": "Project",
		"Network": "Organization", "Alliance": "Organization",
		"Programme": "FundingScheme",
		"Event":     "Event",
		"Document":  "CreativeWork", "Source": "WebPage", "Work": "CreativeWork",
		"Topic":  "DefinedTerm",
		"Entity": "Thing",
	}
	// Properties are by the name of a field.
	Properties = map[string]string{
		"name": "name", "summary": "description",
		"acronym": "alternateName", "title": "alternateName",
		"founded": "foundingDate", "start": "startDate", "end": "endDate",
		"givenName": "givenName", "familyName": "familyName", "honorific": "honorificPrefix", "occupation": "jobTitle",
		"published": "datePublished", "updated": "dateModified", "language": "inLanguage", "licence": "license", "url": "url",
		"place": "location", "scheme": "inDefinedTermSet", "code": "termCode",
	}
	// Addresses are the fields that make up an address.
	Addresses = map[string]string{"country": "addressCountry", "city": "addressLocality", "region": "addressRegion"}
	// Relations are by the name of a connection; a ^ says that the property is one of
	// the other end.
	Relations = map[string]string{
		"participations": "memberOf", "participants": "member",
		"affiliations": "affiliation", "affiliates": "^affiliation",
		"fundings": "^funder", "fundedBy": "funder",
		"supports": "^sponsor", "supportedBy": "sponsor",
		"wholes": "isPartOf", "parts": "hasPart",
		"topics": "about", "subjects": "subjectOf",
		"authorships": "^author", "authors": "author",
	}
	// Capacities are those of authorships that have a term of their own.
	Capacities = map[string]string{"PUBLISHER": "publisher", "EDITOR": "editor", "UPDATER": "contributor"}
)

// Term is the type of schema.org that stands for a type.
func Term(t *model.Type) string {
	if known := Types[t.Name]; known != "" {
		return known
	}
	for _, i := range t.Implements {
		if known := Types[i.Name]; known != "" && i.Name != "Entity" {
			return known
		}
	}
	return Types["Entity"]
}
