package dataset

import (
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"strings"

	"whojoins/internal/model"
)

// maxID is how many bytes an id may have: it is part of addresses.
const maxID = 100

const slugRule = "an id is made of lower-case letters a to z, digits, and single hyphens between them, at most 100 in all"

// slug says whether a text can be an id.
func slug(s string) bool {
	if s == "" || len(s) > maxID || s[0] == '-' || s[len(s)-1] == '-' || strings.Contains(s, "--") {
		return false
	}
	return !strings.ContainsFunc(s, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '-'
	})
}

var base32Lower = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// RelationID is the id of a relation: its type, then 16 characters of base 32 from the
// SHA-256 of type, ends and key values (in the order of the model, missing ones empty)
// joined by the unit separator. So it stays the same whatever else is said of it.
func RelationID(t *model.Type, from, to string, key []model.Value) string {
	parts := []string{t.Name, from, to}
	for _, v := range key {
		parts = append(parts, v.String())
	}
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x1f")))
	name := strings.ToLower(strings.ReplaceAll(t.Enum, "_", "-"))
	return name + "-" + base32Lower.EncodeToString(sum[:10])
}

// find is the entity that an id or an external identifier names.
func (l *loader) find(ref string) (*entity, error) {
	if isReference(ref) {
		if e := l.external[ref]; e != nil {
			return e, nil
		}
		return nil, fmt.Errorf("no entity has the identifier %q; state it under identifiers: of an entity, or write the entity's id", ref)
	}
	if at, gone := l.set.removed[ref]; gone {
		return nil, fmt.Errorf("%q was removed (%v), and a removed id is never used again; leave it out", ref, at)
	}
	id, ok := l.set.now(ref)
	if e := l.entities[id]; ok && e != nil {
		return e, nil
	}
	return nil, fmt.Errorf("no entity has the id %q; %s", ref, l.similarID(ref))
}

// similarID looks for an id that may have been meant. It compares with every id, so it
// stops helping where there are too many faults.
func (l *loader) similarID(id string) string {
	const tooMany = 100
	if len(l.Faults) < tooMany {
		ids := make([]string, 0, len(l.order))
		for _, e := range l.order {
			ids = append(ids, e.id)
		}
		if best := nearest(id, ids); best != "" {
			return "did you mean " + best + "?"
		}
	}
	return "state it under entities: in the file of a source"
}

// indexIdentifiers finds entities by scheme and value. One identifier is of one entity.
// It runs once over what is stated by id, and once more, with report, over all.
func (l *loader) indexIdentifiers(report bool) {
	deprecated := l.rank.Position(rankDeprecated)
	for _, e := range l.order {
		for i := range e.claims {
			c := &e.claims[i]
			if c.field.Name != fieldIdentifiers || c.rank >= deprecated {
				continue
			}
			if other := l.external[c.text]; other == nil {
				l.external[c.text] = e
			} else if other != e && report {
				l.fault(c.at, "the identifier %q is of %q already (%v); one identifier is of one entity, so merge the two or correct one", c.text, other.id, other.at)
			}
		}
	}
}
