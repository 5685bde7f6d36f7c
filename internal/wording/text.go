// Package wording holds the texts that people read in English, French and Dutch: it chooses
// the language, and has the everyday words for types, fields, values and countries.
package wording

import (
	"fmt"
	"strings"

	"golang.org/x/text/language"
)

// Languages are the languages in which everything is written. The first is used for
// readers who prefer none of them.
var Languages = []string{"en", "fr", "nl"}

// Text is a text in each of the languages.
type Text struct {
	EN string `json:"en"`
	FR string `json:"fr"`
	NL string `json:"nl"`
}

// In returns the text in a language.
func (t Text) In(language string) string {
	switch language {
	case "fr":
		return t.FR
	case "nl":
		return t.NL
	}
	return t.EN
}

// Check returns an error if the text called name is missing in any language.
func (t Text) Check(name string) error {
	for _, language := range Languages {
		if strings.TrimSpace(t.In(language)) == "" {
			return fmt.Errorf("%s is empty in %s; write it in %s", name, language, strings.Join(Languages, ", "))
		}
	}
	return nil
}

// tags are the language tags of Languages.
var tags = func() (list []language.Tag) {
	for _, l := range Languages {
		list = append(list, language.MustParse(l))
	}
	return list
}()

var matcher = language.NewMatcher(tags)

// Match returns the language of Languages that best fits a list of preferences in the form of
// Accept-Language, or English if none fits.
func Match(preferences string) string {
	preferred, _, err := language.ParseAcceptLanguage(preferences)
	if err != nil {
		return Languages[0]
	}
	_, i, confidence := matcher.Match(preferred...)
	if confidence == language.No {
		return Languages[0]
	}
	return Languages[i]
}
