package cli

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"iter"
	"strings"

	"whojoins/internal/dataset"
	"whojoins/internal/model"
	"whojoins/internal/store"
	"whojoins/internal/store/memory"
)

// forgetInPack replaces a packed file by one without the entity and its relations.
func (c *forgetCommand) forgetInPack(ctx context.Context, t *terminal, m *model.Model) error {
	source, err := dataset.SourceType(m)
	if err != nil {
		return err
	}
	st, err := memory.Open(ctx, m, c.Dir)
	if err != nil {
		return err
	}
	src := st.Source()
	found, naming := find(src, c.ID)
	switch {
	case found == nil:
		return fmt.Errorf("no entity in %q has the id %q; if it was removed already, nothing is left to do", c.Dir, c.ID)
	case found.Type == source:
		return fmt.Errorf("%q is a source; delete its file from the folder of the dataset instead, and pack it again", c.ID)
	}
	without := leaveOut(src, found.ID)
	after, err := memory.From(ctx, without)
	if err != nil {
		return err
	}
	progress := newProgress(t.stderr)
	err = after.Pack(ctx, c.Dir, progress.bytes)
	progress.finish()
	if err != nil {
		return fmt.Errorf("packing into %q: %w", c.Dir, err)
	}
	if err := printMentions(t.stderr, mentions(without, naming.Finder(), c.Dir)); err != nil {
		return err
	}
	_, err = fmt.Fprintf(t.stdout, "Removed: %s\nReplaced %s by version %s. Remove the entity from the folder of the dataset too, which keeps its id from being reused: whojoins forget %s --dir DIR\n"+copies,
		strings.Join(naming.IDs, ", "), c.Dir, without.About.Version, c.ID, c.ID)
	return err
}

// find returns the entity with an id or a former id, and the ways in which texts name it.
func find(src *memory.Source, id string) (*store.Object, dataset.Naming) {
	if current, former := src.About.Former[id]; former {
		id = current
	}
	for o := range src.Entities {
		if o.ID == id {
			return o, dataset.NamingOf(o, src.About.Former)
		}
	}
	return nil, dataset.Naming{}
}

// leaveOut returns a source without an entity and its relations.
func leaveOut(src *memory.Source, id string) *memory.Source {
	about := *src.About
	about.Former = map[string]string{}
	for old, current := range src.About.Former {
		if current != id {
			about.Former[old] = current
		}
	}
	without := &memory.Source{About: &about,
		Entities: filtered(src.Entities, func(o *store.Object) bool { return o.ID != id }),
		Relations: func(t *model.Type) iter.Seq[*store.Object] {
			return filtered(src.Relations(t), func(o *store.Object) bool { return o.From != id && o.To != id })
		}}
	about.Version = versionOf(without)
	without.Entities = store.NewDeriver(&about, without.Entities, without.Relations).All(without.Entities)
	return without
}

// mentions returns the texts of a packed file that still name an entity.
func mentions(src *memory.Source, finder *dataset.Finder, file string) (list []dataset.Fault) {
	for o := range objects(src) {
		for _, text := range texts(o) {
			if len(finder.Lines(file, []byte(text))) > 0 {
				list = append(list, dataset.Fault{File: file, Message: fmt.Sprintf("%s %s: %.300q", o.Type.Name, o.ID, text)})
			}
		}
	}
	return list
}

// versionOf returns the version of a dataset from which something was removed: the former one
// with a hash of the ids that are left, which says nothing about what was removed.
func versionOf(src *memory.Source) string {
	sum := sha256.New()
	for o := range objects(src) {
		_, _ = io.WriteString(sum, o.ID+"\x00") // a hash accepts everything
	}
	version, _, _ := strings.Cut(src.About.Version, "+")
	return version + "+" + hex.EncodeToString(sum.Sum(nil))[:12]
}

// objects returns all entities, then all relations.
func objects(src *memory.Source) iter.Seq[*store.Object] {
	return func(yield func(*store.Object) bool) {
		for o := range src.Entities {
			if !yield(o) {
				return
			}
		}
		for _, t := range src.About.Model.Relations {
			for o := range src.Relations(t) {
				if !yield(o) {
					return
				}
			}
		}
	}
}

func filtered(list iter.Seq[*store.Object], keep func(*store.Object) bool) iter.Seq[*store.Object] {
	return func(yield func(*store.Object) bool) {
		for o := range list {
			if keep(o) && !yield(o) {
				return
			}
		}
	}
}

// texts returns all texts of an object.
func texts(o *store.Object) (list []string) {
	for _, cell := range o.Cells {
		list = append(list, cell.Value.Text)
	}
	for _, values := range o.Lists {
		for _, v := range values.Values {
			list = append(list, v.Text)
		}
	}
	for _, parts := range o.Parts {
		for _, part := range parts.Objects {
			list = append(list, texts(part)...)
		}
	}
	return list
}
