package cli

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing/fstest"

	"whojoins/internal/build"
	"whojoins/internal/dataset/statement"
	"whojoins/internal/dataset/yaml"
	"whojoins/internal/identity"
	"whojoins/internal/model"
	"whojoins/internal/output"
	"whojoins/internal/workspace"
	"whojoins/seed"
)

// conflictsFile lists what keeps records apart although something shows that they are one.
const conflictsFile = "conflicts.csv"

// workspaceInput is what a workspace is built from.
type workspaceInput struct {
	*build.Input
	*workspace.Workspace
	schema *statement.Schema
	// read, taken and refused count the rows of the imports.
	read, taken, refused int
}

// workspace opens a workspace, with the dataset in the program unless it is alone.
func (t *terminal) workspace(ctx context.Context, dir string, alone bool) (*workspaceInput, error) {
	m, err := model.Parse(t.program.Schema)
	if err != nil {
		return nil, err
	}
	return openWorkspace(ctx, m, dir, alone)
}

// openWorkspace is workspace for a model that is read.
func openWorkspace(ctx context.Context, m *model.Model, dir string, alone bool) (*workspaceInput, error) {
	schema, err := statement.NewSchema(m)
	if err != nil {
		return nil, err
	}
	w, err := workspace.Open(dir)
	if err != nil {
		return nil, err
	}
	in := &workspaceInput{Input: &build.Input{}, Workspace: w, schema: schema}
	if err := in.curated(ctx, alone); err != nil {
		return nil, err
	}
	if err := in.imports(); err != nil {
		return nil, err
	}
	if in.Decisions, err = in.decisions(); err != nil {
		return nil, err
	}
	forgotten, err := w.Forgotten()
	if err != nil {
		return nil, err
	}
	in.Input.Forgotten = forgotten.Has
	return in, in.version(alone)
}

// curated opens the dataset in the program and the curated files.
func (in *workspaceInput) curated(ctx context.Context, alone bool) error {
	var folders []fs.FS
	if !alone {
		folders = append(folders, seed.Embedded())
	}
	if folder, ok := in.Workspace.Curated(); ok {
		folder, err := withAbout(folder)
		if err != nil {
			return err
		}
		folders = append(folders, folder)
	} else if alone {
		folders = append(folders, fstest.MapFS{yaml.AboutFile: {Data: []byte(aboutImports)}})
	}
	var about []*statement.About
	for _, folder := range folders {
		f := yaml.Open(ctx, in.schema, folder)
		about = append(about, f.About())
		in.Input.Curated = append(in.Input.Curated, f.Statements())
	}
	in.About = build.Curated(about...)
	return ctx.Err()
}

// aboutImports describes a workspace whose curated files do not describe it.
const aboutImports = "name: Imported registers\nversion: \"1\"\nlicence: see the sources\n"

// withAbout adds a description to curated files that have none.
func withAbout(folder fs.FS) (fs.FS, error) {
	if _, err := fs.Stat(folder, yaml.AboutFile); err == nil || !errors.Is(err, fs.ErrNotExist) {
		return folder, err
	}
	all := fstest.MapFS{yaml.AboutFile: {Data: []byte(aboutImports)}}
	entries, err := fs.ReadDir(folder, ".")
	if err != nil {
		return nil, err
	}
	for _, entry := range entries {
		if entry.IsDir() {
			continue
		}
		text, err := fs.ReadFile(folder, entry.Name())
		if err != nil {
			return nil, err
		}
		all[entry.Name()] = &fstest.MapFile{Data: text}
	}
	return all, nil
}

// imports opens the imports. The day of the dataset is that of the newest of its parts.
func (in *workspaceInput) imports() error {
	list, err := in.Workspace.Imports()
	if err != nil {
		return err
	}
	for _, i := range list {
		imp := build.Import{Name: i.Name, Statements: i.Statements(in.schema), Enriches: i.Enriches}
		if i.Anchor != "" {
			imp.Counting = func(stated func(id string) bool) statement.Stream { return i.Counting(in.schema, stated) }
		}
		in.Input.Imports = append(in.Input.Imports, imp)
		in.About.Date = max(in.About.Date, i.Day())
		for _, file := range i.Inputs {
			in.read, in.taken, in.refused = in.read+file.Read, in.taken+file.Taken(), in.refused+file.Refused
		}
	}
	return nil
}

// decisions reads what people have decided.
func (in *workspaceInput) decisions() ([]identity.Decision, error) {
	f, err := os.Open(filepath.Join(in.Dir(), workspace.Decisions))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	} else if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // it was only read
	return identity.ReadDecisions(f)
}

// version adds a hash of everything that the graph depends on, besides the curated files, to the
// version.
func (in *workspaceInput) version(alone bool) error {
	hash, err := in.Hash()
	if err != nil {
		return err
	}
	sum := sha256.New()
	fmt.Fprintf(sum, "%s\x00%s\x00%v\x00", hash, identity.Rules(), alone)
	if f, err := os.Open(filepath.Join(in.Dir(), workspace.ForgottenFile)); err == nil {
		_, err = io.Copy(sum, f)
		if err := errors.Join(err, f.Close()); err != nil {
			return err
		}
	}
	in.About.Version += "+" + hex.EncodeToString(sum.Sum(nil))[:12]
	return nil
}

// writeConflicts writes the conflicts into the workspace, if they have changed.
func (in *workspaceInput) writeConflicts(r *identity.Result) error {
	var b strings.Builder
	if err := identity.WriteConflicts(&b, r.Conflicts); err != nil {
		return err
	}
	name := filepath.Join(in.Dir(), conflictsFile)
	if before, err := os.ReadFile(name); err == nil && string(before) == b.String() {
		return nil
	}
	return output.WriteFile(name, []byte(b.String()))
}
