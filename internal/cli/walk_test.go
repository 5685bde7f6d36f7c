package cli

import (
	"encoding/json"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"whojoins/internal/plan"
)

// linkedPath is a path in an answer.
type linkedPath struct {
	Length int
	Steps  []struct {
		Relation struct {
			Type, Role string
			Evidence   []struct{ Source struct{ Name string } }
		}
		From, To struct{ ID string }
	}
}

// entities returns the ids of the entities along a path.
func (p linkedPath) entities() string {
	ids := []string{p.Steps[0].From.ID}
	for _, s := range p.Steps {
		ids = append(ids, s.To.ID)
	}
	return strings.Join(ids, " ")
}

// TestHowACompanyIsLinked finds the paths in the curated dataset from a company that funds an
// alliance to a joint action.
func TestHowACompanyIsLinked(t *testing.T) { eachStore(t, testHowACompanyIsLinked) }

func testHowACompanyIsLinked(t *testing.T, c Config) {
	url := start(t, c).URL() + "/graphql"
	const question = `query($slack: Int!) { paths(from: "bristol-myers-squibb", to: "jane", slack: $slack, first: 100) {
		length steps { from { id } to { id } relation { type evidence { source { name } } ... on Participation { role } } } } }`
	ask := func(slack int) (paths []linkedPath) {
		body := posted(t, question, map[string]any{"slack": slack}, "").body
		_, text := fetch(t, http.MethodPost, url, body, http.Header{"Content-Type": {"application/json"}})
		answer := struct{ Data struct{ Paths []linkedPath } }{}
		if err := json.Unmarshal([]byte(text), &answer); err != nil || answer.Data.Paths == nil {
			t.Fatalf("%v: %.500s", err, text)
		}
		for _, p := range answer.Data.Paths {
			for _, s := range p.Steps {
				if len(s.Relation.Evidence) == 0 || s.Relation.Evidence[0].Source.Name == "" {
					t.Errorf("%s: the relation of %s and %s has no source", p.entities(), s.From.ID, s.To.ID)
				}
			}
		}
		return answer.Data.Paths
	}
	short := regexp.MustCompile(`^bristol-myers-squibb all-can-belgium \S+ sciensano jane$`)
	shortest := ask(0)
	for _, p := range shortest {
		if p.Length != 4 || !short.MatchString(p.entities()) || p.Steps[0].Relation.Type != "FUNDING" || p.Steps[1].Relation.Role != "BOARD_MEMBER" {
			t.Errorf("a shortest path is %+v, want one through All.Can Belgium, a person on its board and Sciensano", p)
		}
	}
	longer := ask(1)
	through := regexp.MustCompile(`^bristol-myers-squibb all-can-belgium \S+ sciensano becra jane$`)
	if len(shortest) == 0 || len(longer) <= len(shortest) || !short.MatchString(longer[0].entities()) ||
		!slices.ContainsFunc(longer, func(p linkedPath) bool {
			return through.MatchString(p.entities()) && p.Steps[4].Relation.Type == "SUPPORT"
		}) {
		t.Errorf("got %d paths and with a slack of one %d, want the shortest first, and with slack also one through BeCRA", len(shortest), len(longer))
	}
}

// TestWalksAreRejected checks that a walk over the bound on visits is rejected.
func TestWalksAreRejected(t *testing.T) { eachStore(t, testWalksAreRejected) }

func testWalksAreRejected(t *testing.T, c Config) {
	limits := plan.DefaultLimits()
	limits.Visits = 30
	c.Server.Limits = limits
	url := start(t, c).URL() + "/graphql"
	for _, row := range []struct{ question, says string }{
		{`{ paths(from: "bristol-myers-squibb", to: "jane") { length } }`, "relations to visit for the paths, up to "},
		{`{ neighbourhood(of: "becra", depth: 2) { omitted } }`, "relations to visit for the neighbourhood, up to a distance of 2, at most 30 are allowed"},
	} {
		_, text := fetch(t, http.MethodPost, url, posted(t, row.question, nil, "").body, http.Header{"Content-Type": {"application/json"}})
		if !strings.Contains(text, `"code":"TOO_LARGE"`) || !strings.Contains(text, `"limit":"visits"`) || !strings.Contains(text, row.says) {
			t.Errorf("%s: %.500s, want TOO_LARGE that says %s", row.question, text, row.says)
		}
	}
}
