package dataset_test

import (
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"whojoins/internal/dataset"
	"whojoins/internal/model"
	"whojoins/internal/store"
	"whojoins/seed"
)

func embedded(t *testing.T) *store.Graph {
	t.Helper()
	g, _, err := dataset.Load(t.Context(), readModel(t), seed.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// described returns relations of a type, one per line: the end that was left open, then the
// named fields.
func described(g *store.Graph, kind, from, to string, fields ...string) (list []string) {
	for _, r := range relations(g, kind, from, to) {
		if value(r, "deprecated") == "true" {
			continue
		}
		words := []string{r.From}
		if to == "" {
			words[0] = r.To
		}
		for _, f := range fields {
			words = append(words, value(r, f))
		}
		list = append(list, strings.TrimRight(strings.Join(words, " "), " "))
	}
	slices.Sort(list)
	return list
}

func TestAnswers(t *testing.T) {
	g := embedded(t)
	tests := []struct {
		question  string
		got, want []string
	}{
		{"who pays for All.Can Belgium, at which tier, founding or not", described(g, "Funding", "", "all-can-belgium", "tier", "founding"), []string{
			"amgen SUPPORTING_MEMBER", "astrazeneca FUNDING_MEMBER", "bristol-myers-squibb SUSTAINING_PARTNER true", "janssen FUNDING_MEMBER",
			"msd SUSTAINING_PARTNER true", "novartis SUSTAINING_PARTNER", "roche FUNDING_MEMBER"}},
		{"what BeCRA supports", described(g, "Support", "becra", ""), []string{
			"crane", "drup-like-trial", "ecan", "ehds-linkage-use-case", "eucaim", "eunetccc", "european-federated-cancer-research-data-hub", "ja-pcm", "jane", "jane-2"}},
		{"who created and who coordinates BeCRA", described(g, "Participation", "", "becra", "role"), []string{"sciensano COORDINATOR", "sciensano FOUNDER"}},
		{"which initiative follows which", described(g, "Succession", "", "eunetccc"), []string{"crane"}},
		{"which initiative follows JANE", described(g, "Succession", "jane", ""), []string{"jane-2"}},
		{"which initiative follows eCAN", described(g, "Succession", "ecan", ""), []string{"ecan-plus"}},
		{"which initiative follows TRANSCAN-3", described(g, "Succession", "transcan-3", ""), []string{"transcan-4"}},
		{"which networks JANE-2 sets up, in which work package", described(g, "Development", "jane-2", "", "workPackage"), []string{
			"noe-adolescents-and-young-adults WP11", "noe-complex-and-poor-prognosis-cancers WP5", "noe-hi-tech-medical-resources WP10",
			"noe-omic-technologies WP9", "noe-palliative-care WP6", "noe-personalised-primary-prevention WP8", "noe-survivorship WP7"}},
		{"which working groups the mirror group has", described(g, "PartOf", "", "be-ebcp-mirror-group"), []string{
			"be-ebcp-mirror-group-plenary-2024", "be-ebcp-mirror-group-start-meeting", "be-ebcp-mirror-group-symposium-2023", "becra-stakeholders-forum",
			"twg-artificial-intelligence", "twg-care-organisation-and-survivorship", "twg-children-adolescents-and-young-adults", "twg-citizen-and-patient-engagement",
			"twg-data-innovation-and-artificial-intelligence", "twg-diagnosis-and-treatment", "twg-early-detection-and-screening", "twg-prevention",
			"twg-prevention-early-detection-and-screening", "twg-quality-of-life"}},
		{"which programmes EUnetCCC is part of, without deprecated relations", described(g, "PartOf", "eunetccc", ""), []string{"eu4health", "europes-beating-cancer-plan"}},
		{"which populations CraNE is for", values(entity(t, g, "crane"), "populations"), []string{"ADULTS"}},
		{"which populations JANE is for", values(entity(t, g, "jane"), "populations"), []string{"ADULTS", "ADOLESCENTS_AND_YOUNG_ADULTS"}},
		{"what e-cancer.be states about INT as coordinator of JANE", filter(lines(relations(g, "Participation", "istituto-nazionale-dei-tumori", "jane")[0], "evidence", "source", "field"), "source-e-cancer"), []string{
			"source-e-cancer-jane|", "source-e-cancer-jane|title"}},
	}
	for _, test := range tests {
		if diff := cmp.Diff(test.want, test.got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.question, diff)
		}
	}
}

// TestBoard checks the board members of All.Can Belgium and their organisations against a list,
// from which a person who is forgotten disappears too. Members for whom the source names no
// organisation have no affiliation.
func TestBoard(t *testing.T) {
	g := embedded(t)
	var got []string
	for _, line := range described(g, "Participation", "", "all-can-belgium", "role") {
		person, role, _ := strings.Cut(line, " ")
		if role != "BOARD_MEMBER" {
			continue
		}
		for _, a := range relations(g, "Affiliation", person, "") {
			if sources := lines(a, "evidence", "source"); slices.Contains(sources, "source-all-can-belgium") {
				got = append(got, person+","+a.To)
			}
		}
	}
	text, err := os.ReadFile("../../seed/testdata/board.csv")
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Split(strings.TrimSpace(string(text)), "\n")[1:]
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("organisations of the board members (-want +got):\n%s", diff)
	}
}

// TestNoHealth checks that nothing about a person's health is stored: for a member whom a page
// calls a survivor, only the name is stored.
func TestNoHealth(t *testing.T) {
	g, named := embedded(t), false
	for _, e := range g.Entities {
		if e.Type.Name != "Person" {
			continue
		}
		for _, claim := range lines(e, "claims", "field", "value", "locator") {
			if regexp.MustCompile(`(?i)surviv|patient|diagnos|nsclc|ncslc|ill\b`).MatchString(claim) {
				t.Errorf("%s: %s", e.ID, claim)
			}
		}
		named = named || cmp.Equal(filter(lines(e, "claims", "field"), ""), []string{"familyName", "givenName", "name"})
	}
	if !named {
		t.Error("nobody has only a name")
	}
}

// TestUpdated checks a date that the page writes day first.
func TestUpdated(t *testing.T) {
	s := entity(t, embedded(t), "source-sciensano-becra")
	if got := value(s, "updated"); got != "2024-08-12" {
		t.Errorf("updated %q", got)
	}
	claims := filter(lines(s, "claims", "field", "value", "locator"), "updated")
	if len(claims) != 1 || !strings.Contains(claims[0], "day first") {
		t.Errorf("claims %v", claims)
	}
}

// TestContradictions checks that an entity is disputed if sources contradict each other,
// and that it shows the preferred value.
func TestContradictions(t *testing.T) {
	g := embedded(t)
	for _, test := range []struct{ id, field, want, disputed string }{
		{"crane", "start", "2022-10-01", "true"},
		{"crane", "end", "2024-09-30", "true"},
		{"jane", "end", "2024-11-30", "true"},
		{"jane-2", "start", "2024-11-01", "true"},
		{"can-heal", "end", "2025-04", "true"},
		{"ja-pcm-kick-off-meeting", "start", "2026-01-14", "true"},
	} {
		e := entity(t, g, test.id)
		if got := value(e, test.field); got != test.want || value(e, "disputed") != test.disputed {
			t.Errorf("%s: %s %q, disputed %s", test.id, test.field, got, value(e, "disputed"))
		}
	}
}

// TestConventions checks that countries are codes of ISO 3166-1 (GR and GB, not EL and UK), that
// an organisation without one has a note that says why, and that every file is named after its
// source.
func TestConventions(t *testing.T) {
	g := embedded(t)
	for _, e := range g.Entities {
		f := e.Type.Field("country")
		if f == nil {
			continue
		}
		if e.Value(f).Null() && !slices.Contains(lines(e, "notes", "about"), "country") {
			t.Errorf("%s: no country, and no note about it", e.ID)
		}
		if c := e.Value(f); !c.Null() && (!regexp.MustCompile(`^[A-Z]{2}$`).MatchString(c.Text) || c.Text == "EL" || c.Text == "UK") {
			t.Errorf("%s: country %q", e.ID, c.Text)
		}
	}
	list, err := fs.Glob(seed.Embedded(), "*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range list {
		if id := "source-" + strings.TrimSuffix(name, ".yaml"); name != "dataset.yaml" {
			entity(t, g, id)
		}
	}
}

// TestKindsAreListed checks that docs/dataset.md lists all kinds in use.
func TestKindsAreListed(t *testing.T) {
	page := readPage(t)
	for _, e := range embedded(t).Entities {
		for _, name := range []string{"kind", "kinds", "memberKinds"} {
			f := e.Type.Field(name)
			if f == nil {
				continue
			}
			words := e.Values(f)
			if !f.List {
				words = []model.Value{e.Value(f)}
			}
			for _, w := range words {
				if !w.Null() && !strings.Contains(page, "`"+w.Text+"`") {
					t.Errorf("%s: the %s %q is not listed in docs/dataset.md", e.ID, name, w.Text)
				}
			}
		}
	}
}
