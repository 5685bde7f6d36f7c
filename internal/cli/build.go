package cli

import (
	"context"
	"fmt"
	"os"
	"time"

	"whojoins/internal/build"
	"whojoins/internal/output"
	"whojoins/internal/store/memory"
)

type buildCommand struct {
	Dir   string `arg:"" help:"Workspace: a folder that whojoins import has filled." type:"path"`
	Out   string `help:"File to write; an existing file is replaced once the new one is complete." required:"" type:"path" placeholder:"FILE.pack"`
	Alone bool   `help:"Leave out the dataset in the program."`
}

// Run builds a workspace into a packed file. If the file has this version already, nothing is
// done.
func (c *buildCommand) Run(ctx context.Context, t *terminal) error {
	start := time.Now()
	if err := output.Check(c.Out); err != nil {
		return fmt.Errorf("building %q: %w", c.Out, err) // before minutes of work
	}
	in, err := t.workspace(ctx, c.Dir, c.Alone)
	if err != nil {
		return err
	}
	if _, err := os.Stat(c.Out); err == nil {
		if st, err := memory.Open(ctx, in.schema.Model, c.Out); err == nil && st.Known().Version == in.About.Version {
			_, err := fmt.Fprintf(t.stdout, "%s has version %s already: 0 changes.\n", c.Out, in.About.Version)
			return err
		}
	}
	defer collectWithin(buildMemory)()
	progress := newProgress(t.stderr)
	result, err := build.Compact(ctx, in.schema, in.Input)
	if err != nil {
		return err
	}
	for _, f := range result.LeftOut {
		fmt.Fprintln(t.stderr, "left out:", f)
	}
	if err := in.writeConflicts(result.Identity); err != nil {
		return err
	}
	found := result.Identity
	left, conflicts := len(found.Open), len(found.Conflicts)
	result.Identity = nil // the records are released before the pack is made
	if err := packCompact(ctx, result, c.Out, progress); err != nil {
		return fmt.Errorf("building %q: %w", c.Out, err)
	}
	_, err = fmt.Fprintf(t.stdout, "Built version %s in %v: %s, %s.\nRows: %d read, %d taken, %d refused.\nEntities: %d new, %d matched, %d left open; %s in %s.\n",
		in.About.Version, time.Since(start).Round(time.Millisecond), entities(result.Report.Entities), plural(result.Report.Relations, "relation"),
		in.read, in.taken, in.refused, result.New, result.Matched, left, plural(conflicts, "conflict"), conflictsFile)
	return err
}

// packCompact writes the graph of a result into a packed file, and releases it once it was read.
func packCompact(ctx context.Context, r *build.Result, path string, progress *progress) error {
	g := r.Compact
	r.Compact = nil
	rows := r.Report.Entities + r.Report.Relations
	src := &memory.Source{About: g.About, IDs: g.IDs(), Entities: g.Entities(), Relations: g.Relations, Together: true}
	src.Progress = func(done int) { progress.rows("building", done, rows) }
	st, err := memory.From(ctx, src)
	if err != nil {
		return err
	}
	progress.rows("building", rows, rows)
	err = st.Pack(ctx, path, progress.bytes)
	progress.finish()
	return err
}
