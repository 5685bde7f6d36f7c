package wording_test

import (
	"testing"

	"whojoins/internal/wording"
)

func TestDate(t *testing.T) {
	for _, c := range []struct{ date, en, fr, nl string }{
		{"2024-05-17", "17 May 2024", "17 mai 2024", "17 mei 2024"},
		{"2024-08-01", "1 August 2024", "1er août 2024", "1 augustus 2024"},
		{"2021-10", "October 2021", "octobre 2021", "oktober 2021"},
		{"2014", "2014", "2014", "2014"},
		{"2019-06/2019-07", "June 2019 – July 2019", "juin 2019 – juillet 2019", "juni 2019 – juli 2019"},
		{"soon", "soon", "soon", "soon"},
		{"2024-13", "2024-13", "2024-13", "2024-13"},
		{"2024-01-02-03", "2024-01-02-03", "2024-01-02-03", "2024-01-02-03"},
		{"", "", "", ""},
	} {
		for language, want := range map[string]string{"en": c.en, "fr": c.fr, "nl": c.nl} {
			if got := wording.Date(c.date, language); got != want {
				t.Errorf("%s in %s: %q, want %q", c.date, language, got, want)
			}
		}
	}
}

func TestNumber(t *testing.T) {
	for _, c := range []struct{ number, language, want string }{
		{"1234567.5", "en", "1\u202f234\u202f567.5"},
		{"1234567.5", "fr", "1\u202f234\u202f567,5"},
		{"12", "nl", "12"},
	} {
		if got := wording.Number(c.number, c.language); got != c.want {
			t.Errorf("%s in %s: %q, want %q", c.number, c.language, got, c.want)
		}
	}
}

func TestAmount(t *testing.T) {
	for amount, want := range map[string]string{"6096147.5": "6\u202f096\u202f147,50", "12": "12", "0.25": "0,25"} {
		if got := wording.Amount(amount, "nl"); got != want {
			t.Errorf("%s: %q, want %q", amount, got, want)
		}
	}
}
