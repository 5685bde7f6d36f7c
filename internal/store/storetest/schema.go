package storetest

import (
	"errors"
	"os"
	"path/filepath"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"whojoins/internal/model"
)

// Schema reads the model and the whole schema, including its derived parts, from the module
// that contains the working directory.
func Schema() (*model.Model, *ast.Schema, error) {
	root, err := moduleRoot()
	if err != nil {
		return nil, nil, err
	}
	var sources []*ast.Source
	for _, name := range []string{"schema.graphqls", "graph/derived.graphqls"} {
		text, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(name)))
		if err != nil {
			return nil, nil, err
		}
		sources = append(sources, &ast.Source{Name: name, Input: string(text)})
	}
	m, err := model.Parse(sources[0].Input)
	if err != nil {
		return nil, nil, err
	}
	schema, err := gqlparser.LoadSchema(sources...)
	return m, schema, err
}

// moduleRoot returns the nearest folder, from the working directory upwards, that has a go.mod.
func moduleRoot() (string, error) {
	dir, err := os.Getwd()
	for err == nil {
		if _, missing := os.Stat(filepath.Join(dir, "go.mod")); missing == nil {
			return dir, nil
		}
		if parent := filepath.Dir(dir); parent != dir {
			dir = parent
		} else {
			err = errors.New("there is no go.mod here or above; run the tests from within the module")
		}
	}
	return "", err
}
