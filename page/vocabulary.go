package page

// Terms of schema.org (https://schema.org/docs/full.html). What is not in these tables
// is not in linked data, but on the page and in GraphQL.
var (
	// types are by the name of a type, or of an interface for types that are not here.
	types = map[string]string{
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
	// properties are by the name of a field.
	properties = map[string]string{
		"name": "name", "summary": "description",
		"acronym": "alternateName", "title": "alternateName",
		"founded": "foundingDate", "start": "startDate", "end": "endDate",
		"givenName": "givenName", "familyName": "familyName", "honorific": "honorificPrefix", "occupation": "jobTitle",
		"published": "datePublished", "updated": "dateModified", "language": "inLanguage", "licence": "license", "url": "url",
		"place": "location", "scheme": "inDefinedTermSet", "code": "termCode",
	}
	// addresses are the fields that make up an address.
	addresses = map[string]string{"country": "addressCountry", "city": "addressLocality", "region": "addressRegion"}
	// relations are by the name of a connection; a ^ says that the property is one of
	// the other end.
	relations = map[string]string{
		"participations": "memberOf", "participants": "member",
		"affiliations": "affiliation", "affiliates": "^affiliation",
		"fundings": "^funder", "fundedBy": "funder",
		"supports": "^sponsor", "supportedBy": "sponsor",
		"wholes": "isPartOf", "parts": "hasPart",
		"topics": "about", "subjects": "subjectOf",
		"authorships": "^author", "authors": "author",
	}
	// capacities are those of authorships that have a term of their own.
	capacities = map[string]string{"PUBLISHER": "publisher", "EDITOR": "editor", "UPDATER": "contributor"}
)
