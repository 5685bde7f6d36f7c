package pages_test

import (
	"net/http"
	"strings"
	"testing"

	"whojoins/graph"
	"whojoins/internal/http/pages"
	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/questions/questionstest"
	"whojoins/internal/store/memory"
	"whojoins/internal/store/storetest"
)

// known serves pages and questions from a graph with every case of what is known of participants.
func known(t *testing.T) http.Handler {
	t.Helper()
	m, err := model.ParseFile("../../../schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	st, err := memory.New(storetest.Known(m))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	library, err := pages.NewQuestions(m, questionstest.Service(m, st), "")
	if err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.Handle("/id/", serve(m, graph.New(graph.Config{Model: m, Store: st, Limits: plan.DefaultLimits()})))
	for _, path := range pages.QuestionPaths {
		mux.Handle(path, library)
	}
	return mux
}

// TestPagesStateTheCoverage checks that every page about who takes part in an initiative states how
// many participants are on record, and that no other page does.
func TestPagesStateTheCoverage(t *testing.T) {
	h := known(t)
	const unstated = "No source states how many take part, so more may take part than are on record."
	for _, c := range []struct{ address, sentence string }{
		{"/id/part", "3 of at least 121 partners on record."},
		{"/id/part?lang=fr", "3 partenaires recensés sur au moins 121."},
		{"/id/part?lang=nl", "3 van minstens 121 partners opgenomen."},
		{"/id/reached", "All 2 members on record."},
		{"/id/over", "2 participants on record, at most 1 stated."},
		{"/id/listed", "Complete list of 2 participants."},
		{"/id/unlisted", unstated},
		{"/id/nobody", ""},
		{"/id/be-1", ""},
		{"/questions/who-joins?initiative=part", "3 of at least 121 partners on record."},
		{"/questions/who-joins?initiative=part&roles=chair&lang=nl", "3 van minstens 121 partners opgenomen."},
		{"/questions/who-joins?initiative=unlisted", unstated},
		{"/questions/overlap?of=part,reached", "5 of at least 123 participants on record in 2 initiatives."},
		{"/questions/in-both?one=part&other=unlisted", "3 of at least 121 participants on record in 1 initiative. For 1 more, no source states how many take part."},
		{"/questions/who-joined-and-left?initiative=part&from=2020&to=2024", "3 of at least 121 partners on record."},
		{"/questions/participations-of?who=be-2", "3 of at least 121 partners on record."},
		{"/questions/works-with?who=be-2", "3 of at least 121 partners on record."},
		{"/questions/who-joins?initiative=nowhere-known", ""},
		{"/questions/who-supports", ""},
		{"/questions/sources", ""},
	} {
		body := ask(t, h, http.MethodGet, c.address, "Accept", browser).Body.String()
		_, after, _ := strings.Cut(body, `<p class="coverage">`)
		got, _, _ := strings.Cut(after, "</p>")
		if got != c.sentence || !strings.Contains(body, "<h1>") {
			t.Errorf("%s states %q, want %q", c.address, got, c.sentence)
		}
	}
}

// TestCoverageIsAFact checks that the facts of an initiative state the coverage in words, with its
// sources, also where no participant is on record, and have no values without words.
func TestCoverageIsAFact(t *testing.T) {
	h := known(t)
	for _, c := range []struct{ address, fact string }{
		{"/id/part", "<dt>Participants on record</dt><dd><bdi>3 of at least 121 partners on record</bdi><details class=\"source\"><summary>2 sources"},
		{"/id/nobody?lang=nl", "<dt>Opgenomen deelnemers</dt><dd><bdi>0 van ongeveer 3 partners opgenomen</bdi>"},
		{"/id/listed", "<dt>Participants on record</dt><dd><bdi>complete list of 2 participants</bdi>"},
	} {
		body := ask(t, h, http.MethodGet, c.address, "Accept", browser).Body.String()
		facts, _, _ := strings.Cut(body, "</dl>")
		if !strings.Contains(facts, c.fact) || strings.Contains(facts, "All participants listed") {
			t.Errorf("%s has the facts %s", c.address, facts[strings.Index(facts, "<dl>"):])
		}
	}
}

// TestNoRowsIsNotUnknown checks that an answer without rows states that there are none on record, an
// unknown id that it is unknown, and neither what the other states.
func TestNoRowsIsNotUnknown(t *testing.T) {
	h := known(t)
	for _, c := range []struct{ address, has, lacks string }{
		{"/questions/who-joins?initiative=nobody", "None on record.", "is called"},
		{"/questions/who-joins?initiative=nobody&lang=fr", "Rien de tel n&#39;est recensé.", "s&#39;appelle"},
		{"/questions/who-joins?initiative=nowhere-known", "No initiative is called", "on record"},
		{"/questions/who-joins?initiative=nowhere-known&lang=nl", "Geen enkel initiatief heet", "opgenomen"},
	} {
		body := ask(t, h, http.MethodGet, c.address, "Accept", browser).Body.String()
		_, answer, _ := strings.Cut(body, `<section id="answer">`)
		answer, _, _ = strings.Cut(answer, "</section>")
		if !strings.Contains(answer, c.has) || strings.Contains(answer, c.lacks) {
			t.Errorf("%s is answered %s, want %q without %q", c.address, answer, c.has, c.lacks)
		}
	}
}
