//go:build outside

package mcp_test

import (
	"testing"

	"whojoins/bench/graph"
	"whojoins/internal/store/memory"
)

// TestOutsideTasks performs all tasks on the dataset.
func TestOutsideTasks(t *testing.T) {
	a := curated(t)
	a.check(t, a.tasksOf(t))
}

// TestOutsideTasksOnLargeGraph performs the tasks that a dataset gives on a graph of 100,000 nodes.
func TestOutsideTasksOnLargeGraph(t *testing.T) {
	m := readModel(t)
	src, err := memory.SourceOf(graph.New(m, 100_000, 1))
	if err != nil {
		t.Fatal(err)
	}
	st, err := memory.From(t.Context(), src)
	if err != nil {
		t.Fatal(err)
	}
	a := connect(t, m, st)
	tasks := append(a.participationTasks(t), a.nameTasks(t)...)
	a.check(t, append(tasks, a.linkTasks(t)...))
}
