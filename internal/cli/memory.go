package cli

import (
	"log/slog"
	"os"
	"runtime"
	"runtime/debug"

	"github.com/KimMachineGun/automemlimit/memlimit"
)

// memoryShare is the part of a container's memory that the runtime aims to stay within.
const memoryShare = 0.9

// limitMemory tells the runtime the memory limit of the container, so that it collects garbage
// before the container ends the program. GOMEMLIMIT in the environment prevails.
func limitMemory(log *slog.Logger, container memlimit.Provider) {
	limit, err := memlimit.SetGoMemLimitWithOpts(memlimit.WithRatio(memoryShare), memlimit.WithProvider(container))
	if err != nil {
		log.Debug("the memory limit of the container is unknown; set GOMEMLIMIT", "error", err.Error())
		return
	}
	log.Debug("memory limit", "bytes", limit)
}

// garbage is the amount of garbage, in bytes, between two collections that the program allows
// itself for a small dataset, and garbageShare the part of the memory in use for a large one.
const (
	garbage      = 32 << 20
	garbageShare = 0.25
)

// trimMemory returns what loading a dataset left to the system, and lets less garbage pile up than
// the runtime would: a dataset consists of few and long lists without pointers, so that a collection
// takes the same short time whatever their length. GOGC in the environment prevails.
func trimMemory(log *slog.Logger) {
	debug.FreeOSMemory()
	if os.Getenv("GOGC") != "" {
		return
	}
	var now runtime.MemStats
	runtime.ReadMemStats(&now)
	percent := garbagePercent(now.HeapAlloc)
	debug.SetGCPercent(percent)
	log.Debug("garbage collection", "bytes in use", now.HeapAlloc, "percent of garbage", percent)
}

// garbagePercent returns the percentage of garbage for a number of bytes in use.
func garbagePercent(inUse uint64) int {
	return int(100 * min(1, max(garbageShare, garbage/float64(max(inUse, 1)))))
}
