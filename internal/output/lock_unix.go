//go:build unix

package output

import (
	"errors"
	"fmt"
	"os"
	"syscall"
)

// Lock keeps other commands from changing a folder until release is called, or this process
// ends. It returns an error at once if another command holds the lock.
func Lock(dir string) (release func(), err error) {
	d, err := os.Open(dir)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(d.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		_ = d.Close() // it was only read
		if errors.Is(err, syscall.EWOULDBLOCK) {
			return nil, fmt.Errorf("another command is changing the folder %q; try again when it has ended", dir)
		}
		return nil, err
	}
	return func() {
		// Closing alone would leave the lock with a process that another goroutine is starting, which
		// has a copy of the descriptor until it runs its program.
		_ = syscall.Flock(int(d.Fd()), syscall.LOCK_UN)
		_ = d.Close() // it was only read
	}, nil
}
