package dataset

import (
	"maps"
	"slices"
	"strconv"

	"go.yaml.in/yaml/v3"

	"whojoins/internal/model"
)

// declare makes the entities that the file speaks of by id, its source first.
func (f *file) declare() {
	if n := valueOf(f.head, fieldID); n != nil {
		if f.headEntity = f.entity(f.source, n); f.headEntity != nil {
			if f.headEntity.head {
				f.fault(f.at(n), "the source %q has a file already (%v); one source is one file", n.Value, f.headEntity.at)
			}
			f.headEntity.head, f.base.source = true, f.headEntity.id
		}
	} else if f.head != nil {
		f.fault(f.headAt, "the id of the source is missing under source:; %s", slugRule)
	}
	for i := range f.blocks {
		if b := &f.blocks[i]; !isReference(b.key.Value) {
			b.owner = f.entity(b.kind, b.key)
		}
	}
}

func valueOf(pairs []pair, key string) *yaml.Node {
	for _, p := range pairs {
		if p.key.Value == key {
			return p.value
		}
	}
	return nil
}

// entity is the one with that id; it is made where it is not there yet. A former id
// stands for the one that it was merged into.
func (f *file) entity(kind *model.Type, n *yaml.Node) *entity {
	if n.Kind != yaml.ScalarNode || !slug(n.Value) {
		f.fault(f.at(n), "%q is not an id; %s", n.Value, slugRule)
		return nil
	}
	if at, gone := f.set.removed[n.Value]; gone {
		f.fault(f.at(n), "%q was removed (%v), and a removed id is never used again; choose another", n.Value, at)
		return nil
	}
	id, ok := f.set.now(n.Value)
	if !ok {
		return nil // the circle is reported where it stands
	}
	e := f.entities[id]
	if e == nil {
		e = &entity{id: id, kind: kind, at: f.at(n)}
		f.entities[id] = e
		f.order = append(f.order, e)
	} else if e.kind != kind {
		f.fault(f.at(n), "%q is of type %s, but of type %s elsewhere (%v); one id is of one type", n.Value, kind.Name, e.kind.Name, e.at)
		return nil
	}
	return e
}

// readHead reads what the source says of itself. The date and authority under source:
// count for all that the file states, the rank for all but the head: a source that is no
// longer believed keeps its name.
func (f *file) readHead() {
	base, rest, _ := f.provenance(f.head, f.base, ownOf(f.source))
	f.base.rank, f.base.ranked, f.base.authority = base.rank, base.ranked, base.authority
	f.base.date, f.base.day = base.date, base.day
	base.rank, base.ranked = f.rank.Position(rankNormal), false
	f.headBase = base
	e := f.headEntity
	if e == nil {
		return
	}
	words := f.credits()
	for _, p := range rest {
		if p.key.Value != fieldID && words[p.key.Value] == nil {
			f.readField(e, p, base, "the head", slices.Collect(maps.Keys(words)))
		}
	}
}

// readBlocks reads what is said of the entities: those named by id, or, once external
// identifiers are known, those named by one.
func (f *file) readBlocks(references bool) {
	for _, b := range f.blocks {
		if isReference(b.key.Value) != references {
			continue
		}
		if references {
			var err error
			if b.owner, err = f.find(b.key.Value); err != nil {
				f.fault(f.at(b.key), "%v", err)
			} else if b.owner.kind != b.kind {
				f.fault(f.at(b.key), "%q is of type %s, not %s (%v)", b.key.Value, b.owner.kind.Name, b.kind.Name, b.owner.at)
				continue
			}
		}
		f.readBlock(b)
	}
}

func (f *file) readBlock(b block) {
	pairs, ok := f.pairs(b.body, strconv.Quote(b.key.Value))
	if b.owner == nil {
		return
	}
	if !ok {
		b.owner.incomplete = true
		return
	}
	base, rest, ok := f.provenance(pairs, f.base, ownOf(b.kind))
	if !ok {
		b.owner.incomplete = true
	}
	if len(rest) == 0 {
		f.fault(f.at(b.key), "nothing is said of %q; state at least a name, or leave it out", b.key.Value)
		b.owner.incomplete = true
	}
	for _, p := range rest {
		f.readField(b.owner, p, base, b.kind.Name, nil)
	}
}

// readField reads one key of what is said of an entity; more are other keys that could
// stand there, for the message about an unknown one.
func (f *file) readField(e *entity, p pair, base statement, where string, more []string) {
	field := e.kind.Field(p.key.Value)
	if fields := f.stated[e.kind]; !slices.Contains(fields, field) {
		known := append(names(fields, fieldName), more...)
		f.fault(f.at(p.key), "unknown field %q of %s; %s", p.key.Value, where, suggestion(p.key.Value, append(known, keyAt, keyRank, keyDate, keyAuthority)))
		e.incomplete = true
		return
	}
	claims, ok := f.field(field, p.value, base)
	if !ok {
		e.incomplete = true
	}
	e.claims = append(e.claims, claims...)
}
