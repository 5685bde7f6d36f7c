package cite_test

import (
	"testing"

	"whojoins/internal/cite"
)

func TestLicencesHaveAddresses(t *testing.T) {
	for licence, want := range map[string]string{
		"CC BY 4.0":                          "https://creativecommons.org/licenses/by/4.0/",
		"CC-BY-4.0":                          "https://creativecommons.org/licenses/by/4.0/",
		"CC BY-NC-SA 3.0":                    "https://creativecommons.org/licenses/by-nc-sa/3.0/",
		"CC0":                                "https://creativecommons.org/publicdomain/zero/1.0/",
		"CC0 1.0":                            "https://creativecommons.org/publicdomain/zero/1.0/",
		"https://licence.example/text":       "https://licence.example/text",
		"https://licence.example/>; rel=\"x": "https://licence.example/%3E;%20rel=%22x",
		"":                                   "",
		"All rights reserved":                "",
		"javascript:alert(1)":                "",
		"CC BY 4.0, with exceptions":         "",
	} {
		if got := cite.LicenceAddress(licence); got != want {
			t.Errorf("%q: %q, want %q", licence, got, want)
		}
	}
}
