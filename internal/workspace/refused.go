package workspace

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"slices"
	"strconv"
	"strings"
)

// Refusal is a row that cannot be used. It never names a person.
type Refusal struct {
	// SHA256 is the hash of the input that has the row, Number its position among the refused rows
	// of that input.
	SHA256 string
	Number int
	// File is the name of the file, with the name of the input before it if that is an archive or
	// a folder.
	File string
	// Line is the physical line on which the row begins, counted from 1.
	Line int
	// Reason is why it cannot be used.
	Reason string
}

func compareRefusals(a, b Refusal) int {
	return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), strings.Compare(a.Reason, b.Reason), strings.Compare(a.SHA256, b.SHA256), cmp.Compare(a.Number, b.Number))
}

// table returns the table of refused rows, which has those of the newest input of each name.
func table(heads []*head) ([]byte, error) {
	newest := map[string]Input{}
	for _, h := range heads {
		for _, in := range h.Inputs {
			if before, ok := newest[in.File]; !ok || cmp.Or(strings.Compare(before.Stamp, in.Stamp), strings.Compare(before.SHA256, in.SHA256)) < 0 {
				newest[in.File] = in
			}
		}
	}
	shown := map[string]bool{}
	for _, in := range newest {
		shown[in.SHA256] = true
	}
	var b bytes.Buffer
	out := csv.NewWriter(&b)
	rows := [][]string{{"file", "line", "reason"}}
	var list []Refusal
	for _, h := range heads {
		list = append(list, h.refused...)
	}
	slices.SortFunc(list, compareRefusals)
	for i, r := range list {
		if shown[r.SHA256] && (i == 0 || r != list[i-1]) {
			rows = append(rows, []string{r.File, strconv.Itoa(r.Line), r.Reason})
		}
	}
	err := out.WriteAll(rows)
	return b.Bytes(), err
}
