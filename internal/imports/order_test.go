package imports_test

import (
	"maps"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"whojoins/internal/imports"
)

// TestAnyOrder imports three editions of a programme, another programme and two pages of the portal
// in several orders and batches, and compares the bytes.
func TestAnyOrder(t *testing.T) {
	t.Parallel()
	second, third, other := edition(), edition(), edition()
	second["csv/project.csv"] = strings.ReplaceAll(second["csv/project.csv"], "Project Beta", "Project Gamma")
	third["csv/organization.csv"] = strings.ReplaceAll(third["csv/organization.csv"], "thirdParty", "participant")
	for name, text := range other {
		other[name] = strings.ReplaceAll(text, "HORIZON", "FP7")
	}
	in := files(t, map[string]string{
		"1.zip": zipped(t, edition()), "2.zip": zipped(t, second), "3.zip": zipped(t, third), "other.zip": zipped(t, other),
		"p1.json": answer, "p2.json": strings.ReplaceAll(answer, "Joint action", "Joint Action"),
	})
	type input struct {
		kind      imports.Kind
		name, day string
	}
	all := []input{
		{imports.CORDIS, "1.zip", "2026-01-01"}, {imports.CORDIS, "2.zip", "2026-02-01"}, {imports.CORDIS, "3.zip", "2026-03-01"}, {imports.CORDIS, "other.zip", "2026-01-15"},
		{imports.Portal, "p1.json", "2026-01-01"}, {imports.Portal, "p2.json", "2026-02-01"},
	}
	var want map[string]string
	for seed := range uint64(4) {
		random := rand.New(rand.NewPCG(seed, 0))
		order := slices.Clone(all)
		random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		order = append(order, order[random.IntN(len(order))]) // an input twice
		dir := t.TempDir()
		for len(order) > 0 {
			paths := []string{filepath.Join(in, order[0].name)}
			for len(order) > 1 && order[1].day == order[0].day && order[1].name[0] == order[0].name[0] {
				order = order[1:]
				paths = append(paths, filepath.Join(in, order[0].name))
			}
			if _, err := run(t, order[0].kind, dir, func(o *imports.Options) { o.Retrieved = order[0].day }, paths...); err != nil {
				t.Fatal(err)
			}
			order = order[1:]
		}
		got := contents(dir)
		if want == nil {
			want = got
		}
		if !maps.Equal(want, got) {
			t.Errorf("seed %d: other bytes", seed)
		}
		if list := statements(t, dir); !slices.Contains(list, "Project grant-101000002 title Project Beta") || !slices.Contains(list, "Project grant-101000002 title Project Gamma DEPRECATED") ||
			!slices.Contains(list, "Participation pic-999900115 grant-101000001 THIRD_PARTY DEPRECATED") {
			t.Errorf("seed %d: the newest edition does not count", seed)
		}
	}
}
