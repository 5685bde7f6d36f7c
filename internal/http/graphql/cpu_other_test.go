//go:build !unix

package graphql_test

import "time"

var begun = time.Now()

// clock is how long this process has run.
func clock() time.Duration { return time.Since(begun) }
