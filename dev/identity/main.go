// Command identity measures how well records of organisations are matched, with labels that do
// not come from names: a registered domain that one record of ROR and one PIC have, and VAT
// numbers. It reads files that the caller has downloaded.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
)

func main() {
	release := flag.String("ror", "", "release of ROR: jsonl or json, .gz too")
	seed := flag.Uint64("seed", 1, "seed of what is removed to measure abstention")
	show := flag.Int("show", 0, "number of wrong and of missed matches to print")
	flag.Parse()
	if err := run(context.Background(), *release, flag.Args(), *seed, *show); err != nil {
		fmt.Fprintln(os.Stderr, "identity:", err)
		os.Exit(1)
	}
}
