package testenv

import (
	"errors"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// Debian returns the path of a program on PATH. If the program is missing and the user is
// root on a machine with apt-get, it installs these Debian packages first.
func Debian(t testing.TB, program string, packages ...string) string {
	t.Helper()
	path, err := exec.LookPath(program)
	if err == nil {
		return path
	}
	if _, missing := exec.LookPath("apt-get"); missing == nil && os.Geteuid() == 0 {
		update := exec.CommandContext(t.Context(), "apt-get", "update")
		add := exec.CommandContext(t.Context(), "apt-get", append([]string{"install", "--yes", "--no-install-recommends"}, packages...)...)
		add.Env = append(os.Environ(), "DEBIAN_FRONTEND=noninteractive")
		failed := errors.Join(run(update), run(add))
		if path, err = exec.LookPath(program); err != nil && failed != nil {
			err = failed
		}
	}
	if err != nil {
		Missing(t, "the Debian packages "+strings.Join(packages, ", "), err)
	}
	return path
}
