package store

// Keeper is an optional interface of a View whose store keeps what was computed from its edition
// of the dataset for later views of the same edition, within a bound on memory. What is kept is
// never modified, and its owner counts the work of computing it each time that it is used: what
// an operation costs does not depend on what others requested before.
type Keeper interface {
	// Kept returns the value that was kept under a key, or nil.
	Kept(key string) any
	// Keep keeps a value, which takes as much memory as size numbers of four bytes. Values that
	// have not been used for long make room for it; a value that would take too much of the
	// room is not kept.
	Keep(key string, size int, value any)
}
