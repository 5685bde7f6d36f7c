package cli

import (
	"context"
	"fmt"
	"os"
	"time"

	"whojoins/internal/output"
	"whojoins/internal/store/memory"
)

type packCommand struct {
	Out  string `help:"File to write; an existing file is replaced once the new one is complete. A - means standard output." required:"" type:"path" placeholder:"FILE"`
	Data string `help:"Dataset to pack instead of the built-in one: a folder, a workspace, or a packed file." type:"path" placeholder:"DIR"`
}

// Run packs a dataset into a file for serve --store.
func (c *packCommand) Run(ctx context.Context, t *terminal) error {
	start := time.Now()
	toStdout := c.Out == output.Stdout || c.Out == "/dev/stdout"
	if !toStdout {
		if err := output.Check(c.Out); err != nil {
			return fmt.Errorf("packing into %q: %w", c.Out, err) // before minutes of work
		}
	}
	g, err := t.dataset(ctx, c.Data)
	if err != nil {
		return err
	}
	src, err := memory.SourceOf(g)
	if err != nil {
		return err
	}
	progress := newProgress(t.stderr)
	rows := len(g.Entities) + len(g.Relations)
	src.Progress = func(done int) { progress.rows("building", done, rows) }
	st, err := memory.From(ctx, src)
	if err != nil {
		return err
	}
	progress.rows("building", rows, rows)
	if toStdout {
		err = output.Stream(t.stdout, func(f *os.File) error { return st.PackTo(ctx, f, progress.bytes) })
		progress.finish()
		return err
	}
	err = st.Pack(ctx, c.Out, progress.bytes)
	progress.finish()
	if err != nil {
		return fmt.Errorf("packing into %q: %w", c.Out, err)
	}
	info, err := os.Stat(c.Out)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(t.stdout, "Packed version %s in %v: %s, %s, %s. Serve it with whojoins --store %s\n",
		g.Version, time.Since(start).Round(time.Millisecond), entities(len(g.Entities)), plural(len(g.Relations), "relation"), plural(int(info.Size()), "byte"), c.Out)
	return err
}
