package testenv

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// Debian returns the path of a program on PATH. If the user is root on a machine with apt-get,
// it first installs the missing ones of the given Debian packages.
func Debian(t testing.TB, program string, packages ...string) string {
	t.Helper()
	failed := debian(t.Context(), packages)
	path, err := exec.LookPath(program)
	if err != nil {
		Missing(t, "the Debian packages "+strings.Join(packages, ", "), errors.Join(failed, err))
	}
	return path
}

func debian(ctx context.Context, packages []string) error {
	if path, _ := exec.LookPath("apt-get"); path == "" || os.Geteuid() != 0 {
		return nil
	}
	if exec.CommandContext(ctx, "dpkg", append([]string{"--status"}, packages...)...).Run() == nil {
		return nil
	}
	add := exec.CommandContext(ctx, "apt-get", append([]string{"install", "--yes", "--no-install-recommends"}, packages...)...)
	add.Env = append(os.Environ(), "DEBIAN_FRONTEND=noninteractive")
	return errors.Join(run(exec.CommandContext(ctx, "apt-get", "update")), run(add))
}
