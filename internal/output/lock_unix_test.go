//go:build unix

package output_test

import (
	"os"
	"syscall"
	"testing"

	"whojoins/internal/output"
)

// TestLockIsReleasedDespiteACopy copies the descriptors of a locked folder, as a process that is being
// started does until it runs its program: the release must end the lock nevertheless.
func TestLockIsReleasedDespiteACopy(t *testing.T) {
	dir := t.TempDir()
	release, err := output.Lock(dir)
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.Stat(dir)
	if err != nil {
		t.Fatal(err)
	}
	copies := 0
	for fd := range 256 {
		var is syscall.Stat_t
		if syscall.Fstat(fd, &is) != nil || is.Ino != want.Sys().(*syscall.Stat_t).Ino {
			continue
		}
		if n, err := syscall.Dup(fd); err == nil {
			copies++
			defer func() { _ = syscall.Close(n) }()
		}
	}
	if copies == 0 {
		t.Fatal("the lock has no descriptor")
	}
	release()
	again, err := output.Lock(dir)
	if err != nil {
		t.Fatalf("after the release, with a copy of the descriptor: %v", err)
	}
	again()
}
