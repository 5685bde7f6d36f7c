package cite_test

import (
	"testing"
	"time"

	"whojoins/internal/cite"
	"whojoins/internal/store"
)

func TestCitation(t *testing.T) {
	loaded := time.Date(2031, 2, 3, 23, 0, 0, 0, time.FixedZone("", -2*3600))
	for _, c := range []struct {
		reason, want, address string
		info                  store.Info
	}{
		{"every part is present", "Whojoins (2030): Synthetic actions. Version 7-abc, 2030-05-01. Licence: CC0. https://example.org/graphql", "https://example.org/graphql",
			store.Info{Name: "Synthetic actions", Version: "7-abc", Date: "2030-05-01", Licence: "CC0", LoadedAt: loaded}},
		{"without a date, the day of loading in UTC is used", "Whojoins (2031): Version 7, 2031-02-04. Licence: CC0.", "",
			store.Info{Version: "7", Licence: "CC0", LoadedAt: loaded}},
		{"a date may be a year", "Whojoins (2030): Actions. 2030.", "", store.Info{Name: "Actions", Date: "2030"}},
		{"the citation is one line with one full stop per part", "Whojoins: Two lines.", "", store.Info{Name: "Two\nlines."}},
	} {
		if got := cite.Of(&c.info, c.address).String(); got != c.want {
			t.Errorf("%s: %q, want %q", c.reason, got, c.want)
		}
	}
}
