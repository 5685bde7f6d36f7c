//go:build !unix

package output

// Lock does nothing on systems without locks on folders: run one command at a time there.
func Lock(string) (release func(), err error) { return func() {}, nil }
