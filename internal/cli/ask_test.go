package cli

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	httpd "whojoins/internal/http"
)

func TestAsk(t *testing.T) {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		t.Setenv(name, "")
	}
	t.Setenv("STORE", packed(t)) // TestAskPrintsOnlyTheAnswer reads the built-in dataset
	for _, c := range []commandRow{
		{"ask", 0, []string{"who-joins  ", "Which partners join an initiative", "whojoins ask who-joins initiative=jane"}, "without a name, the questions are listed"},
		{"ask --lang nl", 0, []string{"Welke partners nemen deel"}, "the language of the list is a flag"},
		{"ask --lang fr_BE.UTF-8", 0, []string{"Quels partenaires participent"}, "a locale is accepted as a language"},
		{"ask --lang C", 0, []string{"Which partners join"}, "any other language falls back to English"},
		{"ask who-joins initiative=jane roles=coordinator,chair", 0, []string{"Role ", "Country  ", "Coordinator", "Italy", "Fondazione IRCCS"}, "the default is an aligned table"},
		{"ask who-joins initiative=jane roles=coordinator --lang fr", 0, []string{"Rôle ", "Coordinateur", "Italie"}, "the language of the table is that of the list"},
		{"ask who-joins initiative=jane", 0, []string{"Long cells are shortened"}, "a shortened table says how to get the rest"},
		{"ask who-joins --csv initiative=jane", 0, []string{"participant.id,participant.name,", "sciensano,Sciensano,"}, "CSV"},
		{"ask who-joins --json initiative=jane", 0, []string{`{"data":`, `"name":"Sciensano"`}, "JSON"},
		{"ask who-joins --as tsv initiative=jane", 0, []string{"participant.id\tparticipant.name\t"}, "other formats are selected by extension"},
		{"ask overlap of=jane,jane-2", 0, []string{"In all of them (", "In only one of them ("}, "lists beside each other are separate tables"},
		{"ask who-supports supporter=jane", 0, []string{"None on record."}, "an empty answer is reported"},
		{"ask who-supports supporter=jane --lang nl", 0, []string{"Niets dergelijks is opgenomen."}, "in the selected language"},
		{"ask who-joins initiative=jane roles=chair", 0, []string{" partners on record"}, "an answer states how many participants are on record"},
		{"ask overlap of=jane,jane-2 --lang nl", 0, []string{" opgenomen bij 2 initiatieven."}, "of all initiatives that it is about"},
		{"ask who-joins initiative=JANE-3", 1, []string{`No initiative is called "JANE-3". Did you mean JANE`, "JANE-2 (jane-2)"}, "an unknown name is an error, with suggestions"},
		{"ask who-joins --csv initiative=JANE-3", 1, []string{`No initiative is called "JANE-3". Did you mean JANE`}, "in a file, too"},
		{"ask who-joins initiative=JANE-2 roles=coordinator", 0, []string{"Coordinator"}, "a name is accepted"},
		{"ask who-joins --csv initiative=CANHEAL", 0, []string{"participant.id,participant.name,", "sciensano,Sciensano,"}, "a name is accepted for a file, too"},
		{"ask overlap of=JANE,jane-2", 0, []string{"In all of them ("}, "a name is accepted in a list"},
		{"ask who-supports supporter=ZAS", 0, []string{"None on record."}, "an acronym that one entity has is accepted"},
		{"ask who-joins initiative=jane roles=coordinator --lang nl", 0, []string{"Coördinator", "Italië"}, "tables are in the selected language"},
		{"ask who-joins", 2, []string{"initiative is missing", "roles", "optional", "whojoins ask who-joins initiative=jane"}, "a missing parameter is an error that lists the parameters"},
		{"ask who-joins initative=jane", 2, []string{`"initative" is not a parameter`, "initiative is missing"}, "a misspelt parameter is an error"},
		{"ask who-joins jane", 2, []string{"NAME=VALUE"}, "a parameter needs a name"},
		{"ask who-knows", 2, []string{"who-knows", "whojoins ask"}, "an unknown question is an error that names the list"},
		{"ask who-joins --csv --json initiative=jane", 2, []string{"--csv", "--json"}, "only one format can be selected"},
		{"ask who-joins --as doc initiative=jane", 1, []string{".csv"}, "an unknown format is an error that lists the formats"},
		{"ask largest-initiatives first=5000", 1, []string{"0 to 1000"}, "limits apply as in the service"},
		{"ask who-joins initiative=jane --store memory --data nowhere", 1, []string{"no dataset"}, "the folder must exist"},
		{"ask --help", 0, []string{"--csv", "--store", "NAME=VALUE"}, "help lists the flags"},
	} {
		c.check(t.Context(), t)
	}
}

// TestAskPrintsOnlyTheAnswer checks that standard output has nothing but the answer, so that
// another program can read it.
func TestAskPrintsOnlyTheAnswer(t *testing.T) {
	var out, errs strings.Builder
	if status := run(t.Context(), program(t), []string{"ask", "dataset", "--json"}, &out, &errs); status != 0 || errs.Len() > 0 {
		t.Fatalf("status %d: %s", status, &errs)
	}
	var answer struct {
		Data struct{ Meta struct{ DataVersion string } }
	}
	if err := json.Unmarshal([]byte(out.String()), &answer); err != nil || answer.Data.Meta.DataVersion == "" {
		t.Errorf("got %v and the answer %s, want JSON with dataVersion", err, &out)
	}
}

// TestCitation checks that the dataset and the page of a question are cited with the public
// address of the service.
func TestCitation(t *testing.T) {
	const query = "/graphql?query=%7Bmeta%7Bdataset%20dataDate%20citation%7D%7D"
	for site, want := range map[string]string{"": "", "https://whojoins.example/": "https://whojoins.example"} {
		url := start(t, Config{Server: httpd.Config{Site: site}}).URL()
		if want == "" {
			want = url
		}
		_, text := fetch(t, http.MethodGet, url+query, "", nil)
		var answer struct {
			Data struct {
				Meta struct{ Dataset, DataDate, Citation string }
			}
		}
		if err := json.Unmarshal([]byte(text), &answer); err != nil {
			t.Fatalf("%v in %s", err, text)
		}
		meta := answer.Data.Meta
		for _, has := range []string{meta.Dataset, meta.DataDate, "CC BY 4.0", " " + want} {
			if has == "" || !strings.Contains(meta.Citation, has) {
				t.Errorf("site %q: the citation lacks %q: %+v", site, has, meta)
			}
		}
		if _, page := fetch(t, http.MethodGet, url+"/questions/joint-actions", "", http.Header{"Accept": {"text/html"}}); !strings.Contains(page, want+"/questions/joint-actions") {
			t.Errorf("site %q: the page of a question has no citation with %s", site, want)
		}
	}
	for _, site := range []string{"whojoins.example", "ftp://whojoins.example", "https://whojoins.example/?a=b", "https://me@whojoins.example"} {
		if _, err := Open(t.Context(), Config{Store: "memory", Server: httpd.Config{Model: readModel(t), Addr: "127.0.0.1:0", Site: site}}); err == nil || !strings.Contains(err.Error(), "https://") {
			t.Errorf("site %q: got %v, want an error that shows a valid address", site, err)
		}
	}
}
