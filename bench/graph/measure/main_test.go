package main

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"whojoins/internal/model"
)

// The folder of --keep keeps what was in it, whatever becomes of the measurement.
func TestKeepPreserves(t *testing.T) {
	m, err := model.ParseFile("../../../schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "mine"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	c := &command{Nodes: []int{1000}, Seed: 1, Asks: 10, Keep: dir}
	var program string
	err = c.measure(t.Context(), m, func(_ context.Context, dir string) (string, error) {
		program = filepath.Join(dir, "none")
		return program, nil
	})
	if err == nil {
		t.Error("a service that does not exist was measured")
	}
	if _, err := os.Stat(filepath.Dir(program)); err == nil {
		t.Errorf("the temporary folder of %s is left", program)
	}
	var names []string
	entries, err := os.ReadDir(dir)
	for _, e := range entries {
		names = append(names, e.Name())
	}
	if err != nil || !slices.Equal(names, []string{"1000.pack", "mine"}) {
		t.Errorf("the folder has %v, %v", names, err)
	}
}
