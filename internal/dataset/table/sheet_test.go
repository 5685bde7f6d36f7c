package table_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"whojoins/internal/dataset/table"
)

// sheet returns the rows of a table: each as LINE cell|cell, each error as LINE error.
func sheet(text string) (list []string) {
	s, err := table.NewSheet(strings.NewReader(text))
	if err != nil {
		return []string{err.Error()}
	}
	for row, err := range s.Rows() {
		var one *table.RowError
		if errors.As(err, &one) {
			list = append(list, fmt.Sprintf("%d: %s", row.Number, one.Reason))
		} else if err != nil {
			list = append(list, err.Error())
		} else {
			list = append(list, fmt.Sprintf("%d %s", row.Number, strings.Join(row.Cells, "|")))
		}
	}
	return list
}

func TestSheet(t *testing.T) {
	const open = "the quotes of a cell do not end"
	for _, test := range []struct {
		reason, text string
		want         []string
	}{
		{"quotes and semicolons", "\"a\";\"b\"\n\"1\";\"2;3\"\n", []string{"2 1|2;3"}},
		{"commas, a byte order mark and CRLF", "\ufeffa,b\r\n1,2\r\n", []string{"2 1|2"}},
		{"tabs", "a\tb\n1\t2,3;4\n", []string{"2 1|2,3;4"}},
		{"a line break in a cell", "\"a\";\"b\"\n\"1\";\"2\n2\"\n\"3\";\"4\"\n", []string{"2 1|2\n2", "4 3|4"}},
		{"doubled quotes", "\"a\";\"b\"\n\"1\";\"say \"\"two\"\"\"\n", []string{`2 1|say "two"`}},
		{"quotes that are not doubled", "\"a\";\"b\"\n\"1\";\"say \"two\" here\"\n", []string{`2 1|say "two" here`}},
		{"a quote that does not end takes no row along", "\"a\";\"b\"\n\"1\";\"2\n\"3\";\"4\"\n\"5\";\"6\"\n", []string{"2: the row has 3 cells, but there are 2 columns", "3 3|4", "4 5|6"}},
		{"a first cell that does not end", "\"a\";\"b\"\n\"1\n\"3\";\"4\"\n", []string{"2: another row begins within a cell", "3 3|4"}},
		{"quotes that never end", "\"a\";\"b\"\n\"1\";\"2\"\n\"3\";\"4\n", []string{"2 1|2", "3: " + open}},
		{"a short row and a long one", "a;b\n1\n1;2;3\n4;5\n", []string{"2: the row has 1 cells, but there are 2 columns", "3: the row has 3 cells, but there are 2 columns", "4 4|5"}},
		{"a repeated header", "a;b\n1;2\na;b\n3;4\n", []string{"2 1|2", "3: the header row is repeated", "4 3|4"}},
		{"bytes that are not UTF-8", "a;b\n1;\xe9\n3;4\n", []string{"2: the row has bytes that are not UTF-8", "3 3|4"}},
		{"empty lines", "a;b\n\n1;2\n\n", []string{"3 1|2"}},
		{"empty cells", "a;b;c\n;;\n\"\";\"\";\"\"\n", []string{"2 ||", "3 ||"}},
		{"nothing", "", []string{"the table is empty"}},
		{"UTF-16", "\xff\xfea\x00;\x00", []string{"the first row must name the columns of a table in UTF-8, separated by semicolons, commas or tabs"}},
		{"a column that is there twice", "a;a\n", []string{`the first row must name the columns: "a" is there twice`}},
	} {
		if diff := cmp.Diff(test.want, sheet(test.text)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.reason, diff)
		}
	}
}

// FuzzSheet checks that whatever follows a broken row, good rows at the end are read.
func FuzzSheet(f *testing.F) {
	for _, seed := range []string{"\"1\";\"2\n", "\"", "a;b", "\"a\";\"b\"", "\"\"\"\"\"\n\n;", "\r\n\r"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		const good = "\n\"98\";\"last but one\"\n\"99\";\"last\"\n"
		got := sheet("\"a\";\"b\"\n" + text + good)
		if len(got) == 0 || !strings.HasSuffix(got[len(got)-1], " 99|last") {
			t.Fatalf("%q: the last row is lost: %q", text, got)
		}
	})
}
