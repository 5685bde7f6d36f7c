package cli

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"whojoins/internal/build"
	"whojoins/internal/dataset"
	"whojoins/internal/identity"
	"whojoins/internal/model"
	"whojoins/internal/workspace"
)

// forgetInWorkspace removes a person from the imports and the decisions of a workspace, and from
// its curated files.
func (c *forgetCommand) forgetInWorkspace(ctx context.Context, t *terminal, m *model.Model) error {
	in, err := t.workspace(ctx, c.Dir, true)
	if err != nil {
		return err
	}
	result, err := build.Match(ctx, in.schema, in.Input)
	if err != nil {
		return err
	}
	records := c.forgotten(in, result)
	if len(records) == 0 {
		if in.Input.Forgotten(c.ID) {
			_, err := fmt.Fprintf(t.stdout, "%s was removed before, and is never to be reused: nothing was changed.\n", c.ID)
			return err
		}
		return fmt.Errorf("no entity in %q has the id %q; search for its name to find the id", c.Dir, c.ID)
	}
	refs, curated := []string{c.ID}, ""
	for _, r := range records {
		if r.Curated {
			curated = r.ID
		}
		refs = append(refs, r.ID, r.Ref())
		for _, i := range r.Identifiers {
			refs = append(refs, i.String())
		}
	}
	slices.Sort(refs)
	refs = slices.Compact(refs)
	kept := slices.DeleteFunc(slices.Clone(in.Decisions), func(d identity.Decision) bool { return slices.Contains(refs, d.Left) || slices.Contains(refs, d.Right) })
	var decisions []byte
	if len(kept) < len(in.Decisions) {
		var b bytes.Buffer
		if err := identity.WriteDecisions(&b, kept); err != nil {
			return err
		}
		decisions = b.Bytes()
	}
	if err := workspace.Forget(ctx, c.Dir, in.schema, refs, decisions); err != nil {
		return err
	}
	if curated != "" {
		done, err := dataset.Forget(ctx, m, filepath.Join(c.Dir, workspace.Curated), curated)
		if err != nil {
			return err
		}
		if err := printMentions(t.stderr, done.Mentions); err != nil {
			return err
		}
	}
	if err := t.renewConflicts(ctx, c.Dir); err != nil {
		return err
	}
	_, err = fmt.Fprintf(t.stdout, "Removed from the workspace, never to return by an import: %s\nNext, run: whojoins build %s --out FILE.pack\n"+copies, strings.Join(refs, ", "), c.Dir, c.ID)
	return err
}

// forgotten returns the records of the person with the id of the command, and those of people
// whose removal was stopped before it was complete.
func (c *forgetCommand) forgotten(in *workspaceInput, result *identity.Result) (list []*identity.Record) {
	for i := range result.Entities {
		e := &result.Entities[i]
		if slices.ContainsFunc(e.Records, func(r *identity.Record) bool {
			return r.ID == c.ID || r.Ref() == c.ID || in.Input.Forgotten(r.ID) || slices.ContainsFunc(r.Identifiers, func(id identity.Identifier) bool { return id.String() == c.ID || in.Input.Forgotten(id.String()) })
		}) {
			list = append(list, e.Records...)
		}
	}
	return list
}

// renewConflicts writes the conflicts of a workspace again.
func (t *terminal) renewConflicts(ctx context.Context, dir string) error {
	in, err := t.workspace(ctx, dir, true)
	if err != nil {
		return err
	}
	result, err := build.Match(ctx, in.schema, in.Input)
	if err != nil {
		return err
	}
	return in.writeConflicts(result)
}
