package cli

import (
	"log/slog"
	"math"
	"os"
	"runtime"
	"runtime/debug"
	"testing"
	"time"

	"github.com/KimMachineGun/automemlimit/memlimit"
)

// TestMemoryLimit checks that the runtime gets nine tenths of the container's memory, unless the
// environment has a limit.
func TestMemoryLimit(t *testing.T) {
	before := debug.SetMemoryLimit(-1)
	t.Cleanup(func() { debug.SetMemoryLimit(before) })
	for _, c := range []struct {
		container   memlimit.Provider
		environment string
		want        int64
		reason      string
	}{
		{memlimit.Limit(10 << 30), "", 9 << 30, "a tenth is left for what the runtime does not manage"},
		{memlimit.Limit(10 << 30), "1GiB", math.MaxInt64, "the environment prevails"},
		{func() (uint64, error) { return 0, memlimit.ErrNoLimit }, "", math.MaxInt64, "there is no limit"},
		{func() (uint64, error) { return 0, memlimit.ErrCgroupsNotSupported }, "", math.MaxInt64, "there are no containers"},
	} {
		debug.SetMemoryLimit(math.MaxInt64)
		t.Setenv("GOMEMLIMIT", c.environment)
		if c.environment == "" {
			if err := os.Unsetenv("GOMEMLIMIT"); err != nil {
				t.Fatal(err)
			}
		}
		limitMemory(slog.New(slog.DiscardHandler), c.container)
		if got := debug.SetMemoryLimit(-1); got != c.want {
			t.Errorf("the limit is %d, want %d: %s", got, c.want, c.reason)
		}
	}
}

// TestGarbagePercent expects as much garbage as the runtime would allow beside a small dataset, and a
// quarter beside a large one.
func TestGarbagePercent(t *testing.T) {
	for inUse, want := range map[uint64]int{0: 100, 10 << 20: 100, 64 << 20: 50, 100 << 20: 32, 128 << 20: 25, 10 << 30: 25} {
		if got := garbagePercent(inUse); got != want {
			t.Errorf("%d%% beside %d MiB, want %d%%", got, inUse>>20, want)
		}
	}
}

// TestCollectWithin expects a build to let garbage pile up within its memory, by half of a large graph,
// and what was set before to be set again at its end.
func TestCollectWithin(t *testing.T) {
	for inUse, want := range map[uint64]int{0: 400, 50 << 20: 400, 300 << 20: 200, 450 << 20: 100, 600 << 20: 50, 10 << 30: 50} {
		if got := percentWithin(900<<20, inUse); got != want {
			t.Errorf("%d%% beside %d MiB, want %d%%", got, inUse>>20, want)
		}
	}
	for _, tt := range []struct{ inUse, container, want int64 }{
		{0, math.MaxInt64, 1200 << 20}, {600 << 20, math.MaxInt64, 1200 << 20}, {1000 << 20, math.MaxInt64, 1500 << 20}, {1000 << 20, 512 << 20, 512 << 20},
	} {
		if got := limitWithin(buildMemory, uint64(tt.inUse), tt.container); got != tt.want {
			t.Errorf("the limit is %d MiB beside %d MiB, want %d MiB", got>>20, tt.inUse>>20, tt.want>>20)
		}
	}
	limit := debug.SetMemoryLimit(-1)
	before := debug.SetGCPercent(77)
	t.Cleanup(func() { debug.SetGCPercent(before) })
	set := func() int {
		percent := debug.SetGCPercent(1)
		debug.SetGCPercent(percent)
		return percent
	}
	end := collectWithin(64 << 30)
	for until := time.Now().Add(startTime); set() != mostGarbage; runtime.Gosched() {
		if runtime.GC(); time.Now().After(until) {
			t.Fatalf("%d%% after collections, want %d%%", set(), mostGarbage)
		}
	}
	if end(); set() != 77 || debug.SetMemoryLimit(-1) != limit {
		t.Errorf("%d%% and a limit of %d bytes at the end, want 77%% and %d", set(), debug.SetMemoryLimit(-1), limit)
	}
	t.Setenv("GOGC", "100")
	if end := collectWithin(64 << 30); set() != 77 {
		t.Errorf("%d%% although the environment has a percentage, want 77%%", set())
	} else {
		end()
	}
}
