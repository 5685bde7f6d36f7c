package storetest

import (
	"strings"

	"whojoins/internal/model"
	"whojoins/internal/store"
)

// Known returns a small synthetic graph with every case of what is known of an initiative's
// participants: numbers stated by several sources, complete lists, no list at all, deprecated
// participations, people with several organisations, and actors without a country.
func Known(m *model.Model) *store.Graph {
	b := NewBuilder(m)
	sources(b)
	for _, id := range []string{"be-1", "be-2", "fr-1"} {
		b.Entity("Institute", id, Fields{"country": strings.ToUpper(id[:2])})
	}
	b.Entity("Institute", "nowhere", Fields{"kinds": []string{"hospital"}})
	b.Entity("Funder", "de-1", Fields{"country": "DE"})
	for _, id := range []string{"person-fr", "person-past", "person-none"} {
		b.Entity("Person", id, Fields{})
	}
	b.Relation("Affiliation", "", "person-fr", "fr-1", Fields{"position": "head"})
	b.Relation("Affiliation", ".2", "person-fr", "fr-1", Fields{"position": "member"})
	b.Relation("Affiliation", "", "person-fr", "nowhere", Fields{})
	b.Relation("Affiliation", "", "person-past", "fr-1", Fields{"until": "2020"})
	b.Relation("Affiliation", "", "person-past", "be-1", Fields{})
	b.Relation("Affiliation", "", "person-none", "be-1", Fields{"deprecated": true})
	knownInitiatives(b)
	return derived(b.Graph)
}

// figure returns a figure that one source states with a rank.
func figure(measure string, value int, comparator, rank string, more Fields) Fields {
	f := Fields{"measure": measure, "value": value, "comparator": comparator, "evidence": []Fields{{"source": "source-a", "rank": rank, "date": "2024"}}}
	for name, v := range more {
		f[name] = v
	}
	return f
}

func knownInitiatives(b *Builder) {
	joined := func(id string, actors ...string) {
		for _, actor := range actors {
			b.Relation("Participation", "", actor, id, Fields{"role": "MEMBER"})
		}
	}
	b.Entity("Project", "part", Fields{"figures": []Fields{
		figure("members", 9, "EQ", "PREFERRED", nil),
		figure("partners", 7, "EQ", "NORMAL", Fields{"date": "2030"}),
		figure("partners", 5, "EQ", "PREFERRED", Fields{"date": "2020"}),
		figure("partners", 4, "EQ", "PREFERRED", Fields{"date": "2021"}),
		figure("partners", 121, "GTE", "PREFERRED", Fields{"evidence": []Fields{{"source": "source-b", "rank": "PREFERRED", "date": "2025", "locator": "row 2"}, {"source": "source-a", "rank": "NORMAL"}}}),
		figure("partners", 120, "EQ", "PREFERRED", Fields{"date": "2025"}),
		figure("partners from Belgium", 3, "EQ", "PREFERRED", Fields{"date": "2026"}),
	}})
	joined("part", "be-1", "be-2", "fr-1", "person-fr")
	b.Relation("Participation", ".lead", "be-1", "part", Fields{"role": "WORK_PACKAGE_LEAD"})
	b.Relation("Participation", "", "de-1", "part", Fields{"role": "MEMBER", "deprecated": true})
	b.Entity("Network", "reached", Fields{"figures": []Fields{figure("members", 2, "EQ", "NORMAL", nil)}})
	joined("reached", "fr-1", "person-fr")
	b.Entity("Network", "over", Fields{"figures": []Fields{figure("participants", 1, "LTE", "NORMAL", nil)}})
	joined("over", "be-1", "de-1")
	b.Entity("Network", "more", Fields{"figures": []Fields{figure("partners", 1, "GT", "NORMAL", nil)}})
	joined("more", "de-1", "fr-1")
	b.Entity("Network", "organisations", Fields{"figures": []Fields{figure("partners", 2, "EQ", "NORMAL", nil)}})
	joined("organisations", "fr-1", "person-fr", "person-past")
	b.Entity("JointAction", "listed", Fields{"participantsComplete": true, "claims": []Fields{
		{"field": "participantsComplete", "value": "true", "rank": "PREFERRED", "source": "source-b", "locator": "table"},
		{"field": "participantsComplete", "value": "false", "rank": "NORMAL", "source": "source-a"},
		{"field": "participantsComplete", "value": "true", "rank": "DEPRECATED", "source": "source-a"}}})
	joined("listed", "fr-1", "de-1")
	b.Entity("JointAction", "listed-nowhere", Fields{"participantsComplete": true})
	joined("listed-nowhere", "fr-1", "nowhere")
	b.Entity("Alliance", "listed-nobody", Fields{"participantsComplete": true})
	b.Entity("Alliance", "unlisted", Fields{"participantsComplete": false, "figures": []Fields{
		figure("partners", 2, "EQ", "DEPRECATED", nil), figure("members", 2, "EQ", "DEPRECATED", nil)}})
	joined("unlisted", "listed-nobody")
	b.Entity("Project", "nobody", Fields{"figures": []Fields{figure("partners", 3, "ABOUT", "NORMAL", nil)}})
	b.Entity("Project", "unknown", Fields{})
	b.Relation("Participation", "", "be-1", "unknown", Fields{"role": "MEMBER", "deprecated": true})
}
