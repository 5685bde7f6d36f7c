package cli

import (
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// limitFileSize makes every write beyond a number of bytes fail, in this process.
func limitFileSize(bytes string) {
	if bytes == "" {
		return
	}
	n, err := strconv.ParseUint(bytes, 10, 64)
	if err == nil {
		signal.Ignore(syscall.SIGXFSZ)
		err = syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: n, Max: n})
	}
	if err != nil {
		panic(err)
	}
}

// On a full disk a command returns one error, and leaves everything as it was.
func TestFullDisk(t *testing.T) {
	var people strings.Builder
	for i := range 400 {
		fmt.Fprintf(&people, "    p-%d: {name: Person %d, occupation: %s}\n", i, i, strings.Repeat("tester ", 30))
	}
	dir := writeDataset(t, map[string]string{"dataset.yaml": syntheticHead, "a.yaml": "source: {id: source-a, name: A}\nentities:\n  Person:\n" + people.String()})
	if err := os.WriteFile(filepath.Join(dir, "old.pack"), []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	before := listing(t, dir)
	for _, args := range []string{
		"pack --out " + dir + "/old.pack",
		"pack --out " + dir + "/new.pack",
		"pack --out - --data " + dir,
		"export --format neo4j-admin " + dir + "/new/export --data " + dir,
		"forget p-7 --dir " + dir,
	} {
		command := programCommand(t.Context(), strings.Fields(args)...)
		command.Env = append(command.Env, fileSize+"=20000", "TMPDIR="+t.TempDir())
		var errs strings.Builder
		command.Stderr = &errs
		err := command.Run()
		if command.ProcessState.ExitCode() != 1 || strings.Count(errs.String(), "file too large") != 1 || strings.Contains(errs.String(), "panic") {
			t.Errorf("%s: %v\n%s", args, err, errs.String())
		}
		if after := listing(t, dir); !slices.Equal(before, after) {
			t.Fatalf("%s changed files: %d before, %d after", args, len(before), len(after))
		}
	}
}
