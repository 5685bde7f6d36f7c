package cli

import (
	"context"
	"fmt"
	"time"

	"whojoins/internal/dataset/sedia"
	"whojoins/internal/http/portal"
)

type fetchCommand struct {
	Sedia fetchSedia `cmd:"" help:"Save the projects of a programme from the search service of the EU Funding & Tenders Portal, page by page, for import sedia."`
}

type fetchSedia struct {
	Programme string        `help:"Programme, by its number in the portal or its name: 43332642 or EU4Health." required:""`
	Into      string        `help:"Folder of the saved answers; it is made if it does not exist. Pages that it has already are not fetched again." required:"" type:"path" placeholder:"DIR"`
	Pause     time.Duration `help:"Least time between two requests." default:"1s"`
	URL       string        `help:"Address of the search service." default:"${portal}" name:"url"`
}

// Run saves answers of the portal.
func (c *fetchSedia) Run(ctx context.Context, t *terminal) error {
	programme, err := sedia.ProgrammeNumber(c.Programme)
	if err != nil {
		return usageError("--programme: " + err.Error())
	}
	progress := newProgress(t.stderr)
	saved, err := portal.Save(ctx, &portal.Query{Address: c.URL, Programme: programme, Dir: c.Into, Pause: c.Pause,
		Progress: func(done, total int) { progress.rows("fetching", done, total) }})
	progress.finish()
	if err != nil {
		return err
	}
	if saved.Twice > 0 {
		fmt.Fprintf(t.stderr, "%s came twice, so that as many others may be missing: the service does not keep its order from page to page. Save them into another folder too, and import both.\n", plural(saved.Twice, "result"))
	}
	_, err = fmt.Fprintf(t.stdout, "%s in %s, %d of them new. Import them with whojoins import sedia %s --into DIR\n", plural(saved.Results, "result"), plural(saved.Pages, "page"), saved.Asked, c.Into)
	return err
}
