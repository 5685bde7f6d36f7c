// Package cli is the command line: it parses flags, wires the parts together, and runs the
// selected command.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"

	"whojoins/internal/http/portal"
)

const description = `Whojoins answers questions about cancer research, with the source of every fact.

Examples:

  whojoins                              serve the built-in dataset on 127.0.0.1:8080
  whojoins --addr 127.0.0.1:9000        serve it on another address
  whojoins --data DIR --log-format json serve your own dataset
  whojoins --store neo4j://HOST:7687    serve from Neo4j (fill it with whojoins load)
  whojoins ask                          list the questions of the library
  whojoins query '{ meta { name } }'    answer a GraphQL query
  whojoins check DIR                    print the faults of a dataset, with file and line`

// commands defines the command line. A help text describes a value and its constraints.
type commands struct {
	Serve     serveCommand     `cmd:"" default:"withargs" help:"Serve a dataset over HTTP (the default)."`
	Ask       askCommand       `cmd:"" help:"Answer a question of the library as a table, or list the questions."`
	Query     queryCommand     `cmd:"" help:"Answer a GraphQL query, from the dataset or from a running service."`
	Check     checkCommand     `cmd:"" help:"Print every fault of a dataset with its file and line; the exit status is 1 if it has any."`
	Forget    forgetCommand    `cmd:"" help:"Remove an entity from the files of a dataset for good; its id is never reused."`
	Import    importCommand    `cmd:"" help:"Import what registers publish into a workspace: a folder of sources at full size."`
	Fetch     fetchCommand     `cmd:"" help:"Save what a register publishes page by page, for whojoins import."`
	Load      loadCommand      `cmd:"" help:"Load a dataset into Neo4j, for serve --store."`
	Pack      packCommand      `cmd:"" help:"Write a dataset into one file, for serve --store; a large dataset then opens in seconds."`
	Export    exportCommand    `cmd:"" help:"Write a dataset as files for another program, and print its import command."`
	Key       keyCommand       `cmd:"" help:"Make a key for a caller, for serve --keys."`
	MCP       mcpCommand       `cmd:"" name:"mcp" help:"Answer agents through the Model Context Protocol, on standard input and output."`
	Match     matchCommand     `cmd:"" help:"List the records of a workspace that may be one, for you to decide."`
	Decide    decideCommand    `cmd:"" help:"Record which records are one: from a workbook of whojoins match, or key by key."`
	Build     buildCommand     `cmd:"" help:"Build a workspace, which whojoins import has filled, into one packed file."`
	Diff      diffCommand      `cmd:"" help:"Print what was added, removed and changed between two editions of a dataset."`
	Patch     patchCommand     `cmd:"" help:"Make the newer edition out of the older one and the changes that whojoins diff --json prints."`
	Crosswalk crosswalkCommand `cmd:"" help:"Write which PIC, VAT, ROR and Wikidata identifiers are those of one organisation, as SSSOM."`
	Version   versionCommand   `cmd:"" help:"Print the version of the program."`

	Licences   licencesCommand   `cmd:"" help:"Print the licences of the program and of everything in it."`
	Completion completionCommand `cmd:"" help:"Print a script that completes commands and flags in a shell."`
	Man        manCommand        `cmd:"" help:"Print the manual page, for man."`
	Help       helpCommand       `cmd:"" help:"Print the help of a command."`

	PrintVersion kong.VersionFlag `name:"version" help:"Print the version of the program, with its tag and commit."`
}

type versionCommand struct{}

// Program holds what the main package embeds and knows about the build.
type Program struct {
	// Schema is the text of schema.graphqls.
	Schema string
	// Version is the version of the module: a tag, or what the version control says.
	Version string
	// Commit is the commit that the program was built from, or empty.
	Commit string
}

// build returns the version with the commit.
func (p Program) build() string {
	if p.Commit == "" {
		return "whojoins " + p.Version
	}
	return "whojoins " + p.Version + " (commit " + p.Commit + ")"
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
	return runWith(ctx, p, os.Args[1:], &terminal{os.Stdin, os.Stdout, os.Stderr, p, screenOf(os.Stdout, os.Getenv)})
}

// run runs the command in args without a terminal: see runWith.
func run(ctx context.Context, p Program, args []string, stdout, stderr io.Writer) int {
	return runWith(ctx, p, args, &terminal{strings.NewReader(""), stdout, stderr, p, screen{}})
}

// runWith runs the command in args until it is done or ctx ends, and returns the exit status: 0
// for success, statusUsage for a wrong argument, 1 for any other failure.
func runWith(ctx context.Context, p Program, args []string, t *terminal) int {
	var cli commands
	exited, status := false, 0
	parser, err := kong.New(&cli,
		kong.Name("whojoins"), kong.Description(description), limitDefaults(), kong.Writers(t.stdout, t.stderr), kong.Help(help),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100}),
		kong.Exit(func(code int) { exited, status = true, code }),
		kong.BindTo(ctx, (*context.Context)(nil)), kong.Bind(t), kong.Vars{"version": p.build(), "portal": portal.Address})
	if err != nil {
		return fail(t.stderr, err)
	}
	registerCompletion(parser, p)
	command, err := parser.Parse(args)
	// After --help, kong calls Exit and continues if that returns.
	if exited {
		return status
	}
	if err != nil {
		return fail(t.stderr, fmt.Errorf("%w; run whojoins --help for the commands and flags", err))
	}
	if err := command.Run(); err != nil {
		return fail(t.stderr, err)
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

// terminal is where a command reads and prints: its result to stdout, everything else to stderr.
type terminal struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	program        Program
	screen         screen
}

// statusUsage is the exit status of a command with a wrong argument.
const statusUsage = 2

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
	var wrong *kong.ParseError
	var failed *fs.PathError // the help could not be printed
	var coded kong.ExitCoder
	switch {
	case errors.As(err, &wrong) && !errors.As(err, &failed):
		return statusUsage
	case errors.As(err, &coded):
		return coded.ExitCode()
	}
	return 1
}

// Run prints the version.
func (*versionCommand) Run(t *terminal) error {
	_, err := fmt.Fprintln(t.stdout, t.program.build())
	return err
}
