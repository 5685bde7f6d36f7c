package pages

import (
	"net/http"
	"strings"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"whojoins/internal/plan"
	"whojoins/internal/questions"
	"whojoins/internal/wording"
)

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
	http.StatusMultipleChoices:     "WhichOne",
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
	f := failure{
		x.frame(capital(phrase(title).In(x.language))), sentence(message.In(x.language)), sentence(hint.In(x.language)), status == http.StatusNotFound, suggestions,
	}
	f.Found = strings.ToValidUTF8(x.looked[:min(len(x.looked), longestFind)], "")
	return f
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

// Refuse answers a browser that requested a file with the errors of the engine.
func Refuse(w http.ResponseWriter, r *http.Request, status int, errs gqlerror.List) {
	x := begin(nil, w, r)
	x.page = true
	x.refuseWith(status, errs)
}

// NoAddress answers a browser that requested an address which the service does not have.
func NoAddress(w http.ResponseWriter, r *http.Request) {
	x := begin(nil, w, r)
	x.page = true
	x.fail(http.StatusNotFound, plan.NotFound, phrase("NoAddress"), phrase("SearchForIt"))
}

// UnknownParameter answers a browser whose address has a parameter that is not one of the known ones.
func UnknownParameter(w http.ResponseWriter, r *http.Request, name string, known []string) {
	x := begin(nil, w, r)
	x.page = true
	hint := phrase("UseNoParameter")
	if len(known) > 0 {
		hint = phrasef("UseParameters", strings.Join(known, ", "))
	}
	x.fail(http.StatusBadRequest, plan.BadUserInput, phrasef("NoParameter", name), hint)
}
