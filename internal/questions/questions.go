// Package questions is the library of the questions that people ask most: one file a
// question, with its title in English, French and Dutch, its parameters and its
// GraphQL. It answers at /questions: as pages for people, as JSON for programs, and each
// question in every form that an answer can have.
package questions

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"

	"whojoins/internal/model"
)

//go:embed library
var library embed.FS

// Embedded is the library in the program.
func Embedded() fs.FS {
	files, err := fs.Sub(library, "library")
	if err != nil {
		panic(err) // it is built into the program
	}
	return files
}

// audiences are the three kinds of callers, as folders and in their order.
var audiences = []string{"analysts", "dashboards", "researchers"}

// Library is a set of questions. It never changes.
type Library struct {
	// All is every question, by audience and by the number of its file.
	All    []*Question
	byName map[string]*Question
}

// fileName is the form of a question's file: the number gives its place on the page, and
// what is behind it is its name, for ever.
var fileName = regexp.MustCompile(`^[0-9]{2}-([a-z0-9]+(?:-[a-z0-9]+)*)\.yaml$`)

// Load reads AUDIENCE/NN-NAME.yaml of every audience. The error has all that is wrong,
// with the files.
func Load(m *model.Model, files fs.FS) (*Library, error) {
	l := &Library{byName: map[string]*Question{}}
	var wrong []error
	for _, audience := range audiences {
		names, err := fs.Glob(files, audience+"/*")
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			q, err := l.read(m, files, name)
			if err != nil {
				wrong = append(wrong, fmt.Errorf("%s: %w", name, err))
				continue
			}
			q.Audience = audience
			l.All, l.byName[q.Name] = append(l.All, q), q
		}
	}
	return l, errors.Join(wrong...)
}

func (l *Library) read(m *model.Model, files fs.FS, name string) (*Question, error) {
	parts := fileName.FindStringSubmatch(path.Base(name))
	if parts == nil {
		return nil, errors.New("the name of a question's file is NN-words-with-hyphens.yaml")
	}
	if l.byName[parts[1]] != nil {
		return nil, fmt.Errorf("another question is called %s", parts[1])
	}
	text, err := fs.ReadFile(files, name)
	if err != nil {
		return nil, err
	}
	return read(m, parts[1], text)
}

// Find is the question of a name; nil when there is none.
func (l *Library) Find(name string) *Question { return l.byName[name] }

// For are the questions of an audience.
func (l *Library) For(audience string) []*Question {
	return slices.DeleteFunc(slices.Clone(l.All), func(q *Question) bool { return q.Audience != audience })
}
