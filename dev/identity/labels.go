package main

import (
	"context"
	"fmt"
	"hash/fnv"
	"os"
	"slices"
	"strings"

	"whojoins/internal/dataset/statement"
	"whojoins/internal/dataset/yaml"
	"whojoins/internal/identity"
	"whojoins/internal/model"
)

// labels has the record of ROR of each PIC, by the ids of the records.
type labels map[string]string

// labelSet is labels with a name, as the tables show it.
type labelSet struct {
	name string
	of   labels
}

// The ends of the names of halves: of the one in which rules may be found, and of the other.
const (
	developmentHalf = ", development half"
	heldHalf        = ", held-out half"
)

// sets returns all labels, and parts of them: those by home page, and two halves, of which one serves
// to find rules and the other only to check them.
func sets(pages, homes, decided labels, seed uint64) []labelSet {
	list := []labelSet{{"domain", pages}, {"domain, home pages", homes}}
	for _, all := range []labelSet{{"domain", pages}, {"curators", decided}} {
		if all.name != "domain" && len(all.of) > 0 {
			list = append(list, all)
		}
		for held, name := range []string{developmentHalf, heldHalf} {
			part := labels{}
			for pic, target := range all.of {
				if half(target, seed) == held {
					part[pic] = target
				}
			}
			if len(part) > 0 {
				list = append(list, labelSet{all.name + name, part})
			}
		}
	}
	return list
}

// half returns 0 or 1 for a record of ROR, so that all labels of one organisation are in one half,
// whatever they come from.
func half(target string, seed uint64) int {
	h := fnv.New64a()
	fmt.Fprintf(h, "half %d %s", seed, target)
	return int(h.Sum64() >> 32 & 1)
}

// labelsOf returns the record of ROR of each PIC with whose page it shares a registered domain
// that no other record of ROR in the country and no other PIC has. With homes, both have the home
// page of the domain.
func labelsOf(registered, stated []organisation, homes bool) labels {
	owner, shared := map[string]string{}, map[string]bool{}
	add := func(r *organisation, kind string) {
		for _, d := range r.Domains {
			key := kind + d
			if before := owner[key]; before != "" && before != r.ID {
				shared[key] = true
			}
			owner[key] = r.ID
		}
	}
	byID := map[string]*organisation{}
	for i := range registered {
		add(&registered[i], "ror ")
		byID[registered[i].ID] = &registered[i]
	}
	for i := range stated {
		add(&stated[i], "pic ")
	}
	list := labels{}
	for i := range stated {
		r := &stated[i]
		for _, d := range r.Domains {
			target := byID[owner["ror "+d]]
			if target == nil || shared["ror "+d] || shared["pic "+d] || len(r.Countries) == 0 || !slices.Contains(target.Countries, r.Countries[0]) {
				continue
			}
			if !homes || slices.Contains(r.homes, d) && slices.Contains(target.homes, d) {
				list[r.ID] = target.ID
			}
		}
	}
	return list
}

// decidedIn returns the record of ROR of each PIC that curators have given to one entity of a dataset:
// those of which both records are known.
func decidedIn(ctx context.Context, dir, schema string, registered, stated []organisation) (labels, error) {
	m, err := model.ParseFile(schema)
	if err != nil {
		return nil, err
	}
	statable, err := statement.NewSchema(m)
	if err != nil {
		return nil, err
	}
	known := map[string]bool{}
	for _, list := range [][]organisation{registered, stated} {
		for i := range list {
			known[list[i].ID] = true
		}
	}
	folder := yaml.Open(ctx, statable, os.DirFS(dir))
	pics, rors := map[string][]string{}, map[string][]string{}
	for st, err := range folder.Statements() {
		if err != nil {
			return nil, err
		}
		if st.Field != "identifiers" || st.Subject.ID == "" {
			continue
		}
		entity, _ := folder.About().Current(st.Subject.ID)
		id, ok := identifier(&st.Value)
		switch {
		case !ok || !known[identity.IDOf(id)]:
		case id.Scheme == "pic":
			pics[entity] = append(pics[entity], identity.IDOf(id))
		case id.Scheme == "ror":
			rors[entity] = append(rors[entity], identity.IDOf(id))
		}
	}
	list := labels{}
	for entity, all := range pics {
		for _, pic := range all {
			if len(rors[entity]) == 1 {
				list[pic] = rors[entity][0]
			}
		}
	}
	return list, nil
}

// identifier returns an identifier as a curated file has it: as scheme:value, or in parts.
func identifier(v *statement.Value) (identity.Identifier, bool) {
	scheme, value, _ := strings.Cut(v.Text, ":")
	for _, p := range v.Parts {
		switch p.Name {
		case "scheme":
			scheme = p.Text
		case "value":
			value = p.Text
		}
	}
	return identity.Identify(scheme, value)
}
