package pages_test

import (
	"encoding/json"
	"strconv"
	"strings"
	"testing"

	"whojoins/graph"
	"whojoins/internal/plan"
	"whojoins/internal/wording"
)

// TestNotes checks that a page shows goals apart from notes, and notes under what they are
// about, in the language of the page, with their source.
func TestNotes(t *testing.T) {
	h, _ := open(t)
	for _, c := range []struct{ language, funding, working string }{
		{"en", "<h3>Funding</h3>", "<h3>Way of working</h3>"},
		{"fr", "<h3>Financement</h3>", "<h3>Mode de fonctionnement</h3>"},
		{"nl", "<h3>Financiering</h3>", "<h3>Werkwijze</h3>"},
	} {
		body := get(h, "GET", "/id/becra?lang="+c.language, "Accept", browser).Body.String()
		_, notes, found := strings.Cut(body, `<section id="notes">`)
		notes, _, _ = strings.Cut(notes, "</section>")
		if !found || strings.Count(notes, c.funding) != 1 || strings.Count(notes, c.working) != 1 {
			t.Errorf("%s: the notes are %s", c.language, notes)
		}
		_, after, _ := strings.Cut(notes, c.funding)
		first, _, _ := strings.Cut(after, "<h3>")
		if !strings.Contains(first, `<bdi lang="en">What members give is voluntary`) || !strings.Contains(first, `href="/id/source-sciensano-becra`) {
			t.Errorf("%s: the note on funding is %s", c.language, first)
		}
	}
}

// TestNoteSubjectsHaveWords checks that what the notes of the dataset are about has words in
// every language, since pages use them as headings.
func TestNoteSubjectsHaveWords(t *testing.T) {
	m, st := curated(t)
	engine := graph.New(graph.Config{Model: m, Store: st, Limits: plan.DefaultLimits()})
	dictionary, subjects := wording.New(m), map[string]bool{}
	for after, more := `""`, true; more; {
		data, errs := engine.Query(t.Context(), graph.Request{Query: `query($after: String) { allEntities(first: 1000, after: $after) { pageInfo { endCursor hasNextPage } nodes { notes { about } } } }`,
			Variables: json.RawMessage(`{"after": ` + after + `}`)}, graph.Caller{})
		if errs != nil {
			t.Fatal(errs)
		}
		var answer struct {
			AllEntities struct {
				PageInfo struct {
					EndCursor   string
					HasNextPage bool
				}
				Nodes []struct{ Notes []struct{ About string } }
			}
		}
		if err := json.Unmarshal(data, &answer); err != nil {
			t.Fatal(err)
		}
		for _, node := range answer.AllEntities.Nodes {
			for _, note := range node.Notes {
				subjects[note.About] = true
			}
		}
		after, more = strconv.Quote(answer.AllEntities.PageInfo.EndCursor), answer.AllEntities.PageInfo.HasNextPage
	}
	if len(subjects) < 10 {
		t.Errorf("notes have only %d subjects", len(subjects))
	}
	for about := range subjects {
		if dictionary.Value("notes.about", about, "en") == about {
			t.Errorf("domain.yaml has no words for notes about %q", about)
		}
	}
}
