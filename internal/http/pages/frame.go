package pages

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"whojoins/internal/questions"
	"whojoins/internal/wording"
)

// frame holds the parts of a page around its content.
type frame struct {
	Language string
	// Title is the title of the page.
	Title string
	// Words are the phrases in the language of the page.
	Words words
	// Others link to the same page in the other languages.
	Others []otherLanguage
	// Suffix is appended to the addresses of links, to keep a language that the address of
	// this page names: ?lang=fr, or nothing.
	Suffix string
	// Chosen is the language that the address names, or empty.
	Chosen string
	// Found is the text in the search box.
	Found string
	// Large reports whether the header has the title of the page and a large search box.
	Large bool
	// Current is the address of the menu's entry for this page, or empty.
	Current string
	// Embedded reports whether the page has no header, since it is in a frame of another site.
	Embedded bool
	// Preview is how other sites show a link to this page.
	Preview preview
}

// preview is how other sites show a link to a page.
type preview struct {
	// Description is one sentence, and Image the address of a picture; both may be empty.
	Description, Image string
}

// otherLanguage is a page in another language.
type otherLanguage struct{ Code, Name, Address string }

// frame returns the frame of the requested page.
func (x *exchange) frame(title string) frame {
	f := frameOf(x.r, x.language, title)
	f.Embedded = x.embedded
	return f
}

// frameOf returns the frame of a requested page in a language.
func frameOf(r *http.Request, language, title string) frame {
	f := frame{Language: language, Title: title, Words: wordsIn(language)}
	values := r.URL.Query()
	if values.Has(questions.LanguageKey) {
		f.Chosen = language
		f.Suffix = "?" + questions.LanguageKey + "=" + language
	}
	for _, one := range wording.Languages {
		other := maps.Clone(values)
		other.Set(questions.LanguageKey, one)
		if one != language {
			f.Others = append(f.Others, otherLanguage{one, phrase(one).In(one), "?" + other.Encode()})
		}
	}
	return f
}

// LanguageName returns the name of the language of the page, in this language.
func (f frame) LanguageName() string { return f.Words[f.Language] }

// Keep returns an address of this service with a parameter added for the language, if the address of
// this page names it.
func (f frame) Keep(address string) string {
	if f.Chosen == "" {
		return address
	}
	path, fragment, cut := strings.Cut(address, "#")
	separator := "?"
	if strings.Contains(path, "?") {
		separator = "&"
	}
	path += separator + questions.LanguageKey + "=" + f.Chosen
	if cut {
		path += "#" + fragment
	}
	return path
}

// sentence turns a message, which is a clause for programs, into a sentence.
func sentence(clause string) string { return strings.TrimSuffix(capital(clause), ".") + "." }

// capital returns a text with its first letter in upper case.
func capital(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}

// entityPath returns the permanent address of an entity.
func entityPath(id string) string { return "/id/" + url.PathEscape(id) }

// phrasef returns a phrase with its formatting verbs filled in.
func phrasef(name string, values ...any) wording.Text {
	t := phrase(name)
	return wording.Text{EN: fmt.Sprintf(t.EN, values...), FR: fmt.Sprintf(t.FR, values...), NL: fmt.Sprintf(t.NL, values...)}
}

// FindAddress returns the address of the results of a search for the text in the search box.
func (f frame) FindAddress() string {
	return ResultsPath + "?" + url.Values{findKey: {f.Found}}.Encode()
}
