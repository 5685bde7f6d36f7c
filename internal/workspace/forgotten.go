package workspace

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"whojoins/internal/dataset/statement"
)

// ForgottenFile has the hashes of people who asked to be removed, one per line: they cannot be read
// from it, and they do not return by a later import.
const ForgottenFile = "forgotten.txt"

// Forgotten is a set of ids and identifiers (scheme:value) of people who were removed.
type Forgotten struct{ hashes map[string]bool }

// Forgotten reads the list of the workspace.
func (w *Workspace) Forgotten() (*Forgotten, error) {
	f := &Forgotten{map[string]bool{}}
	file, err := os.Open(filepath.Join(w.dir, ForgottenFile))
	if errors.Is(err, fs.ErrNotExist) {
		return f, nil
	} else if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }() // it was only read
	for lines := bufio.NewScanner(file); ; {
		if !lines.Scan() {
			return f, lines.Err()
		}
		if line := strings.TrimSpace(lines.Text()); line != "" {
			f.hashes[line] = true
		}
	}
}

// None reports whether nobody was removed.
func (f *Forgotten) None() bool { return f == nil || len(f.hashes) == 0 }

// Has reports whether an id or an identifier is that of a person who was removed.
func (f *Forgotten) Has(ref string) bool { return !f.None() && f.hashes[hashOf(ref)] }

// Forget removes what the imports state about people with these ids and identifiers, and keeps
// them from returning. Decisions are the new content of decisions.csv, or nil if nothing changes
// there. All files change at once.
func Forget(ctx context.Context, dir string, schema *statement.Schema, refs []string, decisions []byte) error {
	t, err := Begin(dir, schema)
	if err != nil {
		return err
	}
	err = t.forget(ctx, refs, decisions)
	return errors.Join(err, t.Close())
}

func (t *Transaction) forget(ctx context.Context, refs []string, decisions []byte) error {
	for _, ref := range refs {
		t.forgotten.hashes[hashOf(ref)] = true
	}
	files := map[string][]byte{ForgottenFile: []byte(strings.Join(slices.Sorted(maps.Keys(t.forgotten.hashes)), "\n") + "\n")}
	if decisions != nil {
		files[Decisions] = decisions
	}
	for name, content := range files {
		if err := t.stage.File(name, func(f *os.File) error {
			_, err := f.Write(content)
			return err
		}); err != nil {
			return err
		}
	}
	manifests, err := t.Manifests()
	if err != nil {
		return err
	}
	for _, m := range manifests { // each is written again, without the people
		m.Inputs = nil
		if err := t.Name(t.NewPart(), m); err != nil {
			return err
		}
	}
	return t.Commit(ctx)
}

func hashOf(ref string) string {
	sum := sha256.Sum256([]byte(strings.ToLower(ref)))
	return hex.EncodeToString(sum[:])
}
