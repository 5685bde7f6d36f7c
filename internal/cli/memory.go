package cli

import (
	"log/slog"
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync"

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

// An import and a build let garbage pile up within buildMemory bytes, and when more than that is in use by half of
// what is in use, in percent leastGarbage. A third of its time would go into collecting otherwise.
const (
	buildMemory  = 900 << 20
	leastGarbage = 50
	mostGarbage  = 400
)

// collectWithin lets garbage pile up within a number of bytes, until end is called: after each
// collection, it sets by how many percent the memory in use may grow before the next one. GOGC in the
// environment prevails.
func collectWithin(memory uint64) (end func()) {
	if os.Getenv("GOGC") != "" {
		return func() {}
	}
	var mu sync.Mutex
	ended, before, limit := false, debug.SetGCPercent(leastGarbage), debug.SetMemoryLimit(-1)
	debug.SetMemoryLimit(limitWithin(memory, 0, limit))
	var afterNext func()
	afterNext = func() {
		unused := new([64]byte) // the next collection finds it
		runtime.AddCleanup(unused, func(struct{}) {
			mu.Lock()
			defer mu.Unlock()
			if !ended {
				inUse := bytesInUse()
				debug.SetGCPercent(percentWithin(memory, inUse))
				debug.SetMemoryLimit(limitWithin(memory, inUse, limit))
				afterNext()
			}
		}, struct{}{})
	}
	afterNext()
	return func() {
		mu.Lock()
		defer mu.Unlock()
		ended = true
		debug.SetGCPercent(before)
		debug.SetMemoryLimit(limit)
	}
}

// limitWithin returns the bytes above which the runtime collects garbage whatever the percentage is,
// and returns memory to the system: a third more than a number of bytes or, if more than that is in
// use, half more than what is. Lists that grow are in memory twice for a moment. The limit of a
// container prevails.
func limitWithin(memory, inUse uint64, container int64) int64 {
	return min(container, int64(max(memory+memory/3, inUse+inUse/2)))
}

// bytesInUse returns the number of bytes that the last collection found in use.
func bytesInUse() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

// percentWithin returns the percentage of garbage that keeps within a number of bytes.
func percentWithin(memory, inUse uint64) int {
	left := 100 * (float64(memory)/float64(max(inUse, 1)) - 1)
	return int(min(mostGarbage, max(leastGarbage, left)))
}
