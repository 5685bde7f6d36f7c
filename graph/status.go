package graph

import (
	"net/http"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"whojoins/internal/plan"
)

// cause is why an answer has no data: what HTTP forbids about the request, or else the
// code of the first error.
type cause string

// What HTTP forbids, whatever the question.
const (
	wrongMethod   cause = "method"
	changeByGet   cause = "change by GET"
	notAcceptable cause = "accept"
	notJSON       cause = "content type"
	bodyTooLarge  cause = "body size"
	bodyTooSlow   cause = "body time"
	bodyBroken    cause = "body"
	callerGone    cause = "gone"
)

// outcome is an HTTP status for each family of media types.
type outcome struct {
	// modern is for application/graphql-response+json, and for tables that fail.
	modern int
	// legacy is for application/json, which tells the proxies and clients that know
	// only HTTP nothing of a question that was understood and refused.
	legacy int
}

// statuses is the one place that says which status an answer without data has. Answers
// with data have 200, also with errors beside it.
var statuses = map[cause]outcome{
	wrongMethod:   {http.StatusMethodNotAllowed, http.StatusMethodNotAllowed},
	changeByGet:   {http.StatusMethodNotAllowed, http.StatusMethodNotAllowed},
	notAcceptable: {http.StatusNotAcceptable, http.StatusNotAcceptable},
	notJSON:       {http.StatusUnsupportedMediaType, http.StatusUnsupportedMediaType},
	bodyTooLarge:  {http.StatusRequestEntityTooLarge, http.StatusRequestEntityTooLarge},
	bodyTooSlow:   {http.StatusRequestTimeout, http.StatusRequestTimeout},
	bodyBroken:    {http.StatusBadRequest, http.StatusBadRequest},
	callerGone:    {http.StatusBadRequest, http.StatusBadRequest},

	cause(plan.ParseFailed):      {http.StatusBadRequest, http.StatusOK},
	cause(plan.ValidationFailed): {http.StatusBadRequest, http.StatusOK},
	cause(plan.BadUserInput):     {http.StatusBadRequest, http.StatusOK},
	cause(plan.BadCursor):        {http.StatusBadRequest, http.StatusOK},
	cause(plan.TooComplex):       {http.StatusBadRequest, http.StatusOK},
	cause(plan.TooLarge):         {http.StatusBadRequest, http.StatusOK},
	cause(plan.NotFound):         {http.StatusNotFound, http.StatusOK},
	cause(plan.Timeout):          {http.StatusGatewayTimeout, http.StatusGatewayTimeout},
	cause(plan.Unavailable):      {http.StatusServiceUnavailable, http.StatusServiceUnavailable},
	cause(plan.Internal):         {http.StatusInternalServerError, http.StatusInternalServerError},
}

// Status is the code of the first of some errors, and the HTTP status that it has where
// nothing else is answered.
func Status(errs gqlerror.List) (int, plan.Code) {
	code := codeOf(errs[0])
	return statuses[cause(code)].modern, code
}

// conclude sets the status of the answer from what became of it.
func (x *exchange) conclude() {
	if x.status = http.StatusOK; len(x.errors) == 0 || x.data > len("null") {
		return
	}
	why := x.cause
	if why == "" {
		why = cause(codeOf(x.errors[0]))
	}
	if x.status = statuses[why].modern; x.format == legacyFormat {
		x.status = statuses[why].legacy
	}
}
