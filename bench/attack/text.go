package main

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"sync"
)

// textAttacks send long texts.
func textAttacks() []attack {
	terms := strings.Repeat(fmt.Sprintf("%q ", strings.Repeat("institute of ", 5)), 900)
	return []attack{
		{name: "a word of 65,000 letters", memory: 64 * mebi, run: together(2, 1, fmt.Sprintf(`{ resolve(terms: [%q]) { term match { id } } }`, strings.Repeat("ab", 32_500)))},
		{name: "900 terms of 65 letters", memory: 256 * mebi, run: together(2, 2, fmt.Sprintf(`{ resolve(terms: [%s]) { term match { id } } }`, terms))},
		{name: "an alias of 60,000 letters", memory: 128 * mebi, run: together(2, 2, longAlias(60_000))},
		{name: "the same in a file", memory: 128 * mebi, run: func(ctx context.Context, t *target) error {
			t.each(2, func(c *caller) {
				t.count(c.get(ctx, "/export.jsonl?query="+url.QueryEscape(longAlias(60_000))))
			})
			return nil
		}},
		{name: "long arguments", memory: 64 * mebi, run: together(2, 1, longArguments()...), check: noInternal},
		{name: "hostile documents", memory: 128 * mebi, run: together(4, 5, hostileDocuments...), check: noInternal},
	}
}

func longAlias(letters int) string {
	return fmt.Sprintf(`{ institutes(first: 1000) { nodes { %s: name } } }`, strings.Repeat("a", letters))
}

// longArguments are queries, each with a text of 30,000 letters.
func longArguments() (list []string) {
	long := strings.Repeat("é", 30_000)
	for _, text := range []string{
		`{ search(text: %q) { totalCount } }`, `{ institute(id: %q) { id } }`, `{ institutes(after: %q) { totalCount } }`,
		`{ institutes(where: {name: {contains: %q}}) { totalCount } }`, `{ institutes(where: {name: {matches: %q}}) { totalCount } }`,
		`{ paths(from: %[1]q, to: %[1]q) { length } }`, `{ people(where: {name: {in: [%q]}}) { totalCount } }`,
	} {
		list = append(list, fmt.Sprintf(text, long))
	}
	return list
}

// hostileDocuments are deep, long or cyclic.
var hostileDocuments = []string{
	"{" + strings.Repeat("a{", 20_000), strings.Repeat("{", 60_000), "query(" + strings.Repeat("$a:Int ", 8000) + "){meta{name}}",
	"{" + strings.Repeat("meta{name} ", 5000) + "}", `{institutes(where:` + strings.Repeat("{NOT:", 5000) + strings.Repeat("}", 5000) + `){totalCount}}`,
	"query{...a} " + strings.Repeat("fragment a on Query{...a ...b} fragment b on Query{...a} ", 800),
	"{__schema{types{" + strings.Repeat("fields{type{", 800) + "name" + strings.Repeat("}}", 800) + "}}}",
}

// noInternal returns a fault if an answer was INTERNAL.
func noInternal(t *target) string {
	for _, status := range []int{200, 500} {
		if n := t.counted(fmt.Sprintf("%d INTERNAL", status)); n > 0 {
			return fmt.Sprintf("%d answers are INTERNAL", n)
		}
	}
	return ""
}

// together returns an attack that sends queries in turn, each count times from each of several
// callers at once.
func together(callers, count int, queries ...string) func(context.Context, *target) error {
	return func(ctx context.Context, t *target) error {
		for _, query := range queries {
			t.each(callers, func(c *caller) {
				for range count {
					t.count(c.query(ctx, query))
				}
			})
		}
		return nil
	}
}

// each runs a function for several callers at once.
func (t *target) each(callers int, run func(c *caller)) {
	var group sync.WaitGroup
	for i := range callers {
		group.Go(func() {
			c := newCaller(byte(2+i%200), t.Addr)
			defer c.close()
			run(c)
		})
	}
	group.Wait()
}
