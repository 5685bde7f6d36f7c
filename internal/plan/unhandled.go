package plan

import "fmt"

// Unhandled returns the message with which a type switch over a closed sum type (Slot,
// Predicate, Query) panics where it has no case for v. The linter gochecksumtype finds such
// a switch before.
func Unhandled(v any) string { return fmt.Sprintf("a type switch has no case for %T; add one", v) }
