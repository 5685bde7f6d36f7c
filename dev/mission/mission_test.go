package main

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"whojoins/internal/dataset"
	"whojoins/internal/dataset/mission"
	"whojoins/internal/model"
)

const schema = "../../schema.graphqls"

const projects = `grant,acronym,title,topic,start,end,eu_contribution_eur,total_cost_eur,status,participants
100000001,ALPHA,Alpha: the first,HORIZON-MISS-2099-CANCER-01-01,2099-01-01,2099-12-31,1000,2000.05,SIGNED,2
100000002,Beta,,,,,,,CLOSED,
`

const participants = `grant,acronym,organisation,country,role,eu_contribution_eur,list_complete
100000001,ALPHA,North Hospital (NH),NO,coordinator,600.5,yes
100000001,ALPHA,Nordsykehuset,NO,associated partner,,yes
100000002,Beta,South University,EL,participant,0,no
100000002,Beta,Old Alliance,BE,third party,0,no
100000002,Beta,East Institute,,participant,,no
`

// files is a dataset with what other sources state, and the decisions. It has the output of an
// earlier run, which must have no effect.
var files = map[string]string{
	"dataset.yaml": "name: Synthetic\nversion: \"1\"\nlicence: CC0\nmerged: {very-old-alliance: old-alliance}\n",
	"a.yaml": `source: {id: source-a, name: A}
entities:
  Programme:
    horizon-europe: {name: Horizon Europe}
    mission-on-cancer: {name: Mission on Cancer}
  Alliance:
    very-old-alliance: {name: The Old Alliance}
  Institute:
    south: {name: South University}
  Project:
    beta: {name: BETA}
relations:
  Participation:
    - {participant: south, initiative: beta, role: BENEFICIARY, at: partners}
`,
	"cordis/projects.csv": "grant,id,topic,why\n100000001,alpha,,acronym\n100000002,beta,,acronym\n",
	"cordis/matches.csv": `organisation,country,names,id,type,why
North Hospital (NH),NO,North Hospital; NH,north,Institute,name
Nordsykehuset,NO,,north,Institute,Norwegian name
South University,GR,,south,Institute,name
Old Alliance,BE,,old-alliance,Alliance,name
East Institute,,,east,Institute,name
`,
	"cordis-mission-projects.yaml": "not even YAML: [", "cordis-mission-participants.yaml": "not even YAML: [",
}

const wantProjects = `# Written by: go run ./dev/mission PROJECTS.csv PARTICIPANTS.csv, from seed/cordis. Do not edit.
source:
  id: source-cordis-mission-projects
  date: 2099-01
  authority: grantor
  name: "CORDIS: projects of the missions (copy)"
  url: "https://github.com/SongminYu/horizon_search/blob/c0/webapp/data/projects.json"
  licence: "CC BY 4.0, European Union"
  retrieved: 2099-02-03
entities:
  Call:
    horizon-miss-2099-cancer-01-01:
      at: id 100000001
      name: HORIZON-MISS-2099-CANCER-01-01
      code: HORIZON-MISS-2099-CANCER-01-01
  Institute:
    east:
      at: "id 100000002, list of organisations"
      name: East Institute
      notes:
        - {about: country, text: "The list of participants names it without a country, and no other source at hand states one."}
  Project:
    alpha:
      at: id 100000001
      name: ALPHA
      acronym: ALPHA
      title: "Alpha: the first"
      kind: project
      start: 2099-01-01
      end: 2099-12-31
      grantNumber: 100000001
      identifiers:
        - {scheme: grant, value: 100000001}
      contribution: EUR 1000
      budget: EUR 2000.05
      figures:
        - {measure: participants, value: 2, comparator: EQ}
      notes:
        - {about: status, text: The grant agreement is signed.}
    beta:
      at: id 100000002
      aliases:
        - {name: Beta}
      acronym: Beta
      kind: project
      grantNumber: 100000002
      identifiers:
        - {scheme: grant, value: 100000002}
      notes:
        - {about: status, text: The grant is closed.}
relations:
  Funding:
    - {funder: horizon-europe, recipient: alpha, tier: GRANT, at: "id 100000001, topic HORIZON-MISS-2099-CANCER-01-01"}
    - {funder: horizon-europe, recipient: beta, tier: GRANT, at: id 100000002}
  PartOf:
    - {part: alpha, whole: mission-on-cancer, at: id 100000001}
    - {part: horizon-miss-2099-cancer-01-01, whole: mission-on-cancer, at: id 100000001}
    - {part: horizon-miss-2099-cancer-01-01, whole: horizon-europe, at: id 100000001}
    - {part: alpha, whole: horizon-miss-2099-cancer-01-01, at: id 100000001}
    - {part: beta, whole: mission-on-cancer, at: id 100000002}
  Participation:
    - {participant: east, initiative: beta, role: BENEFICIARY, title: participant, at: "id 100000002, list of organisations"}
`

const wantParticipants = `# Written by: go run ./dev/mission PROJECTS.csv PARTICIPANTS.csv, from seed/cordis. Do not edit.
source:
  id: source-cordis-mission-participants
  date: 2099-01
  authority: grantor
  name: "CORDIS: participants of the missions (copy)"
  url: "https://github.com/SongminYu/horizon_search/blob/c0/webapp/data/participants_MISS.json"
  licence: "CC BY 4.0, European Union"
  retrieved: 2099-02-03
entities:
  Alliance:
    old-alliance:
      at: "100000002, organisation Old Alliance"
      aliases:
        - {name: Old Alliance}
  Institute:
    north:
      at: "100000001, organisation North Hospital (NH)"
      name: North Hospital
      aliases:
        - {name: NH}
        - {name: Nordsykehuset, at: "100000001, organisation Nordsykehuset"}
      country: NO
    south:
      at: "100000002, organisation South University"
      name: South University
      country: GR
  Project:
    alpha:
      at: "100000001, length of the list"
      participantsComplete: true
      figures:
        - {measure: participants, value: 2, comparator: EQ}
relations:
  Participation:
    - {participant: north, initiative: alpha, role: COORDINATOR, title: coordinator, contribution: EUR 600.5, at: "100000001, organisation North Hospital (NH)"}
    - {participant: north, initiative: alpha, role: ASSOCIATED_PARTNER, title: associated partner, at: "100000001, organisation Nordsykehuset"}
    - {participant: south, initiative: beta, role: BENEFICIARY, title: participant, contribution: EUR 0, at: "100000002, organisation South University"}
    - {participant: old-alliance, initiative: beta, role: THIRD_PARTY, title: third party, contribution: EUR 0, at: "100000002, organisation Old Alliance"}
`

// prepare writes the dataset and the tables, with other contents for one of the files.
func prepare(t *testing.T, name, text string) (dir string, in mission.Input) {
	t.Helper()
	dir = t.TempDir()
	contents := map[string]string{"projects.csv": projects, "participants.csv": participants}
	for name, text := range files {
		contents[name] = text
	}
	if name != "" {
		contents[name] = text
	}
	for name, text := range contents {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	edition := mission.Edition{Commit: "c0", Retrieved: "2099-02-03", Date: "2099-01"}
	return dir, mission.Input{Projects: file(filepath.Join(dir, "projects.csv")), Participants: file(filepath.Join(dir, "participants.csv")), Edition: edition}
}

func TestRun(t *testing.T) {
	dir, in := prepare(t, "", "")
	for range 2 { // a second run changes nothing
		var out strings.Builder
		if err := run(t.Context(), &out, dir, schema, in); err != nil {
			t.Fatal(err)
		}
		const counts = "5 participations, 3 of them with a contribution; entities: 1 of type Alliance, 1 of type Call, 3 of type Institute, 2 of type Project, 2 of type Source\n"
		if out.String() != counts {
			t.Errorf("%q, want %q", out.String(), counts)
		}
		for name, want := range map[string]string{"cordis-mission-projects.yaml": wantProjects, "cordis-mission-participants.yaml": wantParticipants} {
			got, err := os.ReadFile(filepath.Join(dir, name))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, string(got)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", name, diff)
			}
		}
	}
}

// TestBothSources expects one relation with the evidence of both sources, and no dispute, where
// another file has the same participation.
func TestBothSources(t *testing.T) {
	dir, in := prepare(t, "", "")
	if err := run(t.Context(), io.Discard, dir, schema, in); err != nil {
		t.Fatal(err)
	}
	m, err := model.ParseFile(schema)
	if err != nil {
		t.Fatal(err)
	}
	graph, _, err := dataset.Load(t.Context(), m, os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range graph.Entities {
		if e.Value(e.Type.Field("disputed")).String() != "false" {
			t.Errorf("%s is disputed", e.ID)
		}
	}
	sources := map[string]bool{}
	for _, r := range graph.Relations {
		if r.From == "south" && r.To == "beta" {
			evidence := r.Type.Field("evidence")
			for _, line := range r.Objects(evidence) {
				sources[line.Ref(evidence.Object.Field("source"))] = true
			}
		}
	}
	if diff := cmp.Diff(map[string]bool{"source-a": true, mission.ParticipantsSource: true}, sources); diff != "" {
		t.Errorf("sources of the participation (-want +got):\n%s", diff)
	}
}

// TestRefused changes one file at a time. The command names file, line and reason, and writes
// nothing.
func TestRefused(t *testing.T) {
	for _, test := range []struct{ reason, name, text, want string }{
		{"an unknown organisation", "participants.csv", participants + "100000002,Beta,Far Institute,SE,participant,1,no\n", `participants.csv:7: nobody has decided which organisation this is; add the line Far Institute,SE,,ID,TYPE,WHY`},
		{"an unknown grant", "projects.csv", projects + "100000003,Gamma,,,,,,,CLOSED,\n", "projects.csv:4: nobody has decided which project grant 100000003 (Gamma) is"},
		{"a wrong date", "projects.csv", strings.Replace(projects, "2099-12-31", "31-12-2099", 1), `projects.csv:2: end: `},
		{"a third digit after the point", "participants.csv", strings.Replace(participants, "600.5", "600.512", 1), `participants.csv:2: contribution: `},
		{"an end before the start", "projects.csv", strings.Replace(projects, "2099-12-31", "2098-12-31", 1), `is before its start`},
		{"a match of another type", "cordis/matches.csv", strings.Replace(files["cordis/matches.csv"], "south,Institute", "south,Funder", 1), `"south" is of type Funder here, but of type Institute elsewhere (a.yaml:9)`},
		{"a match without a reason", "cordis/matches.csv", files["cordis/matches.csv"] + "Far Institute,SE,,far,Institute,\n", "matches.csv:7: write the id and the reason of the decision"},
		{"a project without an id", "cordis/projects.csv", files["cordis/projects.csv"] + "100000003,,,acronym\n", "projects.csv:4: write the id and the reason of the decision"},
		{"an organisation with two lines", "cordis/matches.csv", files["cordis/matches.csv"] + "South University,GR,,east,Institute,name\n", "matches.csv:7: South University is matched with south already"},
		{"a list without its columns", "cordis/matches.csv", "organisation,country,id,why\n", `"names" is missing`},
		{"a fault of another file", "a.yaml", "source: {id: source-a}\n", "a.yaml:1: name of"},
	} {
		dir, in := prepare(t, test.name, test.text)
		err := run(t.Context(), io.Discard, dir, schema, in)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v", test.reason, err)
		}
		for _, name := range written {
			if got, _ := os.ReadFile(filepath.Join(dir, name)); string(got) != "not even YAML: [" {
				t.Errorf("%s: %s was written", test.reason, name)
			}
		}
	}
}
