// Package questions is the library of the questions that people ask most: one file per
// question, with its title in English, French and Dutch, its parameters and its GraphQL.
// It turns values into variables, and answers into tables for pages and the terminal.
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
	"whojoins/internal/wording"
)

//go:embed library
var library embed.FS

// Embedded returns the library that is built into the program.
func Embedded() fs.FS {
	files, err := fs.Sub(library, "library")
	if err != nil {
		panic(err) // the library is built into the program
	}
	return files
}

// Audiences are the kinds of readers for whom the library has folders, in the order in which
// they are shown.
var Audiences = []string{"analysts", "dashboards", "researchers"}

// Topics are what questions are about, in the order in which the list shows them.
var Topics = []string{"partners", "collaboration", "time", "money", "places", "people", "sources"}

// sharedFile describes the parameters that questions have in common.
const sharedFile = "parameters.yaml"

// Library is a set of questions. It never changes.
type Library struct {
	// All are the questions, by audience and by the number of their files.
	All    []*Question
	byName map[string]*Question
	// dictionary has the words for columns and values.
	dictionary *wording.Dictionary
}

// fileName matches the name of a question's file: the number gives the question's position in
// the list, the rest is its name, which is part of its address and never changes.
var fileName = regexp.MustCompile(`^[0-9]{2}-([a-z0-9]+(?:-[a-z0-9]+)*)\.yaml$`)

// Load reads AUDIENCE/NN-NAME.yaml of every audience. The error lists every fault with its
// file.
func Load(m *model.Model, files fs.FS) (*Library, error) {
	l, faults := &Library{byName: map[string]*Question{}, dictionary: wording.New(m)}, []error(nil)
	shared, err := readShared(files)
	if err != nil {
		return nil, err
	}
	for _, audience := range Audiences {
		names, err := fs.Glob(files, audience+"/*")
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			q, err := l.read(m, files, name, shared)
			if err != nil {
				faults = append(faults, fmt.Errorf("%s: %w", name, err))
				continue
			}
			q.Audience = audience
			l.All, l.byName[q.Name] = append(l.All, q), q
		}
	}
	return l, errors.Join(faults...)
}

// readShared reads the parameters that questions have in common; a library need not have
// any.
func readShared(files fs.FS) (shared map[string]parameterText, err error) {
	text, err := fs.ReadFile(files, sharedFile)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return map[string]parameterText{}, nil
	case err == nil:
		err = decode(text, &shared)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", sharedFile, err)
	}
	return shared, nil
}

func (l *Library) read(m *model.Model, files fs.FS, name string, shared map[string]parameterText) (*Question, error) {
	parts := fileName.FindStringSubmatch(path.Base(name))
	if parts == nil {
		return nil, errors.New("the file of a question must be named NN-words-with-hyphens.yaml")
	}
	if l.byName[parts[1]] != nil {
		return nil, fmt.Errorf("another question is named %s", parts[1])
	}
	text, err := fs.ReadFile(files, name)
	if err != nil {
		return nil, err
	}
	return parse(m, parts[1], text, shared)
}

// Names returns the names of all questions.
func (l *Library) Names() []string {
	list := make([]string, len(l.All))
	for i, q := range l.All {
		list[i] = q.Name
	}
	return list
}

// Documents returns the texts of the GraphQL of all questions, and of what finds the entities that
// their values name.
func (l *Library) Documents() []string {
	texts := []string{namedQuery, knownQuery, similarText}
	for _, q := range l.All {
		texts = append(texts, q.GraphQL)
	}
	return texts
}

// Find returns the question with a name, or nil.
func (l *Library) Find(name string) *Question { return l.byName[name] }

// For returns the questions for an audience.
func (l *Library) For(audience string) []*Question {
	return slices.DeleteFunc(slices.Clone(l.All), func(q *Question) bool { return q.Audience != audience })
}

// About returns the questions about a topic.
func (l *Library) About(topic string) []*Question {
	return slices.DeleteFunc(slices.Clone(l.All), func(q *Question) bool { return q.Topic != topic })
}
