package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"whojoins/internal/dataset/statement"
	"whojoins/internal/imports"
	"whojoins/internal/model"
	"whojoins/internal/output"
	"whojoins/internal/workspace"
)

type importCommand struct {
	Cordis importCordis `cmd:"" help:"Import editions of CORDIS: the CSV edition of FP7, H2020 or Horizon Europe as ZIP, folder or files, and the XML of single projects."`
	Sedia  importSedia  `cmd:"" help:"Import saved answers of the search service of the EU Funding & Tenders Portal: calls, and projects with participants."`
	ROR    importROR    `cmd:"" name:"ror" help:"Import a release of ROR, the register of research organisations: JSON or JSON lines, compressed or not, or the ZIP archive; schema 2."`
	ORCID  importORCID  `cmd:"" name:"orcid" help:"Import public records of ORCID, XML or JSON: the employments and works of people who are in the graph."`
	Table  importTable  `cmd:"" help:"Import your own tables, as CSV, TSV or XLSX, with columns named by a map; --draft writes a first map."`
}

// importFlags are the flags that all imports have.
type importFlags struct {
	Files     []string `arg:"" name:"file" help:"What was downloaded: files, ZIP archives or folders. All are imported, or none." type:"path"`
	Into      string   `help:"Folder of the workspace; it is made if it does not exist." required:"" type:"path" placeholder:"DIR"`
	Retrieved string   `help:"Day on which the files were downloaded, such as 2026-11-30; by default that of each file." placeholder:"DATE"`
}

type importCordis struct {
	importFlags `embed:""`

	Where []string `help:"Take only grants that meet a condition, with all of their participants: 'topic~oncology' (contains), 'country=BE', 'programme!=FP7'. Repeat the flag for several conditions, all of which must hold. Columns: acronym, call, country, grant, organisation, pic, programme, title, topic." sep:"none" placeholder:"CONDITION"`
}

// Run imports editions of CORDIS.
func (c *importCordis) Run(ctx context.Context, t *terminal) error {
	return t.importAll(ctx, &c.importFlags, &imports.Options{Kind: imports.CORDIS, Where: c.Where})
}

type importSedia struct {
	importFlags `embed:""`

	Where []string `help:"Take only projects and calls that meet a condition, such as 'programme=EU4Health' or 'country=BE'; see import cordis. Columns: acronym, call, country, grant, organisation, pic, programme, status, title." sep:"none" placeholder:"CONDITION"`
}

// Run imports saved answers of the portal.
func (c *importSedia) Run(ctx context.Context, t *terminal) error {
	return t.importAll(ctx, &c.importFlags, &imports.Options{Kind: imports.Portal, Where: c.Where})
}

type importROR struct {
	importFlags `embed:""`

	Where []string `help:"Take only records that meet a condition, such as 'country=BE'; see import cordis. Columns: city, country, name, type." sep:"none" placeholder:"CONDITION"`
	All   bool     `help:"Make each record an entity. By default the records only add to entities that other sources state."`
}

// Run imports a release of ROR.
func (c *importROR) Run(ctx context.Context, t *terminal) error {
	return t.importAll(ctx, &c.importFlags, &imports.Options{Kind: imports.ROR(c.All), Where: c.Where, All: c.All})
}

type importORCID struct {
	importFlags `embed:""`
}

// Run imports records of ORCID.
func (c *importORCID) Run(ctx context.Context, t *terminal) error {
	return t.importAll(ctx, &c.importFlags, &imports.Options{Kind: imports.ORCID})
}

type importTable struct {
	Files     []string `arg:"" name:"file" help:"Tables with the same columns. All are imported, or none." type:"path"`
	Map       string   `help:"Map of the columns, a YAML file; see docs/imports.md. With --draft, the file to write; by default the draft is printed." type:"path" placeholder:"MAP.yaml"`
	Draft     bool     `help:"Write a first map from the header and the values of the table, and import nothing."`
	Into      string   `help:"Folder of the workspace; it is made if it does not exist." type:"path" placeholder:"DIR"`
	Retrieved string   `help:"Day on which the tables were made, such as 2026-11-30; by default that of each file." placeholder:"DATE"`
	Where     []string `help:"Take only rows that meet a condition, such as 'Country=BE'; see import cordis." sep:"none" placeholder:"CONDITION"`
}

// Run imports tables by a map, or drafts one.
func (c *importTable) Run(ctx context.Context, t *terminal) error {
	switch {
	case c.Draft:
		return c.draft(t)
	case c.Map == "":
		return usageError("--map MAP.yaml is missing: it says what the columns mean; whojoins import table FILE --draft --map MAP.yaml writes a first one")
	case c.Into == "":
		return usageError("--into DIR is missing: the folder of the workspace")
	}
	text, err := os.ReadFile(c.Map)
	if err != nil {
		return err
	}
	info, err := os.Stat(c.Map)
	if err != nil {
		return err
	}
	schema, err := t.schema()
	if err != nil {
		return err
	}
	o := &imports.Options{Where: c.Where}
	if err := o.UseMap(schema, text, info.ModTime()); err != nil {
		return fmt.Errorf("%s:\n%w", c.Map, err)
	}
	return t.importAll(ctx, &importFlags{c.Files, c.Into, c.Retrieved}, o)
}

// draft writes or prints a first map.
func (c *importTable) draft(t *terminal) error {
	if len(c.Files) != 1 {
		return usageError("--draft takes one table")
	}
	text, err := imports.Draft(c.Files[0])
	if err != nil {
		return err
	}
	if c.Map == "" {
		_, err = fmt.Fprint(t.stdout, text)
		return err
	}
	if _, err := os.Lstat(c.Map); err == nil {
		return fmt.Errorf("%q exists; a draft does not replace a map: give another name", c.Map)
	}
	if err := output.WriteFile(c.Map, []byte(text)); err != nil {
		return err
	}
	_, err = fmt.Fprintf(t.stdout, "Wrote %s. Check the lines with <<, then run whojoins import table %s --map %s --into DIR\n", c.Map, c.Files[0], c.Map)
	return err
}

// schema returns the schema of statements.
func (t *terminal) schema() (*statement.Schema, error) {
	m, err := model.Parse(t.program.Schema)
	if err != nil {
		return nil, err
	}
	return statement.NewSchema(m)
}

// importAll runs an import, and prints what became of each input.
func (t *terminal) importAll(ctx context.Context, f *importFlags, o *imports.Options) error {
	if f.Retrieved != "" {
		if first, last, err := model.ParseDate(f.Retrieved); err != nil || first != last {
			return usageError(fmt.Sprintf("--retrieved: %q is not a day; write one such as 2026-11-30", f.Retrieved))
		}
	}
	schema, err := t.schema()
	if err != nil {
		return err
	}
	o.Schema = schema
	defer collectWithin(buildMemory)()
	progress := newProgress(t.stderr)
	o.Files, o.Dir, o.Retrieved, o.Progress = f.Files, f.Into, f.Retrieved, progress.inputs
	results, err := imports.Run(ctx, o)
	progress.finish()
	if err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return fmt.Errorf("nothing was imported:\n%w", err)
	}
	return t.printImport(f.Into, results)
}

// printImport prints the results of an import.
func (t *terminal) printImport(dir string, results []imports.Result) error {
	out := bufio.NewWriter(t.stdout)
	refused := 0
	for _, r := range results {
		fmt.Fprintf(out, "%s: %s read, %d taken, %d refused", r.Input, plural(r.Read, "row"), r.Taken(), r.Refused)
		if r.LeftOut > 0 {
			fmt.Fprintf(out, "; %d of those taken are left out, since they do not meet the conditions or are withdrawn", r.LeftOut)
		}
		if r.Known {
			fmt.Fprint(out, "; the workspace has this file already, nothing has changed")
		}
		fmt.Fprintln(out)
		refused += r.Refused
		var columns []string
		for column, n := range r.Without {
			columns = append(columns, fmt.Sprintf("%s (%d)", column, n))
		}
		if slices.Sort(columns); len(columns) > 0 {
			fmt.Fprintf(out, "  values that cannot be right were left out of their rows: %s\n", strings.Join(columns, ", "))
		}
		if len(r.Unused) > 0 {
			fmt.Fprintf(out, "  fields that are not used: %s\n", strings.Join(r.Unused, ", "))
		}
		if len(r.Others) > 0 {
			fmt.Fprintf(out, "  not read: %s\n", strings.Join(r.Others, ", "))
		}
	}
	if refused > 0 {
		fmt.Fprintf(out, "The refused rows are in %s/%s, with file, line and reason.\n", dir, workspace.Refused)
	}
	return errors.Join(out.Flush())
}
