package cli

import (
	"log/slog"

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
