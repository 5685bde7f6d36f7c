package yaml

import (
	"slices"

	"go.yaml.in/yaml/v3"

	"whojoins/internal/dataset/statement"
	"whojoins/internal/model"
)

// The keys of dataset.yaml.
const (
	keyName    = "name"
	keyVersion = "version"
	keyLicence = "licence"
	keyMerged  = "merged"
	keyRemoved = "removed"
)

var aboutKeys = []string{keyName, keyVersion, keyLicence, keyDate, keyMerged, keyRemoved}

// readAbout reads dataset.yaml.
func (d *Folder) readAbout(content []byte) {
	fault := func(line int, format string, args ...any) {
		d.fault(statement.Place{File: AboutFile, Line: line}, format, args...)
	}
	root := parse(d.ctx, content, fault)
	if root == nil {
		return
	}
	list, ok := pairs(root, "dataset.yaml", fault)
	if !ok {
		return
	}
	for _, p := range list {
		var err error
		switch p.key.Value {
		case keyName:
			d.about.Name, err = text(p.value)
		case keyVersion:
			d.about.Version, err = text(p.value)
		case keyLicence:
			d.about.Licence, err = text(p.value)
		case keyDate:
			d.about.Date, err = dateOf(p.value)
		case keyMerged:
			d.readMerged(p.value, fault)
		case keyRemoved:
			d.readRemoved(p.value, fault)
		default:
			fault(p.key.Line, "unknown key %q; %s", p.key.Value, statement.Suggest(p.key.Value, aboutKeys))
		}
		if err != nil {
			fault(p.value.Line, "%s: %v", p.key.Value, err)
		}
	}
	for _, key := range []string{keyName, keyVersion, keyLicence} {
		if valueOf(list, key) == nil {
			fault(0, "%s is missing; a dataset has a name, a version and a licence", key)
		}
	}
}

func (d *Folder) readMerged(n *yaml.Node, fault report) {
	d.about.Merged = map[string]statement.Former{}
	list, _ := pairs(n, keyMerged, fault)
	for _, p := range list {
		former, id := p.key.Value, p.value.Value
		if p.value.Kind != yaml.ScalarNode || !statement.IsID(former) || !statement.IsID(id) {
			fault(p.key.Line, "write a merged id as former-id: current-id; %s", statement.IDRule)
			continue
		}
		d.about.Merged[former] = statement.Former{ID: id, Place: statement.Place{File: AboutFile, Line: p.key.Line}}
	}
}

func (d *Folder) readRemoved(n *yaml.Node, fault report) {
	d.about.Removed = map[string]statement.Place{}
	if n.Kind != yaml.SequenceNode {
		fault(n.Line, "removed must be written as a list of ids, not as %s", kindOf(n))
		return
	}
	for _, item := range n.Content {
		if item.Kind != yaml.ScalarNode || !statement.IsID(item.Value) {
			fault(item.Line, "%q is not an id; %s", item.Value, statement.IDRule)
			continue
		}
		if before, twice := d.about.Removed[item.Value]; twice {
			fault(item.Line, "%q is removed in line %d already; delete one of the two lines", item.Value, before.Line)
			continue
		}
		d.about.Removed[item.Value] = statement.Place{File: AboutFile, Line: item.Line}
	}
}

// dateOf returns a date as it is written, once it has been parsed.
func dateOf(n *yaml.Node) (string, error) {
	s, err := text(n)
	if err != nil {
		return "", err
	}
	_, _, err = model.ParseDate(s)
	return s, err
}

// rankOf returns a word of the enum of ranks.
func (d *Folder) rankOf(n *yaml.Node) (string, error) {
	word, err := text(n)
	if err != nil {
		return "", err
	}
	return word, d.schema.CheckRank(word)
}

func authorityOf(n *yaml.Node) (statement.Authority, error) {
	word, err := text(n)
	if err != nil {
		return statement.Other, err
	}
	return statement.ParseAuthority(word)
}

// keysWithProvenance returns keys and those of provenance, for a suggestion.
func keysWithProvenance(keys []string) []string {
	return slices.Concat(keys, []string{keyAt, keyRank, keyDate, keyAuthority})
}
