package memory_test

import (
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"whojoins/internal/store"
	"whojoins/internal/store/memory"
	"whojoins/internal/store/storetest"
)

// TestStatistics compares the statistics that the store computes from its columns, when it is
// built and when it is opened from a file, with those of the graph.
func TestStatistics(t *testing.T) {
	m := readModel(t)
	for n, size := range []int{0, 1, 30, 400} {
		t.Run(fmt.Sprint(size), func(t *testing.T) {
			g := storetest.Random(m, uint64(n), size)
			built := newTestStore(t, g).st
			path := filepath.Join(t.TempDir(), "graph.pack")
			if err := built.Pack(context.Background(), path, nil); err != nil {
				t.Fatal(err)
			}
			opened, err := memory.Open(t.Context(), m, path)
			if err != nil {
				t.Fatal(err)
			}
			want := store.StatisticsOf(g)
			deprecated := 0
			for _, relations := range m.Relations {
				deprecated += want.Objects[relations.Name].Deprecated
			}
			if size > 20 && (want.Words.Count == 0 || deprecated == 0) {
				t.Fatalf("the statistics of the graph are empty: %+v", want)
			}
			for name, st := range map[string]*memory.Store{"built": built, "opened": opened} {
				v, err := st.View(context.Background(), store.ViewOptions{})
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(want, v.Info().Statistics, cmpopts.EquateEmpty()); diff != "" {
					t.Errorf("%s (-graph +store)\n%s", name, diff)
				}
				v.Close()
			}
			text, err := json.Marshal(want)
			if err != nil {
				t.Fatal(err)
			}
			read := &store.Statistics{}
			if err := json.Unmarshal(text, read); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, read, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("as JSON (-graph +read)\n%s", diff)
			}
			t.Logf("%d entities: %d bytes of JSON", size, len(text))
		})
	}
}
