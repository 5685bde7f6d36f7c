package testenv

import (
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"
)

const needsPython = "Python 3 with its modules venv and pip"

// Python returns the path of a Python with the packages pinned in a requirements.txt. The first
// call creates a virtual environment with the given name.
func Python(t testing.TB, name, requirements string) string {
	t.Helper()
	system := Program(t, "python3", needsPython)
	folder, err := install("python-"+name, func(folder string) error {
		if err := run(exec.CommandContext(t.Context(), system, "-m", "venv", folder)); err != nil {
			return err
		}
		return run(exec.CommandContext(t.Context(), interpreter(folder), "-m", "pip", "install", "--quiet", "--requirement", requirements))
	}, requirements)
	if err != nil {
		Missing(t, needsPython, err)
	}
	return interpreter(folder)
}

// interpreter returns the path of the Python in a virtual environment.
func interpreter(folder string) string {
	if runtime.GOOS == "windows" {
		return filepath.Join(folder, "Scripts", "python.exe")
	}
	return filepath.Join(folder, "bin", "python")
}
