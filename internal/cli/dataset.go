package cli

import (
	"fmt"
	"io/fs"
	"os"

	"whojoins/internal/dataset"
	"whojoins/internal/model"
	"whojoins/internal/store"
	"whojoins/seed"
)

// dataset loads the dataset in dir, or the built-in one if dir is empty, and prints its
// warnings.
func (t *terminal) dataset(dir string) (*store.Graph, error) {
	m, err := model.Parse(t.program.Schema)
	if err != nil {
		return nil, err
	}
	g, warnings, err := loadDataset(m, dir)
	if err != nil {
		return nil, err
	}
	for _, w := range warnings {
		fmt.Fprintln(t.stderr, "warning:", w)
	}
	return g, nil
}

// loadDataset loads the dataset in dir, or the built-in one if dir is empty, and returns
// its warnings.
func loadDataset(m *model.Model, dir string) (*store.Graph, []dataset.Fault, error) {
	data := seed.Embedded()
	if dir != "" {
		var err error
		if data, err = openFolder(dir); err != nil {
			return nil, nil, err
		}
	}
	g, report, err := dataset.Load(m, data)
	if err != nil {
		return nil, nil, err
	}
	return g, report.Warnings, nil
}

// openFolder opens the folder of a dataset.
func openFolder(path string) (fs.FS, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("no dataset at %q: give a folder with dataset.yaml in it", path)
	}
	if !info.IsDir() {
		return nil, fmt.Errorf("%q is a file: give the folder of a dataset, with dataset.yaml in it", path)
	}
	return os.DirFS(path), nil
}
