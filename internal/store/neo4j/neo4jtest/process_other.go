//go:build !linux

package neo4jtest

import "os/exec"

// endWithParent does nothing: only Linux can end a process with its parent. Elsewhere Main ends
// it.
func endWithParent(*exec.Cmd) {}
