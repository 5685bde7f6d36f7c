package graphql

import (
	"net/http"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"whojoins/graph"
	"whojoins/internal/plan"
)

// cause is the reason why an answer has no data: the rule of HTTP that the request violates,
// or else the code of the first error.
type cause string

// Violations of HTTP, which do not depend on the GraphQL request.
const (
	wrongMethod   cause = "method"
	mutationByGet cause = "mutation by GET"
	notAcceptable cause = "accept"
	notJSON       cause = "content type"
	bodyTooLarge  cause = "body size"
	bodyTooSlow   cause = "body time"
	bodyRefused   cause = "body memory"
	bodyBroken    cause = "body"
	callerGone    cause = "gone"
)

// outcome is an HTTP status for each family of media types.
type outcome struct {
	// modern is for application/graphql-response+json, and for tables and files that fail.
	modern int
	// legacy is for application/json, whose clients treat a status other than 200 as an error
	// of the transport.
	legacy int
}

// statuses is the only place that maps an answer without data to a status. Answers with data
// have 200, even if they also have errors.
var statuses = map[cause]outcome{
	wrongMethod:   {http.StatusMethodNotAllowed, http.StatusMethodNotAllowed},
	mutationByGet: {http.StatusMethodNotAllowed, http.StatusMethodNotAllowed},
	notAcceptable: {http.StatusNotAcceptable, http.StatusNotAcceptable},
	notJSON:       {http.StatusUnsupportedMediaType, http.StatusUnsupportedMediaType},
	bodyTooLarge:  {http.StatusRequestEntityTooLarge, http.StatusRequestEntityTooLarge},
	bodyTooSlow:   {http.StatusRequestTimeout, http.StatusRequestTimeout},
	bodyRefused:   {http.StatusServiceUnavailable, http.StatusServiceUnavailable},
	bodyBroken:    {http.StatusBadRequest, http.StatusBadRequest},
	callerGone:    {http.StatusBadRequest, http.StatusBadRequest},

	cause(plan.ParseFailed):      {http.StatusBadRequest, http.StatusOK},
	cause(plan.ValidationFailed): {http.StatusBadRequest, http.StatusOK},
	cause(plan.BadUserInput):     {http.StatusBadRequest, http.StatusOK},
	cause(plan.BadCursor):        {http.StatusBadRequest, http.StatusOK},
	cause(plan.TooComplex):       {http.StatusBadRequest, http.StatusOK},
	cause(plan.TooLarge):         {http.StatusBadRequest, http.StatusOK},
	cause(plan.Conflict):         {http.StatusConflict, http.StatusConflict},
	cause(plan.NotFound):         {http.StatusNotFound, http.StatusOK},
	// Clients send the document next, and some do so only after status 200.
	cause(plan.NotPersisted): {http.StatusOK, http.StatusOK},
	cause(plan.NotSupported): {http.StatusOK, http.StatusOK},

	cause(plan.Timeout):     {http.StatusGatewayTimeout, http.StatusGatewayTimeout},
	cause(plan.Unavailable): {http.StatusServiceUnavailable, http.StatusServiceUnavailable},
	cause(plan.RateLimited): {http.StatusTooManyRequests, http.StatusTooManyRequests},
	cause(plan.Internal):    {http.StatusInternalServerError, http.StatusInternalServerError},
}

// Status returns the HTTP status of an answer that has only errors, and the code of the first
// one.
func Status(errs gqlerror.List) (int, plan.Code) {
	code := graph.Code(errs[0])
	return statuses[cause(code)].modern, code
}

// statusOf returns the modern status of an answer. data is the length of its data; null counts
// as no data.
func statusOf(data int, errs gqlerror.List) int {
	if len(errs) == 0 || data > len("null") {
		return http.StatusOK
	}
	status, _ := Status(errs)
	return status
}

// setStatus sets the status of the answer.
func (x *exchange) setStatus() {
	x.status = statusOf(x.data, x.errors)
	if x.status == http.StatusOK {
		return
	}
	why := x.cause
	if why == "" {
		why = cause(graph.Code(x.errors[0]))
	}
	if x.status = statuses[why].modern; x.representation == legacyJSON {
		x.status = statuses[why].legacy
	}
}
