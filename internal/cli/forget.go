package cli

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"

	"whojoins/docs"
	"whojoins/internal/dataset"
	"whojoins/internal/model"
	"whojoins/internal/questions"
	"whojoins/internal/workspace"
)

type forgetCommand struct {
	ID  string `arg:"" help:"Id of the person to remove, or of any other entity except a source."`
	Dir string `help:"Folder of the dataset, a workspace, or a file written by whojoins pack or build." type:"path" default:"seed" placeholder:"DIR"`
}

// copies says where the data of a removed entity still is.
const copies = `Copies keep the old data until you renew them:
  a pack       whojoins forget %[1]s --dir FILE.pack, or whojoins pack --data DIR --out FILE.pack
  a Neo4j      whojoins load --data DIR --store URI, which replaces all that was loaded before
  a service    restart it with the new dataset; a built-in dataset needs a new build
  exported files, earlier releases and the history of a repository: delete them, and ask everyone who has copies to do so
`

// Run removes an entity from a dataset for good, and prints the remaining manual steps.
func (c *forgetCommand) Run(ctx context.Context, t *terminal) error {
	m, err := model.Parse(t.program.Schema)
	if err != nil {
		return err
	}
	if info, err := os.Stat(c.Dir); err == nil && info.Mode().IsRegular() {
		return c.forgetInPack(ctx, t, m)
	}
	if workspace.Is(c.Dir) {
		return c.forgetInWorkspace(ctx, t, m)
	}
	folder, err := openFolder(c.Dir)
	if err != nil {
		return err
	}
	_ = folder.Close() // it was only checked
	served, err := documents()
	if err != nil {
		return err
	}
	done, err := dataset.Forget(ctx, m, c.Dir, c.ID, served...)
	if err != nil {
		return err
	}
	if len(done.Completed) > 0 {
		if _, err := fmt.Fprintf(t.stdout, "Completed an earlier removal, which had been stopped: %s\n", strings.Join(done.Completed, ", ")); err != nil {
			return err
		}
	}
	if done.Already {
		_, err := fmt.Fprintf(t.stdout, "%s was removed before, and is never to be reused: nothing was changed.\n", c.ID)
		return err
	}
	if err := printMentions(t.stderr, done.Mentions); err != nil {
		return err
	}
	_, err = fmt.Fprintf(t.stdout, "Removed, never to be reused: %s\nChanged files: %s\nNext, run: whojoins check %s; make picture screenshots\n"+copies,
		strings.Join(done.IDs, ", "), strings.Join(done.Changed, ", "), c.Dir, c.ID)
	return err
}

// printMentions prints the places that still name an entity.
func printMentions(out io.Writer, places []dataset.Fault) error {
	for _, place := range places {
		// The text may hold anything, control characters included.
		if _, err := fmt.Fprintf(out, "still mentioned: %s\n", strings.Map(printable, place.String())); err != nil {
			return err
		}
	}
	return nil
}

// printable replaces the characters that a terminal would interpret.
func printable(r rune) rune {
	if r < ' ' || r >= 0x7f && r < 0xa0 {
		return '\uFFFD'
	}
	return r
}

// documents returns the texts that the program serves besides a dataset: its documentation, without
// the pictures, and the question library.
func documents() (list []dataset.Document, err error) {
	for prefix, files := range map[string]fs.FS{"docs": docs.Files, "internal/questions/library": questions.Embedded()} {
		err := fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || path.Ext(name) == ".png" {
				return err
			}
			text, err := fs.ReadFile(files, name)
			list = append(list, dataset.Document{Name: prefix + "/" + name, Text: text})
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return list, nil
}
