package cli

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"

	"golang.org/x/term"

	"whojoins/internal/questions"
)

// screen is the terminal window that standard output is shown in.
type screen struct {
	// width and height are its size in characters; 0 when standard output is no terminal.
	width, height int
	// colour reports whether it may show colours: see no-color.org.
	colour bool
	// pager is the command that shows long output, or empty.
	pager string
}

// screenOf returns the window that a writer prints to.
func screenOf(out io.Writer, getenv func(string) string) screen {
	f, ok := out.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return screen{}
	}
	width, height, err := term.GetSize(int(f.Fd()))
	if err != nil {
		return screen{}
	}
	return screen{width, height, getenv("NO_COLOR") == "" && getenv("TERM") != "dumb", getenv("PAGER")}
}

// printTables prints tables that fit the window, and says how to get what was shortened.
func (t *terminal) printTables(ctx context.Context, tables []questions.Table, full string) error {
	var text bytes.Buffer
	shortened, err := questions.WriteText(&text, tables, questions.Layout{Width: t.screen.width, Bold: t.screen.colour})
	if err != nil {
		return err
	}
	err = t.page(ctx, func(w io.Writer) error {
		_, err := w.Write(text.Bytes())
		return err
	}, bytes.Count(text.Bytes(), []byte("\n")))
	if err == nil && shortened {
		_, err = fmt.Fprintf(t.stderr, "\nLong cells are shortened; %s them in full.\n", full)
	}
	return err
}

// page prints lines: through the pager if there are more than the window shows.
func (t *terminal) page(ctx context.Context, write func(io.Writer) error, lines int) error {
	if t.screen.pager == "" || lines < t.screen.height {
		return write(t.stdout)
	}
	// The command is the user's own, as for man and git.
	pager := exec.CommandContext(ctx, "sh", "-c", t.screen.pager) //nolint:gosec // $PAGER is a command line
	pager.Stdout, pager.Stderr = t.stdout, t.stderr
	pager.Env = append([]string{"LESS=FRX"}, os.Environ()...) // the user's own LESS comes later and counts
	in, err := pager.StdinPipe()
	if err != nil {
		return err
	}
	if err := pager.Start(); err != nil {
		return write(t.stdout)
	}
	_ = write(in) // a pager that is left early closes its input
	_ = in.Close()
	return pager.Wait()
}
