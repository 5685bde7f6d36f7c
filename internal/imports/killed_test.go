package imports_test

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"whojoins/internal/dataset/statement"
	"whojoins/internal/imports"
	"whojoins/internal/model"
)

// importing is the variable of the environment that makes this test program import: the workspace,
// then the files, separated by line ends.
const importing = "WHOJOINS_TEST_IMPORT"

func TestMain(m *testing.M) {
	if arguments := os.Getenv(importing); arguments != "" {
		if err := importFiles(strings.Split(arguments, "\n")); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

func importFiles(arguments []string) error {
	m, err := model.ParseFile("../../schema.graphqls")
	if err != nil {
		return err
	}
	s, err := statement.NewSchema(m)
	if err != nil {
		return err
	}
	_, err = imports.Run(context.Background(), &imports.Options{Kind: imports.CORDIS, Schema: s, Dir: arguments[0], Files: arguments[1:], Retrieved: "2026-12-01"})
	return err
}

// contents returns the files of a workspace, without those that a stopped import has left.
func contents(dir string) map[string]string {
	all := map[string]string{}
	for _, pattern := range []string{"*", "imports/*"} {
		names, _ := filepath.Glob(filepath.Join(dir, pattern)) // the pattern is valid
		for _, name := range names {
			if text, err := os.ReadFile(name); err == nil && !strings.Contains(name, ".part") {
				all[strings.TrimPrefix(name, dir)] = string(text)
			}
		}
	}
	return all
}

// TestKilled kills an import of two files at a few moments.
func TestKilled(t *testing.T) {
	t.Parallel()
	killed(t, 5)
}

// killed kills imports at random moments. Afterwards the workspace is as before or as after, and
// the same import has the same result as one that was never killed.
func killed(t *testing.T, moments int) {
	t.Helper()
	newer := edition()
	newer["csv/project.csv"] = strings.ReplaceAll(newer["csv/project.csv"], "Project Beta", "Project Gamma")
	other := map[string]string{}
	for name, text := range edition() {
		other[name] = strings.ReplaceAll(strings.ReplaceAll(text, "HORIZON", "H2020"), `"10100000`, `"20100000`)
	}
	in := files(t, map[string]string{"old.zip": zipped(t, edition()), "new.zip": zipped(t, newer), "other.zip": zipped(t, other)})
	path := func(name string) string { return filepath.Join(in, name) }
	start := func(dir string) *exec.Cmd {
		cmd := exec.CommandContext(t.Context(), os.Args[0])
		cmd.Env = append(os.Environ(), importing+"="+strings.Join([]string{dir, path("new.zip"), path("other.zip")}, "\n"))
		return cmd
	}
	begin := func() string {
		dir := t.TempDir()
		if _, err := run(t, imports.CORDIS, dir, nil, path("old.zip")); err != nil {
			t.Fatal(err)
		}
		return dir
	}
	dir := begin()
	before, began := contents(dir), time.Now()
	if out, err := start(dir).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	whole, after := time.Since(began), contents(dir)
	random := rand.New(rand.NewPCG(1, 2))
	for n := range moments {
		dir := begin()
		cmd := start(dir)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(random.Int64N(int64(whole))))
		_ = cmd.Process.Kill() // it may have ended
		_ = cmd.Wait()
		_ = streams(t, dir) // opening completes what was begun
		if got := contents(dir); !maps.Equal(got, before) && !maps.Equal(got, after) {
			t.Errorf("kill %d: the workspace is neither as before nor as after", n)
		}
		if out, err := start(dir).CombinedOutput(); err != nil {
			t.Errorf("kill %d, repeated: %v: %s", n, err, out)
		}
		if !maps.Equal(contents(dir), after) {
			t.Errorf("kill %d, repeated: other bytes", n)
		}
	}
}
