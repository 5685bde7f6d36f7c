package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"whojoins/internal/output"
	"whojoins/internal/store/memory"
)

func TestForget(t *testing.T) {
	folder := writeDataset(t, map[string]string{
		"dataset.yaml": syntheticHead,
		"a.yaml": `source: {id: source-a, name: A}
entities:
  Institute:
    b-1: {name: B One}
  Person:
    p-1: {name: Pia Example}
    p-2: {name: Paul Example}
relations:
  Affiliation:
    - {person: p-1, organisation: b-1}
    - {person: p-2, organisation: b-1, position: successor of Pia Example}
`,
	})
	for _, c := range []commandRow{
		{"forget p-1", 0, []string{"never to be reused: p-1", "Changed files: a.yaml, dataset.yaml", "make picture", "still mentioned: a.yaml:9:"}, "the output lists the changes and the remaining steps"},
		{"forget p-1", 0, []string{"was removed before", "nothing was changed"}, "once more changes nothing"},
		{"forget nobody", 1, []string{`no entity has the id "nobody"`}, "an unknown id is an error"},
		{"forget source-a", 1, []string{"is a source"}, "to remove a source, delete its file"},
	} {
		c.args += " --dir " + folder
		c.check(t.Context(), t)
	}
	none := commandRow{"forget p-1 --dir " + folder + "/none", 1, []string{"no dataset", "dataset.yaml"}, "the folder is checked first"}
	none.check(t.Context(), t)
}

// people returns a dataset in which every file names the person p-1.
func people() map[string]string {
	files := map[string]string{"dataset.yaml": syntheticHead, "a.yaml": "source: {id: source-a, name: A}\nentities:\n  Institute:\n    b-1: {name: B One}\n  Person:\n    p-1: {name: Pia Example}\n"}
	for i := range 40 {
		files[fmt.Sprintf("s%d.yaml", i)] = fmt.Sprintf("source: {id: source-%d, name: S}\nentities:\n  Person:\n    p-1: {name: Pia Example %d}\nrelations:\n  Affiliation:\n    - {person: p-1, organisation: b-1, at: line %d}\n", i, i, i)
	}
	return files
}

// TestForgetIsKilled kills forget at random moments: the dataset is as before, or is not loaded
// until forget has run again, which completes the removal.
func TestForgetIsKilled(t *testing.T) {
	whole := time.Duration(0)
	for try := range 9 {
		dir := writeDataset(t, people())
		ctx, kill := context.WithCancel(t.Context())
		command := programCommand(ctx, "forget", "p-1", "--dir", dir)
		start := time.Now()
		if err := command.Start(); err != nil {
			t.Fatal(err)
		}
		if try > 0 {
			// The files change in the second half.
			time.AfterFunc(whole/2+whole*time.Duration(try)/18, kill)
		}
		err := command.Wait()
		kill()
		if try == 0 {
			if whole = time.Since(start); err != nil {
				t.Fatal(err)
			}
		}
		var out, errs strings.Builder
		// A journal that was not yet in place counts for nothing: forget, run again, removes it.
		outside := mentioned(t, dir) - mentioned(t, filepath.Join(dir, output.Switching))
		switch status := run(t.Context(), program(t), []string{"check", dir}, &out, &errs); {
		case status == 0 && (outside == 0 || outside == 41):
		case status == 1 && strings.Contains(out.String(), "was stopped before it was complete"):
		default:
			t.Errorf("killed after %v: check returns %d, %d files name the person\n%s%s", whole*time.Duration(try)/9, status, mentioned(t, dir), out.String(), errs.String())
		}
		again := commandRow{"forget p-1 --dir " + dir, 0, []string{"never to be reused"}, "forget completes what was stopped"}
		again.check(t.Context(), t)
		complete := commandRow{"check " + dir, 0, []string{"0 faults"}, "the dataset is complete"}
		complete.check(t.Context(), t)
		if n := mentioned(t, dir); n > 0 {
			t.Errorf("%d files still name the person", n)
		}
		if _, err := os.Stat(filepath.Join(dir, output.Switching)); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("a journal is left: %v", err)
		}
	}
}

// mentioned returns the number of files in a folder that name the person; a folder that does
// not exist has none.
func mentioned(t *testing.T, dir string) (n int) {
	t.Helper()
	if _, err := os.Stat(dir); errors.Is(err, os.ErrNotExist) {
		return 0
	}
	for _, file := range listing(t, dir) {
		if strings.Contains(file, "Pia Example") {
			n++
		}
	}
	return n
}

// TestForgetInPack removes a person from a pack: no text of it has the name, the id returns
// null, and everything else stays.
func TestForgetInPack(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.pack")
	files := people()
	files["dataset.yaml"] += "merged: {p-0: p-1}\n"
	files["z.yaml"] = "source: {id: source-z, name: Z}\nentities:\n  Institute:\n    b-1: {summary: Led by Pia Example.}\n"
	for _, c := range []commandRow{
		{"pack --data " + writeDataset(t, files) + " --out " + path, 0, nil, "the pack has the person"},
		{"forget source-a --dir " + path, 1, []string{"is a source"}, "a source is not forgotten"},
		{"forget nobody --dir " + path, 1, []string{"no entity in", `the id "nobody"`}, "an unknown id is an error"},
		{"forget p-0 --dir " + path, 0, []string{"Removed: p-0, p-1", "--dir DIR", `still mentioned: ` + path, "Led by Pia Example."}, "the pack is rewritten"},
		{"forget p-1 --dir " + path, 1, []string{"removed already"}, "the person is no longer in it"},
	} {
		c.check(t.Context(), t)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(text), "Pia Example"); n == 0 || n != strings.Count(string(text), "Led by Pia Example.") {
		t.Errorf("the pack has the name %d times, not only in the summary that was reported", n)
	}
	for _, word := range []string{"p-0", "p-1"} {
		if strings.Contains(string(text), word) {
			t.Errorf("the pack still has %s", word)
		}
	}
	st, err := memory.Open(t.Context(), readModel(t), path)
	if err != nil {
		t.Fatal(err)
	}
	ids := ""
	for o := range st.Source().Entities {
		ids += o.ID + " "
	}
	if !strings.Contains(ids, "b-1 source-0 ") || len(strings.Fields(ids)) != 43 {
		t.Errorf("the pack has %s", ids)
	}
}
