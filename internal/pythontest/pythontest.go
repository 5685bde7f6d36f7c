// Package pythontest finds a Python that has what tests need.
package pythontest

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
)

// Find is a Python that can import some packages, as "requests, pandas": the machine's, or
// one that is made once with what a file of requirements names, in a folder of this name
// in the user's cache.
func Find(ctx context.Context, name, packages, requirements string) (string, error) {
	system, err := exec.LookPath("python3")
	if err != nil || imports(ctx, system, packages) {
		return system, err
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	home := filepath.Join(cache, "whojoins", name)
	own := filepath.Join(home, "bin", "python")
	if runtime.GOOS == "windows" {
		own = filepath.Join(home, "Scripts", "python.exe")
	}
	if imports(ctx, own, packages) {
		return own, nil
	}
	if output, err := exec.CommandContext(ctx, system, "-m", "venv", home).CombinedOutput(); err != nil {
		return "", fmt.Errorf("%w: %s", err, output)
	}
	output, err := exec.CommandContext(ctx, own, "-m", "pip", "install", "--quiet", "--requirement", requirements).CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("%w: %s", err, output)
	}
	return own, nil
}

func imports(ctx context.Context, python, packages string) bool {
	return exec.CommandContext(ctx, python, "-c", "import "+packages).Run() == nil
}
