package cli

import (
	"io"
	"os"
	"strings"
	"testing"
)

// TestPage sends long output through the pager, and short output past it.
func TestPage(t *testing.T) {
	for _, row := range []struct {
		screen screen
		lines  int
		want   string
	}{
		{screen{80, 10, false, "tr a b"}, 20, "bbb\n"},
		{screen{80, 10, false, "tr a b"}, 5, "aaa\n"},
		{screen{80, 10, false, ""}, 20, "aaa\n"},
		{screen{}, 20, "aaa\n"},
		{screen{80, 10, false, "sh -c 'echo $LESS'"}, 20, "FRX\n"},
		{screen{80, 10, false, "exec 0<&-; echo left"}, 20, "left\n"},
	} {
		var out, errs strings.Builder
		t.Setenv("LESS", "FRX")
		term := &terminal{nil, &out, &errs, Program{}, row.screen}
		err := term.page(t.Context(), func(w io.Writer) error {
			_, err := io.WriteString(w, "aaa\n")
			return err
		}, row.lines)
		if err != nil || out.String() != row.want {
			t.Errorf("%+v, %d lines: %q, %v; want %q", row.screen, row.lines, out.String(), err, row.want)
		}
	}
}

// TestScreen looks at files, which are no terminals.
func TestScreen(t *testing.T) {
	file, err := os.CreateTemp(t.TempDir(), "")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for _, out := range []io.Writer{file, io.Discard} {
		if got := screenOf(out, os.Getenv); got != (screen{}) {
			t.Errorf("a screen %+v", got)
		}
	}
}
