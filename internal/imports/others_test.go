package imports_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"whojoins/internal/dataset/archive"
	"whojoins/internal/dataset/mapped"
	"whojoins/internal/imports"
	"whojoins/internal/workspace"
)

const rorRelease = "[\n" + `{"id":"https://ror.org/00000aa33","status":"active","admin":{"last_modified":{"date":"2025-05-01"}},"established":1900,"types":["education","company"],"domains":[],
"names":[{"value":"Institute One","types":["ror_display","label"],"lang":"en"},{"value":"Institut Un","types":["label"],"lang":"fr"},{"value":"I1","types":["acronym"],"lang":null}],
"locations":[{"geonames_id":1,"geonames_details":{"name":"Brussels","lat":50.8,"lng":4.3,"country_code":"BE","country_subdivision_name":"Brussels Capital"}}],
"links":[{"type":"website","value":"https://one.example"}],"external_ids":[{"type":"wikidata","all":["Q1","Q2"],"preferred":"Q2"},{"type":"isni","all":["0000 0001 2103 2683"],"preferred":null}],
"relationships":[{"type":"child","id":"https://ror.org/00000bb33","label":"Unit One"}]}` + ",\n" +
	`{"id":"https://ror.org/00000cc33","status":"withdrawn","names":[{"value":"Gone","types":["ror_display"],"lang":null}],"locations":[],"types":[],"links":[],"external_ids":[],"relationships":[]}` + ",\n" +
	`{"id":"something","names":[]}` + "]\n"

// checked returns the release with ids that have the right check digits.
func checked(t *testing.T, text string) string {
	t.Helper()
	for from, to := range map[string]string{"00000aa33": "00000aa", "00000bb33": "00000bb", "00000cc33": "00000cc"} {
		for digits := range 100 {
			id := to + string(rune('0'+digits/10)) + string(rune('0'+digits%10))
			if validROR(id) {
				text = strings.ReplaceAll(text, from, id)
				break
			}
		}
	}
	return text
}

func TestROR(t *testing.T) {
	text := checked(t, rorRelease)
	in := files(t, map[string]string{"v2.zip": zipped(t, map[string]string{"x_schema_v2.json": text, "x.json": "[]", "x.csv": ""})})
	dir := t.TempDir()
	results, err := run(t, imports.ROR(true), dir, func(o *imports.Options) { o.All = true }, filepath.Join(in, "v2.zip"))
	if err != nil {
		t.Fatal(err)
	}
	if r := results[0]; r.Read != 3 || r.Refused != 1 || r.LeftOut != 1 || len(r.Others) != 2 {
		t.Errorf("%+v", r)
	}
	got := strings.Join(statements(t, dir), "\n")
	for _, want := range []string{"name Institute One", "aliases Institut Un fr", "acronym I1", "identifiers wikidata Q2", "identifiers isni 0000000121032683", "country BE", "city Brussels", "founded 1900", "kinds education", "name Unit One", "links website https://one.example", "PartOf ror-00000bb"} {
		if !strings.Contains(got, want) {
			t.Errorf("not stated: %s in\n%s", want, got)
		}
	}
	if strings.Contains(got, "company") || strings.Contains(got, "Gone") {
		t.Error(got)
	}
	merged(t, dir)
}

// TestEnriching checks that records of ROR count only where another import has the entity.
func TestEnriching(t *testing.T) {
	in := files(t, map[string]string{"ror.json": checked(t, rorRelease)})
	dir := t.TempDir()
	if _, err := run(t, imports.ROR(false), dir, nil, filepath.Join(in, "ror.json")); err != nil {
		t.Fatal(err)
	}
	i := streams(t, dir)[0]
	if !i.Enriches {
		t.Error("the import does not enrich")
	}
	var subjects []string
	for st, err := range i.Counting(schema(t), func(id string) bool { return strings.HasPrefix(id, "ror-00000aa") }) {
		if err != nil {
			t.Fatal(err)
		}
		if name := st.Subject.Type + " " + st.Subject.ID; st.Field == "" {
			subjects = append(subjects, name[:min(len(name), 21)])
		}
	}
	if diff := cmp.Diff([]string{"Source source-ror", "Institute ror-00000aa"}, subjects); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

const answer = `{"totalResults": 3, "results": [
 {"reference": "1P", "url": "u", "metadata": {"projectId": ["101000009"], "acronym": ["JANE"], "title": ["Joint action"], "startDate": ["2024-11-01T00:00:00.000+0100"], "endDate": ["2028-10-31T00:00:00.000+0100"],
   "overallBudget": ["1500000.50"], "euContributionAmount": ["1200000"], "programId": ["43332642"], "callIdentifier": ["EU4H-2023-JA-IBA"], "topicAbbreviation": ["EU4H-2023-JA-05"], "numberOfContributors": ["3"], "newField": ["x"],
   "participants": ["[{\"pic\":\"999900018\",\"legalName\":\"INSTITUTE ONE\",\"role\":\"coordinator\",\"eucontribution\":500000.5,\"webLink\":\"http://one.example\",\"latitude\":\"50.8\",\"longitude\":\"4.3\",\"postalAddress\":{\"city\":\"Brussels\",\"countryCode\":{\"abbreviation\":\"BE\"}}},{\"pic\":\"999900115\",\"legalName\":\"ATHENS ONE\",\"role\":\"affiliatedEntity\",\"eucontribution\":\"\",\"postalAddress\":{\"city\":\"Athens\",\"countryCode\":{\"abbreviation\":\"EL\"}}},{\"pic\":\"999900309\",\"legalName\":\"EXAMPLE Ann\",\"role\":\"participant\"}]"]}},
 {"reference": "2P", "metadata": {"projectId": ["101000009"], "acronym": ["JANE"], "title": ["Joint action"], "programId": ["43332642"], "callIdentifier": ["EU4H-2023-JA-IBA"], "topicAbbreviation": ["EU4H-2023-JA-05"]}},
 {"reference": "3T", "metadata": {"identifier": ["DIGITAL-2026-X-01"], "title": ["A call"], "startDate": ["2026-01-15T00:00:00.000+0000"], "deadlineDate": ["2026-04-15T17:00:00.000+0000"], "frameworkProgramme": ["43152860"]}},
 {"reference": "4X", "metadata": {}}
]}`

func TestPortal(t *testing.T) {
	in := files(t, map[string]string{"page1.json": answer})
	dir := t.TempDir()
	results, err := run(t, imports.Portal, dir, nil, filepath.Join(in, "page1.json"))
	if err != nil {
		t.Fatal(err)
	}
	if r := results[0]; r.Read != 7 || r.Refused != 2 || !slices.Contains(r.Unused, "newField") {
		t.Errorf("%+v", r)
	}
	got := statements(t, dir)
	for _, want := range []string{
		"JointAction grant-101000009 acronym JANE", "JointAction grant-101000009 start 2024-11-01", "JointAction grant-101000009 budget EUR 1500000.50", "JointAction grant-101000009 figures participants 3 EQ",
		"Participation pic-999900018 grant-101000009 COORDINATOR contribution EUR 500000.5", "Participation pic-999900115 grant-101000009 AFFILIATED_ENTITY title affiliatedEntity", "Institute pic-999900115 country GR",
		"Funding eu4health grant-101000009 GRANT", "PartOf grant-101000009 eu4h-2023-ja-05", "Call digital-2026-x-01 deadlines 2026-04-15", "Call digital-2026-x-01 opens 2026-01-15", "PartOf digital-2026-x-01 digital-europe",
	} {
		if !slices.Contains(got, want) {
			t.Errorf("not stated: %s", want)
		}
	}
	refused, err := os.ReadFile(filepath.Join(dir, workspace.Refused))
	if text := strings.Join(got, "\n") + string(refused); err != nil || strings.Contains(text, "Ann") || strings.Contains(text, "participantsComplete") || !strings.Contains(text, "page1.json,7,") {
		t.Errorf("%v %s", err, text)
	}
	merged(t, dir)
}

const orcidJSON = `{"orcid-identifier":{"path":"0000-0002-1825-0097"},"person":{"name":{"given-names":{"value":"Ann"},"family-name":{"value":"Example"}}},"activities-summary":{
"employments":{"affiliation-group":[{"summaries":[{"employment-summary":{"department-name":"Unit","role-title":"Researcher","start-date":{"year":{"value":"2020"},"month":{"value":"2"}},"visibility":"public","organization":{"name":"Institute One","address":{"city":"Brussels","country":"BE"},"disambiguated-organization":{"disambiguated-organization-identifier":"grid.1.a","disambiguation-source":"GRID"}}}}]},
{"summaries":[{"employment-summary":{"visibility":"public","organization":{"name":"Somewhere"}}}]}]},
"works":{"group":[{"work-summary":[{"title":{"title":{"value":"A work"}},"publication-date":{"year":{"value":"2021"}},"visibility":"public","external-ids":{"external-id":[{"external-id-type":"doi","external-id-value":"10.1234/AB.c","external-id-relationship":"self"}]}}]}]}}}`

const orcidXML = `<record:record xmlns:record="r" xmlns:common="c" xmlns:person="p" xmlns:a="a" xmlns:e="e" xmlns:w="w"><common:orcid-identifier><common:path>0000-0002-1825-0097</common:path></common:orcid-identifier>
<person:person><person:name><p:given-names xmlns:p="d">Ann</p:given-names><p:family-name xmlns:p="d">Example</p:family-name></person:name></person:person>
<a:activities-summary><a:employments><a:affiliation-group><e:employment-summary visibility="public"><common:department-name>Unit</common:department-name><common:role-title>Researcher</common:role-title><common:start-date><common:year>2020</common:year><common:month>02</common:month></common:start-date><common:organization><common:name>Institute One</common:name><common:address><common:city>Brussels</common:city><common:country>BE</common:country></common:address><common:disambiguated-organization><common:disambiguated-organization-identifier>grid.1.a</common:disambiguated-organization-identifier><common:disambiguation-source>GRID</common:disambiguation-source></common:disambiguated-organization></common:organization></e:employment-summary></a:affiliation-group>
<a:affiliation-group><e:employment-summary visibility="public"><common:organization><common:name>Somewhere</common:name></common:organization></e:employment-summary></a:affiliation-group></a:employments>
<a:works><a:group><w:work-summary visibility="public"><w:title><common:title>A work</common:title></w:title><common:external-ids><common:external-id><common:external-id-type>doi</common:external-id-type><common:external-id-value>10.1234/AB.c</common:external-id-value><common:external-id-relationship>self</common:external-id-relationship></common:external-id></common:external-ids><common:publication-date><common:year>2021</common:year></common:publication-date></w:work-summary></a:group></a:works></a:activities-summary></record:record>`

// TestORCID reads one record in both forms, and takes it along where the person is in the graph.
func TestORCID(t *testing.T) {
	var want []string
	for _, name := range []string{"record.json", "record.xml"} {
		in := files(t, map[string]string{name: map[string]string{"record.json": orcidJSON, "record.xml": orcidXML}[name]})
		dir := t.TempDir()
		results, err := run(t, imports.ORCID, dir, nil, filepath.Join(in, name))
		if err != nil {
			t.Fatal(err)
		}
		if r := results[0]; r.Read != 4 || r.Refused != 1 {
			t.Errorf("%+v", r)
		}
		got := statements(t, dir)
		if want == nil {
			want = got
			for _, s := range []string{"Person orcid-0000-0002-1825-0097 name Ann Example", "Affiliation orcid-0000-0002-1825-0097 grid-grid-1-a Researcher Unit since 2020-02"} {
				if !slices.Contains(got, s) {
					t.Errorf("not stated: %s in %q", s, got)
				}
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		for known, n := range map[bool]int{true: len(got), false: 0} {
			counted := 0
			for st := range streams(t, dir)[0].Counting(schema(t), func(id string) bool { return known && strings.HasPrefix(id, "orcid-") }) {
				if st.Subject.Type != "Source" {
					counted++
				}
			}
			if counted != n {
				t.Errorf("%s, the person is known: %v: %d statements, want %d", name, known, counted, n)
			}
		}
	}
}

// TestTable drafts a map of a list, and imports the list by it, as CSV and as a workbook.
func TestTable(t *testing.T) {
	rows := [][]string{
		{"Organisation", "Land", "PIC", "Role", "EU contribution", "E-mail", "Joined"},
		{"Institute One", "Belgium", "999900018", "Coordinator", "1.234.567,89", "x@y.example", "12-8-2024"},
		{"Institute Two", "FR", "", "Partner", "500000", "", "2024-09"},
		{"EXAMPLE Ann", "BE", "", "Partner", "1", "", ""},
		{"Institute Four", "Narnia", "", "Helper", "abc", "", ""},
	}
	var text strings.Builder
	book := excelize.NewFile()
	for i, cells := range rows {
		text.WriteString(strings.Join(cells, ";") + "\r\n")
		cell, err := excelize.CoordinatesToCellName(1, i+1)
		if err == nil {
			err = book.SetSheetRow("Sheet1", cell, &cells)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	b, err := book.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	in := files(t, map[string]string{"list.csv": text.String(), "list.xlsx": b.String()})
	var want []string
	for _, name := range []string{"list.csv", "list.xlsx"} {
		path := filepath.Join(in, name)
		inputs, err := archive.Open([]string{path}, func(string) bool { return false })
		if err != nil {
			t.Fatal(err)
		}
		draft, err := mapped.Draft(inputs[0])
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(draft, "E-mail:") || strings.Count(draft, "<<") > 6 {
			t.Error(draft)
		}
		m, err := mapped.Parse(schema(t), []byte(draft))
		if err != nil {
			t.Fatalf("%v\n%s", err, draft)
		}
		dir := t.TempDir()
		results, err := run(t, imports.Table(m), dir, func(o *imports.Options) { o.Map, o.MapStamp = draft, "2026-11-01" }, path)
		if err != nil {
			t.Fatal(err)
		}
		if r := results[0]; r.Read != 4 || r.Refused != 2 {
			t.Errorf("%+v\n%s", r, draft)
		}
		got := statements(t, dir)
		if want == nil {
			want = got
			for _, s := range []string{"Participation pic-999900018 the-initiative COORDINATOR since 2024-08-12", "Participation pic-999900018 the-initiative COORDINATOR contribution EUR 1234567.89", "Institute list-institute-two-fr country FR", "Institute pic-999900018 country BE"} {
				if !slices.Contains(got, s) {
					t.Errorf("not stated: %s in %q", s, got)
				}
			}
			merged(t, dir)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// TestBadMap lists everything that is wrong with a map.
func TestBadMap(t *testing.T) {
	_, err := mapped.Parse(schema(t), []byte("source: {id: x}\ndates: any\nentities: {a: {type: Institut, fields: {}}, b: {type: Project, fields: {name: A, tittle: B, identifiers: C}}}\nrelations: [{type: PartOf, ends: {part: z!}}]\n"))
	for _, want := range []string{"id of a source", "dates", "Institute", "title", "identifiers.pic", "part is"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q is not in: %v", want, err)
		}
	}
}
