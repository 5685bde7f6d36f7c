package cli

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"whojoins/internal/dataset/statement"
	"whojoins/internal/identity"
	"whojoins/internal/model"
	"whojoins/internal/workspace"
)

// registers are the imports of the tests: rows of type, id and field=value by import.
var registers = map[string][]string{
	"participants": {
		"Institute|pic-900000001|name=STICHTING ZWOLSHOEK|identifiers=pic:900000001|country=NL|city=ZWOL",
		"Institute|pic-900000002|name=BERGRADE LABORATORY|identifiers=pic:900000002|country=NL|city=BERGRADE",
		"Institute|pic-900000003|name=THIRD GMBH|identifiers=pic:900000003|country=DE|city=Hagen",
		"Project|grant-101000001|name=ONE-X|identifiers=grant:101000001|kind=project",
	},
	"organisations": {
		"Institute|ror-000000098|name=Zwolshoek|identifiers=ror:000000098|identifiers=wikidata:Q42|country=NL|city=Zwol",
		"Institute|ror-0zzzzzz02|name=Bergrade Laboratory|identifiers=ror:0zzzzzz02|country=NL|city=Otherade",
		"Institute|ror-02mhbdp94|name=Nobody asks|identifiers=ror:02mhbdp94|country=NL|city=Zwol",
	},
}

// workspaceOf makes a workspace with imports, in this order.
func workspaceOf(t *testing.T, stamp string, names ...string) (dir string) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "workspace")
	for _, name := range names {
		importInto(t, dir, name, stamp, registers[name])
	}
	return dir
}

func importInto(t *testing.T, dir, name, stamp string, rows []string) {
	t.Helper()
	m, err := model.Parse(program(t).Schema)
	if err != nil {
		t.Fatal(err)
	}
	schema, err := statement.NewSchema(m)
	if err != nil {
		t.Fatal(err)
	}
	tx, err := workspace.Begin(dir, schema)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tx.Close() }()
	source := "source-" + name
	p := tx.NewPart()
	if err := p.AddInput(workspace.Input{File: name + ".csv", SHA256: strings.Repeat("0", 64), Stamp: stamp, Complete: true, Count: workspace.Count{Read: len(rows)}}, nil); err != nil {
		t.Fatal(err)
	}
	for i, row := range rows {
		cells := strings.Split(row, "|")
		subject := &statement.Subject{Type: cells[0], ID: cells[1]}
		base := statement.Statement{Subject: subject, Source: source, Locator: fmt.Sprintf("row %d", i+1)}
		list := []statement.Statement{base}
		for _, cell := range cells[2:] {
			st := base
			field, value, _ := strings.Cut(cell, "=")
			st.Field, st.Value = field, statement.Text(value)
			if field == "identifiers" {
				scheme, id, _ := strings.Cut(value, ":")
				st.Value = statement.Parts("scheme", scheme, "value", id)
			}
			list = append(list, st)
		}
		if err := p.Add(stamp, list); err != nil {
			t.Fatal(err)
		}
	}
	err = tx.Name(p, workspace.Manifest{Name: name, Source: workspace.Source{ID: source, Name: "Register of " + name, URL: "https://" + name + ".example", Licence: "CC0 1.0"}, Enriches: name == "organisations"})
	if err == nil {
		err = tx.Commit(t.Context())
	}
	if err != nil {
		t.Fatal(err)
	}
}

// runs runs a command that must succeed, and returns what it prints.
func runs(t *testing.T, args ...string) string {
	t.Helper()
	var out, errs strings.Builder
	if status := run(t.Context(), program(t), args, &out, &errs); status != 0 {
		t.Fatalf("%v exited with %d: %s%s", args, status, out.String(), errs.String())
	}
	return out.String()
}

func read(t *testing.T, name string) []byte {
	t.Helper()
	content, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// TestBuildCommand builds a workspace twice, and another one whose imports came in another order.
func TestBuildCommand(t *testing.T) {
	t.Parallel()
	dir, pack := workspaceOf(t, "2026-11-01", "participants", "organisations"), filepath.Join(t.TempDir(), "one.pack")
	out := runs(t, "build", dir, "--alone", "--out", pack)
	for _, want := range []string{"Rows: 7 read, 7 taken, 0 refused", "4 new, 1 matched, 1 left open"} {
		if !strings.Contains(out, want) {
			t.Errorf("the output lacks %q: %s", want, out)
		}
	}
	if out := runs(t, "build", dir, "--alone", "--out", pack); !strings.Contains(out, "0 changes") {
		t.Errorf("the second build: %s", out)
	}
	other, again := workspaceOf(t, "2026-11-01", "organisations", "participants"), filepath.Join(t.TempDir(), "two.pack")
	runs(t, "build", other, "--alone", "--out", again)
	if !bytes.Equal(read(t, pack), read(t, again)) {
		t.Error("imports in another order make another pack")
	}
	if with := runs(t, "build", dir, "--out", again); !strings.Contains(with, "Built version 2026") {
		t.Errorf("with the dataset in the program: %s", with)
	}
	runs(t, "pack", "--data", dir, "--out", pack)
	if !bytes.Equal(read(t, pack), read(t, again)) {
		t.Error("the graph that is read object by object is not the one that is held as objects")
	}
}

const orcidRecord = `{"orcid-identifier":{"path":"0000-0002-1825-0097"},"person":{"name":{"given-names":{"value":"Ann"},"family-name":{"value":"Example"}}},"activities-summary":{
"employments":{"affiliation-group":[{"summaries":[{"employment-summary":{"visibility":"public","organization":{"name":"Employer One","address":{"country":"BE"},"disambiguated-organization":{"disambiguated-organization-identifier":"grid.1.a","disambiguation-source":"GRID"}}}}]},
{"summaries":[{"employment-summary":{"visibility":"public","organization":{"name":"ZWOLSHOEK B.V.","address":{"country":"NL"},"disambiguated-organization":{"disambiguated-organization-identifier":"https://ror.org/000000098","disambiguation-source":"ROR"}}}}]}]},
"works":{"group":[{"work-summary":[{"title":{"title":{"value":"Work one"}},"publication-date":{"year":{"value":"2021"}},"visibility":"public","external-ids":{"external-id":[{"external-id-type":"doi","external-id-value":"10.1234/AB.c","external-id-relationship":"self"}]}}]}]}}}`

// TestBuildWithWorks brings the employers and works of a person along if others state the person.
func TestBuildWithWorks(t *testing.T) {
	t.Parallel()
	temp := t.TempDir()
	before, after, record := filepath.Join(temp, "before.pack"), filepath.Join(temp, "after.pack"), filepath.Join(temp, "record.json")
	if err := os.WriteFile(record, []byte(orcidRecord), 0o600); err != nil {
		t.Fatal(err)
	}
	// the register has one of the employers, under the name that counts
	dir := workspaceOf(t, "2026-11-01", "participants", "organisations")
	runs(t, "build", dir, "--alone", "--out", before)
	runs(t, "import", "orcid", record, "--into", dir, "--retrieved", "2026-11-01")
	runs(t, "build", dir, "--alone", "--out", after)
	if shown := runs(t, "diff", before, after); strings.Contains(shown, "Work one") || strings.Contains(shown, "Employer One") {
		t.Errorf("nobody else states the person:\n%s", shown)
	}
	importInto(t, dir, "people", "2026-11-01", []string{"Person|orcid-0000-0002-1825-0097|name=Ann Example|identifiers=orcid:0000-0002-1825-0097"})
	runs(t, "build", dir, "--alone", "--out", after)
	shown := runs(t, "diff", before, after)
	for _, want := range []string{"Ann Example", "Employer One", "Work one", "+ Affiliation", "+ Authorship"} {
		if !strings.Contains(shown, want) {
			t.Errorf("diff lacks %q:\n%s", want, shown)
		}
	}
	if strings.Contains(shown, "pic-900000001 name:") {
		t.Errorf("the register does not name the employer:\n%s", shown)
	}
}

// TestDiffAndPatch compares two editions of a workspace, and makes the newer of the older one.
func TestDiffAndPatch(t *testing.T) {
	t.Parallel()
	temp, dir := t.TempDir(), workspaceOf(t, "2026-11-01", "participants")
	one, two, again, changes := filepath.Join(temp, "one.pack"), filepath.Join(temp, "two.pack"), filepath.Join(temp, "again.pack"), filepath.Join(temp, "changes.jsonl")
	runs(t, "build", dir, "--alone", "--out", one)
	importInto(t, dir, "organisations", "2026-11-02", registers["organisations"])
	runs(t, "build", dir, "--alone", "--out", two)
	if err := os.WriteFile(changes, []byte(runs(t, "diff", one, two, "--json")), 0o600); err != nil {
		t.Fatal(err)
	}
	runs(t, "patch", one, changes, "--out", again)
	if !bytes.Equal(read(t, two), read(t, again)) {
		t.Error("the patched file is not the newer one")
	}
	commandRow{"patch " + two + " " + changes + " --out " + again, 1, []string{"begin with"}, "the changes are of another edition"}.check(t.Context(), t)
	shown := runs(t, "diff", one, two)
	for _, want := range []string{"~ Institute pic-900000001 name: \"STICHTING ZWOLSHOEK\" → \"Zwolshoek\"", "+ Source source-organisations Register of organisations", "fields changed"} {
		if !strings.Contains(shown, want) {
			t.Errorf("diff lacks %q:\n%s", want, shown)
		}
	}
	if same := runs(t, "diff", one, one, "--json"); same != "" {
		t.Errorf("an edition differs from itself: %s", same)
	}
}

// TestUnstatedInWorkspace builds the next edition of a register, which no longer has an organisation:
// its entity is in no list, and is still found.
func TestUnstatedInWorkspace(t *testing.T) {
	t.Parallel()
	dir, pack := workspaceOf(t, "2026-11-01", "participants"), filepath.Join(t.TempDir(), "one.pack")
	rows := slices.DeleteFunc(slices.Clone(registers["participants"]), func(row string) bool { return strings.Contains(row, "pic-900000003") })
	importInto(t, dir, "participants", "2026-12-01", rows)
	if out := runs(t, "build", dir, "--alone", "--out", pack); strings.Contains(out, "eft out") {
		t.Errorf("the build: %s", out)
	}
	got := runs(t, "query", "--data", pack, "--as", "json",
		`{ institutes { totalCount } institute(id: "pic:900000003") { id name claims { field rank date } } search(text: "third") { totalCount } meta { counts { type count } } }`)
	for _, want := range []string{`"institutes":{"totalCount":2}`, `"pic-900000003"`, `"THIRD GMBH"`, `{"field":"name","rank":"DEPRECATED","date":"2026-11-01"}`, `"search":{"totalCount":0}`, `{"type":"INSTITUTE","count":2}`} {
		if !strings.Contains(strings.Join(strings.Fields(got), ""), strings.Join(strings.Fields(want), "")) {
			t.Errorf("the answer lacks %s:\n%s", want, got)
		}
	}
}

// TestForgetInWorkspace removes a person from every file of a workspace, and imports the person
// again, who does not return.
func TestForgetInWorkspace(t *testing.T) {
	t.Parallel()
	const id, name = "orcid-0000-0002-1825-0097", "Nemo Nobody"
	rows := []string{"Person|" + id + "|name=" + name + "|identifiers=orcid:0000-0002-1825-0097", "Institute|pic-900000001|name=Zwolshoek|identifiers=pic:900000001"}
	dir, pack := workspaceOf(t, "2026-11-01", "participants"), filepath.Join(t.TempDir(), "one.pack")
	importInto(t, dir, "people", "2026-11-01", rows)
	decisions := filepath.Join(dir, workspace.Decisions)
	if err := os.WriteFile(decisions, []byte("left,right,verdict,by,on,why\n"+id+",orcid:0000-0002-1694-233X,DIFFERENT,p,2026-11-01,\npic-900000001,pic-900000002,DIFFERENT,p,2026-11-01,\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	named := func() bool {
		runs(t, "build", dir, "--alone", "--out", pack)
		return bytes.Contains(read(t, pack), []byte(name))
	}
	if !named() {
		t.Fatal("the pack lacks the person")
	}
	runs(t, "forget", id, "--dir", dir)
	if got := string(read(t, decisions)); named() || strings.Contains(got, "orcid") || !strings.Contains(got, "pic-900000001") {
		t.Errorf("the person is left: %s", got)
	}
	importInto(t, dir, "people", "2026-11-03", rows)
	importInto(t, dir, "others", "2026-11-03", rows)
	if named() {
		t.Error("the person returns by a later import")
	}
	commandRow{"forget " + id + " --dir " + dir, 0, []string{"was removed before"}, "a second time"}.check(t.Context(), t)
	commandRow{"forget nobody --dir " + dir, 1, []string{"no entity"}, "an unknown id"}.check(t.Context(), t)
}

// TestDecideCommand decides in a workbook, row by row, and in the terminal.
func TestDecideCommand(t *testing.T) {
	t.Parallel()
	dir := workspaceOf(t, "2026-11-01", "participants", "organisations")
	book, pack := filepath.Join(t.TempDir(), "matches.xlsx"), filepath.Join(t.TempDir(), "one.pack")
	if out := runs(t, "match", dir, "--alone"); !strings.HasPrefix(out, "pic:900000002\tror:0zzzzzz02\tBERGRADE LABORATORY / Bergrade Laboratory\t") {
		t.Errorf("match: %s", out)
	}
	runs(t, "match", dir, "--alone", "--out", book)
	f, err := excelize.OpenFile(book)
	if err != nil {
		t.Fatal(err)
	}
	if list, err := f.GetDataValidations(matchSheet); err != nil || len(list) != 1 || list[0].Sqref != "K2:K2" || !strings.Contains(list[0].Formula1, "SAME,DIFFERENT,UNSURE") {
		t.Errorf("choices: %+v, %v", list, err)
	}
	for cell, value := range map[string]string{"K2": "same", "L2": "=1+1 looked up", "A3": "pic:900000003", "E3": "ror:0zzzzzz02", "K3": "MAYBE", "A4": "pic:911111111", "E4": "pic:900000003", "K4": "SAME"} {
		if err := f.SetCellStr(matchSheet, cell, value); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.Save(); err != nil {
		t.Fatal(err)
	}
	commandRow{"decide " + dir + " " + book + " --alone --by curator-1 --on 2026-11-02", 1, []string{"row 3: \"MAYBE\" is not a verdict", "row 4: the workspace has no record \"pic:911111111\"", "3 rows: 1 taken, 0 without a choice, 2 wrong"}, "each row is checked"}.check(t.Context(), t)
	if got := string(read(t, filepath.Join(dir, workspace.Decisions))); got != "left,right,verdict,by,on,why\npic:900000002,ror:0zzzzzz02,SAME,curator-1,2026-11-02,=1+1 looked up\n" {
		t.Errorf("decisions.csv: %s", got)
	}
	if out := runs(t, "build", dir, "--alone", "--out", pack); !strings.Contains(out, "4 new, 2 matched, 0 left open") {
		t.Errorf("build: %s", out)
	}
	if out := runs(t, "crosswalk", dir, "--alone"); !strings.Contains(out, "pic:900000002\tBERGRADE LABORATORY\tskos:exactMatch\tror:0zzzzzz02\tBergrade Laboratory\tsemapv:ManualMappingCuration\tperson:curator-1\t1\t2026-11-01\t") ||
		!strings.Contains(out, "pic:900000001\tSTICHTING ZWOLSHOEK\tskos:exactMatch\twikidata:Q42\tZwolshoek\tsemapv:CompositeMatching\t") {
		t.Errorf("crosswalk: %s", out)
	}
}

// TestDecideInTerminal takes one key for each pair, with undo, and refuses what contradicts.
func TestDecideInTerminal(t *testing.T) {
	t.Parallel()
	var open []identity.Pair
	known := map[string]bool{}
	for _, pair := range [][2]string{{"a", "b"}, {"b", "c"}, {"a", "c"}} {
		open = append(open, identity.Pair{Left: &identity.Record{ID: pair[0], Names: []string{"Name\x1b[2J"}}, Right: &identity.Record{ID: pair[1]}})
		known[pair[0]], known[pair[1]] = true, true
	}
	for _, test := range []struct{ reason, keys, want, says string }{
		{"one key each", "sdu", "a SAME b, a UNSURE c, b DIFFERENT c", "3 of 3"},
		{"undo", "sz" + "dq", "a DIFFERENT b", ""},
		{"the next, then undo twice", "ns" + "zz" + "u", "a UNSURE b", ""},
		{"a contradiction is refused", "ssd" + "s", "a SAME b, a SAME c, b SAME c", "contradicts"},
		{"other keys do nothing", "x?\x1b" + "s", "a SAME b", ""},
		{"nothing to undo", "z" + "s", "a SAME b", ""},
	} {
		d := &decider{command: &decideCommand{By: "p", On: "2026-11-02"}, file: filepath.Join(t.TempDir(), "decisions.csv"), known: known}
		var out strings.Builder
		if err := d.terminal(strings.NewReader(test.keys), &out, open); err != nil {
			t.Fatal(err)
		}
		list, err := identity.ReadDecisions(bytes.NewReader(read(t, d.file)))
		var got []string
		for _, one := range list {
			got = append(got, fmt.Sprint(one.Left, " ", one.Verdict, " ", one.Right))
		}
		if slices.Sort(got); strings.Join(got, ", ") != test.want || err != nil || !strings.Contains(out.String(), test.says) || strings.Contains(out.String(), "\x1b") {
			t.Errorf("%s: %v, %v\n%s", test.reason, got, err, out.String())
		}
	}
}

// TestBuildIsKilled kills a build at random moments: the file is the old one or the new one.
func TestBuildIsKilled(t *testing.T) {
	t.Parallel()
	killBuild(t, 3)
}

// killBuild kills a build this number of times.
func killBuild(t *testing.T, times int) {
	t.Helper()
	dir, pack := workspaceOf(t, "2026-11-01", "participants"), filepath.Join(t.TempDir(), "one.pack")
	start := time.Now()
	runs(t, "build", dir, "--alone", "--out", pack)
	before, took := read(t, pack), time.Since(start)
	importInto(t, dir, "organisations", "2026-11-02", registers["organisations"])
	wanted := filepath.Join(t.TempDir(), "two.pack")
	runs(t, "build", dir, "--alone", "--out", wanted)
	after := read(t, wanted)
	for range times {
		if err := os.WriteFile(pack, before, 0o600); err != nil {
			t.Fatal(err)
		}
		command := programCommand(t.Context(), "build", dir, "--alone", "--out", pack)
		if err := command.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(rand.N(3 * took))
		_ = command.Process.Kill() // it may have ended
		var ended *exec.ExitError
		if err := command.Wait(); err != nil && !errors.As(err, &ended) {
			t.Fatal(err)
		}
		if now := read(t, pack); !bytes.Equal(now, before) && !bytes.Equal(now, after) {
			t.Fatal("a build that was killed has left neither the old file nor the new one")
		}
	}
	runs(t, "build", dir, "--alone", "--out", pack)
	if !bytes.Equal(read(t, pack), after) {
		t.Error("a build after killed ones makes another file")
	}
}
