// Command bench compares the service with the simplest program that returns the same bytes: for
// Neo4j, hand-written Cypher through the same driver; for the embedded store, structs in
// memory. Both programs encode with encoding/json. The two sides are separate processes and
// take turns, so that drift cancels.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/alecthomas/kong"
)

const description = `Measure the service.

Examples:

  go run ./bench                          the yardstick: fourteen questions on Neo4j, against hand-written Cypher
  go run ./bench --nodes 10000 --time 2s  a smaller graph, in less time
  go run ./bench --questions Page --verbose --profiles DIR
                                          one question with its statements, database hits and a CPU profile
  go run ./bench load --rounds 3          the load of 100,000 entities into a Neo4j, in turns with a plain loader
  go run ./bench first                    the first answers after a start on Neo4j, against later ones
  go run ./bench compare                  the embedded store against a plain net/http handler
  go run ./bench compare --sizes 1000     one size of answers`

type commands struct {
	Yardstick yardstickCommand `cmd:"" default:"withargs" help:"Measure both stores and write a report (the default)."`
	Load      loadCommand      `cmd:"" help:"Load a synthetic graph into an empty Neo4j, beside a plain loader, and print where the time goes."`
	First     firstCommand     `cmd:"" help:"Measure the first answer to each question of the library after a start on Neo4j, and print a table."`
	Compare   compareCommand   `cmd:"" help:"Compare the embedded store with a plain handler at three sizes of answers, and print a table."`
	Plain     plainCommand     `cmd:"" hidden:"" help:"Serve answers from structs in memory."`
	Hand      handCommand      `cmd:"" hidden:"" help:"Serve answers by hand-written Cypher."`
}

type compareCommand struct {
	Sizes    []int         `help:"Numbers of objects in an answer, at most 1000, with one measurement each." default:"10,100,1000" placeholder:"N,..."`
	Clients  int           `help:"Number of concurrent connections." default:"4"`
	Time     time.Duration `help:"Time that each side is measured for each size." default:"3s"`
	Rounds   int           `help:"Number of turns that this time is divided into." default:"12"`
	Profiles string        `help:"Folder for a CPU profile of the service at each size." type:"existingdir" placeholder:"DIR"`
}

// Validate rejects numbers with which nothing would be measured.
func (c *compareCommand) Validate() error {
	for _, n := range c.Sizes {
		if n < 1 || n > most {
			return fmt.Errorf("--sizes %d: must be from 1 to %d", n, most)
		}
	}
	switch {
	case len(c.Sizes) == 0:
		return fmt.Errorf("--sizes needs at least one number, such as 100")
	case c.Clients < 1 || c.Clients > 100:
		return fmt.Errorf("--clients %d: must be from 1 to 100", c.Clients)
	case c.Rounds < 1 || c.Time/time.Duration(c.Rounds) < 50*time.Millisecond:
		return fmt.Errorf("--time %v in %d rounds: a turn must last at least 50ms", c.Time, c.Rounds)
	case c.Time > time.Minute:
		return fmt.Errorf("--time %v: must be at most 1m", c.Time)
	}
	return nil
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	command := kong.Parse(&commands{}, kong.Name("bench"), kong.Description(description),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}), kong.BindTo(ctx, (*context.Context)(nil)))
	command.FatalIfErrorf(command.Run())
}
