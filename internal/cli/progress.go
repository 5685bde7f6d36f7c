package cli

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// progress shows the stages of a long command: a bar on a terminal, otherwise one line per
// finished stage.
type progress struct {
	out         io.Writer
	interactive bool
	stage, unit string
	done        int
	// lines is the number of rows, of a stage that is measured in bytes, or 0.
	lines int
	start time.Time
	bar   *progressbar.ProgressBar
}

func newProgress(out io.Writer) *progress {
	f, ok := out.(*os.File)
	return &progress{out: out, interactive: ok && term.IsTerminal(int(f.Fd()))}
}

// rows shows a stage that is measured in rows.
func (p *progress) rows(stage string, done, total int) { p.show("rows", stage, done, total) }

// bytes shows a stage that is measured in bytes.
func (p *progress) bytes(stage string, done, total int64) {
	p.show("KiB", stage, int(done>>10), int(total>>10))
}

// inputs shows how much of the inputs of an import is read, in bytes, and how many rows that were.
func (p *progress) inputs(done, total int64, rows int) {
	p.bytes("reading", done, total)
	if p.lines = rows; p.bar != nil {
		p.bar.Describe(fmt.Sprintf("reading: %d rows", rows))
	}
}

// show reports that done of total units of a stage are finished; a total of 0 is unknown.
// A new stage finishes the previous one.
func (p *progress) show(unit, stage string, done, total int) {
	if stage != p.stage {
		p.finish()
		p.stage, p.unit, p.lines, p.start = stage, unit, 0, time.Now()
		if p.interactive {
			p.bar = newBar(p.out, stage, unit, total)
		}
	}
	p.done = done
	if p.bar != nil {
		_ = p.bar.Set(done)
	}
}

func newBar(out io.Writer, stage, unit string, total int) *progressbar.ProgressBar {
	if total == 0 {
		total = -1 // the library's value for an unknown total
	}
	return progressbar.NewOptions(total, progressbar.OptionSetWriter(out), progressbar.OptionSetDescription(stage),
		progressbar.OptionShowIts(), progressbar.OptionSetItsString(unit), progressbar.OptionShowCount(),
		progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionOnCompletion(func() { fmt.Fprintln(out) }))
}

// finish ends the current stage.
func (p *progress) finish() {
	if p.stage == "" {
		return
	}
	if p.bar != nil {
		_ = p.bar.Finish()
	} else {
		duration := time.Since(p.start)
		rate := float64(p.done) / max(duration.Seconds(), 1e-3)
		rows := ""
		if p.lines > 0 {
			rows = fmt.Sprintf("%d rows, ", p.lines)
		}
		fmt.Fprintf(p.out, "%s: %s%d %s in %v, %.0f %s/s\n", p.stage, rows, p.done, p.unit, duration.Round(time.Millisecond), rate, p.unit)
	}
	p.stage, p.bar = "", nil
}

// entities returns a number of entities with its noun.
func entities(n int) string {
	if n == 1 {
		return "1 entity"
	}
	return fmt.Sprintf("%d entities", n)
}
