// Package portal saves answers of the search service of the EU Funding & Tenders Portal, page by
// page, for the importer of saved answers. It asks for one page at a time, with a pause between two,
// and continues where an earlier run ended.
package portal

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"whojoins/internal/output"
)

// Address is the search service of the portal.
const Address = "https://api.tech.ec.europa.eu/search-api/prod/rest/search"

// Bounds of the service: a page has at most perPage results whatever is requested, and a query at
// most perQuery.
const (
	perPage  = 100
	perQuery = 10_000
)

// Query is what to save, and where.
type Query struct {
	// Address is that of the search service, and Programme the number of a programme.
	Address, Programme string
	// Dir is the folder of the saved answers; it is made if it does not exist.
	Dir string
	// Pause is the least time between two requests.
	Pause time.Duration
	// Progress, if not nil, is called after each page with the results so far, and all of them.
	Progress func(done, total int)
}

// Saved is what there is afterwards.
type Saved struct {
	// Results are those of all pages, Pages the files, of which Asked were not there before.
	Results, Pages, Asked int
	// Twice is how many of the results came again on a later page, as they may where many have one
	// date: as many others can be missing.
	Twice int
}

// Save saves the answers about the projects of a programme. Pages that are in the folder already are
// not asked for again, so that a run that was stopped continues. An error says what to do.
func Save(ctx context.Context, q *Query) (Saved, error) {
	if _, err := output.Folders(q.Dir); err != nil {
		return Saved{}, err
	}
	s := &saver{Query: q, seen: map[string]bool{}}
	err := s.part(ctx, period{first, last}, true)
	if err == nil && s.saved.Results < s.total {
		err = fmt.Errorf("the service has %d results, but only %d of them have a date between %s and %s; save the others by hand", s.total, s.saved.Results, first.Format(time.DateOnly), last.Format(time.DateOnly))
	}
	return s.saved, err
}

// saver saves the answers to a query.
type saver struct {
	*Query
	saved Saved
	total int
	// seen are the references of the results.
	seen map[string]bool
	// asked is when the last request ended.
	asked time.Time
}

// answer is what an answer says of itself.
type answer struct {
	Total   int `json:"totalResults"`
	Results []struct {
		Reference string `json:"reference"`
	} `json:"results"`
}

// part saves the results with a date in a period, or all with whole. A query that has more results
// than the service returns is split in two, at a day.
func (s *saver) part(ctx context.Context, p period, whole bool) error {
	one, err := s.page(ctx, p, whole, 1)
	if err != nil {
		return err
	}
	s.total = max(s.total, one.Total)
	if one.Total > perQuery {
		before, after, ok := p.halves()
		if !ok {
			return fmt.Errorf("%d projects have the date %s, and the service returns only %d; save them by hand, by status or call", one.Total, p.from.Format(time.DateOnly), perQuery)
		}
		if err := s.part(ctx, before, false); err != nil {
			return err
		}
		return s.part(ctx, after, false)
	}
	s.count(one)
	for n := 2; (n-1)*perPage < one.Total; n++ {
		next, err := s.page(ctx, p, whole, n)
		if err != nil {
			return err
		}
		if next.Total != one.Total || len(next.Results) == 0 {
			return fmt.Errorf("the results have changed since the first page was saved (%d then, %d on page %d with %d); save them into a new folder", one.Total, next.Total, n, len(next.Results))
		}
		s.count(next)
	}
	return nil
}

func (s *saver) count(a answer) {
	s.saved.Results, s.saved.Pages = s.saved.Results+len(a.Results), s.saved.Pages+1
	for _, r := range a.Results {
		if r.Reference != "" && s.seen[r.Reference] {
			s.saved.Twice++
		}
		s.seen[r.Reference] = true
	}
	if s.Progress != nil {
		s.Progress(s.saved.Results, s.total)
	}
}

// page returns a page, from the folder if it is there. A page of too many results is not saved, since
// smaller queries have them too.
func (s *saver) page(ctx context.Context, p period, whole bool, n int) (a answer, err error) {
	name := filepath.Join(s.Dir, fmt.Sprintf("sedia-%s-%s-%04d.json", s.Programme, p.name(whole), n))
	text, err := os.ReadFile(name)
	if err == nil {
		if err := json.Unmarshal(text, &a); err != nil {
			return a, fmt.Errorf("%s: %w; delete the file, and run the command again", name, err)
		}
		return a, nil
	} else if !errors.Is(err, fs.ErrNotExist) {
		return a, err
	}
	if text, err = s.ask(ctx, p, whole, n); err != nil {
		return a, err
	}
	if err := json.Unmarshal(text, &a); err != nil || a.Results == nil {
		return a, fmt.Errorf("the service at %s answers, but not with results: %.200q", s.Address, text)
	}
	s.saved.Asked++
	if a.Total > perQuery {
		return a, nil
	}
	return a, output.WriteFile(name, text)
}
