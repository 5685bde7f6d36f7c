package cli

import (
	"fmt"

	"whojoins/internal/dataset"
	"whojoins/internal/model"
	"whojoins/internal/store"
	"whojoins/seed"
)

// dataset reads the dataset in a folder, or the one in the program, and prints what is
// worth a look in it.
func (o *output) dataset(dir string) (*store.Graph, error) {
	m, err := model.Parse(o.schema)
	if err != nil {
		return nil, err
	}
	g, warnings, err := readGraph(m, dir)
	if err != nil {
		return nil, err
	}
	for _, w := range warnings {
		fmt.Fprintln(o.beside, "warning:", w)
	}
	return g, nil
}

// readGraph reads the dataset in a folder, or the one in the program.
func readGraph(m *model.Model, dir string) (*store.Graph, []dataset.Fault, error) {
	data := seed.Embedded()
	if dir != "" {
		var err error
		if data, err = folder(dir); err != nil {
			return nil, nil, err
		}
	}
	g, report, err := dataset.Load(m, data)
	if err != nil {
		return nil, nil, err
	}
	return g, report.Warnings, nil
}
