package edition

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"slices"

	"whojoins/internal/model"
	"whojoins/internal/store"
	"whojoins/internal/store/memory"
)

// Write writes changes as lines of JSON.
func Write(w io.Writer, changes iter.Seq[Change]) error {
	out := bufio.NewWriter(w)
	lines := json.NewEncoder(out)
	lines.SetEscapeHTML(false)
	for c := range changes {
		if err := lines.Encode(c); err != nil {
			return err
		}
	}
	return out.Flush()
}

// Patch is a set of changes that can be applied to an edition.
type Patch struct {
	dataset []Change
	// objects are the changes of entities and relations by id; a removal by a hash is under the
	// hash.
	objects map[string][]Change
	added   map[string][]string // ids by kind and type, sorted
	hashed  bool
}

// Read reads changes. The error names the line that is wrong.
func Read(r io.Reader) (*Patch, error) {
	p := &Patch{objects: map[string][]Change{}, added: map[string][]string{}}
	in := bufio.NewReader(r)
	for line := 1; ; line++ {
		row, err := in.ReadBytes('\n')
		if len(bytes.TrimSpace(row)) > 0 {
			var c Change
			if err := json.Unmarshal(row, &c); err != nil {
				return nil, fmt.Errorf("line %d is no change: %w; write the changes with whojoins diff --json", line, err)
			}
			if err := p.add(c); err != nil {
				return nil, fmt.Errorf("line %d: %w", line, err)
			}
		}
		if errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, err
		}
	}
	for _, ids := range p.added {
		slices.Sort(ids)
	}
	return p, nil
}

func (p *Patch) add(c Change) error {
	switch {
	case !slices.Contains([]string{Add, Remove, Alter}, c.Op) || !slices.Contains([]string{Dataset, Entity, Relation}, c.Kind):
		return fmt.Errorf("%q of %q is no change; write add, remove or change, and entity or relation", c.Op, c.Kind)
	case c.Kind == Dataset:
		p.dataset = append(p.dataset, c)
		return nil
	case c.ID == "":
		return errors.New("the change has no id")
	}
	p.hashed = p.hashed || IsHash(c.ID)
	p.objects[c.ID] = append(p.objects[c.ID], c)
	if c.Op == Add {
		key := listOf(c.Kind, c.Type)
		p.added[key] = append(p.added[key], c.ID)
	}
	return nil
}

// listOf is the key of a list of objects: all entities, or the relations of a type.
func listOf(kind, typ string) string {
	if kind == Entity {
		return Entity
	}
	return kind + " " + typ
}

// Apply returns the newer edition. Faults are in err once the source has been read.
func (p *Patch) Apply(older *memory.Source) (newer *memory.Source, err func() error) {
	a := &applied{Patch: p, coding: codingOf(older.About.Model)}
	about := *older.About
	about.Former = maps.Clone(older.About.Former)
	a.err = p.about(&about)
	return &memory.Source{About: &about,
		Entities: a.list(older.Entities, Entity, nil),
		Relations: func(t *model.Type) iter.Seq[*store.Object] {
			return a.list(older.Relations(t), listOf(Relation, t.Name), t)
		},
	}, func() error { return a.err }
}

// about changes the description of the dataset.
func (p *Patch) about(g *store.Graph) error {
	for _, c := range p.dataset {
		if c.Field == fieldFormer {
			if err := former(g, &c); err != nil {
				return err
			}
			continue
		}
		field := map[string]*string{fieldVersion: &g.Version, fieldName: &g.Name, fieldDate: &g.Date, fieldLicence: &g.Licence}[c.Field]
		if field == nil {
			return fmt.Errorf("a dataset has no field %q", c.Field)
		}
		if !bytes.Equal(text(*field), c.Before) {
			return fmt.Errorf("the changes are from %s %s, and this is %q; apply them to the edition that they begin with", c.Field, c.Before, *field)
		}
		if err := json.Unmarshal(c.After, field); err != nil {
			return err
		}
	}
	return nil
}

// former changes a former id.
func former(g *store.Graph, c *Change) error {
	if c.Op == Remove {
		for id := range g.Former {
			if hashOf(id) == c.ID {
				delete(g.Former, id)
			}
		}
		return nil
	}
	var to string
	err := json.Unmarshal(c.After, &to)
	g.Former[c.ID] = to
	return err
}

// applied is a patch that is being applied.
type applied struct {
	*Patch
	coding *coding
	err    error
}

// list returns the objects of a list after the changes, in the order of their ids.
func (a *applied) list(older iter.Seq[*store.Object], key string, t *model.Type) iter.Seq[*store.Object] {
	return func(yield func(*store.Object) bool) {
		added := a.added[key]
		insert := func(before string) bool {
			for len(added) > 0 && (before == "" || added[0] <= before) {
				o := a.make(added[0], t)
				added = added[1:]
				if o == nil || !yield(o) {
					return false
				}
			}
			return true
		}
		for o := range older {
			if !insert(o.ID) {
				return
			}
			if o = a.change(o); a.err != nil {
				return
			}
			if o != nil && !yield(o) {
				return
			}
		}
		insert("")
	}
}

// make makes an object that is added.
func (a *applied) make(id string, relation *model.Type) *store.Object {
	for _, c := range a.objects[id] {
		if c.Op != Add {
			continue
		}
		known := a.coding.entity
		if relation != nil {
			known = a.coding.relation
		}
		var fields map[string]json.RawMessage
		o, err := (*store.Object)(nil), json.Unmarshal(c.After, &fields)
		if err == nil {
			o, err = a.coding.object(fields, known)
		}
		t := a.coding.model.Type(c.Type)
		if err == nil && t == nil {
			err = fmt.Errorf("the schema has no type %q", c.Type)
		}
		if err != nil {
			a.fail(fmt.Errorf("%s: %w", id, err))
			return nil
		}
		o.Type, o.ID = t, id
		return o
	}
	return nil
}

func (a *applied) fail(err error) {
	if a.err == nil {
		a.err = err
	}
}

// change returns an object after its changes, or nil if it is removed.
func (a *applied) change(o *store.Object) *store.Object {
	changes := a.objects[o.ID]
	if a.hashed && len(changes) == 0 && o.Type.Term == personTerm {
		changes = a.objects[hashOf(o.ID)]
	}
	if len(changes) == 0 {
		return o
	}
	fields := a.coding.fields(o)
	for _, c := range changes {
		switch {
		case c.Op == Remove:
			return nil
		case c.Op == Add:
			a.fail(fmt.Errorf("the changes add %q, which this edition has; apply them to the edition that they begin with", o.ID))
			return nil
		case !bytes.Equal(fields[c.Field], c.Before):
			a.fail(fmt.Errorf("%s of %q is not what the changes begin with; apply them to the edition that they begin with", c.Field, o.ID))
			return nil
		case c.After == nil:
			delete(fields, c.Field)
		default:
			fields[c.Field] = c.After
		}
	}
	known := a.coding.entity
	if o.From != "" {
		known = a.coding.relation
	}
	changed, err := a.coding.object(fields, known)
	if err != nil {
		a.fail(fmt.Errorf("%s: %w", o.ID, err))
		return nil
	}
	changed.Type, changed.ID = o.Type, o.ID
	return changed
}
