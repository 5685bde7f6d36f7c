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
	return []attack{
		{name: "a word of 65,000 letters", memory: 64 * mebi, run: func(ctx context.Context, t *target) error {
			return t.together(ctx, 2, 1, fmt.Sprintf(`{ resolve(terms: [%q]) { term match { id } } }`, strings.Repeat("ab", 32_500)))
		}},
		{name: "1,000 terms of 60 letters", memory: 256 * mebi, run: func(ctx context.Context, t *target) error {
			terms := strings.Repeat(fmt.Sprintf("%q ", strings.Repeat("institute of ", 5)), 900)
			return t.together(ctx, 2, 2, fmt.Sprintf(`{ resolve(terms: [%s]) { term match { id } } }`, terms))
		}},
		{name: "an alias of 60,000 letters", memory: 128 * mebi, run: func(ctx context.Context, t *target) error {
			return t.together(ctx, 2, 2, longAlias(60_000))
		}},
		{name: "the same in a file", memory: 128 * mebi, run: func(ctx context.Context, t *target) error {
			return t.each(2, func(c *caller) error {
				a, err := c.get(ctx, "/export.jsonl?query="+url.QueryEscape(longAlias(60_000)))
				t.add(outcome(a, err))
				return nil
			})
		}},
		{name: "long arguments", memory: 64 * mebi, run: func(ctx context.Context, t *target) error {
			long := strings.Repeat("é", 30_000)
			for _, text := range []string{
				`{ search(text: %q) { totalCount } }`, `{ institute(id: %q) { id } }`, `{ institutes(after: %q) { totalCount } }`,
				`{ institutes(where: {name: {contains: %q}}) { totalCount } }`, `{ institutes(where: {name: {matches: %q}}) { totalCount } }`,
				`{ paths(from: %[1]q, to: %[1]q) { length } }`, `{ people(where: {name: {in: [%q]}}) { totalCount } }`,
			} {
				if err := t.together(ctx, 2, 1, fmt.Sprintf(text, long)); err != nil {
					return err
				}
			}
			return nil
		}, check: noInternal},
		{name: "hostile documents", memory: 128 * mebi, run: func(ctx context.Context, t *target) error {
			for _, document := range []string{
				"{" + strings.Repeat("a{", 20_000), strings.Repeat("{", 60_000), "query(" + strings.Repeat("$a:Int ", 8000) + "){meta{name}}",
				"{" + strings.Repeat("meta{name} ", 5000) + "}", `{institutes(where:` + strings.Repeat("{NOT:", 5000) + strings.Repeat("}", 5000) + `){totalCount}}`,
				"query{...a} " + strings.Repeat("fragment a on Query{...a ...b} fragment b on Query{...a} ", 800),
				"{__schema{types{" + strings.Repeat("fields{type{", 800) + "name" + strings.Repeat("}}", 800) + "}}}",
			} {
				if err := t.together(ctx, 4, 5, document); err != nil {
					return err
				}
			}
			return nil
		}, check: noInternal},
	}
}

func longAlias(letters int) string {
	return fmt.Sprintf(`{ institutes(first: 1000) { nodes { %s: name } } }`, strings.Repeat("a", letters))
}

// noInternal returns a fault if an answer was INTERNAL.
func noInternal(t *target) string {
	for _, status := range []int{200, 500} {
		if n := t.count(fmt.Sprintf("%d INTERNAL", status)); n > 0 {
			return fmt.Sprintf("%d answers are INTERNAL", n)
		}
	}
	return ""
}

// together sends a query count times from each of several callers at once, and counts the
// outcomes.
func (t *target) together(ctx context.Context, callers, count int, query string) error {
	return t.each(callers, func(c *caller) error {
		for range count {
			a, err := c.query(ctx, query)
			t.add(outcome(a, err))
		}
		return nil
	})
}

// each runs a function for several callers at once, and returns the first error.
func (t *target) each(callers int, run func(c *caller) error) error {
	var group sync.WaitGroup
	errs := make(chan error, callers)
	for i := range callers {
		group.Go(func() {
			c := newCaller(byte(2+i%200), t.Addr)
			defer c.close()
			errs <- run(c)
		})
	}
	group.Wait()
	close(errs)
	for err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
