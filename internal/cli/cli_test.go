package cli

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func nopLogger() *slog.Logger { return slog.New(slog.DiscardHandler) }

// program returns the Program that the main package passes to Main.
func program(t *testing.T) Program {
	t.Helper()
	schema, err := os.ReadFile("../../schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	return Program{Schema: string(schema), Version: "development"}
}

// commandRow is a command line with its exit status, texts that it prints, and the reason.
type commandRow struct {
	args   string
	status int
	has    []string
	reason string
}

// check runs the command and returns everything that it prints.
func (c commandRow) check(ctx context.Context, t *testing.T) string {
	t.Helper()
	var out, errs strings.Builder
	status := run(ctx, program(t), strings.Fields(c.args), &out, &errs)
	text := out.String() + errs.String()
	if status != c.status {
		t.Errorf("%s: status %d, want %d: %s\n%s", c.args, status, c.status, c.reason, text)
	}
	for _, part := range c.has {
		if !strings.Contains(text, part) {
			t.Errorf("%s: the output lacks %q: %s\n%s", c.args, part, c.reason, text)
		}
	}
	return text
}

func TestCommandLine(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []commandRow{
		{"--help", 0, []string{"Examples:", "check", "version", "--addr", "--store"}, "help lists all commands, and the flags of the default command"},
		{"serve --help", 0, []string{"--addr", "--store", "--data", "--log-format", "--log-level", "$ADDR", "$STORE", "127.0.0.1:8080"}, "help lists all flags with their defaults"},
		{"version", 0, []string{"whojoins development"}, "the version is printed"},
		{"fetch sedia --programme Nothing --into " + folder, 2, []string{"is no programme", "eu4health"}, "an unknown programme is named with those that are known"},
		{"--version", 0, []string{"whojoins development"}, "a flag does the same"},
		{"help", 0, []string{"Usage: whojoins <command>", "--addr"}, "help is a command, too"},
		{"help key new", 0, []string{"Usage: whojoins key new"}, "of a command"},
		{"help nothing", 2, []string{`no command is called "nothing"`}, "an unknown command is an error"},
		{"completion bash", 0, []string{"complete ", " whojoins"}, "bash calls the program to complete a line"},
		{"completion zsh", 0, []string{"bashcompinit", " whojoins"}, "zsh does too"},
		{"completion fish", 0, []string{"complete -f -c whojoins"}, "fish does too"},
		{"completion tcsh", 2, []string{"bash", "zsh", "fish"}, "an unknown shell is an error that lists the others"},
		{"man", 0, []string{".TH WHOJOINS 1", ".SH SYNOPSIS", "--addr"}, "the manual page is in the language of troff"},
		{"--adr x", 2, []string{"--addr"}, "a misspelt flag is an error that suggests the right one"},
		{"--log-format xml", 2, []string{"text", "json"}, "a wrong value is an error that lists the right ones"},
		{"--log-level loud", 2, []string{"loud"}, "an unknown level is an error"},
		{"--store sqlite", 1, []string{"no store", "memory", "whojoins pack", "neo4j://"}, "an unknown store is an error, not a fallback"},
		{"--addr here", 1, []string{`"here"`, "127.0.0.1:8080"}, "an address needs a port"},
		{"--data " + file, 1, []string{"not a packed dataset", "dataset.yaml"}, "a dataset is a folder or a packed file"},
		{"--data " + folder + "/none", 1, []string{"no dataset", "dataset.yaml"}, "the folder must exist"},
		{"serve --help", 0, []string{"--limit-depth=15", "--limit-in-flight", "$LIMIT_ROOT_FIELDS", "meta.limits"}, "every limit is a flag"},
		{"--limit-depth 0", 1, []string{`"depth" is 0`, "above 0"}, "a limit of 0 would reject everything"},
		{"--limit-in-flight -1", 2, []string{"--limit-in-flight"}, "kong reads a negative value as a flag"},
		{"--limit-in-flight=-1", 1, []string{`"inFlight" is -1`}, "a limit must be above 0"},
		{"--limit-page many", 2, []string{"--limit-page"}, "a limit must be a number"},
		{"check", 2, []string{"<dir>"}, "check needs a folder"},
		{"check " + folder + "/none", 1, []string{"no dataset", "dataset.yaml"}, "the folder must exist"},
		{"check ../../seed", 0, []string{"0 faults"}, "the curated dataset has no fault"},
	} {
		// In a cancelled context, serve returns at once; check would too, without a result.
		ctx, cancel := context.WithCancel(t.Context())
		if !strings.HasPrefix(c.args, "check") {
			cancel()
		}
		c.check(ctx, t)
		cancel()
	}
}

// blocks returns the code blocks of a language in the README.
func blocks(t *testing.T, language string) (found []string) {
	t.Helper()
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for rest := string(text); ; {
		var block string
		var ok bool
		if _, rest, ok = strings.Cut(rest, "```"+language+"\n"); !ok {
			break
		}
		block, rest, _ = strings.Cut(rest, "\n```")
		found = append(found, block)
	}
	if len(found) == 0 {
		t.Fatalf("README.md has no block in %s", language)
	}
	return found
}

// lacks describes the first part of want that got lacks, or returns "". Objects of got may
// have more keys and lists more items; the order of lists counts.
func lacks(got, want any) string {
	switch want := want.(type) {
	case map[string]any:
		object, _ := got.(map[string]any)
		for key, value := range want {
			if lack := lacks(object[key], value); lack != "" {
				return key + ": " + lack
			}
		}
		return ""
	case []any:
		list, _ := got.([]any)
		for i, value := range want {
			for len(list) > 0 && lacks(list[0], value) != "" {
				list = list[1:]
			}
			if len(list) == 0 {
				return fmt.Sprintf("item %d: %v", i, value)
			}
			list = list[1:]
		}
		return ""
	}
	if got != want {
		return fmt.Sprintf("%v, not %v", got, want)
	}
	return ""
}
