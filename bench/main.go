// Command bench compares the service with the least that could stand in its place: on
// Neo4j Cypher by hand, through the same driver; for the embedded store structs that are
// already in memory. Both decode the same request and give the same bytes through
// encoding/json, run as programs of their own, and take turns, so that drift cancels.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"time"

	"github.com/alecthomas/kong"
)

const description = `Measure the service.

Examples:

  go run ./bench                          the yardstick: eleven questions on Neo4j, against Cypher by hand
  go run ./bench --nodes 10000 --time 2s  a smaller graph, in less time
  go run ./bench --questions Page --verbose --profiles DIR
                                          one question: statements, database hits, CPU profile
  go run ./bench compare                  the embedded store against a plain net/http handler
  go run ./bench compare --sizes 1000     one size of answers`

type commands struct {
	Yardstick yardstickCommand `cmd:"" default:"withargs" help:"Measure both stores and write a report (the default)."`
	Compare   compareCommand   `cmd:"" help:"Compare the embedded store with a plain handler at three sizes of answers, and print a table."`
	Plain     plainCommand     `cmd:"" hidden:"" help:"Serve answers from structs in memory."`
	Hand      handCommand      `cmd:"" hidden:"" help:"Serve answers by hand-written Cypher."`
}

type compareCommand struct {
	Sizes    []int         `help:"Objects of an answer, one measurement each, at most 1000." default:"10,100,1000" placeholder:"N,..."`
	Clients  int           `help:"Connections that ask at the same time." default:"4"`
	Time     time.Duration `help:"How long each side is measured at each size." default:"3s"`
	Rounds   int           `help:"Turns that each side takes within that time." default:"12"`
	Profiles string        `help:"Folder for a CPU profile of the service at each size." type:"existingdir" placeholder:"DIR"`
}

// Validate refuses numbers that measure nothing.
func (c *compareCommand) Validate() error {
	for _, n := range c.Sizes {
		if n < 1 || n > most {
			return fmt.Errorf("--sizes %d: an answer has 1 to %d objects", n, most)
		}
	}
	switch {
	case len(c.Sizes) == 0:
		return fmt.Errorf("--sizes takes at least one number, such as 100")
	case c.Clients < 1 || c.Clients > 100:
		return fmt.Errorf("--clients %d: it takes 1 to 100", c.Clients)
	case c.Rounds < 1 || c.Time/time.Duration(c.Rounds) < 50*time.Millisecond:
		return fmt.Errorf("--time %v in %d rounds: a turn takes at least 50ms", c.Time, c.Rounds)
	case c.Time > time.Minute:
		return fmt.Errorf("--time %v: it takes at most 1m", c.Time)
	}
	return nil
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	command := kong.Parse(&commands{}, kong.Name("bench"), kong.Description(description),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}), kong.BindTo(ctx, (*context.Context)(nil)))
	command.FatalIfErrorf(command.Run())
}
