//go:build !linux

package neo4jtest

import "os/exec"

// endWithParent is only on Linux; elsewhere Main ends the process.
func endWithParent(*exec.Cmd) {}
