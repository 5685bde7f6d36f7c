package cli

import (
	"context"
	"fmt"
	"os"

	"whojoins/internal/build"
	"whojoins/internal/dataset"
	"whojoins/internal/model"
	"whojoins/internal/store"
	"whojoins/internal/workspace"
	"whojoins/seed"
)

// dataset loads the dataset in dir, or the built-in one if dir is empty, and prints its
// warnings.
func (t *terminal) dataset(ctx context.Context, dir string) (*store.Graph, error) {
	m, err := model.Parse(t.program.Schema)
	if err != nil {
		return nil, err
	}
	g, warnings, err := loadDataset(ctx, m, dir)
	if err != nil {
		return nil, err
	}
	for _, w := range warnings {
		fmt.Fprintln(t.stderr, "warning:", w)
	}
	return g, nil
}

// loadDataset loads the dataset in dir, which is a folder, a workspace or a packed file, or the
// built-in one if dir is empty, and returns its warnings.
func loadDataset(ctx context.Context, m *model.Model, dir string) (*store.Graph, []dataset.Fault, error) {
	data := seed.Embedded()
	if workspace.Is(dir) {
		return loadWorkspace(ctx, m, dir)
	}
	if isFile(dir) {
		g, err := loadPacked(ctx, m, dir)
		return g, nil, err
	}
	if dir != "" {
		folder, err := openFolder(dir)
		if err != nil {
			return nil, nil, err
		}
		defer func() { _ = folder.Close() }() // it was only read
		data = folder.FS()
	}
	g, report, err := dataset.Load(ctx, m, data)
	if err != nil {
		return nil, nil, err
	}
	return g, report.Warnings, nil
}

// loadWorkspace builds a workspace, with the built-in dataset, and returns its warnings. What is left
// out is one of them.
func loadWorkspace(ctx context.Context, m *model.Model, dir string) (*store.Graph, []dataset.Fault, error) {
	in, err := openWorkspace(ctx, m, dir, false)
	if err != nil {
		return nil, nil, err
	}
	result, err := build.Build(ctx, in.schema, in.Input)
	if err != nil {
		return nil, nil, err
	}
	return result.Graph, append(result.LeftOut, result.Report.Warnings...), nil
}

// openFolder opens the folder of a dataset. Links that lead out of it cannot be followed.
func openFolder(path string) (*os.Root, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("no dataset at %q: give a folder with dataset.yaml in it", path)
	}
	if !info.IsDir() {
		return nil, fmt.Errorf("%q is a file: give the folder of a dataset, with dataset.yaml in it", path)
	}
	return os.OpenRoot(path)
}
