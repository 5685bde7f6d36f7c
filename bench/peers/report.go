package main

import (
	"context"
	"fmt"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"time"
)

// report is what was measured.
type report struct {
	command          *command
	nodes, relations int
	asked            []*asked
	service          *served
	peers            []*peer
	// resident is the resident memory of each engine, in bytes.
	resident []int64
}

// The goals for the service as a whole, at 100,000 nodes.
const (
	goalFirst    = 500 * time.Millisecond
	goalResident = 150 << 20
	goalNodes    = 100_000
)

// text returns the report in Markdown.
func (r *report) text(ctx context.Context) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# Beside embeddable engines\n\nWritten by `make bench-peers`. Every engine has loaded the same graph and answers the same questions\n"+
		"by its own best query, in its own process, without a network. The service is asked in GraphQL over HTTP\n"+
		"by one client, so its times include receiving, estimating, checking and writing. The sides take turns on\n"+
		"one machine. Times are in milliseconds, median (99th percentile); those of an engine whose answers differ\n"+
		"from the service's are in italics.\n\n")
	fmt.Fprintf(&b, "- machine: %d processors, %s/%s, %s\n- commit: %s\n", runtime.NumCPU(), runtime.GOOS, runtime.GOARCH, runtime.Version(), commit(ctx))
	fmt.Fprintf(&b, "- %d nodes, %d relations, seed %d; %d draws of variables, %v a side and question in %d turns\n", r.nodes, r.relations, r.command.Seed, r.command.Draws, r.command.Time, r.command.Rounds)
	r.times(&b)
	r.wholes(&b)
	r.cannot(&b)
	return b.String()
}

// times writes the table of times.
func (r *report) times(b *strings.Builder) {
	fmt.Fprintf(b, "\n| question | goal | service | CPU µs |")
	for _, p := range r.peers {
		fmt.Fprintf(b, " %s |", p.version)
	}
	fmt.Fprintf(b, "\n|---|--:|--:|--:|%s\n", strings.Repeat("--:|", len(r.peers)))
	for _, a := range r.asked {
		goal := milliseconds(a.middle)
		if a.slow > 0 {
			goal += " (" + milliseconds(a.slow) + ")"
		}
		fmt.Fprintf(b, "| %s | %s |", a.name, goal)
		for i, s := range a.sides {
			switch times := s.times(); {
			case s.cannot != "":
				fmt.Fprintf(b, " cannot |")
			case s.differs != "":
				fmt.Fprintf(b, " *%s* |", times)
			case i == 0:
				slices.Sort(s.turns)
				fmt.Fprintf(b, " **%s** | %.0f |", times, s.turns[len(s.turns)/2])
			default:
				fmt.Fprintf(b, " %s |", times)
			}
		}
		fmt.Fprintln(b)
	}
	fmt.Fprintln(b)
	for _, a := range r.asked {
		fmt.Fprintf(b, "- %s: %s\n", a.name, a.about)
	}
}

// times returns the median and the 99th percentile.
func (s *side) times() string {
	if len(s.micros) == 0 {
		return ""
	}
	slices.Sort(s.micros)
	return fmt.Sprintf("%s (%s)", rounded(s.micros[len(s.micros)/2]/1e3), rounded(s.micros[(len(s.micros)*99-1)/100]/1e3))
}

// rounded returns a number with two or three significant digits.
func rounded(v float64) string {
	switch {
	case v < 0.0995:
		return fmt.Sprintf("%.3f", v)
	case v < 9.95:
		return fmt.Sprintf("%.2f", v)
	case v < 99.5:
		return fmt.Sprintf("%.1f", v)
	}
	return fmt.Sprintf("%.0f", v)
}

func milliseconds(d time.Duration) string {
	return strings.TrimSuffix(strings.TrimRight(fmt.Sprintf("%.2f", float64(d)/float64(time.Millisecond)), "0"), ".")
}

// wholes writes the times to load and the memory.
func (r *report) wholes(b *strings.Builder) {
	fmt.Fprintf(b, "\n| | service |")
	for _, p := range r.peers {
		fmt.Fprintf(b, " %s |", p.version)
	}
	fmt.Fprintf(b, "\n|---|--:|%s\n", strings.Repeat("--:|", len(r.peers)))
	goal := func(text string) string {
		if r.nodes == goalNodes {
			return fmt.Sprintf(" (goal %s)", text)
		}
		return ""
	}
	fmt.Fprintf(b, "| s until the first answer from a packed file, or to load the tables | **%.2f**%s |", r.service.first.Seconds(), goal(fmt.Sprint(goalFirst.Seconds())))
	for _, p := range r.peers {
		fmt.Fprintf(b, " %.2f |", p.loaded.Seconds())
	}
	fmt.Fprintf(b, "\n| MB of resident memory at the end | **%d**%s |", r.service.resident>>20, goal(fmt.Sprint(goalResident>>20)))
	for _, n := range r.resident {
		fmt.Fprintf(b, " %d |", n>>20)
	}
	fmt.Fprintln(b)
}

// cannot writes what an engine cannot do, and how answers differ.
func (r *report) cannot(b *strings.Builder) {
	title := "\nWhat an engine cannot do, and where its answers differ:\n\n"
	for i, p := range r.peers {
		said := map[string][]string{}
		var order []string
		for _, a := range r.asked {
			text := a.sides[1+i].cannot
			if text == "" && a.sides[1+i].differs != "" {
				text = "another answer: " + a.sides[1+i].differs
			}
			if text != "" {
				if said[text] == nil {
					order = append(order, text)
				}
				said[text] = append(said[text], a.name)
			}
		}
		for _, text := range order {
			fmt.Fprintf(b, "%s- %s, %s: %s\n", title, p.version, strings.Join(said[text], ", "), text)
			title = ""
		}
	}
}

// commit returns the commit of the working tree.
func commit(ctx context.Context) string {
	text, err := exec.CommandContext(ctx, "git", "rev-parse", "--short", "HEAD").Output()
	if err != nil {
		return "unknown"
	}
	return strings.TrimSpace(string(text))
}
