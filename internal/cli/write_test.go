package cli

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// listing returns the paths below a folder with their types and sizes.
func listing(t *testing.T, dir string) (list []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := entry.Info()
		list = append(list, info.Mode().String()+" "+path)
		if info.Mode().IsRegular() {
			text, reading := os.ReadFile(path)
			list[len(list)-1] += " " + string(text)
			return reading
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// Commands that write preserve everything that is no regular file, and folders with contents.
func TestCommandsPreserve(t *testing.T) {
	dir := t.TempDir()
	pipe, file, folder := filepath.Join(dir, "pipe"), filepath.Join(dir, "file"), filepath.Join(dir, "folder")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{file, filepath.Join(folder, "mine")} {
		if err := os.WriteFile(path, []byte("mine"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	before := listing(t, dir)
	for _, c := range []commandRow{
		{"pack --out " + pipe, 1, []string{"is a pipe"}, "a pipe is no file"},
		{"pack --data " + dir + "/none --out " + pipe, 1, []string{"is a pipe"}, "the file is checked before the work"},
		{"pack --out " + folder, 1, []string{"is a folder"}, "a folder is no file"},
		{"pack --out " + file + "/below", 1, []string{"existing, writable folder"}, "a file is no folder"},
		{"build " + dir + "/none --out " + pipe, 1, []string{"is a pipe"}, "the file is checked before the work"},
		{"build " + dir + "/none --out " + folder, 1, []string{"is a folder"}, "a folder is no file"},
		{"build " + folder + " --out " + dir + "/new.pack", 1, []string{"workspace"}, "the folder is no workspace"},
		{"match " + dir + "/none --out " + pipe, 1, []string{"is a pipe"}, "a pipe is no file"},
		{"match " + dir + "/none --out " + folder, 1, []string{"is a folder"}, "a folder is no file"},
		{"match " + folder, 1, []string{"workspace"}, "the folder is no workspace"},
		{"decide --by one " + folder + " " + file, 1, []string{"workspace"}, "the folder is no workspace"},
		{"crosswalk " + dir + "/none --out " + pipe, 1, []string{"is a pipe"}, "a pipe is no file"},
		{"crosswalk " + dir + "/none --out " + folder, 1, []string{"is a folder"}, "a folder is no file"},
		{"patch " + dir + "/none " + file + " --out " + pipe, 1, []string{"is a pipe"}, "a pipe is no file"},
		{"patch " + dir + "/none " + file + " --out " + folder, 1, []string{"is a folder"}, "a folder is no file"},
		{"export --format neo4j-admin " + folder, 1, []string{"is not empty"}, "files of two graphs must not mix"},
		{"export --format neo4j-admin " + file, 1, []string{"is a regular file"}, "a file is no folder"},
		{"export --format neo4j-admin " + pipe, 1, []string{"is a pipe"}, "a pipe is no folder"},
		{"forget someone --dir " + folder, 1, []string{"dataset.yaml"}, "the folder is no dataset"},
		{"forget someone --dir " + pipe, 1, []string{"is a file"}, "a pipe is no dataset"},
	} {
		c.check(t.Context(), t)
		if after := listing(t, dir); !slices.Equal(before, after) {
			t.Fatalf("%s changed files:\n%q\nto\n%q", c.args, before, after)
		}
	}
}

// A pack is streamed to standard output.
func TestPackStreams(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph.pack")
	(&commandRow{"pack --out " + path, 0, nil, "the same pack, in a file"}).check(t.Context(), t)
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, to := range []string{"-", "/dev/stdout"} {
		var out, errs strings.Builder
		if status := run(t.Context(), program(t), []string{"pack", "--out", to}, &out, &errs); status != 0 || len(out.String()) != len(want) || out.String()[:8] != string(want[:8]) {
			t.Errorf("--out %s: status %d, %d bytes, want %d: %s", to, status, out.Len(), len(want), errs.String())
		}
	}
}

// failing is a standard output to which nothing can be written.
type failing struct{ error }

func (f failing) Write([]byte) (int, error) {
	return 0, &fs.PathError{Op: "write", Path: "/dev/stdout", Err: f.error}
}

// Every command that prints fails with one line when the disk is full, and quietly when the
// reader of a pipe has left.
func TestOutputThatFails(t *testing.T) {
	t.Setenv("STORE", packed(t))
	dir := t.TempDir()
	dataset := writeDataset(t, map[string]string{"dataset.yaml": syntheticHead, "a.yaml": "source: {id: source-a, name: A}\nentities: {Person: {p-1: {name: Pia Example}, p-2: {name: Paul Example}}}\n"})
	for _, c := range []struct {
		reason   error
		status   int
		lines    int
		commands []string
	}{
		{syscall.ENOSPC, 1, 1, []string{
			"--help", "ask --help", "version", "ask", "ask who-joins initiative=jane", "ask who-joins initiative=jane --csv", "ask who-joins initiative=jane --json",
			"ask who-joins initiative=jane --as xlsx", "ask who-joins initiative=jane --as jsonl", "ask collaboration-network --as gexf", "ask collaboration-network --as zip",
			"check " + dataset, "pack --out -", "pack --out " + dir + "/x.pack --data " + dataset, "export --format neo4j-admin " + dir + "/1 --data " + dataset, "forget p-1 --dir " + dataset,
		}},
		{syscall.EPIPE, statusPipe, 0, []string{"--help", "ask", "ask who-joins initiative=jane --csv", "check " + dataset, "pack --out - --data " + dataset, "forget p-2 --dir " + dataset}},
	} {
		for _, command := range c.commands {
			var errs strings.Builder
			status := run(t.Context(), program(t), strings.Fields(command), failing{c.reason}, &errs)
			if lines := strings.Count(errs.String(), "whojoins: "); status != c.status || lines != c.lines || lines > 0 && !strings.Contains(errs.String(), c.reason.Error()) {
				t.Errorf("%s, when writing fails with %q: status %d, want %d\n%s", command, c.reason, status, c.status, errs.String())
			}
		}
	}
}
