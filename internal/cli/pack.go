package cli

import (
	"context"
	"fmt"
	"os"
	"time"

	"whojoins/internal/store/memory"
)

type packCommand struct {
	Out  string `help:"File to write; one that is there is replaced when the new one is complete." required:"" type:"path" placeholder:"FILE"`
	Data string `help:"Folder of a dataset to pack instead of the one in the program." type:"path" placeholder:"DIR"`
}

// Run packs a dataset into a file that --store serves from.
func (c *packCommand) Run(ctx context.Context, o *output) error {
	start := time.Now()
	g, err := o.dataset(c.Data)
	if err != nil {
		return err
	}
	src, err := memory.SourceOf(g)
	if err != nil {
		return err
	}
	stages := &stages{out: o.beside, terminal: isTerminal(o.beside)}
	rows := len(g.Entities) + len(g.Relations)
	src.Progress = func(done int) { stages.progress("building", done, rows) }
	st, err := memory.From(src)
	if err != nil {
		return err
	}
	stages.progress("building", rows, rows)
	err = st.Pack(ctx, c.Out, func(stage string, done, total int64) {
		stages.progressIn("KiB", stage, int(done>>10), int(total>>10))
	})
	stages.finish()
	if err != nil {
		return fmt.Errorf("packing into %q: %w", c.Out, err)
	}
	info, err := os.Stat(c.Out)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(o.result, "version %s packed in %v: entities %d, relations %d, bytes %d; serve it with whojoins --store %s\n",
		g.Version, time.Since(start).Round(time.Millisecond), len(g.Entities), len(g.Relations), info.Size(), c.Out)
	return err
}
