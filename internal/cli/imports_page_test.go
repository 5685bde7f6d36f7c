package cli

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	publishers "whojoins/bench/registers"
)

// pageBlocks are the blocks of code of a page, also those in lists.
var pageBlocks = regexp.MustCompile("(?ms)^ *```([a-z]+)\n(.*?)^ *```$")

// pageRun runs the commands of a page in a folder.
type pageRun struct {
	t       *testing.T
	program Program
	// portal is the address of a service that answers as that of the portal does.
	portal string
	// printed is what the commands of the last block printed, with paths as in the folder.
	printed string
	// served are the packed files that the page serves.
	served []string
	ran    int
}

// TestImportsPage runs all commands of docs/imports.md in order, on small files in the publishers'
// forms, and compares what they print with what the page shows.
func TestImportsPage(t *testing.T) {
	page := string(read(t, "../../docs/imports.md"))
	home, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	answer := downloaded(t, folder)
	service := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write(answer) // a reader that has gone is not told
	}))
	defer service.Close()
	r := &pageRun{t: t, program: program(t), portal: service.URL}
	t.Chdir(folder)
	for _, block := range pageBlocks.FindAllStringSubmatch(page, -1) {
		r.block(block[1], block[2])
	}
	if r.ran < 8 || len(r.served) != 1 {
		t.Errorf("%d commands were run, and %v served", r.ran, r.served)
	}
	r.run(`whojoins import cordis cordis-*-csv.zip --into some --where 'topic~oncology' --where country=BE`)
	if !strings.Contains(page, "--where 'topic~oncology' --where country=BE") || !strings.Contains(r.printed, "do not meet the conditions") {
		t.Errorf("conditions: %s", r.printed)
	}
	if _, err := os.Stat("eu/imports/ror.statements.zst"); err != nil || !strings.Contains(page, "eu/imports/ror.statements.zst") {
		t.Errorf("the page names an import file that is not there: %v", err)
	}
	t.Chdir(home) // where the model is
	for _, name := range r.served {
		url := start(t, Config{Store: filepath.Join(folder, name)}).URL()
		if response, text := fetch(t, http.MethodGet, url+"/id/pic-900000029", "", nil); response.StatusCode != http.StatusOK || !strings.Contains(text, "COMPANY FELPEULSAL") {
			t.Errorf("%s serves an imported organisation with status %d: %.300s", name, response.StatusCode, text)
		}
	}
}

// block runs a block of commands, writes a map, or compares what was printed.
func (r *pageRun) block(language, text string) {
	r.t.Helper()
	switch language {
	case "sh":
		r.printed = ""
		for line := range strings.Lines(text) {
			r.run(strings.TrimSpace(line))
		}
	case "text":
		if missing := inOrder(r.printed, text); missing != "" {
			r.t.Errorf("the page shows %q, which is not printed:\n%s", missing, r.printed)
		}
	case "yaml":
		if err := os.WriteFile("partners.yaml", []byte(text), 0o600); err != nil {
			r.t.Fatal(err)
		}
	}
}

// run runs a command of the program. What it fetches comes from a service that has one page.
func (r *pageRun) run(line string) {
	r.t.Helper()
	words := strings.Fields(strings.ReplaceAll(line, "'", ""))
	if len(words) == 0 || words[0] != "whojoins" {
		return
	}
	r.ran++
	if words[1] == "--store" {
		r.served = append(r.served, words[2])
		return
	}
	var args []string
	if words[1] == "fetch" {
		words = append(words, "--url", r.portal)
	}
	for _, word := range words[1:] {
		if names, err := filepath.Glob(word); err == nil && len(names) > 0 {
			args = append(args, names...)
			continue
		}
		args = append(args, word)
	}
	var out, errs strings.Builder
	if status := run(r.t.Context(), r.program, args, &out, &errs); status != 0 {
		r.t.Fatalf("%s exited with %d: %s%s", line, status, &out, &errs)
	}
	here, err := os.Getwd()
	if err != nil {
		r.t.Fatal(err)
	}
	r.printed += strings.ReplaceAll(out.String(), here+string(filepath.Separator), "")
}

// downloaded makes the files that the page downloads, in their publishers' forms, and the table of the
// reader. It returns an answer of the portal.
func downloaded(t *testing.T, folder string) (answer []byte) {
	t.Helper()
	made, err := publishers.Write(folder, publishers.Full.Scaled(0.001), 1, 1)
	if err != nil {
		t.Fatal(err)
	}
	answer = read(t, made.Portal)
	book := excelize.NewFile()
	for i, row := range [][]any{
		{"Organisation", "Country", "PIC", "Website", "Role", "Joined"},
		{"North Hospital", "BE", "999988887", "https://north-hospital.example", "Lead", "2025-01-15"},
		{"South University", "NO", "999977776", "https://south-university.example", "Partner", "2025-02-01"},
		{"", "NO", "", "", "Partner", ""},
	} {
		cell, err := excelize.CoordinatesToCellName(1, i+1)
		if err == nil {
			err = book.SetSheetRow("Sheet1", cell, &row)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := book.SaveAs(filepath.Join(folder, "partners.xlsx")); err != nil {
		t.Fatal(err)
	}
	return answer
}
