package output

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"sync"
)

// Switching is the folder, within the one whose files are being replaced, that holds the new
// files. Journal is the file in it that lists them: as long as it exists, the files of the
// outer folder may be partly old and partly new, and Complete makes all of them new.
const (
	Switching = ".switching"
	Journal   = Switching + "/journal"
)

// journal is the content of a journal: the new files by the path of the file that each
// replaces, and a note of the caller.
type journal struct {
	Files map[string]string
	Note  json.RawMessage
}

// step is called before every change of the file system; tests stop there.
var step = func() {}

// Switch replaces several files of a folder at once, or none of them: it writes the new files
// separately, then a journal, then moves the new files. Once the journal is there, a Complete at
// any later time has the same result. Paths are relative to the folder, with slashes; the note
// is what that Complete returns. Use it between Lock and its release.
func Switch(dir string, files map[string][]byte, note any) error {
	s, err := NewStage(dir)
	if err != nil {
		return err
	}
	for path, content := range files {
		if err := s.File(path, contentOf(content)); err != nil {
			_ = s.Drop() // the first error explains more
			return err
		}
	}
	return s.Commit(note)
}

// Stage holds the new files of a Switch that are too large for memory: File writes each of them,
// and Commit puts all in place. Use it between Lock and its release.
type Stage struct {
	dir string
	// mutex guards files.
	mutex     sync.Mutex
	files     map[string]string
	committed bool
}

// NewStage begins a Switch in a folder. It removes what is left of one that was stopped before its
// journal was complete.
func NewStage(dir string) (*Stage, error) {
	step()
	if err := os.RemoveAll(filepath.Join(dir, Switching)); err != nil { // without a journal, nothing of it counts
		return nil, err
	}
	step()
	if err := os.Mkdir(filepath.Join(dir, Switching), 0o700); err != nil {
		return nil, err
	}
	return &Stage{dir: dir, files: map[string]string{}}, nil
}

// folder returns the folder of the new files.
func (s *Stage) folder() string { return filepath.Join(s.dir, Switching) }

// Temporary creates a file that is removed with the stage. Its name is not a number, since those
// are the names of new files.
func (s *Stage) Temporary(name string) (*os.File, error) {
	return Create(filepath.Join(s.folder(), name))
}

// File writes the new content of a file. The path is relative to the folder, with slashes. Several
// may be written at the same time. If one cannot be, the stage must be dropped.
func (s *Stage) File(path string, write func(*os.File) error) error {
	_, mode, err := target(filepath.Join(s.dir, filepath.FromSlash(path)))
	if err != nil {
		return err
	}
	name := s.name(path)
	step()
	f, err := Create(filepath.Join(s.folder(), name))
	if err != nil {
		return err
	}
	return finish(f, mode, write)
}

// name returns the name of the new content of a file until it is put in place.
func (s *Stage) name(path string) string {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	name := strconv.Itoa(len(s.files))
	s.files[path] = name
	return name
}

// Commit writes the journal, and puts the new files in place.
func (s *Stage) Commit(note any) error {
	text, err := json.Marshal(note)
	if err != nil {
		return err
	}
	if text, err = json.Marshal(journal{Files: s.files, Note: text}); err != nil {
		return err
	}
	step()
	if err := WriteSecret(filepath.Join(s.dir, filepath.FromSlash(Journal)), text); err != nil {
		return err
	}
	s.committed = true
	_, _, err = Complete(s.dir)
	return err
}

// Drop removes the new files, unless they are committed.
func (s *Stage) Drop() error {
	if s.committed {
		return nil
	}
	return os.RemoveAll(s.folder())
}

// Complete finishes a Switch that was stopped after it had written its journal, and returns the
// journal's note. It reports false if there is no journal, and then removes what a stopped Switch
// has left. Use it between Lock and its release.
func Complete(dir string) (note json.RawMessage, found bool, err error) {
	path := filepath.Join(dir, filepath.FromSlash(Journal))
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, false, os.RemoveAll(filepath.Join(dir, Switching)) // without a journal, nothing of it counts
	} else if err != nil {
		return nil, false, err
	}
	var j journal
	if err := json.Unmarshal(text, &j); err != nil {
		return nil, false, fmt.Errorf("%q is damaged: %w; restore the folder from a copy", path, err)
	}
	for file, name := range j.Files {
		if err := moveNew(dir, file, name); err != nil {
			return nil, true, err
		}
	}
	step()
	if err := os.Remove(path); err != nil {
		return nil, true, err
	}
	step()
	return j.Note, true, os.RemoveAll(filepath.Join(dir, Switching))
}

// moveNew puts a new file in the place of an old one, unless that has been done already.
func moveNew(dir, file, name string) error {
	if !filepath.IsLocal(file) || !filepath.IsLocal(name) {
		return fmt.Errorf("the journal in %q names the file %q, which is outside the folder; restore the folder from a copy", dir, file)
	}
	from := filepath.Join(dir, Switching, name)
	if _, err := os.Lstat(from); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	to, _, err := target(filepath.Join(dir, filepath.FromSlash(file)))
	if err != nil {
		return err
	}
	step()
	if err := os.Rename(from, to); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(to))
}
