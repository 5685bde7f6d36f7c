package result_test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/result"
	"whojoins/internal/store/storetest"
	"whojoins/internal/testenv"
)

// cells writes a table of institutes: their names, and their kinds as one cell.
func cells(t testing.TB, f result.Form, rows ...[]string) string {
	t.Helper()
	institute := schema.Type("Institute")
	name, kinds := institute.Field("name"), institute.Field("kinds")
	s := &plan.Select{Type: institute, Slots: []plan.Slot{column(name), column(kinds)}}
	o := out("institutes", plan.OutList, shape(plan.NewShape(s, plan.Case{Types: institute.Types,
		Fields: []plan.Out{scalar("name", name, 0), out("kinds", plan.OutScalars, of(kinds), slot(1))}})))
	made, err := result.NewTable(&plan.Plan{Field: "institutes", Root: &plan.Select{Slots: []plan.Slot{&plan.Lookup{Select: s, Many: true}}}, Out: o})
	if err != nil {
		t.Fatal(err)
	}
	c := storetest.Script(script(rows))
	got, err := made.Write(nil, f, c, enough, plan.NewWork(t.Context()))
	if err != nil {
		t.Fatal(err)
	}
	if c.Depth() != 0 {
		t.Errorf("the cursor is left %d levels deep, want the root", c.Depth())
	}
	return string(got)
}

// script returns an answer of institutes.
func script(rows [][]string) *storetest.Rows {
	list := &storetest.Rows{}
	for _, row := range rows {
		words := &storetest.Rows{}
		for _, w := range row[1:] {
			words.Items = append(words.Items, &storetest.Node{Slots: []any{model.TextValue(w)}})
		}
		list.Items = append(list.Items, &storetest.Node{Type: schema.Type("Institute"), Slots: []any{model.TextValue(row[0]), words}})
	}
	return list
}

// TestFormulas requires texts that a spreadsheet would compute to be written as text.
func TestFormulas(t *testing.T) {
	for _, row := range []struct{ text, want, reason string }{
		{"=1+1", "'=1+1", "a formula"},
		{"+32 2 000", "'+32 2 000", "a number in disguise"},
		{"-x", "'-x", ""},
		{"@SUM(A1)", "'@SUM(A1)", "a formula of older programs"},
		{"\tx", "'\tx", "white space that is dropped before it is looked at"},
		{"\rx", "\"'\rx\"", "and this"},
		{"\nx", "\"'\nx\"", "and this"},
		{"＝1+1", "'＝1+1", "full width, as East Asian keyboards have it"},
		{"'=1", "''=1", "what looks made harmless already stays apart from what was"},
		{"'s-Hertogenbosch", "'s-Hertogenbosch", "a name may begin with an apostrophe"},
		{"a=b", "a=b", "in the middle it is text"},
		{"a;=1+1", "a;'=1+1", "a semicolon begins a cell where a comma is in numbers"},
		{"a,=1+1", `"a,=1+1"`, "a comma is quoted"},
		{"", "", ""},
	} {
		got := cells(t, result.CSV, []string{row.text, "k"})
		if want := "name,kinds\r\n" + row.want + ",k\r\n"; got != want {
			t.Errorf("%q: got %q, want %q: %s", row.text, got, want, row.reason)
		}
	}
	if got, want := cells(t, result.CSV, []string{"n", "=a", "-b"}), "name,kinds\r\nn,'=a; -b\r\n"; got != want {
		t.Errorf("got %q, want %q: a joined cell is one cell", got, want)
	}
}

// dangerous matches the characters with which docs/tables.md forbids a cell to begin.
var dangerous = regexp.MustCompile(`(^|;)('*)'([=+\-@\t\r\n＝＋－＠])`)

// back returns the original text of a cell, as a reader would.
func back(cell string) string { return dangerous.ReplaceAllString(cell, "$1$2$3") }

// items splits a cell at semicolons without a backslash in front.
func items(cell string) (list []string) {
	var item strings.Builder
	for rest := cell; rest != ""; {
		switch {
		case rest[0] == '\\' && len(rest) > 1:
			item.WriteByte(rest[1])
			rest = rest[2:]
		case strings.HasPrefix(rest, "; "):
			list = append(list, item.String())
			item.Reset()
			rest = rest[2:]
		default:
			item.WriteByte(rest[0])
			rest = rest[1:]
		}
	}
	return append(list, item.String())
}

// FuzzTable reads any text back, alone and in a list.
func FuzzTable(f *testing.F) {
	f.Add("plain", "words")
	f.Add("=1+1", "a;b")
	f.Add("a\r\n\"b\",\t;;=x", `back\slash; and; more\`)
	f.Add("''''=", "")
	f.Add(" lead", "trail ")
	f.Add(`\.`, ";=;'=")
	f.Fuzz(func(t *testing.T, text, word string) {
		if !utf8.ValidString(text) || !utf8.ValidString(word) {
			cells(t, result.CSV, []string{text, word})
			return
		}
		for form, comma := range map[*result.Form]rune{&result.CSV: ',', &result.TSV: '\t'} {
			got := cells(t, *form, []string{text, word, "x"})
			// The standard reader changes CRLF within a cell, so it is given LF alone.
			rows := read(t, strings.ReplaceAll(got, "\r\n", "\n"), comma)
			want := strings.ReplaceAll(text, "\r\n", "\n")
			if len(rows) != 2 || back(rows[1][0]) != want {
				t.Fatalf("%q came back as %q", text, rows)
			}
			listed := []string{strings.ReplaceAll(word, "\r\n", "\n"), "x"}
			if diff := cmp.Diff(listed, items(back(rows[1][1]))); diff != "" {
				t.Fatalf("%q came back otherwise from %q: %s", word, rows[1][1], diff)
			}
			if strings.HasPrefix(rows[1][0], "=") || strings.Contains(rows[1][1], ";=") {
				t.Fatalf("a formula: %q", rows)
			}
		}
	})
}

// TestPythonReadsTables reads awkward tables with Python's csv module, which analysts use, and
// compares the texts by the rules of docs/tables.md.
func TestPythonReadsTables(t *testing.T) {
	python := testenv.Program(t, "python3", "Python 3")
	page, err := os.ReadFile("../../docs/tables.md")
	if err != nil {
		t.Fatal(err)
	}
	_, plain, _ := strings.Cut(string(page), "```python\n")
	plain, _, ok := strings.Cut(plain, "```")
	if !ok {
		t.Fatal("docs/tables.md does not show how to have a text back")
	}
	want := [][]string{{"name", "kinds"}, {"a,b\t\"c\"\r\nd\ne\rf", "x; y\\; z"}, {"", ""}, {" lead", "Œuvre; 'quoted'"}, {"=1;'=2", "-1"}}
	var input []string
	for _, f := range []result.Form{result.CSV, result.TSV} {
		input = append(input, cells(t, f, []string{want[1][0], "x", "y; z"}, []string{""}, []string{" lead", "Œuvre", "'quoted'"}, []string{"=1;'=2", "-1"}))
	}
	text, err := json.Marshal(input)
	if err != nil {
		t.Fatal(err)
	}
	command := exec.CommandContext(t.Context(), python, "-c", plain+`
import csv, io, json, sys
tables = json.load(sys.stdin)
read = lambda text, **how: [[plain(cell) for cell in row] for row in csv.reader(io.StringIO(text, newline=""), strict=True, **how)]
json.dump([read(tables[0]), read(tables[1], delimiter="\t")], sys.stdout)`)
	command.Stdin, command.Stderr = bytes.NewReader(text), os.Stderr
	output, err := command.Output()
	if err != nil {
		t.Fatal(err)
	}
	var got [][][]string
	if err := json.Unmarshal(output, &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([][][]string{want, want}, got); diff != "" {
		t.Error(diff)
	}
}

// TestTableAllocations requires at most one allocation per row.
func TestTableAllocations(t *testing.T) {
	rows := make([][]string, 400)
	for i := range rows {
		rows[i] = []string{"Institute", "hospital", "university"}
	}
	few := testing.AllocsPerRun(5, func() { cells(t, result.CSV, rows[:100]...) })
	many := testing.AllocsPerRun(5, func() { cells(t, result.CSV, rows...) })
	made := testing.AllocsPerRun(5, func() { script(rows[100:]) })
	if got := (many - few - made) / 300; got > 1.1 {
		t.Errorf("%.2f allocations a row, want 1", got)
	}
}
