package testenv

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

const needsNode = "Node 20.19 or later, with npm"

// installed is a copy of the package-lock.json whose packages are installed. The path is
// relative to its folder.
const installed = "node_modules/installed.json"

// Node returns the path of Node, after it has installed the packages pinned by the
// package-lock.json in folder.
func Node(t testing.TB, folder string) string {
	t.Helper()
	node := Program(t, "node", needsNode)
	if err := packages(t.Context(), folder); err != nil {
		Missing(t, needsNode, err)
	}
	return node
}

func packages(ctx context.Context, folder string) error {
	lock, err := os.ReadFile(filepath.Join(folder, "package-lock.json"))
	if err != nil {
		return err
	}
	mark := filepath.Join(folder, installed)
	if done, err := os.ReadFile(mark); err == nil && bytes.Equal(done, lock) {
		return nil
	}
	npm := exec.CommandContext(ctx, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
	npm.Dir = folder
	if err := run(npm); err != nil {
		return err
	}
	return os.WriteFile(mark, lock, 0o600)
}
