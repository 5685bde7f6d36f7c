package main

import (
	"context"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"time"
)

// The goals of the service against hand-written Cypher.
const (
	meanGoal   = 0.9
	leastGoal  = 0.8
	medianGoal = 1.2
	manyGoal   = 16
)

// report holds the measurements of a run.
type report struct {
	command *yardstickCommand
	sizes   []*sizeReport
}

// sizeReport holds the measurements with one graph.
type sizeReport struct {
	nodes, relations int
	asked            []*asked
	// memory is the resident memory of each program at the end, in bytes: service,
	// hand-written side, embedded, plain.
	memory   [4]float64
	database string
}

// ratio returns the service's requests per second divided by those of the hand-written
// side, as cell.ratio does.
func (h *heat) ratio() float64 {
	c := cell{service: h.samples[0], plain: h.samples[1]}
	return c.ratio()
}

// slowdown returns the median latency of the service divided by that of the hand-written
// side.
func (h *heat) slowdown() float64 {
	return float64(h.samples[0].median()) / float64(h.samples[1].median())
}

func (s *sample) median() time.Duration {
	slices.Sort(s.latencies)
	return s.percentile(50)
}

// write writes the report as Markdown.
func (r *report) write(ctx context.Context, out io.Writer) error {
	fmt.Fprintf(out, "# The yardstick\n\nWritten by `make bench`. Whojoins on Neo4j, queried in GraphQL over HTTP, against the best Cypher written by\n"+
		"hand for each question, through the same driver, answered by `encoding/json` from the same HTTP frame.\n"+
		"The embedded store is compared with the same answers from structs in memory, encoded for every request.\n"+
		"Answers are equal byte for byte. Both take turns on one machine, which the database and the clients share,\n"+
		"so ratios are more reliable than times.\n\n")
	fmt.Fprintf(out, "- machine: %s, %d cores; %s, %s\n- commit: %s\n- seed %d, %d draws of variables a question in proportion to degree, %v a side in %d turns, %v clients\n",
		processor(), runtime.NumCPU(), runtime.GOOS+"/"+runtime.GOARCH, runtime.Version(), commit(ctx),
		r.command.Seed, r.command.Parameters, r.command.Time, r.command.Rounds, r.command.Clients)
	for _, s := range r.sizes {
		s.write(out, r.command.Clients)
	}
	_, err := fmt.Fprintln(out)
	return err
}

func (s *sizeReport) write(out io.Writer, clients []int) {
	fmt.Fprintf(out, "\n## %d nodes, %d relations\n\n%s. At the end the service holds %.0f MB on Neo4j and %.0f MB on a packed file, the hand-written side %.0f MB.\n",
		s.nodes, s.relations, s.database, s.memory[0]/1e6, s.memory[2]/1e6, s.memory[1]/1e6)
	for i, n := range clients {
		fmt.Fprintf(out, "\n### Neo4j, %d clients\n\n", n)
		s.table(out, func(a *asked) *heat { return &a.heats[i] })
	}
	fmt.Fprint(out, "\n### Traffic to the database\n\nFor one request, the mean over the draws; service / hand-written. The service guarantees that an answer comes\n"+
		"from a single edition of the dataset; the database hits for this guarantee, which the hand-written side\ndoes not give, are in a column of their own.\n\n"+
		"| question | statements | messages | database hits | for the edition | bytes from the database |\n|---|--:|--:|--:|--:|--:|\n")
	for _, a := range s.asked {
		fmt.Fprintf(out, "| %s | %.0f / %.0f | %.0f / %.0f | %.0f / %.0f | %.0f | %.0f / %.0f |\n", a.question.Name,
			a.traffic[0].statements, a.traffic[1].statements, a.traffic[0].messages, a.traffic[1].messages,
			a.hits[0]-a.checks[0], a.hits[1], a.checks[0], a.traffic[0].bytes, a.traffic[1].bytes)
	}
	for i, n := range clients {
		fmt.Fprintf(out, "\n### Embedded store against structs in memory, %d clients\n\n", n)
		s.table(out, func(a *asked) *heat { return &a.embedded[i] })
	}
	s.goals(out)
}

// table writes a row for each question.
func (s *sizeReport) table(out io.Writer, of func(*asked) *heat) {
	fmt.Fprint(out, "| question | what | bytes | ratio | requests/s | p50 ms | p50 ratio | p99 ms | CPU µs | allocations | kB allocated |\n"+
		"|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n")
	for _, a := range s.asked {
		h := of(a)
		x, y := &h.samples[0], &h.samples[1]
		slowdown := h.slowdown()
		fmt.Fprintf(out, "| %s | %s | %d | **%.2f** | %.0f / %.0f | %s / %s | %.2f | %s / %s | %.0f / %.0f | %.0f / %.0f | %.1f / %.1f |\n",
			a.question.Name, a.question.About, a.bytes(), h.ratio(), x.perSecond(), y.perSecond(),
			milliseconds(x.percentile(50)), milliseconds(y.percentile(50)), slowdown, milliseconds(x.percentile(99)), milliseconds(y.percentile(99)),
			x.microseconds(), y.microseconds(), x.objects(), y.objects(), x.kilobytes(), y.kilobytes())
	}
}

func milliseconds(d time.Duration) string { return fmt.Sprintf("%.2f", d.Seconds()*1e3) }

// bytes returns the mean size of an answer over the draws.
func (a *asked) bytes() int {
	n := 0
	for _, e := range a.exchanges {
		n += len(e.Answer)
	}
	return n / len(a.exchanges)
}

// goals writes which goals are met.
func (s *sizeReport) goals(out io.Writer) {
	fmt.Fprint(out, "\n### Goals\n\n")
	for i := range s.asked[0].heats {
		clients := s.asked[0].heats[i].clients
		logs, least, leastOf, slow, slowOf := 0.0, math.Inf(1), "", 0.0, ""
		for _, a := range s.asked {
			ratio := a.heats[i].ratio()
			logs += math.Log(ratio)
			if ratio < least {
				least, leastOf = ratio, a.question.Name
			}
			if r := a.heats[i].slowdown(); r > slow {
				slow, slowOf = r, a.question.Name
			}
		}
		mean := math.Exp(logs / float64(len(s.asked)))
		switch clients {
		case manyGoal:
			fmt.Fprintf(out, "- %d clients: geometric mean of the ratios %.2f (goal: at least %.1f, %s), least %.2f, %s (goal: at least %.1f, %s)\n",
				clients, mean, meanGoal, met(mean >= meanGoal), least, leastOf, leastGoal, met(least >= leastGoal))
		case 1:
			fmt.Fprintf(out, "- one client: largest median %.2f times the hand-written, %s (goal: at most %.1f, %s); geometric mean of the ratios %.2f\n",
				slow, slowOf, medianGoal, met(slow <= medianGoal), mean)
		default:
			fmt.Fprintf(out, "- %d clients: geometric mean of the ratios %.2f, least %.2f, %s\n", clients, mean, least, leastOf)
		}
	}
	var over []string
	for _, a := range s.asked {
		if hits := a.hits[0] - a.checks[0]; hits > a.hits[1] {
			over = append(over, fmt.Sprintf("%s %.0f over %.0f", a.question.Name, hits, a.hits[1]))
		}
	}
	for i := range s.asked[0].embedded {
		s.embeddedGoal(out, i)
	}
	fmt.Fprintf(out, "- database hits, those for the edition apart: no more than by hand (%s%s)\n", met(len(over) == 0), strings.Join(append([]string{""}, over...), "; "))
}

// embeddedGoal writes whether the goal for plain rows is met.
func (s *sizeReport) embeddedGoal(out io.Writer, i int) {
	least, leastOf := math.Inf(1), ""
	for _, a := range s.asked {
		if ratio := a.embedded[i].ratio(); a.question.Plain && ratio < least {
			least, leastOf = ratio, a.question.Name
		}
	}
	if leastOf != "" {
		fmt.Fprintf(out, "- embedded store, %d clients: least ratio of plain rows %.2f, %s (goal: at least 1, %s)\n",
			s.asked[0].embedded[i].clients, least, leastOf, met(least >= 1))
	}
}

func met(yes bool) string {
	if yes {
		return "met"
	}
	return "missed"
}

// processor returns the model of the processor, or the architecture if that is unknown.
func processor() string {
	text, _ := os.ReadFile("/proc/cpuinfo") // absent on other systems than Linux
	for line := range strings.Lines(string(text)) {
		if name, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(name) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return runtime.GOARCH
}

// commit describes the commit of the working tree.
func commit(ctx context.Context) string {
	text, err := exec.CommandContext(ctx, "git", "describe", "--always", "--dirty").Output()
	if err != nil {
		return "unknown"
	}
	return strings.TrimSpace(string(text))
}
