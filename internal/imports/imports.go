// Package imports reads what people download from registers into a workspace: it opens the inputs,
// runs the reader of their kind, checks every value as the merge will, and adds the statements to
// the workspace, all inputs or none.
package imports

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"whojoins/internal/dataset/archive"
	"whojoins/internal/dataset/cordis"
	"whojoins/internal/dataset/intake"
	"whojoins/internal/dataset/mapped"
	"whojoins/internal/dataset/orcid"
	"whojoins/internal/dataset/ror"
	"whojoins/internal/dataset/sedia"
	"whojoins/internal/dataset/statement"
	"whojoins/internal/workspace"
)

// Kind is a kind of input.
type Kind struct {
	// Columns are the columns on which conditions can be made.
	Columns []string
	// Together reports whether a file, whose name is in lower case, belongs together with others
	// of its folder.
	Together func(name string) bool
	// New returns a reader.
	New func(in *archive.Input, where intake.Where, progress func(rows int)) (intake.Reader, error)
}

// CORDIS is the kind of editions of CORDIS.
var CORDIS = Kind{cordis.Columns, cordis.Together, func(in *archive.Input, where intake.Where, progress func(rows int)) (intake.Reader, error) {
	return cordis.New(in, where, progress), nil
}}

// Portal is the kind of saved answers of the Funding & Tenders Portal.
var Portal = Kind{sedia.Columns, never, func(in *archive.Input, where intake.Where, progress func(rows int)) (intake.Reader, error) {
	return sedia.New(in, where, progress), nil
}}

// ROR returns the kind of releases of ROR. With all, each record is an entity; otherwise the records
// only add to entities that other sources state.
func ROR(all bool) Kind {
	return Kind{ror.Columns, never, func(in *archive.Input, where intake.Where, progress func(rows int)) (intake.Reader, error) {
		return ror.NewImporter(in, where, all, progress), nil
	}}
}

// ORCID is the kind of public records of ORCID.
var ORCID = Kind{nil, never, func(in *archive.Input, _ intake.Where, progress func(rows int)) (intake.Reader, error) {
	return orcid.New(in, progress), nil
}}

// Draft returns a first map of a table.
func Draft(file string) (string, error) {
	inputs, err := archive.Open([]string{file}, never)
	if err != nil {
		return "", err
	}
	return mapped.Draft(inputs[0])
}

// UseMap makes the options those of tables that a map describes, as it was at a time.
func (o *Options) UseMap(schema *statement.Schema, text []byte, at time.Time) error {
	m, err := mapped.Parse(schema, text)
	if err == nil {
		o.Kind, o.Map, o.MapStamp = Table(m), string(text), archive.Stamp(at)
	}
	return err
}

// Table returns the kind of tables that a map describes.
func Table(m *mapped.Map) Kind {
	return Kind{[]string{intake.AnyColumn}, never, func(in *archive.Input, where intake.Where, progress func(rows int)) (intake.Reader, error) {
		return mapped.New(in, m, where, progress), nil
	}}
}

func never(string) bool { return false }

// Options are what to import, and how.
type Options struct {
	Kind
	Schema *statement.Schema
	// Files are the paths of the inputs, and Dir the workspace.
	Files []string
	Dir   string
	// Retrieved is the day of all inputs; by default each has that of its file.
	Retrieved string
	// Where are conditions on what is taken.
	Where []string
	// Map is the content of the map by which tables are read, and MapStamp its time: another map
	// gives other statements of the same file.
	Map, MapStamp string
	// All reports whether an import that would only enrich others stands on its own.
	All bool
	// Progress is called from time to time with the bytes that were read, those of all inputs, and
	// the rows that were read.
	Progress func(done, total int64, rows int)
}

// Result is what became of an input.
type Result struct {
	Input string
	// Import is the name of the import that it is now part of.
	Import string
	workspace.Count
	// Known reports whether the workspace had this input before, so that nothing has changed.
	Known bool
	// Others are its files that were not read.
	Others []string
	// Unused are the names of fields that were not used.
	Unused []string
}

// Run imports all inputs, or none. The error has a line for each input that cannot be imported.
func Run(ctx context.Context, o *Options) (results []Result, err error) {
	where, err := intake.ParseWhere(o.Where, o.Columns)
	if err != nil {
		return nil, err
	}
	inputs, broken := archive.Open(o.Files, o.Together)
	t, err := workspace.Begin(o.Dir, o.Schema)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, t.Close()) }()
	before, err := t.Manifests()
	if err != nil {
		return nil, err
	}
	r := &run{Options: o, where: where, transaction: t, meter: &meter{report: o.Progress}, alone: len(inputs) < parallel}
	for _, in := range inputs {
		o.stamp(in)
		r.meter.watch(in)
	}
	results, errs := make([]Result, len(inputs)), make([]error, len(inputs)+1)
	errs[len(inputs)] = broken
	var all errgroup.Group
	all.SetLimit(parallel)
	for i, in := range inputs {
		all.Go(func() error {
			var known bool
			if results[i], known = r.known(in, before); known {
				return nil
			}
			var err error
			if results[i], err = r.read(ctx, in); err != nil {
				errs[i] = fmt.Errorf("%s: %w", in.Name, err)
			}
			return nil
		})
	}
	_ = all.Wait() // each input has an error of its own
	if err := cmp.Or(ctx.Err(), errors.Join(errs...)); err != nil {
		return nil, err
	}
	return results, t.Commit(ctx)
}

// parallel is the number of inputs that are read at the same time, each in memory of its own.
const parallel = 2

// stamp gives an input the stamp of its statements. A later map replaces what an earlier one has
// stated of the same file.
func (o *Options) stamp(in *archive.Input) {
	if o.Map != "" {
		in.SHA256 = workspace.Hash(in.SHA256 + o.Map)
		in.Stamp = max(in.Stamp, o.MapStamp)
	}
	switch {
	case o.Retrieved != "" && o.Map != "":
		in.Stamp = o.Retrieved + "T" + o.MapStamp
	case o.Retrieved != "":
		in.Stamp = o.Retrieved
	}
}

// run is one run of an import.
type run struct {
	*Options
	where       intake.Where
	transaction *workspace.Transaction
	meter       *meter
	// alone reports whether there is a single input, which is then parsed while its statements before
	// are checked.
	alone bool
}

// known returns the result of an input that the workspace has already.
func (r *run) known(in *archive.Input, before []workspace.Manifest) (Result, bool) {
	for _, m := range before {
		for _, had := range m.Inputs {
			if had.SHA256 == in.SHA256 && had.Stamp == in.Stamp && m.Where == r.where.String() && (!m.Enriches || !r.All) {
				return Result{Input: in.Name, Import: m.Name, Count: had.Count, Known: true}, true
			}
		}
	}
	return Result{}, false
}

// read reads an input into the transaction.
func (r *run) read(ctx context.Context, in *archive.Input) (Result, error) {
	rows := 0
	reader, err := r.New(in, r.where, func(n int) {
		r.meter.row(n - rows)
		rows = n
	})
	if err != nil {
		return Result{}, err
	}
	part := r.transaction.NewPart()
	c := newCollector(ctx, r.Schema, part, in.Stamp)
	statements := reader.Statements()
	if r.alone {
		statements = statement.Ahead(statements)
	}
	for st, err := range statements {
		if c.seen++; c.seen%1024 == 0 && ctx.Err() != nil {
			return Result{}, ctx.Err()
		}
		if err := c.take(&st, err); err != nil {
			return Result{}, err
		}
	}
	if err := c.finish(); err != nil {
		return Result{}, err
	}
	r.meter.row(reader.Rows().Read - rows)
	return r.name(in, reader, part, c)
}

// name gives the part of the transaction its name, once its reader knows what the input is.
func (r *run) name(in *archive.Input, reader intake.Reader, part *workspace.Part, c *collector) (Result, error) {
	source, count := reader.Source(), workspace.Count(*reader.Rows())
	count.Refused += c.lost
	for field, n := range c.without {
		if count.Without == nil {
			count.Without = map[string]int{}
		}
		count.Without[field] += n
	}
	m := workspace.Manifest{
		Name: source.Import, Enriches: source.Enriches, Anchor: source.Anchor, Where: r.where.String(),
		Source: workspace.Source{ID: source.ID, Name: source.Name, URL: source.URL, Licence: source.Licence},
	}
	if m.Where != "" {
		m.Name += "-" + workspace.Hash(m.Where)[:12]
	}
	for _, record := range source.Records {
		part.Has(record, in.Stamp)
	}
	err := part.AddInput(workspace.Input{File: in.Name, SHA256: in.SHA256, Stamp: in.Stamp, Complete: source.Complete, Count: count}, c.refused)
	if err == nil {
		err = r.transaction.Name(part, m)
	}
	return Result{Input: in.Name, Import: m.Name, Count: count, Others: source.Others, Unused: source.Unused}, err
}

// meter counts the bytes and rows that are read of all inputs.
type meter struct {
	mutex       sync.Mutex
	report      func(done, total int64, rows int)
	done, total int64
	rows        int
}

// watch counts the bytes of all files of an input.
func (m *meter) watch(in *archive.Input) {
	for i := range in.Files {
		f := &in.Files[i]
		m.total += f.Size
		open := f.Open
		f.Open = func() (io.ReadCloser, error) {
			in, err := open()
			if err != nil {
				return nil, err
			}
			return &counted{in, m}, nil
		}
	}
}

// row reports more rows.
func (m *meter) row(more int) {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	if m.rows += more; m.report != nil {
		m.report(min(m.done, m.total), m.total, m.rows)
	}
}

// counted counts the bytes that are read.
type counted struct {
	io.ReadCloser
	*meter
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.ReadCloser.Read(p)
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.done += int64(n)
	return n, err
}
