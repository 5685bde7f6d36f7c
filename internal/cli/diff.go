package cli

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"

	"whojoins/internal/edition"
	"whojoins/internal/model"
	"whojoins/internal/output"
	"whojoins/internal/questions"
	"whojoins/internal/store/memory"
)

type diffCommand struct {
	Old  string `arg:"" help:"Older edition: a packed file, a workspace, or the folder of a dataset." type:"path"`
	New  string `arg:"" help:"Newer edition." type:"path"`
	JSON bool   `name:"json" help:"Print one line of JSON per change, which whojoins patch reads."`
}

// Run prints what differs between two editions.
func (c *diffCommand) Run(ctx context.Context, t *terminal) error {
	m, err := model.Parse(t.program.Schema)
	if err != nil {
		return err
	}
	older, err := t.edition(ctx, m, c.Old)
	if err != nil {
		return err
	}
	newer, err := t.edition(ctx, m, c.New)
	if err != nil {
		return err
	}
	changes := edition.Compare(older.Source(), newer.Source())
	if c.JSON {
		return edition.Write(t.stdout, changes)
	}
	out := bufio.NewWriter(t.stdout)
	counts := map[string]*[3]int{}
	for change := range changes {
		if change.Kind == edition.Dataset {
			continue
		}
		n := counts[change.Type]
		if n == nil {
			n = new([3]int)
			counts[change.Type] = n
		}
		n[slices.Index([]string{edition.Add, edition.Remove, edition.Alter}, change.Op)]++
		fmt.Fprintln(out, strings.Map(printable, line(&change)))
	}
	rows := [][]string{{"type", "added", "removed", "fields changed"}}
	for _, typ := range slices.Sorted(maps.Keys(counts)) {
		n := counts[typ]
		rows = append(rows, []string{typ, fmt.Sprint(n[0]), fmt.Sprint(n[1]), fmt.Sprint(n[2])})
	}
	if len(counts) > 0 {
		fmt.Fprintln(out)
	}
	if err := questions.Align(out, rows); err != nil {
		return err
	}
	fmt.Fprintf(out, "%s → %s\n", older.Known().Version, newer.Known().Version)
	return out.Flush()
}

// line shows a change in one line.
func line(c *edition.Change) string {
	const most = 80
	short := func(v []byte) string {
		if text := []rune(string(v)); len(text) > most {
			return string(text[:most]) + "…"
		}
		return cmp.Or(string(v), "none")
	}
	switch c.Op {
	case edition.Add:
		var named struct{ Name string }
		_ = json.Unmarshal(c.After, &named) // a relation has no name
		return strings.TrimSpace("+ " + c.Type + " " + c.ID + " " + named.Name)
	case edition.Remove:
		return "- " + c.Type + " " + c.ID
	}
	return "~ " + c.Type + " " + c.ID + " " + c.Field + ": " + short(c.Before) + " → " + short(c.After)
}

// edition opens a packed file, builds a workspace, or loads the folder of a dataset.
func (t *terminal) edition(ctx context.Context, m *model.Model, path string) (*memory.Store, error) {
	if isFile(path) {
		return memory.Open(ctx, m, path)
	}
	g, _, err := loadDataset(ctx, m, path)
	if err != nil {
		return nil, err
	}
	src, err := memory.SourceOf(g)
	if err != nil {
		return nil, err
	}
	return memory.From(ctx, src)
}

type patchCommand struct {
	Old     string `arg:"" help:"Packed file with which the changes begin." type:"path"`
	Changes string `arg:"" help:"File of changes that whojoins diff --json has printed." type:"path"`
	Out     string `help:"File to write; an existing file is replaced once the new one is complete." required:"" type:"path" placeholder:"FILE.pack"`
}

// Run makes the newer edition out of the older one and the changes.
func (c *patchCommand) Run(ctx context.Context, t *terminal) error {
	if err := output.Check(c.Out); err != nil {
		return err
	}
	m, err := model.Parse(t.program.Schema)
	if err != nil {
		return err
	}
	older, err := memory.Open(ctx, m, c.Old)
	if err != nil {
		return err
	}
	f, err := os.Open(c.Changes)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }() // it was only read
	changes, err := edition.Read(f)
	if err != nil {
		return fmt.Errorf("%q: %w", c.Changes, err)
	}
	src, fault := changes.Apply(older.Source())
	newer, err := memory.From(ctx, src)
	if wrong := fault(); wrong != nil {
		return fmt.Errorf("%q: %w", c.Changes, wrong)
	} else if err != nil {
		return err
	}
	progress := newProgress(t.stderr)
	err = newer.Pack(ctx, c.Out, progress.bytes)
	progress.finish()
	if err != nil {
		return fmt.Errorf("packing into %q: %w", c.Out, err)
	}
	_, err = fmt.Fprintf(t.stdout, "Wrote version %s.\n", newer.Known().Version)
	return err
}
