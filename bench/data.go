package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"

	"whojoins/internal/output"
)

// most is the number of institutes in the dataset: the largest page.
const most = 1000

// writeDataset writes a dataset of synthetic institutes to a new folder.
func writeDataset(dir string) error {
	if err := os.Mkdir(dir, 0o700); err != nil {
		return err
	}
	head := "name: Synthetic institutes\nversion: \"1\"\nlicence: CC0-1.0\n"
	if err := output.WriteFile(filepath.Join(dir, "dataset.yaml"), []byte(head)); err != nil {
		return err
	}
	var b bytes.Buffer
	b.WriteString("source:\n  id: synthetic\n  name: Made for measuring\nentities:\n  Institute:\n")
	for i := range most {
		fmt.Fprintf(&b, `    institute-%04d:
      name: Institute number %04d of the synthetic dataset
      acronym: IN%04d
      country: %s
      city: City %d
      region: Region %d
      founded: %d
      summary: Institute %d stands in no register; it is here so that an answer has a text of usual length.
`, i, i, i, []string{"BE", "FR", "NL", "LU", "DE"}[i%5], i%40, i%12, 1830+i%190, i)
	}
	return output.WriteFile(filepath.Join(dir, "synthetic.yaml"), b.Bytes())
}
