//go:build outside

package readers_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"whojoins/internal/testenv"
)

// TestOutsideParquetReaders reads the types and the first row of tables with DuckDB and pyarrow.
func TestOutsideParquetReaders(t *testing.T) {
	python := testenv.Python(t, "parquet", "requirements-parquet.txt")
	for _, row := range []struct {
		address             string
		duckdb, arrow, cell []any
	}{
		{parquetFile,
			[]any{"VARCHAR", "VARCHAR", "BOOLEAN", "BIGINT", "DOUBLE", "VARCHAR", "VARCHAR", "DOUBLE"},
			[]any{"string", "string", "bool", "int64", "double", "string", "string", "double"},
			[]any{"COORDINATOR", "2022", false, 1900.0, 50.5, "999", "2022-11-01", 12.5}},
		{"/export/collaboration.parquet?fields=links.weight,links.activeFrom,links.activeUntil",
			[]any{"BIGINT", "DATE", "DATE"}, []any{"int64", "date32[day]", "date32[day]"}, []any{1.0, "2022-11-01", nil}},
	} {
		var got struct{ Duckdb, Arrow, First, Same []any }
		run(t, &got, python, "parquet.py", download(t, row.address, "parquet"))
		if diff := cmp.Diff([][]any{row.duckdb, row.arrow, row.cell, row.cell}, [][]any{got.Duckdb, got.Arrow, got.First, got.Same}); diff != "" {
			t.Errorf("%s: %s", row.address, diff)
		}
	}
}
