package table_test

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"whojoins/internal/dataset/table"
)

// read returns the columns a and b of a table: each row as LINE a|b, each error as LINE error.
func read(text string) (list []string) {
	for row, err := range table.Rows(strings.NewReader(text), "a", "b") {
		if err != nil {
			list = append(list, fmt.Sprintf("%d %v", row.Line, err))
			continue
		}
		list = append(list, fmt.Sprintf("%d %s|%s", row.Line, row.Get("a"), row.Get("b")))
	}
	return list
}

func TestRows(t *testing.T) {
	for _, test := range []struct {
		reason, text string
		want         []string
	}{
		{"a table", "a,b\n1,2\n", []string{"2 1|2"}},
		{"columns in another order, with others between them", "b,x,a\n2,3,1\n", []string{"2 1|2"}},
		{"a byte order mark", "\ufeffa,b\n1,2\n", []string{"2 1|2"}},
		{"a byte order mark before quotes", "\ufeff\"a\",\"b\"\r\n1,2\r\n", []string{"2 1|2"}},
		{"line breaks within quotes", "a,b\n\"1\n 1\",2\n3,4\n", []string{"2 1 1|2", "4 3|4"}},
		{"a comma within quotes", "a,b\n\"960619,95\",2\n", []string{"2 960619,95|2"}},
		{"space around cells", " a , b\n 1 ,\t2 \n", []string{"2 1|2"}},
		{"a repeated header", "a,b\n1,2\na,b\n3,4\n", []string{"2 1|2", "4 3|4"}},
		{"an empty line", "a,b\n\n1,2\n", []string{"3 1|2"}},
		{"a short row and a long one", "a,b\n1\n1,2,3\n3,4\n", []string{
			"2 the row has 1 cells, but there are 2 columns", "3 the row has 3 cells, but there are 2 columns", "4 3|4",
		}},
		{"a stray quote", "a,b\n1,\"2\" 3\n3,4\n", []string{`2 extraneous or missing " in quoted-field`, "3 3|4"}},
		{"quotes that do not end", "a,b\n3,4\n1,\"2\n", []string{"2 3|4", `3 extraneous or missing " in quoted-field`}},
		{"a missing column", "a,c\n1,2\n", []string{`1 the first row must name the columns: "b" is missing among a, c`}},
		{"a column that is there twice", "a,b,a\n1,2,3\n", []string{`1 the first row must name the columns: "a" is there twice`}},
		{"nothing", "", []string{"1 the table is empty"}},
		{"a header alone", "a,b\n", nil},
	} {
		if diff := cmp.Diff(test.want, read(test.text)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.reason, diff)
		}
	}
}

// TestBrokenInput expects one error from an input that fails, at its start or later, and then
// the end.
func TestBrokenInput(t *testing.T) {
	broken := errors.New("broken")
	for _, text := range []string{"", "a,", "a,b\n", "a,b\n1,"} {
		var got []error
		for _, err := range table.Rows(io.MultiReader(strings.NewReader(text), iotest.ErrReader(broken)), "a", "b") {
			got = append(got, err)
		}
		if len(got) != 1 || !errors.Is(got[0], broken) {
			t.Errorf("%q: %v", text, got)
		}
	}
}

// TestStop stops after the first row, and after the first error.
func TestStop(t *testing.T) {
	for _, text := range []string{"a,b\n1,2\n3,4\n", "a,b\n1\n3,4\n"} {
		n := 0
		for range table.Rows(strings.NewReader(text), "a", "b") {
			n++
			break
		}
		if n != 1 {
			t.Errorf("%q: %d rows", text, n)
		}
	}
}
