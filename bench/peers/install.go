package main

import (
	"context"
	_ "embed"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
)

// requirements pins the engines.
//
//go:embed requirements.txt
var requirements []byte

// install makes a virtual environment with the engines, unless the folder has one, and returns
// its Python.
func install(ctx context.Context, folder string) (python string, err error) {
	if folder, err = filepath.Abs(folder); err != nil {
		return "", err
	}
	python = filepath.Join(folder, "bin", "python")
	if runtime.GOOS == "windows" {
		python = filepath.Join(folder, "Scripts", "python.exe")
	}
	list := filepath.Join(folder, "requirements.txt")
	if has, err := os.ReadFile(list); err == nil && string(has) == string(requirements) {
		return python, nil
	}
	fmt.Fprintln(os.Stderr, "installing the engines from PyPI into", folder)
	if err := run(exec.CommandContext(ctx, "python3", "-m", "venv", folder)); err != nil {
		return "", fmt.Errorf("%w; Python 3.11 or later with its module venv is needed", err)
	}
	wanted := list + ".wanted"
	if err := os.WriteFile(wanted, requirements, 0o600); err != nil {
		return "", err
	}
	if err := run(exec.CommandContext(ctx, python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement", wanted)); err != nil {
		return "", err
	}
	// The list has this name only once everything in it is installed.
	return python, os.Rename(wanted, list)
}

func run(c *exec.Cmd) error {
	c.Stdout, c.Stderr = os.Stderr, os.Stderr
	if err := c.Run(); err != nil {
		return fmt.Errorf("%s: %w", c, err)
	}
	return nil
}
