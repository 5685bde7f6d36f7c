package service

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
	"time"
)

// Usage is what a process has used, as the Linux kernel counts it.
type Usage struct {
	// Resident is the resident memory in bytes at this moment.
	Resident int64
	// CPU is the processor time since the process started.
	CPU time.Duration
}

// tick is the unit of processor time in /proc/PID/stat: proc(5), USER_HZ, is 100 on every
// architecture that Go supports.
const tick = 10 * time.Millisecond

// Usage reads the use of memory and processor time from /proc; it needs Linux.
func (p *Process) Usage() (Usage, error) { return UsageOf(p.PID()) }

// UsageOf reads what the process with an id has used, as Process.Usage does.
func UsageOf(pid int) (Usage, error) {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return Usage{}, err
	}
	// The second field is the name of the program in parentheses, which may contain spaces.
	fields := bytes.Fields(stat[bytes.LastIndexByte(stat, ')')+1:])
	const user, system, resident = 11, 12, 21 // fields 14, 15 and 24 of proc(5)
	if len(fields) <= resident {
		return Usage{}, fmt.Errorf("/proc/%d/stat has %d fields after the name", pid, len(fields))
	}
	var n [3]int64
	for i, at := range []int{user, system, resident} {
		if n[i], err = strconv.ParseInt(string(fields[at]), 10, 64); err != nil {
			return Usage{}, err
		}
	}
	return Usage{Resident: n[2] * int64(os.Getpagesize()), CPU: time.Duration(n[0]+n[1]) * tick}, nil
}
