package storetest

import (
	"whojoins/internal/model"
	"whojoins/internal/store"
)

// Fixture returns a small synthetic graph with every case of the conformance suite: names that
// differ only in case, accents and punctuation, missing values, ties, dates of every precision,
// parallel and deprecated relations, and several currencies.
func Fixture(m *model.Model) *store.Graph {
	b := NewBuilder(m)
	sources(b)
	organisations(b)
	people(b)
	initiatives(b)
	participations(b)
	otherRelations(b)
	withdrawn(b)
	b.Graph.Former["old-alpha"] = "alpha"
	b.Graph.Date = "2024-06-01"
	return derived(b.Graph)
}

func evidence(source string, more ...Fields) []Fields {
	return append([]Fields{{"source": source, "rank": "NORMAL", "date": "2024-05-17", "locator": "row 1"}}, more...)
}

func sources(b *Builder) {
	b.Entity("Source", "source-a", Fields{"name": "Source A", "url": "https://a.example/", "published": "2024-05-17", "licence": "CC0-1.0"})
	b.Entity("Source", "source-b", Fields{"name": "Source B", "url": "https://b.example/", "retrieved": "2025"})
}

func organisations(b *Builder) {
	b.Entity("Institute", "alpha", Fields{"name": "Alpha Institute", "acronym": "AI", "country": "BE", "city": "Town A",
		"kinds": []string{"hospital", "university"}, "founded": 1900, "location.latitude": 50.5, "location.longitude": 4.25,
		"disputed":    true,
		"aliases":     []Fields{{"name": "Institut Alpha", "language": "fr"}, {"name": "Alpha-instituut", "language": "nl"}, {"name": "AlphaInst"}},
		"identifiers": []Fields{{"scheme": "pic", "value": "900000001"}, {"scheme": "ror", "value": "0AlphaXyz", "url": "https://ror.example/0AlphaXyz"}},
		"links":       []Fields{{"kind": "website", "url": "https://alpha.example/"}},
		"claims": []Fields{
			{"field": "founded", "value": "1900", "rank": "PREFERRED", "source": "source-a", "locator": "head", "date": "2024-05"},
			{"field": "founded", "value": "1901", "rank": "NORMAL", "source": "source-b"},
		},
		"identity": []Fields{
			{"record": "alpha-institute", "left": "alpha-institute", "right": "alpha", "reason": "a former id", "by": "merged"},
			{"record": "ror:0AlphaXyz", "source": "source-b", "left": "alpha", "right": "ror:0AlphaXyz", "reason": "name and city", "score": 0.75, "by": "curator"},
		},
		"figures": []Fields{{"measure": "beds", "value": 300, "comparator": "GTE", "date": "2023", "evidence": evidence("source-a")}},
	})
	b.Entity("Institute", "beta", Fields{"name": "alpha institute", "country": "BE", "kinds": []string{"hospital"}, "founded": 1950,
		"location.latitude": -90.0, "location.longitude": 12.0})
	b.Entity("Institute", "gamma", Fields{"name": "Älpha-Institute", "country": "FR", "kinds": []string{"university"}, "founded": 1950,
		"location.latitude": 10.0, "location.longitude": 180.0})
	b.Entity("Institute", "delta", Fields{"name": "Œuvre Łódź", "acronym": "DO", "country": "PL", "city": "Łódź"})
	b.Entity("Institute", "epsilon", Fields{"name": "Straße 5 \"Quoted\" \\ back", "country": "DE", "founded": 2001, "summary": "line\nbreak\ttab \u2028 end"})
	b.Entity("Institute", "zeta", Fields{"name": "zeta", "founded": 1950, "disputed": true})
	b.Entity("Funder", "eta", Fields{"name": "Eta Foundation", "country": "BE", "kinds": []string{"foundation"}, "acronym": "EF"})
	b.Entity("Funder", "theta", Fields{"name": "Theta", "country": "US", "founded": 1900, "location.latitude": 95.5, "location.longitude": 4.0})
}

func people(b *Builder) {
	b.Entity("Person", "person-1", Fields{"name": "Person One", "givenName": "Person", "familyName": "One", "honorific": "Prof."})
	b.Entity("Person", "person-2", Fields{"name": "Person Two", "familyName": "Two", "occupation": "economist"})
	b.Entity("Person", "person-3", Fields{"name": "Person  Three"})
}

func initiatives(b *Builder) {
	b.Entity("JointAction", "action-1", Fields{"name": "Action One", "acronym": "ONE", "start": "2022-10", "end": "2024", "populations": []string{"ADULTS"},
		"grantNumber": "900000001", "budget": "EUR 4000000", "contribution": "EUR 0.1", "identifiers": []Fields{{"scheme": "grant", "value": "900000001"}},
		"goals": []Fields{{"text": "To be a first goal.", "evidence": evidence("source-a")}, {"text": "To be a second.", "evidence": evidence("source-b")}}})
	b.Entity("JointAction", "action-2", Fields{"name": "Action Two", "acronym": "TWO", "start": "2024-11-01", "end": "2028-10-31", "budget": "EUR 0.2", "contribution": "USD 5"})
	b.Entity("JointAction", "action-3", Fields{"name": "Action Three", "start": "2019-06/2019-07"})
	b.Entity("Project", "project-1", Fields{"name": "Project One", "kind": "trial", "start": "2024", "budget": "USD 100.55", "populations": []string{"ADULTS", "CHILDREN"}})
	b.Entity("Project", "project-2", Fields{"name": "Project Two", "kind": "survey"})
	b.Entity("Network", "network-1", Fields{"name": "Network One", "kind": "network of expertise", "memberKinds": []string{"hospital", "university"}})
	b.Entity("Network", "network-2", Fields{"name": "Network Two", "kind": "working group"})
	b.Entity("Alliance", "alliance-1", Fields{"name": "Alliance One", "start": "2018-06-11", "kind": "consortium"})
	b.Entity("Programme", "programme-1", Fields{"name": "Programme One", "acronym": "P1", "start": "2021", "end": "2027"})
	b.Entity("Event", "event-1", Fields{"name": "Event One", "start": "2019-03-14", "end": "2019-03-14", "place": "Town A"})
	b.Entity("Event", "event-2", Fields{"name": "Event Two", "start": "2024-05"})
	b.Entity("Call", "call-1", Fields{"name": "Call One", "code": "SYN-01", "opens": "2024-01-15", "deadlines": []string{"2024-04-30", "2024-09", "2025-02-01"}, "budget": "EUR 1000000"})
	b.Entity("Call", "call-2", Fields{"name": "Call Two", "code": "SYN-02", "opens": "2023", "deadlines": []string{"2024-05-31"}})
	b.Entity("Call", "call-3", Fields{"name": "Call Three", "opens": "2024-06-02"})
	b.Entity("Call", "call-4", Fields{"name": "Call Four"})
	b.Entity("Document", "document-1", Fields{"name": "Document One", "published": "2019", "language": "en"})
	b.Entity("Topic", "topic-1", Fields{"name": "Topic One", "scheme": "synthetic", "code": "T1"})
}

func participations(b *Builder) {
	add := func(suffix, from, to string, fields Fields) {
		if fields["evidence"] == nil {
			fields["evidence"] = evidence("source-a")
		}
		b.Relation("Participation", suffix, from, to, fields)
	}
	add(".coordinator", "alpha", "action-1", Fields{"role": "COORDINATOR", "since": "2022-10-15", "contribution": "EUR 1000.10", "title": "Leader"})
	add(".lead", "alpha", "action-1", Fields{"role": "WORK_PACKAGE_LEAD", "workPackage": "WP1", "contribution": "EUR 0.2"})
	add("", "alpha", "action-2", Fields{"role": "BENEFICIARY", "until": "2026"})
	add("", "beta", "action-1", Fields{"role": "BENEFICIARY", "contribution": "USD 7"})
	add("", "gamma", "action-1", Fields{"role": "AFFILIATED_ENTITY", "until": "2023-06", "disputed": true,
		"evidence": evidence("source-b", Fields{"source": "source-a", "field": "role", "value": "BENEFICIARY", "rank": "NORMAL"})})
	add("", "gamma", "project-1", Fields{"role": "MEMBER"})
	add("", "delta", "network-1", Fields{"role": "MEMBER", "since": "2020"})
	add("", "eta", "alliance-1", Fields{"role": "MEMBER"})
	add("", "alliance-1", "action-2", Fields{"role": "ASSOCIATED_PARTNER"})
	add(".chair", "person-1", "alliance-1", Fields{"role": "CHAIR", "since": "2019-06/2019-07"})
	add("", "person-2", "alliance-1", Fields{"role": "BOARD_MEMBER"})
	add("", "epsilon", "action-3", Fields{"role": "OTHER"})
	add(".withdrawn", "epsilon", "action-1", Fields{"role": "MEMBER", "deprecated": true,
		"evidence": []Fields{{"source": "source-b", "rank": "DEPRECATED"}}})
	add(".withdrawn", "zeta", "network-1", Fields{"role": "MEMBER", "deprecated": true,
		"evidence": []Fields{{"source": "source-b", "rank": "DEPRECATED"}}})
}

// gone are the entities of the fixture that no source states any longer.
var gone = []string{"gone-institute", "a-gone-twin", "gone-project"}

// withdrawn adds these entities. The twin has the name and an identifier of a current entity, and its
// id comes first. All claims about the document are deprecated too, but a relation states it.
func withdrawn(b *Builder) {
	last := []Fields{{"field": "name", "value": "Gone", "rank": "DEPRECATED", "source": "source-b", "date": "2024-03-01"}}
	b.Entity("Institute", "gone-institute", Fields{"name": "Gone Institute", "country": "BE", "founded": 1900, "claims": last,
		"aliases": []Fields{{"name": "Vanished"}}, "identifiers": []Fields{{"scheme": "pic", "value": "900000009"}}})
	b.Entity("Funder", "a-gone-twin", Fields{"name": "Alpha Institute", "acronym": "AI", "claims": last,
		"identifiers": []Fields{{"scheme": "pic", "value": "900000001"}}})
	b.Entity("Project", "gone-project", Fields{"name": "Gone Project", "acronym": "GP", "start": "2020", "end": "2022", "claims": last})
	b.Entity("Document", "paper-1", Fields{"name": "Paper One", "claims": last})
	old := Fields{"role": "MEMBER", "deprecated": true, "evidence": []Fields{{"source": "source-b", "rank": "DEPRECATED"}}}
	b.Relation("Participation", ".withdrawn", "gone-institute", "gone-project", old)
	b.Relation("Authorship", "", "beta", "paper-1", Fields{"capacity": "AUTHOR", "evidence": evidence("source-a")})
}

func otherRelations(b *Builder) {
	b.Relation("Affiliation", "", "person-1", "alpha", Fields{"position": "head", "unit": "Unit 1", "evidence": evidence("source-a")})
	b.Relation("Affiliation", ".2", "person-1", "alpha", Fields{"position": "professor", "evidence": evidence("source-a")})
	b.Relation("Affiliation", "", "person-2", "eta", Fields{"evidence": evidence("source-b")})
	b.Relation("Funding", "", "eta", "alliance-1", Fields{"tier": "SUSTAINING_PARTNER", "founding": true, "evidence": evidence("source-a")})
	b.Relation("Funding", "", "theta", "alliance-1", Fields{"tier": "SUPPORTING_MEMBER", "founding": false, "amount": "EUR 10", "evidence": evidence("source-a")})
	b.Relation("Funding", "", "programme-1", "action-1", Fields{"tier": "GRANT", "amount": "EUR 4000000", "since": "2022", "evidence": evidence("source-a")})
	b.Relation("Support", "", "alliance-1", "action-1", Fields{"purpose": "to help", "evidence": evidence("source-a")})
	b.Relation("Support", "", "alliance-1", "network-2", Fields{"evidence": evidence("source-a")})
	b.Relation("Succession", "", "action-1", "action-2", Fields{"evidence": evidence("source-a")})
	b.Relation("Succession", "", "action-2", "action-3", Fields{"evidence": evidence("source-a")})
	b.Relation("Succession", "", "action-3", "action-1", Fields{"evidence": evidence("source-a")})
	b.Relation("Development", "", "action-2", "network-1", Fields{"workPackage": "WP5", "evidence": evidence("source-a")})
	b.Relation("PartOf", "", "action-1", "programme-1", Fields{"evidence": evidence("source-a")})
	b.Relation("PartOf", "", "beta", "alpha", Fields{"evidence": evidence("source-a")})
	b.Relation("About", "", "document-1", "topic-1", Fields{"evidence": evidence("source-a")})
	b.Relation("Authorship", "", "alliance-1", "document-1", Fields{"capacity": "PUBLISHER", "evidence": evidence("source-a")})
	b.Relation("Authorship", "", "alpha", "source-a", Fields{"capacity": "PUBLISHER", "evidence": evidence("source-a")})
}
