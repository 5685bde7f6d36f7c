package pages

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/vektah/gqlparser/v2/gqlerror"
	"go.yaml.in/yaml/v3"

	"whojoins/internal/questions"
	"whojoins/internal/wording"
)

//go:embed *.html
var templateFiles embed.FS

//go:embed base.css
var sheet string

//go:embed words.yaml
var wordsFile []byte

var templates = template.Must(template.New("").Option("missingkey=error").Funcs(template.FuncMap{
	"style": func() template.CSS { return template.CSS(sheet) },
	"path":  entityPath,
	"short": isShort,
}).ParseFS(templateFiles, "*.html"))

// policy lets a page show itself in its own style, load pictures of this service and send
// its own forms, and nothing else.
var policy = strings.Join([]string{
	"default-src 'none'", "style-src 'sha256-" + digest(sheet) + "'", "img-src 'self' data:",
	"base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'",
}, "; ")

// design identifies the templates, the style and the words, in the ETags of pages.
var design = func() string {
	names, err := templateFiles.ReadDir(".")
	if err != nil {
		panic(err) // the templates are built into the program
	}
	all := sheet + string(wordsFile)
	for _, name := range names {
		text, err := templateFiles.ReadFile(name.Name())
		if err != nil {
			panic(err)
		}
		all += string(text)
	}
	return digest(all)
}()

// digest returns the SHA-256 of a text in base64.
func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return base64.StdEncoding.EncodeToString(sum[:])
}

// render executes a template.
func render(name string, value any) ([]byte, error) {
	var b bytes.Buffer
	err := templates.ExecuteTemplate(&b, name, value)
	return b.Bytes(), err
}

// phrases are the words of the pages in every language, by name.
var phrases = func() (all map[string]wording.Text) {
	if err := yaml.Unmarshal(wordsFile, &all); err != nil {
		panic(err) // the words are built into the program
	}
	return all
}()

// phrase returns a phrase of words.yaml, which must have it.
func phrase(name string) wording.Text {
	text, ok := phrases[name]
	if !ok {
		panic("words.yaml has no " + name)
	}
	return text
}

// words are the phrases in one language.
type words map[string]string

func wordsIn(language string) words {
	w := words{}
	for name, text := range phrases {
		w[name] = text.In(language)
	}
	return w
}

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
}

// otherLanguage is a page in another language.
type otherLanguage struct{ Code, Name, Address string }

// frame returns the frame of the requested page.
func (x *exchange) frame(title string) frame {
	f := frame{Language: x.language, Title: title, Words: wordsIn(x.language)}
	values := x.r.URL.Query()
	if values.Has(questions.LanguageKey) {
		f.Chosen = x.language
		f.Suffix = "?" + questions.LanguageKey + "=" + x.language
	}
	for _, language := range wording.Languages {
		other := maps.Clone(values)
		other.Set(questions.LanguageKey, language)
		if language != x.language {
			f.Others = append(f.Others, otherLanguage{language, phrase(language).In(language), "?" + other.Encode()})
		}
	}
	return f
}

// failure is the content of an error page.
type failure struct {
	frame
	Message, Hint string
	// Search reports whether the page offers to search.
	Search bool
	// Suggestions are entities that the caller may have meant.
	Suggestions []questions.Named
}

// titles maps the status of a failure to the title of its page; NeedsChange is the title for
// any other status.
var titles = map[int]string{
	http.StatusNotFound:            "NotFound",
	http.StatusInternalServerError: "Broken",
	http.StatusServiceUnavailable:  "Busy",
	http.StatusGatewayTimeout:      "Busy",
}

func (x *exchange) failure(status int, message, hint wording.Text, suggestions []questions.Named) failure {
	title, ok := titles[status]
	if !ok {
		title = "NeedsChange"
	}
	return failure{
		x.frame(capital(phrase(title).In(x.language))), sentence(message.In(x.language)), sentence(hint.In(x.language)), status == http.StatusNotFound, suggestions,
	}
}

// sentence turns a message, which is a clause for programs, into a sentence.
func sentence(clause string) string { return strings.TrimSuffix(capital(clause), ".") + "." }

// capital returns a text with its first letter in upper case.
func capital(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}

// split returns the message of an error of the engine without its hint, and the hint. The
// engine speaks English.
func split(e *gqlerror.Error) (message, hint wording.Text) {
	hint = phrase("TryLater")
	if text, _ := e.Extensions["hint"].(string); text != "" {
		hint = wording.Text{EN: text, FR: text, NL: text}
	}
	text := strings.TrimSuffix(e.Message, "; "+hint.EN)
	return wording.Text{EN: text, FR: text, NL: text}, hint
}

// entityPath returns the permanent address of an entity.
func entityPath(id string) string { return "/id/" + url.PathEscape(id) }

// phrasef returns a phrase with its formatting verbs filled in.
func phrasef(name string, values ...any) wording.Text {
	t := phrase(name)
	return wording.Text{EN: fmt.Sprintf(t.EN, values...), FR: fmt.Sprintf(t.FR, values...), NL: fmt.Sprintf(t.NL, values...)}
}
