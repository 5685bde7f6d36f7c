package cli

import (
	"crypto/rand"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"whojoins/internal/http/callers"
)

type keyCommand struct {
	New newKeyCommand `cmd:"" help:"Print a new key, which is shown only once, and the line for the keys file, which does not contain it."`
}

type newKeyCommand struct {
	Name    string `arg:"" help:"Name of the caller, for the log: up to 64 letters, digits and ._-"`
	Budget  int    `help:"Units of cost per minute; by default there is no bound." placeholder:"N"`
	Explain bool   `help:"Let the caller see plans and Cypher."`
}

// keyPrefix begins each key, so that programs that look for secrets in files recognise it.
const keyPrefix = "whojoins_"

// Run prints the key on the first line and the entry for the file on the second.
func (c *newKeyCommand) Run(t *terminal) error {
	if err := callers.CheckName(c.Name); err != nil {
		return err
	}
	if c.Budget != 0 {
		if err := callers.CheckBudget(c.Name, c.Budget); err != nil {
			return err
		}
	}
	key := keyPrefix + rand.Text()
	fmt.Fprintln(t.stderr, "The key, which is shown only now, and the line for the file of serve --keys:")
	_, err := fmt.Fprintf(t.stdout, "%s\n%s\n", key, callers.Line(c.Name, key, c.Budget, c.Explain))
	return err
}

// onHangup calls a function for each SIGHUP until the returned function is called.
func onHangup(f func()) (stop func()) {
	hangups, done := make(chan os.Signal, 1), make(chan struct{})
	signal.Notify(hangups, syscall.SIGHUP)
	go func() {
		defer close(done)
		for range hangups {
			f()
		}
	}()
	return func() {
		signal.Stop(hangups)
		close(hangups)
		<-done
	}
}
