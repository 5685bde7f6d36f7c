// Command whojoins serves the graph of cancer research in Belgium and Europe: who
// joins which initiative, in what role, since when, paid by whom, and who says so.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	"time"

	"github.com/alecthomas/kong"

	"whojoins/internal/plan"
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

type serveCommand struct {
	Addr      string        `help:"Address to listen on, as HOST:PORT; an empty host means every interface." default:"127.0.0.1:8080" env:"ADDR"`
	Store     string        `help:"What answers: memory, the embedded store; a file that whojoins pack wrote, which it then holds; or the address of a Neo4j, such as neo4j://127.0.0.1:7687; NEO4J_USERNAME, NEO4J_PASSWORD and NEO4J_DATABASE say the rest." default:"memory" env:"STORE"`
	Data      string        `help:"Folder of a dataset to serve instead of the one in the program." type:"path" placeholder:"DIR"`
	Profile   string        `help:"Second address that serves runtime profiles under /debug/pprof/; left out, there are none." placeholder:"HOST:PORT"`
	Origins   []string      `help:"Origins whose pages may ask, as https://HOST[:PORT],…; * alone means any." default:"*" env:"ORIGINS" placeholder:"ORIGIN"`
	Site      string        `help:"Address under which people reach the service, such as https://whojoins.example; citations and files name it. Left out, they name the address that was asked." env:"SITE" placeholder:"URL"`
	Explain   bool          `help:"Let callers see plans and Cypher, by the header X-Explain: 1." env:"EXPLAIN"`
	Drain     time.Duration `help:"How long to go on answering when told to stop, while load balancers turn away." default:"2s" env:"DRAIN"`
	LogFormat string        `help:"Format of the log on standard error: text or json." enum:"text,json" default:"text"`
	LogLevel  slog.Level    `help:"Least level to log: debug, info, warn or error." default:"info"`

	Limits limitFlags `embed:"" prefix:"limit-" envprefix:"LIMIT_" group:"Limits of a request, each a whole number above 0; they are told in meta.limits"`
}

type versionCommand struct{}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	// A second signal ends the program at once.
	context.AfterFunc(ctx, stop)
	if status := run(ctx, os.Args[1:], os.Stdout, os.Stderr); status != 0 {
		stop()
		os.Exit(status)
	}
}

// run does what the arguments ask until it is done or ctx ends, and returns the exit
// status of the program: 0, 1 for a failure, kong's own for a wrong argument.
func run(ctx context.Context, args []string, out, errs io.Writer) int {
	var cli commands
	exited, status := false, 0
	parser, err := kong.New(&cli,
		kong.Name("whojoins"), kong.Description(description), limitDefaults(), kong.Writers(out, errs), kong.Help(help),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100}),
		kong.Exit(func(code int) { exited, status = true, code }),
		kong.BindTo(ctx, (*context.Context)(nil)), kong.Bind(&output{out, errs}))
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
type output struct{ result, beside io.Writer }

// fail prints an error and returns the exit status it stands for.
func fail(errs io.Writer, err error) int {
	fmt.Fprintln(errs, "whojoins:", err)
	var coded kong.ExitCoder
	if errors.As(err, &coded) {
		return coded.ExitCode()
	}
	return 1
}

// Run serves until ctx ends.
func (c *serveCommand) Run(ctx context.Context, o *output) error {
	options := &slog.HandlerOptions{Level: c.LogLevel}
	var handler slog.Handler = slog.NewTextHandler(o.beside, options)
	if c.LogFormat == "json" {
		handler = slog.NewJSONHandler(o.beside, options)
	}
	limits := plan.Limits(c.Limits)
	server, err := Open(ctx, Config{
		Limits: &limits, Addr: c.Addr, Store: c.Store, Data: c.Data, Profile: c.Profile, Origins: c.Origins, Site: c.Site, Explain: c.Explain, Drain: c.Drain, Logger: slog.New(handler),
	})
	if err != nil {
		return err
	}
	return errors.Join(server.Run(ctx), server.Close())
}

// Run prints the version.
func (*versionCommand) Run(o *output) error {
	_, err := fmt.Fprintln(o.result, "whojoins", version())
	return err
}

// version is the module version that the program was built from, or "development".
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" || info.Main.Version == "(devel)" {
		return "development"
	}
	return info.Main.Version
}
