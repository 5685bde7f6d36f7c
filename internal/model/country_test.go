package model_test

import (
	"testing"

	"whojoins/internal/model"
)

func TestCountryCode(t *testing.T) {
	for text, want := range map[string]string{
		"BE": "BE", "be": "BE", "BEL": "BE", "Belgium": "BE", "Belgique": "BE", "BELGIË": "BE", "Griechenland": "GR", "EL": "GR", "GR": "GR", "UK": "GB", "GB": "GB",
		"United Kingdom": "GB", "The Netherlands": "NL", "XK": "XK", "Kosovo": "XK", "Česko": "CZ", "Czech Republic": "CZ",
		"": "", "EU": "", "Europe": "", "Atlantis": "", "ZZ": "", "B": "", "Belgium and France": "",
	} {
		if got := model.CountryCode(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}
