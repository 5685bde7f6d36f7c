package dataset

import (
	"slices"

	"go.yaml.in/yaml/v3"
)

// dataset is what dataset.yaml says.
type dataset struct {
	name, version, licence string
	// date is the day of the dataset, to cite; empty when it gives none.
	date string
	// merged leads from a former id to the one that stands now, perhaps over others.
	merged map[string]string
	// removed ids answer nothing, and are never used again.
	removed map[string]place
	// places are the lines of the former ids.
	places map[string]place
}

var datasetKeys = []string{"name", "version", "licence", "date", "merged", "removed"}

func (d *dataset) read(f *file, root *yaml.Node) {
	d.merged, d.removed, d.places = map[string]string{}, map[string]place{}, map[string]place{}
	pairs, ok := f.pairs(root, "a dataset")
	if !ok {
		return
	}
	for _, p := range pairs {
		var err error
		switch p.key.Value {
		case "name":
			d.name, err = text(p.value)
		case "version":
			d.version, err = text(p.value)
		case "licence":
			d.licence, err = text(p.value)
		case "date":
			d.date, _, err = dateOf(p.value)
		case "merged":
			d.readMerged(f, p.value)
		case "removed":
			d.readRemoved(f, p.value)
		default:
			f.fault(f.at(p.key), "unknown key %q; %s", p.key.Value, suggestion(p.key.Value, datasetKeys))
		}
		if err != nil {
			f.fault(f.at(p.value), "%s: %v", p.key.Value, err)
		}
	}
	for i, value := range []string{d.name, d.version, d.licence} {
		if key := datasetKeys[i]; value == "" && !slices.ContainsFunc(pairs, func(p pair) bool { return p.key.Value == key }) {
			f.fault(place{file: f.name}, "%s is missing; a dataset has a name, a version and a licence", key)
		}
	}
	f.Name = d.name
}

func (d *dataset) readMerged(f *file, n *yaml.Node) {
	pairs, _ := f.pairs(n, "merged")
	for _, p := range pairs {
		former, now := p.key.Value, p.value.Value
		if p.value.Kind != yaml.ScalarNode || !slug(former) || !slug(now) {
			f.fault(f.at(p.key), "write a merged id as former-id: id-now; %s", slugRule)
			continue
		}
		d.merged[former], d.places[former] = now, f.at(p.key)
	}
}

func (d *dataset) readRemoved(f *file, n *yaml.Node) {
	if n.Kind != yaml.SequenceNode {
		f.fault(f.at(n), "removed is written as a list of ids, not as %s", kindOf(n))
		return
	}
	for _, item := range n.Content {
		if item.Kind != yaml.ScalarNode || !slug(item.Value) {
			f.fault(f.at(item), "%q is not an id; %s", item.Value, slugRule)
			continue
		}
		if before, twice := d.removed[item.Value]; twice {
			f.fault(f.at(item), "%q is removed in line %d already", item.Value, before.line)
			continue
		}
		d.removed[item.Value] = f.at(item)
	}
}

// now follows the former ids to the one that stands; false where they lead in a circle.
func (d *dataset) now(id string) (string, bool) {
	for range len(d.merged) + 1 {
		next, ok := d.merged[id]
		if !ok {
			return id, true
		}
		id = next
	}
	return "", false
}

// check holds the former ids against the entities, once all of these are known.
func (d *dataset) check(l *loader) {
	for former, at := range d.places {
		now, ok := d.now(former)
		if !ok {
			l.fault(at, "%q is merged into itself, over other former ids; let it lead to an entity", former)
			continue
		}
		if l.entities[now] == nil {
			l.fault(at, "%q leads to %q, which is no entity; a removed entity's former ids are removed too", former, now)
		}
		if _, gone := d.removed[former]; gone {
			l.fault(at, "%q is both merged and removed; keep one of the two", former)
		}
	}
}
