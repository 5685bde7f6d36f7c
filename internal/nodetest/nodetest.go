// Package nodetest brings what tests written for Node need.
package nodetest

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// installed is a copy, below a folder, of the package-lock.json that was installed.
const installed = "node_modules/installed.json"

// Need brings the packages that the package-lock.json of a folder names, once. Without
// Node or them the test is skipped, but fails where CI=true says that nothing may be.
func Need(t testing.TB, folder string) {
	t.Helper()
	if err := install(t.Context(), folder); err != nil {
		Lack(t, "it needs Node 20 or later and npm", err)
	}
}

// Lack skips a test that lacks something of this machine, or fails it where CI=true.
func Lack(t testing.TB, need string, err error) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatalf("not tested, and CI=true allows nothing to be left out: %s: %v", need, err)
	}
	t.Skipf("not tested: %s: %v", need, err)
}

func install(ctx context.Context, folder string) error {
	if _, err := exec.LookPath("node"); err != nil {
		return err
	}
	lock, err := os.ReadFile(filepath.Join(folder, "package-lock.json"))
	if err != nil {
		return err
	}
	mark := filepath.Join(folder, installed)
	if done, err := os.ReadFile(mark); err == nil && bytes.Equal(done, lock) {
		return nil
	}
	npm := exec.CommandContext(ctx, "npm", "ci", "--no-audit", "--no-fund")
	npm.Dir = folder
	if output, err := npm.CombinedOutput(); err != nil {
		return fmt.Errorf("%w: %s", err, bytes.TrimSpace(output))
	}
	return os.WriteFile(mark, lock, 0o600)
}
