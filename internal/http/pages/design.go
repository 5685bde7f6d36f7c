package pages

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"encoding/hex"
	"html/template"
	"net/http"
	"strings"

	"go.yaml.in/yaml/v3"

	"whojoins/internal/http/negotiate"
	"whojoins/internal/picture"
	"whojoins/internal/wording"
)

//go:embed *.html
var templateFiles embed.FS

// frameSheet is the style of the header, which the query editor has too; pageSheet is that of
// everything else.
var (
	//go:embed frame.css
	frameSheet string
	//go:embed base.css
	pageSheet string
)

// sheet is the style of every page, with that of the pictures.
var sheet = frameSheet + pageSheet + picture.Sheet()

//go:embed page.js
var script []byte

//go:embed words.yaml
var wordsFile []byte

var templates = template.Must(template.New("").Option("missingkey=error").Funcs(template.FuncMap{
	"style":  func() template.CSS { return template.CSS(sheet) },
	"script": func() string { return ScriptPath },
	"path":   entityPath,
	"short":  isShort,
}).ParseFS(templateFiles, "*.html"))

// policyOf returns the policy that lets a page show itself in its own style, run the script of the pages,
// load pictures of this service and send its own forms and searches, and nothing else. Pages of other sites
// may frame it only if it is embedded.
func policyOf(embedded bool) string { return policyWith(embedded, "", "") }

// policyWith is policyOf with more sources of styles and of pictures.
func policyWith(embedded bool, styles, pictures string) string {
	ancestors := "'none'"
	if embedded {
		ancestors = "*"
	}
	return strings.Join([]string{
		"default-src 'none'", "style-src 'sha256-" + sheetDigest + "'" + styles, "script-src 'self'", "connect-src 'self'", "img-src 'self' data:" + pictures,
		"base-uri 'none'", "frame-ancestors " + ancestors, "form-action 'self'",
	}, "; ")
}

var sheetDigest = digest(sheet)

// design identifies the templates, the style and the words, in the ETags of pages.
var design = func() string {
	names, err := templateFiles.ReadDir(".")
	if err != nil {
		panic(err) // the templates are built into the program
	}
	all := sheet + string(script) + string(wordsFile)
	for _, name := range names {
		text, err := templateFiles.ReadFile(name.Name())
		if err != nil {
			panic(err)
		}
		all += string(text)
	}
	return digest(all)
}()

// ScriptPath is the address of the script of the pages. It contains a hash of the script, which
// therefore never changes.
var ScriptPath = func() string {
	sum := sha256.Sum256(script)
	return "/assets/page-" + hex.EncodeToString(sum[:6]) + ".js"
}()

// NewScript returns the handler of the script of the pages.
func NewScript() (http.Handler, error) {
	packed, err := negotiate.Pack(script)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Type", bundleTypes[".js"])
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Cache-Control", immutable)
		negotiate.ServePacked(w, r, packed)
	}), err
}

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

// wordsByLanguage are the phrases in each language.
var wordsByLanguage = func() map[string]words {
	all := map[string]words{}
	for _, language := range wording.Languages {
		all[language] = words{}
		for name, text := range phrases {
			all[language][name] = text.In(language)
		}
	}
	return all
}()

func wordsIn(language string) words { return wordsByLanguage[language] }
