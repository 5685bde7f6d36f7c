package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"whojoins/internal/testenv"
)

// example is a block of code in a page of docs with the next block, which shows the answer.
type example struct{ language, code, shownAs, shown string }

var fence = regexp.MustCompile("(?ms)^```([a-z]+)\n(.*?)^```$")

// examples returns the examples of a page in a language, in order.
func examples(t *testing.T, page, language string) (found []example) {
	t.Helper()
	text, err := os.ReadFile("../../docs/" + page)
	if err != nil {
		t.Fatal(err)
	}
	all := fence.FindAllStringSubmatch(string(text), -1)
	for i, block := range all {
		if block[1] != language {
			continue
		}
		if i+1 == len(all) {
			t.Fatalf("%s shows no answer to %s", page, block[2])
		}
		found = append(found, example{language, block[2], all[i+1][1], all[i+1][2]})
	}
	return found
}

// inOrder returns the first line of want that got lacks after the previous lines, or "".
// Runs of spaces count as one space.
func inOrder(got, want string) string {
	squeeze := func(line string) string { return strings.Join(strings.Fields(line), " ") }
	lines := strings.Split(got, "\n")
	for w := range strings.Lines(want) {
		for len(lines) > 0 && squeeze(lines[0]) != squeeze(w) {
			lines = lines[1:]
		}
		if len(lines) == 0 {
			return strings.TrimSpace(w)
		}
		lines = lines[1:]
	}
	return ""
}

// TestGuideQuestions sends every query of the guide, and of the page about clients, and compares
// the answers.
func TestGuideQuestions(t *testing.T) { eachStore(t, testGuideQuestions) }

func testGuideQuestions(t *testing.T, c Config) {
	t.Helper()
	text, err := os.ReadFile("../../docs/guide.md")
	if err != nil {
		t.Fatal(err)
	}
	if n := len(regexp.MustCompile(`(?m)^### \d+\. .*\?$`).FindAll(text, -1)); n != 20 {
		t.Errorf("the guide has %d numbered questions, want 20", n)
	}
	list := append(examples(t, "guide.md", "graphql"), examples(t, "clients.md", "graphql")...)
	if len(list) < 20 {
		t.Fatalf("the guide has %d blocks of GraphQL, want at least 20", len(list))
	}
	url := start(t, c).URL() + "/graphql"
	for _, e := range list {
		body, err := json.Marshal(map[string]string{"query": e.code})
		if err != nil {
			t.Fatal(err)
		}
		header := http.Header{"Content-Type": {"application/json"}}
		if e.shownAs == "csv" {
			header.Set("Accept", "text/csv")
		}
		response, got := fetch(t, http.MethodPost, url, string(body), header)
		if response.StatusCode != http.StatusOK || strings.Contains(got, `"errors":`) {
			t.Errorf("%s\ngot the answer %.500s", e.code, got)
			continue
		}
		if lack := shownIn(t, e, got); lack != "" {
			t.Errorf("%s\nthe answer lacks what the guide shows: %s", e.code, lack)
		}
		// As a table, each query is answered or rejected, and never fails internally.
		header.Set("Accept", "text/tab-separated-values")
		if _, table := fetch(t, http.MethodPost, url, string(body), header); strings.Contains(table, "INTERNAL") {
			t.Errorf("%s\nas a table: %.300s", e.code, table)
		}
	}
}

// shownIn returns the part of the shown answer that got lacks, or "".
func shownIn(t *testing.T, e example, got string) string {
	t.Helper()
	if e.shownAs == "csv" {
		return inOrder(got, e.shown)
	}
	var answer struct{ Data any }
	var want any
	if err := errors.Join(json.Unmarshal([]byte(got), &answer), json.Unmarshal([]byte(e.shown), &want)); err != nil {
		t.Fatalf("%v in %s", err, e.shown)
	}
	return lacks(answer.Data, want)
}

// TestGuideClients runs the guide's programs in Python and JavaScript with the clients
// that they import. TestOutsideGuideClients runs those in other languages.
func TestGuideClients(t *testing.T) {
	server := start(t, Config{}).URL()
	t.Run("python", func(t *testing.T) {
		runExamples(t, "python", testenv.Python(t, "clients", "../../clients/requirements.txt"), server)
	})
	t.Run("js", func(t *testing.T) { runExamples(t, "js", testenv.Program(t, "node", "Node 20.19 or later"), server) })
}

// countedWork is the work of an operation in an answer, which changes with the program.
var countedWork = regexp.MustCompile(`"(asked|spent)":\d+`)

// withoutWork returns a text without the work of the operations in it.
func withoutWork(text string) string { return countedWork.ReplaceAllString(text, `"$1":0`) }

// runExamples runs the programs of the guide, and of the page about clients, in one language and
// compares what they print.
func runExamples(t *testing.T, language, program, server string) {
	t.Helper()
	for _, e := range append(examples(t, "guide.md", language), examples(t, "clients.md", language)...) {
		code := strings.ReplaceAll(e.code, "http://127.0.0.1:8080", server)
		if missing := inOrder(withoutWork(runClient(t, program, language, code, server)), withoutWork(e.shown)); missing != "" {
			t.Errorf("%s\nlacks the line %q", e.code, missing)
		}
	}
}

// runClient runs a program in a folder that contains the clients and returns what it prints.
func runClient(t *testing.T, program, language, code, server string) string {
	t.Helper()
	folder := t.TempDir()
	if err := os.CopyFS(folder, os.DirFS("../../clients")); err != nil {
		t.Fatal(err)
	}
	name := "example." + map[string]string{"sh": "sh", "python": "py", "js": "mjs", "r": "R"}[language]
	if err := os.WriteFile(filepath.Join(folder, name), []byte(code), 0o600); err != nil {
		t.Fatal(err)
	}
	printed, err := runIn(t.Context(), folder, server, program, name)
	if err != nil {
		t.Fatalf("%s\n%v", code, err)
	}
	return printed
}

// runIn runs a client of a server in a folder, and returns what it prints.
func runIn(ctx context.Context, folder, server, program string, args ...string) (string, error) {
	command := exec.CommandContext(ctx, program, args...)
	command.Dir = folder
	command.Env = append(os.Environ(), "WHOJOINS="+server+"/graphql", "PYTHONIOENCODING=utf-8", "PYTHONDONTWRITEBYTECODE=1")
	var errs strings.Builder
	command.Stderr = &errs
	printed, err := command.Output()
	if err != nil {
		return "", fmt.Errorf("%s %q: %w\n%s%s", filepath.Base(program), args, err, printed, &errs)
	}
	return string(printed), nil
}
