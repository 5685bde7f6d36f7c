// Command identity measures how well records of organisations are matched, with labels that do
// not come from names: a registered domain that one record of ROR and one PIC have, PICs and VAT numbers
// that are withheld, and what curators have decided. It reads files that the caller has downloaded.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
)

func main() {
	var o options
	flag.StringVar(&o.release, "ror", "", "release of ROR: jsonl or json, .gz too")
	flag.StringVar(&o.dataset, "dataset", "seed", "folder of curated files, whose PICs and RORs are labels; empty for none")
	flag.StringVar(&o.schema, "schema", "schema.graphqls", "file with the schema of the dataset")
	flag.StringVar(&o.review, "review", "dev/identity/review.csv", "labels by domain that a person has found wrong: pic,ror,why; empty for none")
	flag.Uint64Var(&o.seed, "seed", 1, "seed of the halves, of what is removed to measure abstention, and of the sample")
	flag.IntVar(&o.show, "show", 0, "number of wrong matches, and of missed ones of each cause, to print")
	flag.BoolVar(&o.held, "held", false, "print those of the held-out half too, to review its labels")
	flag.StringVar(&o.explain, "explain", "", "id of a record, such as pic-999999999: print why it is matched or not")
	flag.StringVar(&o.sample, "sample", "", "CSV file to write: a sample of the clusters, with their evidence, for a person to judge")
	flag.StringVar(&o.judged, "judged", "", "sample in which a person has judged: print the precision that follows, and nothing else")
	flag.IntVar(&o.size, "size", 200, "number of clusters in the sample")
	flag.Parse()
	o.files = flag.Args()
	if err := run(context.Background(), os.Stdout, &o); err != nil {
		fmt.Fprintln(os.Stderr, "identity:", err)
		os.Exit(1)
	}
}
