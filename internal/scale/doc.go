// Package scale tests the service on a graph of a hundred thousand entities: that an operation
// ends soon after its caller has left or its time is up, and that the units of its work
// (plan.Work) are proportional to its time.
package scale
