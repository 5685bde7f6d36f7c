package readers_test

import (
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/parquet-go/parquet-go"
)

// parquetFile is a table with columns of every kind.
const parquetFile = "/export/participations.parquet?where={participant:{id:{eq:%22alpha%22}}}" +
	"&fields=role,since,disputed,participant.founded,participant.location.latitude,participant.pic,initiative.start,initiative.budget.amount"

// TestParquetHasTypes reads the types of columns, their order and their values.
func TestParquetHasTypes(t *testing.T) {
	f, err := os.Open(download(t, parquetFile, "parquet"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	file, err := parquet.OpenFile(f, info.Size())
	if err != nil {
		t.Fatal(err)
	}
	var columns [][2]string
	for _, c := range file.Schema().Fields() {
		columns = append(columns, [2]string{c.Name(), c.Type().String()})
	}
	want := [][2]string{
		{"role", "STRING"}, {"since", "STRING"}, {"disputed", "BOOLEAN"}, {"participant.founded", "INT(64,true)"}, {"participant.location.latitude", "DOUBLE"},
		{"participant.pic", "STRING"}, {"initiative.start", "STRING"}, {"initiative.budget.amount", "DOUBLE"},
	}
	if diff := cmp.Diff(want, columns); diff != "" {
		t.Error(diff)
	}
	if licence, _ := file.Lookup("licence"); licence != "CC0-1.0" || file.NumRows() != 2 {
		t.Errorf("%d rows under the licence %q, want 2 under CC0-1.0", file.NumRows(), licence)
	}
	rows := make([]parquet.Row, 1)
	if n, err := file.RowGroups()[0].Rows().ReadRows(rows); n != 1 {
		t.Fatalf("%d rows, %v", n, err)
	}
	var got []string
	for _, v := range rows[0] {
		got = append(got, v.String())
	}
	if diff := cmp.Diff([]string{"COORDINATOR", "2022", "false", "1900", "50.5", "999", "2022-11-01", "12.5"}, got); diff != "" {
		t.Error(diff)
	}
}
