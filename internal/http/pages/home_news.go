package pages

import (
	"context"
	"net/url"
	"slices"
	"strconv"

	"whojoins/internal/wording"
)

// News is what an edition of the dataset changed.
type News struct {
	// Version is the edition, and Before the one that it is compared with.
	Version, Before string
	Kinds           []NewsOf
}

// NewsOf counts the objects of a type of entity or relation, by its name in the schema, that an edition
// added, removed and changed.
type NewsOf struct {
	Type                    string
	Added, Removed, Altered int
}

// homeNews is the section about the newest edition.
type homeNews struct {
	Heading, About, Address string
	Rows                    []homeNewsRow
}

type homeNewsRow struct{ Label, Added, Removed, Altered string }

// news returns the section about the edition that answers; nil if there is none to compare it with.
func (x *homeExchange) news(n *News) *homeNews {
	if n == nil {
		return nil
	}
	h := &homeNews{
		Heading: phrasef("EditionNews", n.Version).In(x.language), About: phrasef("EditionSince", n.Before).In(x.language),
		Address: "/editions/" + url.PathEscape(n.Before) + ".." + url.PathEscape(n.Version) + ".jsonl",
	}
	number := func(n int) string { return wording.Grouped(strconv.Itoa(n)) }
	for _, types := range slices.Concat(x.model.Entities, x.model.Relations) {
		i := slices.IndexFunc(n.Kinds, func(k NewsOf) bool { return k.Type == types.Name })
		if i < 0 {
			continue
		}
		k := n.Kinds[i]
		h.Rows = append(h.Rows, homeNewsRow{x.briefs.dictionary.Types(types.Enum, x.language), number(k.Added), number(k.Removed), number(k.Altered)})
	}
	return h
}

// changed returns what the edition that answers changed; nil if it is the only one.
func (x *homeExchange) changed(ctx context.Context) *News {
	if x.News == nil {
		return nil
	}
	return x.News(ctx)
}

// before returns the edition that an edition is compared with; empty if there is none.
func (n *News) before() string {
	if n == nil {
		return ""
	}
	return n.Before
}
