//go:build outside

package web_test

import (
	"path/filepath"
	"slices"
	"testing"

	"whojoins/bench/graph"
	"whojoins/internal/dataset"
	"whojoins/internal/http"
	"whojoins/internal/model"
	"whojoins/internal/store/memory"
	"whojoins/internal/testenv"
	"whojoins/seed"
)

// TestOutsideTasks does the tasks of test/tasks.test.js and of test/explore-tasks.test.js on the dataset, and
// on a packed graph of 100,000 entities, most of them synthetic, that contains the dataset, and measures what large views
// of the explorer cost a reader.
func TestOutsideTasks(t *testing.T) {
	browser := testenv.Chromium(t)
	for name, c := range map[string]struct {
		store string
		tests []string
	}{
		"the dataset":      {"memory", []string{"tasks.test.js", "explore-tasks.test.js", "explore-weight.test.js"}},
		"100,000 entities": {packed(t, 100_000), []string{"tasks.test.js", "explore-tasks.test.js", "explore-whole.test.js"}},
	} {
		t.Run(name, func(t *testing.T) {
			drive(t, serve(t, c.store, http.Config{}), append([]string{"--test", "--test-concurrency=1", "--test-reporter=spec"}, c.tests...), browser...)
		})
	}
}

// TestOutsidePages opens every kind of page and every view of the explorer in every language, theme and
// width, and two hundred random views.
func TestOutsidePages(t *testing.T) {
	drive(t, serve(t, "memory", http.Config{}), []string{"--test", "--test-reporter=spec", "matrix.test.js", "explore-matrix.test.js", "explore-states.test.js"}, testenv.Chromium(t)...)
}

// TestOutsideWholeGraph opens the map of a whole graph of 50,000 entities, and stages of 5,000, and measures what
// they cost a reader.
func TestOutsideWholeGraph(t *testing.T) {
	address := serve(t, packed(t, 50_000), http.Config{})
	drive(t, address, []string{"--test", "--test-concurrency=1", "--test-reporter=spec", "explore-whole.test.js", "explore-stage.test.js"}, testenv.Chromium(t)...)
}

// packed writes the dataset and as many synthetic entities as make a number into a file, and returns its path.
func packed(t *testing.T, entities int) string {
	t.Helper()
	m, err := model.ParseFile("../schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	all, _, err := dataset.Load(t.Context(), m, seed.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	made := graph.New(m, entities-len(all.Entities), 18)
	all.Entities, all.Relations = slices.Concat(all.Entities, made.Entities), slices.Concat(all.Relations, made.Relations)
	st, err := memory.New(all)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "large.pack")
	if err := st.Pack(t.Context(), path, func(string, int64, int64) {}); err != nil {
		t.Fatal(err)
	}
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}
