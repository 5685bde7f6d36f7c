package neo4jtest

import (
	"os/exec"
	"syscall"
)

// endWithParent has the kernel end the process when the test binary ends in any way.
func endWithParent(c *exec.Cmd) {
	c.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
}
