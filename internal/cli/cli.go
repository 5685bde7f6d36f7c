// Package cli is the command line: it parses flags, wires the parts together, and runs the
// selected command.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"
)

const description = `Whojoins answers questions about cancer research in Belgium and Europe, with the
sources of every fact.

Examples:

  whojoins                              serve the built-in dataset on 127.0.0.1:8080
  whojoins --addr 127.0.0.1:9000        serve it on another address
  whojoins --data DIR --log-format json serve your own dataset
  whojoins --store neo4j://HOST:7687    serve from Neo4j (fill it with whojoins load)
  whojoins ask                          list the questions of the library
  whojoins check DIR                    print the faults of a dataset, with file and line`

// commands defines the command line. A help text describes a value and its constraints.
type commands struct {
	Serve   serveCommand   `cmd:"" default:"withargs" help:"Serve a dataset over HTTP (the default)."`
	Ask     askCommand     `cmd:"" help:"Answer a question of the library as a table, or list the questions."`
	Check   checkCommand   `cmd:"" help:"Print every fault of a dataset with its file and line; the exit status is 1 if it has any."`
	Forget  forgetCommand  `cmd:"" help:"Remove an entity from the files of a dataset for good; its id is never reused."`
	Load    loadCommand    `cmd:"" help:"Load a dataset into Neo4j, for serve --store."`
	Pack    packCommand    `cmd:"" help:"Write a dataset into one file, for serve --store; a large dataset then opens in seconds."`
	Export  exportCommand  `cmd:"" help:"Write a dataset as files for another program, and print its import command."`
	Key     keyCommand     `cmd:"" help:"Make a key for a caller, for serve --keys."`
	Version versionCommand `cmd:"" help:"Print the version of the program."`

	Licences licencesCommand `cmd:"" help:"Print the licences of the program and of everything in it."`
}

type versionCommand struct{}

// Program holds what the main package embeds and knows about the build.
type Program struct {
	// Schema is the text of schema.graphqls.
	Schema string
	// Version is the version of the module.
	Version string
}

// Main runs the command in the arguments of the program until it is done or a signal ends
// it, and returns the exit status.
func Main(p Program) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	// A closed pipe must not kill the program before it has removed its temporary files.
	signal.Ignore(syscall.SIGPIPE)
	// A second signal ends the program at once.
	context.AfterFunc(ctx, stop)
	return run(ctx, p, os.Args[1:], os.Stdout, os.Stderr)
}

// run runs the command in args until it is done or ctx ends, and returns the exit status: 0
// for success, kong's status for a wrong argument, 1 for any other failure.
func run(ctx context.Context, p Program, args []string, stdout, stderr io.Writer) int {
	var cli commands
	exited, status := false, 0
	parser, err := kong.New(&cli,
		kong.Name("whojoins"), kong.Description(description), limitDefaults(), kong.Writers(stdout, stderr), kong.Help(help),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100}),
		kong.Exit(func(code int) { exited, status = true, code }),
		kong.BindTo(ctx, (*context.Context)(nil)), kong.Bind(&terminal{stdout, stderr, p}))
	if err != nil {
		return fail(stderr, err)
	}
	command, err := parser.Parse(args)
	// After --help, kong calls Exit and continues if that returns.
	if exited {
		return status
	}
	if err != nil {
		return fail(stderr, fmt.Errorf("%w; run whojoins --help for the commands and flags", err))
	}
	if err := command.Run(); err != nil {
		return fail(stderr, err)
	}
	return 0
}

// help prints the help of a command. The help of the program includes that of serve, the
// default command.
func help(options kong.HelpOptions, parsed *kong.Context) error {
	if err := kong.DefaultHelpPrinter(options, parsed); err != nil || parsed.Selected() != nil {
		return err
	}
	serve, err := kong.Trace(parsed.Kong, []string{"serve"})
	if err != nil {
		return err
	}
	fmt.Fprintln(parsed.Stdout)
	return kong.DefaultHelpPrinter(options, serve)
}

// terminal is where a command prints: its result to stdout, everything else to stderr.
type terminal struct {
	stdout, stderr io.Writer
	program        Program
}

// statusPipe is the exit status of a program that is killed because nobody reads its output, as
// shells report it: 128 and the number of the signal.
const statusPipe = 128 + int(syscall.SIGPIPE)

// fail prints an error and returns its exit status. It prints nothing if the reader of a pipe,
// such as head, has all that it wants.
func fail(stderr io.Writer, err error) int {
	switch {
	case errors.Is(err, syscall.EPIPE):
		return statusPipe
	case errors.Is(err, context.Canceled):
		err = fmt.Errorf("stopped by a signal before the command was complete")
	}
	fmt.Fprintln(stderr, "whojoins:", err)
	var coded kong.ExitCoder
	if errors.As(err, &coded) {
		return coded.ExitCode()
	}
	return 1
}

// Run prints the version.
func (*versionCommand) Run(t *terminal) error {
	_, err := fmt.Fprintln(t.stdout, "whojoins", t.program.Version)
	return err
}
