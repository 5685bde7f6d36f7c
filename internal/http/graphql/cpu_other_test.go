//go:build !unix

package graphql_test

import "time"

var begun = time.Now()

// clock returns the time since this process started.
func clock() time.Duration { return time.Since(begun) }
