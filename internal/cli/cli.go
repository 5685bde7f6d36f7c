// Package cli is the command line: it reads flags, wires the parts together, and runs
// what a command names.
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

const description = `Whojoins answers GraphQL questions over a graph of cancer research in Belgium and
Europe, where every fact carries its sources.

Examples:

  whojoins                              serve the dataset in the program on 127.0.0.1:8080
  whojoins --addr 127.0.0.1:9000        serve it elsewhere
  whojoins --data DIR --log-format json serve a dataset of your own
  whojoins --store neo4j://HOST:7687    serve what a Neo4j holds (whojoins load fills it)
  whojoins check DIR                    find the faults of a dataset, with file and line`

// commands is the command line. Help texts say what a value is and what it must be.
type commands struct {
	Serve   serveCommand   `cmd:"" default:"withargs" help:"Serve a dataset over HTTP (the default)."`
	Ask     askCommand     `cmd:"" help:"Ask a question of the library and print the answer as a table, or list the questions."`
	Check   checkCommand   `cmd:"" help:"Print every fault of a dataset with its file and line; the exit status is 1 when there are any."`
	Forget  forgetCommand  `cmd:"" help:"Take an entity out of the files of a dataset for good; its id is never used again."`
	Load    loadCommand    `cmd:"" help:"Load a dataset into a Neo4j, which --store then serves from."`
	Pack    packCommand    `cmd:"" help:"Write a dataset into one file, from which --store opens a large one in seconds."`
	Export  exportCommand  `cmd:"" help:"Write a dataset as files for another program, and print the command that takes them."`
	Version versionCommand `cmd:"" help:"Print the version of the program."`
}

type versionCommand struct{}

// Program is what the main package passes in: what it embeds, and how it was built.
type Program struct {
	// Schema is the text of schema.graphqls.
	Schema string
	// Version is that of the module.
	Version string
}

// Main does what the program's arguments ask, until it is done or a signal ends it, and
// returns the exit status.
func Main(p Program) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	// A second signal ends the program at once.
	context.AfterFunc(ctx, stop)
	return run(ctx, p, os.Args[1:], os.Stdout, os.Stderr)
}

// run does what the arguments ask until it is done or ctx ends, and returns the exit
// status of the program: 0, 1 for a failure, kong's own for a wrong argument.
func run(ctx context.Context, p Program, args []string, out, errs io.Writer) int {
	var cli commands
	exited, status := false, 0
	parser, err := kong.New(&cli,
		kong.Name("whojoins"), kong.Description(description), limitDefaults(), kong.Writers(out, errs), kong.Help(help),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100}),
		kong.Exit(func(code int) { exited, status = true, code }),
		kong.BindTo(ctx, (*context.Context)(nil)), kong.Bind(&output{out, errs, p.Schema, p.Version}))
	if err != nil {
		return fail(errs, err)
	}
	command, err := parser.Parse(args)
	// Kong goes on after --help when its Exit returns.
	if exited {
		return status
	}
	if err != nil {
		return fail(errs, fmt.Errorf("%w; whojoins --help tells the commands and flags", err))
	}
	if err := command.Run(); err != nil {
		return fail(errs, err)
	}
	return 0
}

// help prints the help of a command; that of the program has the default command's with it.
func help(options kong.HelpOptions, about *kong.Context) error {
	if err := kong.DefaultHelpPrinter(options, about); err != nil || about.Selected() != nil {
		return err
	}
	serve, err := kong.Trace(about.Kong, []string{"serve"})
	if err != nil {
		return err
	}
	fmt.Fprintln(about.Stdout)
	return kong.DefaultHelpPrinter(options, serve)
}

// output is where a command writes: its result, and what goes beside it.
type output struct {
	result, beside io.Writer
	// schema and version are the program's.
	schema, version string
}

// fail prints an error and returns the exit status it stands for.
func fail(errs io.Writer, err error) int {
	fmt.Fprintln(errs, "whojoins:", err)
	var coded kong.ExitCoder
	if errors.As(err, &coded) {
		return coded.ExitCode()
	}
	return 1
}

// Run prints the version.
func (*versionCommand) Run(o *output) error {
	_, err := fmt.Fprintln(o.result, "whojoins", o.version)
	return err
}
