package main

import (
	"bytes"
	"fmt"
	"os"
	"runtime/pprof"

	"whojoins/internal/cli"
	"whojoins/internal/output"
)

// profileFile is the variable of the environment with the path, without an extension, of the profiles
// that are written while this program runs as whojoins.
const profileFile = "WHOJOINS_IMPORTS_PROFILE"

// profiled runs the command line of whojoins with the arguments of this program, and returns its exit
// status. It writes the processor time to a file with the extension .cpu, and what was allocated to
// one with .mem.
func profiled(file string) int {
	schema, err := os.ReadFile("schema.graphqls")
	if err != nil {
		return failed(err)
	}
	var processor, memory bytes.Buffer
	if err := pprof.StartCPUProfile(&processor); err != nil {
		return failed(err)
	}
	status := cli.Main(cli.Program{Schema: string(schema), Version: "development"})
	pprof.StopCPUProfile()
	if err := pprof.Lookup("allocs").WriteTo(&memory, 0); err != nil {
		return failed(err)
	}
	for extension, profile := range map[string][]byte{".cpu": processor.Bytes(), ".mem": memory.Bytes()} {
		if err := output.WriteFile(file+extension, profile); err != nil {
			return failed(err)
		}
	}
	return status
}

func failed(err error) int {
	fmt.Fprintln(os.Stderr, "imports:", err)
	return 1
}
