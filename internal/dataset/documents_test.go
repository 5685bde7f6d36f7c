package dataset_test

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"whojoins/graph"
	"whojoins/internal/plan"
	"whojoins/internal/store/memory"
)

var (
	// documentHeading begins the lines of a document: ## NAME: 51 lines.
	documentHeading = regexp.MustCompile(`^## .+: (\d+) lines$`)
	// documentSource names the source below such a heading.
	documentSource = regexp.MustCompile("^The source is `(source-[a-z0-9-]+)`")
	// documentLine is one line of a document: | 7 | PLACE | STATEMENTS OR REASON |.
	documentLine = regexp.MustCompile(`^\| (\d+) \| [^|]+ \| ([^|]+) \|$`)
	quoted       = regexp.MustCompile("`([^`]+)`")
)

// document is one part of docs/documents.md.
type document struct {
	source string
	// lines are the statements of each line; a line that carries none gives a reason.
	lines [][]string
}

// readDocuments returns the parts of docs/documents.md. It reports lines that are not
// numbered without a gap, and parts whose number of lines differs from that in the heading.
func readDocuments(t *testing.T) (list []document) {
	t.Helper()
	text, err := os.ReadFile("../../docs/documents.md")
	if err != nil {
		t.Fatal(err)
	}
	stated := ""
	check := func() {
		if n := len(list); n > 0 && stated != fmt.Sprint(len(list[n-1].lines)) {
			t.Errorf("%s has %d lines, and its heading says %s", list[n-1].source, len(list[n-1].lines), stated)
		}
	}
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSuffix(line, "\n")
		if m := documentHeading.FindStringSubmatch(line); m != nil {
			check()
			list, stated = append(list, document{}), m[1]
		}
		if len(list) == 0 {
			continue
		}
		d := &list[len(list)-1]
		if m := documentSource.FindStringSubmatch(line); m != nil {
			d.source = m[1]
		}
		m := documentLine.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		if m[1] != fmt.Sprint(len(d.lines)+1) {
			t.Errorf("%s: line %s follows line %d", d.source, m[1], len(d.lines))
		}
		var statements []string
		for _, q := range quoted.FindAllStringSubmatch(m[2], -1) {
			statements = append(statements, q[1])
		}
		if statements == nil && len(strings.Fields(m[2])) < 2 {
			t.Errorf("%s: line %s has neither a statement nor a reason", d.source, m[1])
		}
		d.lines = append(d.lines, statements)
	}
	check()
	return list
}

// TestDocuments checks that the service answers every line of docs/documents.md with the
// document as its source, and that no statement of a document is missing from the page.
func TestDocuments(t *testing.T) {
	g := embedded(t)
	st, err := memory.New(g)
	if err != nil {
		t.Fatal(err)
	}
	engine := graph.New(graph.Config{Model: g.Model, Store: st, Limits: plan.DefaultLimits()})
	documents := readDocuments(t)
	if len(documents) != 2 {
		t.Fatalf("%d documents, want 2", len(documents))
	}
	for _, d := range documents {
		answered := answeredStatements(t, engine, g.Model, d.source)
		for i, line := range d.lines {
			for _, statement := range line {
				found := 0
				for j := range answered {
					if answered[j].is(statement) {
						found++
						answered[j].listed = true
					}
				}
				if found != 1 {
					t.Errorf("%s, line %d: %d statements are %q, want 1", d.source, i+1, found, statement)
				}
			}
		}
		for _, a := range answered {
			if !a.listed {
				t.Errorf("%s: no line has %s", d.source, a)
			}
		}
	}
}

// TestGoals checks that the two initiatives of the documents have the goals that their pages
// list, and no others: what else sources express in words is a note.
func TestGoals(t *testing.T) {
	g := embedded(t)
	for id, want := range map[string]int{"becra": 3, "all-can-belgium": 5} {
		if goals := lines(entity(t, g, id), "goals", "text"); len(goals) != want {
			t.Errorf("%s has %d goals, want %d: %q", id, len(goals), want, goals)
		}
		if notes := lines(entity(t, g, id), "notes", "about"); len(notes) == 0 {
			t.Errorf("%s has no notes", id)
		}
	}
}
