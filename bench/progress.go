package main

import (
	"fmt"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// stages shows the progress of a measurement on standard error: a bar on a terminal,
// elsewhere a line for each stage.
type stages struct {
	name string
	bar  *progressbar.ProgressBar
}

func newStages() *stages { return &stages{} }

// progress shows how much of a stage is done; a total of 0 means unknown.
func (s *stages) progress(name string, done, total int) {
	if name != s.name {
		s.finish()
		s.name = name
		if !term.IsTerminal(int(os.Stderr.Fd())) {
			progress("%s", name)
			return
		}
		if total == 0 {
			total = -1
		}
		s.bar = progressbar.NewOptions(total, progressbar.OptionSetWriter(os.Stderr), progressbar.OptionSetDescription(name),
			progressbar.OptionShowCount(), progressbar.OptionSetPredictTime(true), progressbar.OptionThrottle(100*time.Millisecond),
			progressbar.OptionOnCompletion(func() { fmt.Fprintln(os.Stderr) }))
	}
	if s.bar != nil {
		_ = s.bar.Set(done) // a bar that cannot be drawn stops nothing
	}
}

// finish ends the current stage.
func (s *stages) finish() {
	if s.bar != nil {
		_ = s.bar.Finish()
	}
	s.name, s.bar = "", nil
}

// progress prints a line on standard error.
func progress(format string, args ...any) { fmt.Fprintf(os.Stderr, format+"\n", args...) }
