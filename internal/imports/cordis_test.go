package imports_test

import (
	"archive/zip"
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"whojoins/internal/dataset"
	"whojoins/internal/dataset/statement"
	"whojoins/internal/imports"
	"whojoins/internal/model"
	"whojoins/internal/store"
	"whojoins/internal/workspace"
)

func schema(t testing.TB) *statement.Schema {
	t.Helper()
	m, err := model.ParseFile("../../schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	s, err := statement.NewSchema(m)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// files writes files into a new folder, and returns it.
func files(t testing.TB, content map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range content {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// zipped returns files as an archive.
func zipped(t testing.TB, content map[string]string) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for name, text := range content {
		f, err := w.Create(name)
		if err == nil {
			_, err = f.Write([]byte(text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// run imports files into a workspace.
func run(t testing.TB, kind imports.Kind, dir string, change func(*imports.Options), paths ...string) ([]imports.Result, error) {
	t.Helper()
	o := &imports.Options{Kind: kind, Schema: schema(t), Files: paths, Dir: dir, Retrieved: "2026-11-01"}
	if change != nil {
		change(o)
	}
	return imports.Run(t.Context(), o)
}

// statements returns the statements of a workspace, one a line, without those of the source.
func statements(t testing.TB, dir string) (list []string) {
	t.Helper()
	s := schema(t)
	for _, stream := range streams(t, dir) {
		for st, err := range stream.Statements(s) {
			if err != nil {
				t.Fatal(err)
			}
			if st.Subject.Type == s.Source.Name {
				continue
			}
			words := []string{st.Subject.Type, st.Subject.ID}
			for _, p := range st.Subject.Key {
				words = append(words, p.Text)
			}
			words = append(words, st.Field, st.Value.Text)
			for _, p := range st.Value.Parts {
				words = append(words, p.Text)
			}
			list = append(list, strings.Join(slices.DeleteFunc(append(words, st.Rank), func(w string) bool { return w == "" }), " "))
		}
	}
	return list
}

func streams(t testing.TB, dir string) []*workspace.Import {
	t.Helper()
	w, err := workspace.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	list, err := w.Imports()
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// merged merges a workspace into a graph, without a fault.
func merged(t testing.TB, dir string) *store.Graph {
	t.Helper()
	s := schema(t)
	var list []statement.Stream
	for _, i := range streams(t, dir) {
		list = append(list, i.Statements(s))
	}
	g, _, err := dataset.Merge(t.Context(), s, &statement.About{Name: "Test", Version: "1", Licence: "CC0 1.0"}, list...)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

const (
	projectHeader = `"id";"acronym";"status";"title";"startDate";"endDate";"totalCost";"ecMaxContribution";"legalBasis";"topics";"ecSignatureDate";"frameworkProgramme";"masterCall";"subCall";"fundingScheme";"objective";"contentUpdateDate";"rcn";"grantDoi";"keywords"` + "\n"
	orgHeader     = `"projectID";"projectAcronym";"organisationID";"vatNumber";"name";"shortName";"SME";"activityType";"street";"postCode";"city";"country";"nutsCode";"geolocation";"organizationURL";"contactForm";"contentUpdateDate";"rcn";"order";"role";"ecContribution";"netEcContribution";"totalCost";"endOfParticipation";"active"` + "\n"
)

// edition is an edition of CORDIS with what real ones contain.
func edition() map[string]string {
	return map[string]string{
		"csv/project.csv": "\ufeff" + projectHeader +
			`"101000001";"ALPHA";"SIGNED";"Project; Alpha";"2022-01-01";"2025-12-31";"1000000,5";"900000.25";"HORIZON.2.1";"HORIZON-HLTH-2021-X-01-02";"2021-12-01";"HORIZON";"HORIZON-HLTH-2021-X-01";"HORIZON-HLTH-2021-X-01";"HORIZON-RIA";"Lines` + "\n" + `in ""cells""; of "text".";"2024-05-01 10:00:00";"1";"10.3030/101000001";"oncology"` + "\n" +
			`"101000002";"BETA";"TERMINATED";"Project Beta";"2022-06-01";"2024-05-31";"";"50000";"HORIZON.1.1";"ERC-2021-STG";"";"HORIZON";"ERC-2021-STG";"";"ERC";"";"2024-05-01 10:00:00";"2";"";""` + "\n" +
			`"broken";"line"` + "\n",
		"csv/organization.csv": orgHeader +
			`"101000001";"ALPHA";"999900018";"BE0248015142";"INSTITUTE ONE";"I1";"false";"HES";"Street 1";"1000";"Bruxelles";"BE";"BE100";"50.85,4.35";"www.one.example";"";"2024-05-01 10:00:00";"9";"1";"coordinator";"500000";"450000.50";"600000,75";"false";"true"` + "\n" +
			`"101000001";"ALPHA";"999900115";"MISSING";"ATHENS ONE";"";"";"REC";"";"";"Athens";"EL";"EL3";"";"";"";"2024-05-01 10:00:00";"9";"2";"thirdParty";"0";"528340.97";"960619,95";"";"true"` + "\n" +
			`"101000001";"ALPHA";"999900212";"";"London One";"";"";"";"";"";"";"UK";"";"";"";"";"2024-05-01 10:00:00";"9";"3";"internationalPartner";"";"";"";"";""` + "\n" +
			orgHeader +
			`"101000002";"BETA";"999900018";"BE0248015142";"Institute One";"I1";"false";"HES";"";"";"Bruxelles";"BE";"";"50.85,4.35";"www.one.example";"";"2025-05-01 10:00:00";"9";"1";"coordinator";"50000";"50000";"";"true";"true"` + "\n" +
			`"101000002";"BETA";"999900309";"";"EXAMPLE Ann";"";"";"OTH";"";"";"";"XK";"";"";"";"";"2024-05-01 10:00:00";"9";"2";"participant";"";"";"";"";""` + "\n",
		"csv/euroSciVoc.csv": `"projectID";"euroSciVocCode";"euroSciVocPath";"euroSciVocTitle"` + "\n" + `"101000001";"/25/73/585";"/medical and health sciences/clinical medicine/oncology";"oncology"` + "\n",
		"csv/topics.csv":     `"projectID";"topic";"title"` + "\n" + `"101000001";"HORIZON-HLTH-2021-X-01-02";"Better care"` + "\n",
		"csv/legalBasis.csv": `"projectID";"legalBasis";"title";"uniqueProgrammePart"` + "\n" + `"101000001";"HORIZON.2.1";"Health";"true"` + "\n",
		"csv/webLink.csv":    `"projectID";"physUrl";"id";"availableLanguages";"type";"source";"represents"` + "\n" + `"101000001";"https://alpha.example";"x";"en";"relatedWebsite";"editorial";"project"` + "\n",
		"csv/webItem.csv":    "\"language\"\n",
	}
}

func TestCORDIS(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ws")
	in := files(t, map[string]string{"cordis.zip": zipped(t, edition())})
	results, err := run(t, imports.CORDIS, dir, nil, filepath.Join(in, "cordis.zip"))
	if err != nil {
		t.Fatal(err)
	}
	if r := results[0]; r.Read != 13 || r.Refused != 3 || r.Taken() != 10 || !slices.Equal(r.Others, []string{"cordis.zip/csv/webItem.csv"}) {
		t.Errorf("%+v", r)
	}
	refused, err := os.ReadFile(filepath.Join(dir, workspace.Refused))
	if err != nil {
		t.Fatal(err)
	}
	wantRefused := "file,line,reason\n" +
		"cordis.zip/csv/organization.csv,5,the header row is repeated\n" +
		"cordis.zip/csv/organization.csv,7,\"a natural person, who is not imported and not named here\"\n" +
		"cordis.zip/csv/project.csv,5,\"the row has 2 cells, but there are 20 columns\"\n"
	if diff := cmp.Diff(wantRefused, string(refused)); diff != "" {
		t.Errorf("refused rows (-want +got):\n%s", diff)
	}
	got := statements(t, dir)
	for _, want := range []string{
		"Project grant-101000001 budget EUR 1000000.5", "Project grant-101000001 contribution EUR 900000.25", "Project grant-101000001 title Project; Alpha",
		"Project grant-101000001 identifiers doi 10.3030/101000001", "Project grant-101000001 participantsComplete true", "Project grant-101000001 figures participants 3 EQ",
		"Project grant-101000001 links website https://alpha.example", "Project grant-101000002 notes status The grant agreement was terminated.", "Project grant-101000002 figures participants 2 EQ",
		"Participation pic-999900018 grant-101000001 COORDINATOR contribution EUR 500000", "Participation pic-999900018 grant-101000001 COORDINATOR netContribution EUR 450000.50",
		"Participation pic-999900018 grant-101000001 COORDINATOR totalCost EUR 600000.75", "Participation pic-999900115 grant-101000001 THIRD_PARTY title thirdParty",
		"Participation pic-999900212 grant-101000001 ASSOCIATED_PARTNER title internationalPartner", "Participation pic-999900018 grant-101000002 COORDINATOR until 2022-06-01/2025-05-01",
		"Institute pic-999900018 name Institute One", "Institute pic-999900018 identifiers vat BE0248015142", "Institute pic-999900115 country GR", "Institute pic-999900212 country GB",
		"Institute pic-999900018 links website http://www.one.example", "Institute pic-999900018 location 50.85 4.35", "Topic euroscivoc-585 name oncology", "PartOf euroscivoc-585 euroscivoc-73",
		"About grant-101000001 euroscivoc-585", "Call horizon-hlth-2021-x-01-02 name Better care", "PartOf horizon-hlth-2021-x-01-02 horizon-hlth-2021-x-01", "PartOf grant-101000001 horizon-hlth-2021-x-01-02",
		"PartOf programme-horizon-2-1 programme-horizon-2", "PartOf programme-horizon-2 horizon-europe", "Funding horizon-europe grant-101000001 GRANT",
	} {
		if !slices.Contains(got, want) {
			t.Errorf("not stated: %s", want)
		}
	}
	for _, text := range append(got, string(refused)) {
		if strings.Contains(text, "EXAMPLE Ann") || strings.Contains(text, "999900309") || strings.Contains(text, "MISSING") || strings.Contains(text, "101000002 participantsComplete") {
			t.Errorf("stated: %s", text)
		}
	}
	if g := merged(t, dir); len(g.Entities) < 10 {
		t.Errorf("%d entities", len(g.Entities))
	}
}

// TestFormsOfAnEdition imports one edition as archive, folder and files, with commas and with other
// orders of columns, and compares the statements.
func TestFormsOfAnEdition(t *testing.T) {
	plain := map[string]string{}
	for name, text := range edition() {
		plain[filepath.Base(name)] = text
	}
	delete(plain, "webItem.csv")
	folder := files(t, plain)
	var paths []string
	for name := range plain {
		paths = append(paths, filepath.Join(folder, name))
	}
	want := []string(nil)
	for name, paths := range map[string][]string{"archive": {filepath.Join(files(t, map[string]string{"x.zip": zipped(t, edition())}), "x.zip")}, "folder": {folder}, "files": paths} {
		dir := t.TempDir()
		if _, err := run(t, imports.CORDIS, dir, nil, paths...); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		got := statements(t, dir)
		if want == nil {
			want = got
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// TestWhere takes the grants that meet conditions, with all of their participants.
func TestWhere(t *testing.T) {
	in := filepath.Join(files(t, map[string]string{"x.zip": zipped(t, edition())}), "x.zip")
	for _, test := range []struct {
		where []string
		want  string
	}{
		{[]string{"topic~Oncology"}, "101000001"}, {[]string{"country=GB"}, "101000001"}, {[]string{"country=BE", "acronym=beta"}, "101000002"},
		{[]string{"country!=UK"}, "101000002"}, {[]string{"programme=HORIZON"}, "101000001 101000002"}, {[]string{"topic~astronomy"}, ""},
	} {
		dir := t.TempDir()
		results, err := run(t, imports.CORDIS, dir, func(o *imports.Options) { o.Where = test.where }, in)
		if err != nil {
			t.Fatal(err)
		}
		var found []string
		for _, s := range statements(t, dir) {
			if rest, ok := strings.CutPrefix(s, "Project grant-"); ok && strings.HasSuffix(s, " kind project") {
				found = append(found, strings.Fields(rest)[0])
			}
		}
		if got := strings.Join(found, " "); got != test.want || results[0].Read != 13 {
			t.Errorf("%v: %q, %+v", test.where, got, results[0])
		}
	}
	_, err := run(t, imports.CORDIS, t.TempDir(), func(o *imports.Options) { o.Where = []string{"town=Ghent"} }, in)
	if err == nil || !strings.Contains(err.Error(), "country") {
		t.Errorf("an unknown column: %v", err)
	}
}

// TestAllOrNothing imports a good and two bad files, and leaves nothing.
func TestAllOrNothing(t *testing.T) {
	good := zipped(t, edition())
	in := files(t, map[string]string{
		"good.zip": good, "cut.zip": good[:len(good)-100], "other.zip": zipped(t, map[string]string{"readme.txt": "nothing"}),
		"escape.zip": zipped(t, map[string]string{"../project.csv": projectHeader}), "header.zip": zipped(t, map[string]string{"organization.csv": "a;b\n1;2\n"}),
		"bomb.zip": zipped(t, map[string]string{"project.csv": strings.Repeat("0", 40<<20)}),
	})
	var paths []string
	for _, name := range []string{"good", "cut", "other", "escape", "header", "bomb"} {
		paths = append(paths, filepath.Join(in, name+".zip"))
	}
	dir := filepath.Join(t.TempDir(), "ws")
	for _, names := range [][]string{paths, {paths[0], paths[2], paths[4]}} {
		_, err := run(t, imports.CORDIS, dir, nil, names...)
		if err == nil || len(strings.Split(err.Error(), "\n")) < 2 {
			t.Errorf("%v", err)
		}
		for _, path := range names {
			if err != nil && strings.Contains(err.Error(), filepath.Base(path)) == (path == paths[0]) {
				t.Errorf("%s: %v", path, err)
			}
		}
	}
	if _, err := os.Stat(dir); err == nil {
		t.Error("the workspace was made")
	}
}
