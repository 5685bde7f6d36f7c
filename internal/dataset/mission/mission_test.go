package mission_test

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"whojoins/internal/dataset/mission"
	"whojoins/internal/dataset/statement"
)

// projects has invented grants: the first has everything, the second only what it must.
const projects = "\ufeffgrant,acronym,title,topic,start,end,eu_contribution_eur,total_cost_eur,status,participants\n" +
	"100000001,ALPHA,\"Alpha,\n the first\",HORIZON-MISS-2099-CANCER-01-01,2099-01-01,2099-12,1000.50,\"2000,05\",SIGNED,3\n" +
	"grant,acronym,title,topic,start,end,eu_contribution_eur,total_cost_eur,status,participants\n" +
	"100000002,Beta,,,,,0,,TERMINATED,\n"

// participants has the columns in another order, and one that nobody reads.
const participants = `organisation,list_complete,role,country,note,grant,acronym,eu_contribution_eur
North Hospital,yes,coordinator,EL,,100000001,ALPHA,600.5
"South
University (SU)",yes,participant,UK,,100000001,ALPHA,"400,00"
South University (SU),yes,associated partner,UK,,100000001,ALPHA,
East Alliance,yes,participant,BE,,100000002,Beta,0
North Hospital,yes,participant,,,100000002,Beta,
West Institute,no,third party,NO,,100000003,GAMMA,0
West Institute,no,observer,NO,,100000003,GAMMA,
`

// decisions names every project and organisation of the tables.
func decisions() mission.Decisions {
	return mission.Decisions{
		Projects: map[string]mission.Project{
			"100000001": {ID: "alpha"}, "100000002": {ID: "beta", Names: []string{"BETA"}, Topic: "HORIZON-MISS-2099-CANCER-01-01"}, "100000003": {ID: "gamma"},
		},
		Organisations: map[mission.Organisation]mission.Entity{
			{Name: "North Hospital", Country: "GR"}:        {ID: "north", Type: "Institute", Name: "North Hospital", Located: true},
			{Name: "North Hospital"}:                       {ID: "north", Type: "Institute", Name: "North Hospital", Located: true},
			{Name: "South University (SU)", Country: "GB"}: {ID: "south", Type: "Funder", Aliases: []string{"South University", "SU"}, Located: true},
			{Name: "East Alliance", Country: "BE"}:         {ID: "east", Type: "Alliance", Name: "East Alliance"},
			{Name: "West Institute", Country: "NO"}:        {ID: "west", Type: "Institute", Name: "West Institute", Located: true},
		},
	}
}

func file(name, text string) mission.File {
	return mission.File{Name: name, Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(text)), nil }}
}

func input(projects, participants string) mission.Input {
	return mission.Input{
		Projects: file("projects.csv", projects), Participants: file("participants.csv", participants),
		Edition: mission.Edition{Commit: "c0", Retrieved: "2099-02-03", Date: "2099-01"},
	}
}

// shown returns the statements of a stream: a line for each subject, with its source, place and
// locator, and an indented one for each of its fields.
func shown(t *testing.T, stream statement.Stream) (list []string) {
	t.Helper()
	for st, err := range stream {
		if err != nil {
			list = append(list, fmt.Sprintf("%v: %v", st.Place, err))
			continue
		}
		if st.Authority != statement.Grantor || st.Date != "2099-01" || st.Retrieved != "2099-02-03" {
			t.Errorf("%+v: wrong provenance", st)
		}
		words := []string{st.Value.Text}
		properties := st.Value.Parts
		if st.Field == "" {
			words, properties = []string{st.Subject.ID}, st.Subject.Key
		}
		for _, p := range properties {
			words = append(words, p.Text)
		}
		text := strings.TrimSpace(strings.Join(words, " "))
		if st.Field != "" {
			list = append(list, "  "+st.Field+" "+text)
			continue
		}
		source := strings.TrimPrefix(st.Source, "source-cordis-mission-")
		list = append(list, strings.TrimSpace(fmt.Sprintf("%v %s: %s %s @%s", st.Place, source, st.Subject.Type, text, st.Locator)))
	}
	return list
}

const want = `projects.csv projects: Source source-cordis-mission-projects @
  name CORDIS: projects of the missions (copy)
  url https://github.com/SongminYu/horizon_search/blob/c0/webapp/data/projects.json
  licence CC BY 4.0, European Union
  retrieved 2099-02-03
participants.csv participants: Source source-cordis-mission-participants @
  name CORDIS: participants of the missions (copy)
  url https://github.com/SongminYu/horizon_search/blob/c0/webapp/data/participants_MISS.json
  licence CC BY 4.0, European Union
  retrieved 2099-02-03
projects.csv:2 projects: Project alpha @id 100000001
  name ALPHA
  acronym ALPHA
  title Alpha, the first
  kind project
  start 2099-01-01
  end 2099-12
  grantNumber 100000001
  identifiers grant 100000001
  contribution EUR 1000.50
  budget EUR 2000.05
  figures participants 3 EQ
  notes status The grant agreement is signed.
projects.csv:2 projects: PartOf alpha mission-on-cancer @id 100000001
projects.csv:2 projects: Funding horizon-europe alpha GRANT @id 100000001, topic HORIZON-MISS-2099-CANCER-01-01
projects.csv:2 projects: Call horizon-miss-2099-cancer-01-01 @id 100000001
  name HORIZON-MISS-2099-CANCER-01-01
  code HORIZON-MISS-2099-CANCER-01-01
projects.csv:2 projects: PartOf horizon-miss-2099-cancer-01-01 mission-on-cancer @id 100000001
projects.csv:2 projects: PartOf horizon-miss-2099-cancer-01-01 horizon-europe @id 100000001
projects.csv:2 projects: PartOf alpha horizon-miss-2099-cancer-01-01 @id 100000001
projects.csv:5 projects: Project beta @id 100000002
  aliases Beta
  acronym Beta
  kind project
  grantNumber 100000002
  identifiers grant 100000002
  contribution EUR 0
  notes status The grant agreement was terminated.
projects.csv:5 projects: PartOf beta mission-on-cancer @id 100000002
projects.csv:5 projects: Funding horizon-europe beta GRANT @id 100000002, topic HORIZON-MISS-2099-CANCER-01-01
projects.csv:5 projects: PartOf beta horizon-miss-2099-cancer-01-01 @id 100000002
participants.csv:2 participants: Institute north @100000001, organisation North Hospital
  name North Hospital
  country GR
participants.csv:2 participants: Participation north alpha COORDINATOR @100000001, organisation North Hospital
  title coordinator
  contribution EUR 600.5
participants.csv:3 participants: Funder south @100000001, organisation South University (SU)
  aliases South University
  aliases SU
  country GB
participants.csv:3 participants: Participation south alpha BENEFICIARY @100000001, organisation South University (SU)
  title participant
  contribution EUR 400.00
participants.csv:5 participants: Participation south alpha ASSOCIATED_PARTNER @100000001, organisation South University (SU)
  title associated partner
participants.csv:6 participants: Alliance east @100000002, organisation East Alliance
  name East Alliance
participants.csv:6 participants: Participation east beta BENEFICIARY @100000002, organisation East Alliance
  title participant
  contribution EUR 0
participants.csv:7 projects: Institute north @id 100000002, list of organisations
  name North Hospital
  notes country The list of participants names it without a country, and no other source at hand states one.
participants.csv:7 projects: Participation north beta BENEFICIARY @id 100000002, list of organisations
  title participant
participants.csv:8 participants: Institute west @100000003, organisation West Institute
  name West Institute
  country NO
participants.csv:8 participants: Participation west gamma THIRD_PARTY @100000003, organisation West Institute
  title third party
  contribution EUR 0
participants.csv:9 participants: Participation west gamma OTHER @100000003, organisation West Institute
  title observer
participants.csv:2 participants: Project alpha @100000001, length of the list
  participantsComplete true
  figures participants 3 EQ
participants.csv:6 projects: Project beta @id 100000002, list of organisations
  participantsComplete true`

func TestStatements(t *testing.T) {
	stream := mission.Statements(input(projects, participants), decisions())
	got := shown(t, stream)
	if diff := cmp.Diff(strings.Split(want, "\n"), got); diff != "" {
		t.Errorf("statements (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(got, shown(t, stream)); diff != "" {
		t.Errorf("statements of a second reading (-first +second):\n%s", diff)
	}
	for limit := range got {
		for range stream {
			if limit--; limit < 0 {
				break // nothing may be yielded after this
			}
		}
	}
}

// TestFaults gives the tables one wrong row each time. Its faults are reported with file, line
// and reason; nothing of the row is stated, and everything of the row after it is.
func TestFaults(t *testing.T) {
	projectsHead, _, _ := strings.Cut(projects, "\n")
	participantsHead, _, _ := strings.Cut(participants, "\n")
	for _, test := range []struct {
		reason, project, participant string
		want                         []string
	}{
		{"a grant that is not a number", "1e8,ALPHA,,,,,,,SIGNED,", "", []string{`projects.csv:2: grant: "1e8" is not a grant number; write its digits`}},
		{"an unknown grant", "100000009,OMEGA,,,,,,,SIGNED,", "", []string{
			`projects.csv:2: nobody has decided which project grant 100000009 (OMEGA) is; add the line "100000009,ID,TOPIC,WHY" to the list of projects`,
		}},
		{"no acronym", "100000001,,,,,,,,SIGNED,", "", []string{"projects.csv:2: acronym: the acronym is missing"}},
		{"several faults of one row", "100000001,ALPHA,,,,,1.000.50,-1,OPEN,many", "", []string{
			`projects.csv:2: eu_contribution_eur: "1.000.50" is not a sum of money; write 1234.50 or 1234,50`,
			`projects.csv:2: total_cost_eur: "-1" is not a sum of money; write 1234.50 or 1234,50`,
			`projects.csv:2: status: "OPEN" is none of SIGNED, TERMINATED, CLOSED`,
			`projects.csv:2: participants: "many" is not a number`,
		}},
		{"a grant that is there twice", "100000002,Beta,,,,,,,CLOSED,\n100000002,Beta,,,,,,,CLOSED,", "", []string{"projects.csv:3: grant 100000002 is in line 2 already", "projects.csv:4: grant 100000002 is in line 2 already"}},
		{"a row with too few cells", "100000001,ALPHA", "", []string{"projects.csv:2: the row has 2 cells, but there are 10 columns"}},
		{"an unknown organisation", "", `"Far, Away",yes,participant,SE,,100000001,ALPHA,1`, []string{
			`participants.csv:2: nobody has decided which organisation this is; add the line "Far, Away",SE,,ID,TYPE,WHY to the list of matches`,
		}},
		{"an organisation in another country", "", "North Hospital,yes,participant,SE,,100000001,ALPHA,1", []string{
			"participants.csv:2: nobody has decided which organisation this is; add the line North Hospital,SE,,ID,TYPE,WHY to the list of matches",
		}},
		{"no organisation, no role and no code", "", ",maybe,,Greece,,100000001,ALPHA,1 000", []string{
			"participants.csv:2: organisation: the name is missing", "participants.csv:2: role: the role is missing",
			`participants.csv:2: eu_contribution_eur: "1 000" is not a sum of money; write 1234.50 or 1234,50`,
			`participants.csv:2: list_complete: "maybe" is none of yes, no`,
		}},
		{"a country that is not a code", "", "North Hospital,yes,participant,Greece,,100000001,ALPHA,1", []string{
			`participants.csv:2: country: "Greece" is not the code of a country; write two capital letters`,
		}},
		{"rows that disagree about the list", "", "North Hospital,no,coordinator,GR,,100000001,ALPHA,1\nNorth Hospital,yes,third party,GR,,100000001,ALPHA,1", []string{
			"participants.csv:3: list_complete: line 2 says otherwise for grant 100000001",
		}},
		{"two rows of one participation", "", "West Institute,no,third party,NO,,100000003,GAMMA,2", []string{
			"participants.csv:3: west takes part in gamma as THIRD_PARTY in line 2 already; correct one of the two matches",
		}},
		{"a grant without digits", "", "North Hospital,yes,participant,GR,,,ALPHA,1", []string{`participants.csv:2: grant: "" is not a grant number; write its digits`}},
		{"a broken row", "", "North \"Hospital\",yes,participant,GR,,100000001,ALPHA,1", []string{`participants.csv:2: bare " in non-quoted-field`}},
	} {
		table := func(head, row, last string) string {
			return head + "\n" + strings.TrimPrefix(row+"\n", "\n") + last + "\n"
		}
		in := input(table(projectsHead, test.project, "100000002,Beta,,,,,,,CLOSED,"),
			table(participantsHead, test.participant, "West Institute,no,third party,NO,,100000003,GAMMA,0"))
		var faults []string
		lastProject, lastParticipant := false, false
		for st, err := range mission.Statements(in, decisions()) {
			switch {
			case err != nil:
				faults = append(faults, fmt.Sprintf("%v: %v", st.Place, err))
			case st.Field == "participantsComplete":
				t.Errorf("%s: a list is complete", test.reason)
			case st.Field == "grantNumber":
				lastProject = true
			case st.Field == "title":
				lastParticipant = true
			}
		}
		if diff := cmp.Diff(test.want, faults); diff != "" || !lastProject || !lastParticipant {
			t.Errorf("%s: the last rows are stated: %v, %v; faults (-want +got):\n%s", test.reason, lastProject, lastParticipant, diff)
		}
	}
}

// TestBrokenList expects no statement that a list is complete if a row of it is left out, or if
// nobody knows of which list a row is.
func TestBrokenList(t *testing.T) {
	for _, test := range []struct {
		reason, row string
		want        int
	}{
		{"a row of one grant", "Nobody,yes,participant,BE,,100000001,ALPHA,1\n", 1},
		{"a row of an unknown grant", "North Hospital,yes,participant,GR,,?,ALPHA,1\n", 0},
		{"a row that cannot be read", "North Hospital\n", 0},
	} {
		complete := 0
		for st := range mission.Statements(input(projects, participants+test.row), decisions()) {
			if st.Field == "participantsComplete" {
				complete++
			}
		}
		if complete != test.want {
			t.Errorf("%s: %d complete lists, want %d", test.reason, complete, test.want)
		}
	}
}

// TestNoFile reports tables that cannot be opened.
func TestNoFile(t *testing.T) {
	in := input("", "")
	in.Participants.Open = func() (io.ReadCloser, error) { return nil, errors.New("no such file") }
	got := shown(t, mission.Statements(in, decisions()))
	if diff := cmp.Diff([]string{"projects.csv:1: the table is empty", "participants.csv: no such file"}, got[len(got)-2:]); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
