package output_test

import (
	"maps"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"whojoins/internal/output"
)

// kill is the value of the panic that ends a test's process.
type kill struct{}

// killedAt runs f until its n-th step, and reports whether f came that far.
func killedAt(n int, f func()) (killed bool) {
	defer output.SetStep(func() {
		if n--; n < 0 {
			panic(kill{})
		}
	})()
	defer func() {
		if r := recover(); r == (kill{}) {
			killed = true
		} else if r != nil {
			panic(r)
		}
	}()
	f()
	return false
}

// A Switch that is killed at any step, and then completed or repeated, leaves all files new or
// all files old: without a journal they are old.
func TestSwitchIsKilled(t *testing.T) {
	old := map[string]string{"a.yaml": "old a", "below/b.csv": "old b", "kept.md": "kept"}
	updated := map[string]string{"a.yaml": "new a", "below/b.csv": "new b", "kept.md": "kept"}
	changes := map[string][]byte{"a.yaml": []byte("new a"), "below/b.csv": []byte("new b")}
	for n := 0; ; n++ {
		dir := t.TempDir()
		if err := os.Mkdir(filepath.Join(dir, "below"), 0o700); err != nil {
			t.Fatal(err)
		}
		for name, content := range old {
			write(t, filepath.Join(dir, name), content)
		}
		killed := killedAt(n, func() {
			if err := output.Switch(dir, changes, "a note"); err != nil {
				t.Fatal(err)
			}
		})
		_, err := os.Stat(filepath.Join(dir, output.Journal))
		committed := err == nil
		if !committed && killed && n < 5 {
			if diff := cmp.Diff(old, contents(t, dir, old)); diff != "" {
				t.Errorf("killed at step %d, without a journal (-old +now):\n%s", n, diff)
			}
		}
		note, found, err := output.Complete(dir)
		if err != nil || found != committed || found && string(note) != `"a note"` {
			t.Errorf("killed at step %d: Complete returns %s, %t, %v; a journal: %t", n, note, found, err, committed)
		}
		if left := names(t, dir); len(left) != 3 {
			t.Errorf("killed at step %d, after Complete the folder has %v", n, left)
		}
		if !found {
			if err := output.Switch(dir, changes, "a note"); err != nil {
				t.Errorf("killed at step %d, repeated: %v", n, err)
			}
		}
		now := contents(t, dir, old)
		if diff := cmp.Diff(updated, now); diff != "" {
			t.Errorf("killed at step %d and completed (-want +now):\n%s", n, diff)
		}
		if left := names(t, dir); len(left) != 3 {
			t.Errorf("killed at step %d and completed, the folder has %v", n, left)
		}
		if !killed {
			if n < 8 {
				t.Errorf("only %d steps", n)
			}
			return
		}
	}
}

func contents(t *testing.T, dir string, of map[string]string) map[string]string {
	t.Helper()
	now := maps.Clone(of)
	for name := range now {
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		now[name] = string(text)
	}
	return now
}

// A journal never leads out of its folder.
func TestForgedJournal(t *testing.T) {
	dir := t.TempDir()
	outside := filepath.Join(t.TempDir(), "outside")
	write(t, outside, "mine")
	if err := os.Mkdir(filepath.Join(dir, output.Switching), 0o700); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, output.Switching, "0"), "forged")
	for _, text := range []string{`{"Files": {"../` + filepath.Base(filepath.Dir(outside)) + `/outside": "0"}}`, `{"Files": {"` + outside + `": "0"}}`, "{"} {
		write(t, filepath.Join(dir, output.Journal), text)
		if _, _, err := output.Complete(dir); err == nil {
			t.Errorf("%s was followed", text)
		}
	}
	if content, _ := os.ReadFile(outside); string(content) != "mine" {
		t.Errorf("the file outside has %q", content)
	}
}

func TestLock(t *testing.T) {
	dir := t.TempDir()
	release, err := output.Lock(dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := output.Lock(dir); err == nil {
		t.Error("a folder was locked twice")
	}
	release()
	again, err := output.Lock(dir)
	if err != nil {
		t.Fatalf("after the release: %v", err)
	}
	again()
}
