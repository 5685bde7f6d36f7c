package cli

import (
	"context"
	"fmt"
	"os"
	"slices"

	"whojoins/internal/model"
	"whojoins/internal/store"
	"whojoins/internal/store/memory"
)

// isFile reports whether a path is that of a regular file, as a packed dataset is.
func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}

// loadPacked loads the dataset in a packed file.
func loadPacked(ctx context.Context, m *model.Model, path string) (*store.Graph, error) {
	st, err := memory.Open(ctx, m, path)
	if err != nil {
		return nil, fmt.Errorf("%w; a dataset is a folder with dataset.yaml in it, a workspace, or a packed file", err)
	}
	src := st.Source()
	g := *src.About
	g.Model, g.Entities, g.Relations = m, slices.Collect(src.Entities), nil
	for _, t := range m.Relations {
		g.Relations = slices.AppendSeq(g.Relations, src.Relations(t))
	}
	return &g, nil
}
