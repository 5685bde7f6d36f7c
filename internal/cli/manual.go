package cli

import (
	"fmt"
	"strings"

	"github.com/alecthomas/kong"
	mangokong "github.com/alecthomas/mango-kong"
	kongcompletion "github.com/jotaen/kong-completion"
	"github.com/muesli/roff"
	"github.com/posener/complete"

	"whojoins/internal/model"
	"whojoins/internal/questions"
)

type completionCommand struct {
	Shell string `arg:"" help:"The shell: bash, zsh or fish. In bash, for example: source <(whojoins completion bash)" enum:"bash,zsh,fish"`
}

// Run prints the code that makes a shell complete the command line by calling the program.
func (c *completionCommand) Run(k *kong.Context) error {
	return (&kongcompletion.Completion{Shell: c.Shell, Code: true}).Run(k)
}

// registerCompletion answers a shell that completes a command line, and then ends the program; it
// does nothing otherwise.
func registerCompletion(parser *kong.Kong, p Program) {
	kongcompletion.Register(parser, kongcompletion.WithPredictor("question", complete.PredictFunc(func(complete.Args) []string {
		m, err := model.Parse(p.Schema)
		if err != nil {
			return nil
		}
		library, err := questions.Load(m, questions.Embedded())
		if err != nil {
			return nil
		}
		return library.Names()
	})))
}

type manCommand struct{}

// Run prints the manual page in the language of troff. For example:
//
//	whojoins man > /usr/local/share/man/man1/whojoins.1
func (*manCommand) Run(t *terminal, k *kong.Context) error {
	_, err := fmt.Fprint(t.stdout, mangokong.NewManPage(1, k.Model).Build(roff.NewDocument()))
	return err
}

type helpCommand struct {
	Command []string `arg:"" optional:"" help:"The command, such as ask; without it, the help of the program."`
}

// Run prints the help of a command.
func (c *helpCommand) Run(k *kong.Context) error {
	if len(c.Command) > 0 {
		parsed, err := kong.Trace(k.Kong, c.Command)
		if err != nil {
			return err
		}
		if node := parsed.Selected(); node == nil || !strings.HasPrefix(node.Path(), strings.Join(c.Command, " ")) {
			return usageError(fmt.Sprintf("no command is called %q; run whojoins help for the list", strings.Join(c.Command, " ")))
		}
	}
	_, _ = k.Parse(append(c.Command, "--help")) // it fails after the help, where an argument is missing
	return nil
}
