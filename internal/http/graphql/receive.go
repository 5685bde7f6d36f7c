package graphql

import (
	"bytes"
	"errors"
	"io"
	"mime"
	"net/http"
	"os"
	"strings"
	"unicode/utf8"

	"whojoins/internal/lane"
	"whojoins/internal/plan"
)

// methods are the HTTP methods that the address accepts, for the header Allow.
const methods = "GET, HEAD, OPTIONS, POST"

// allowed has the value of the header Allow for each cause with status 405.
var allowed = map[cause]string{wrongMethod: methods, mutationByGet: http.MethodPost}

// queryMark begins the received bytes of a GET.
var queryMark = []byte("?")

// reject sets the cause of an error for which the request is not read. The error never quotes
// the request.
func (x *exchange) reject(why cause, err error) error {
	x.cause = why
	return err
}

// receive reads a request into x.body: the body of a POST, or queryMark and the parameters of a
// GET, so that neither is mistaken for the other.
func (x *exchange) receive() error {
	switch x.r.Method {
	case http.MethodGet, http.MethodHead, http.MethodPost:
	default:
		return x.reject(wrongMethod, plan.Errorf(plan.BadUserInput, "send requests by POST or GET", "this method is not supported here"))
	}
	if x.representation == nil {
		return x.reject(notAcceptable, plan.Errorf(plan.BadUserInput, "accept one of "+strings.Join(x.handler.mediaTypes, ", "), "no media type in Accept is available"))
	}
	if x.r.Method != http.MethodPost {
		x.body.Write(queryMark)
		x.body.WriteString(x.r.URL.RawQuery)
		return nil
	}
	return x.receiveBody()
}

// receiveBody reads the body of a POST.
func (x *exchange) receiveBody() error {
	if !isJSON(x.r.Header.Get("Content-Type")) {
		return x.reject(notJSON, plan.Errorf(plan.BadUserInput, "send Content-Type: application/json", "Content-Type is not JSON in UTF-8"))
	}
	if x.r.Header.Get("Content-Encoding") != "" {
		return x.reject(notJSON, plan.Errorf(plan.BadUserInput, "send it without Content-Encoding", "the body is compressed"))
	}
	limit := int64(x.handler.engine.Limits().Body)
	if x.r.ContentLength > limit {
		return x.reject(bodyTooLarge, tooLarge(x.r.ContentLength, limit))
	}
	err := x.readBody(int(limit))
	var busy *plan.Error
	switch {
	case errors.As(err, &busy):
		return x.reject(bodyRefused, err)
	// The context has ended in this case too, as it does when the caller leaves.
	case errors.Is(err, os.ErrDeadlineExceeded):
		return x.reject(bodyTooSlow, plan.Errorf(plan.Timeout, "send it faster", "the body took too long to arrive"))
	case x.r.Context().Err() != nil:
		return x.reject(callerGone, plan.Ended(x.r.Context().Err()))
	case err != nil:
		return x.reject(bodyBroken, plan.Errorf(plan.BadUserInput, "send it again", "the body is incomplete"))
	case int64(x.body.Len()) > limit:
		return x.reject(bodyTooLarge, tooLarge(limit+1, limit))
	case !utf8.Valid(x.body.Bytes()):
		return x.reject(bodyBroken, plan.Errorf(plan.BadUserInput, "send JSON in UTF-8", "the body is not UTF-8"))
	case bytes.HasPrefix(x.body.Bytes(), queryMark):
		return x.reject(bodyBroken, errNoRequest)
	}
	return nil
}

// readBody reads the body up to one byte more than the limit. Memory for a large body is counted
// before it is taken.
func (x *exchange) readBody(limit int) error {
	x.limited = io.LimitedReader{R: x.r.Body, N: int64(min(lane.Small, limit+1))}
	if _, err := x.body.ReadFrom(&x.limited); err != nil || x.limited.N > 0 {
		return err
	}
	size := limit + 1
	if x.r.ContentLength >= 0 {
		size = int(x.r.ContentLength)
	}
	size += bytes.MinRead // which the buffer wants to have free
	if err := x.handler.engine.HoldBody(&x.caller, size); err != nil {
		return err
	}
	x.heldBody = size
	x.body.Grow(size - x.body.Len())
	x.limited.N = int64(limit + 1 - x.body.Len())
	_, err := x.body.ReadFrom(&x.limited)
	return err
}

func tooLarge(asked, limit int64) error {
	e := plan.Errorf(plan.TooLarge, "send several requests, or shorter lists", "the body has more than %d bytes", limit)
	e.Limit, e.Asked, e.Allowed = "body", int(asked), int(limit)
	return e
}

// isJSON reports whether a Content-Type is JSON in UTF-8.
func isJSON(contentType string) bool {
	if contentType == legacyJSON.mediaType {
		return true
	}
	mediaType, parameters, err := mime.ParseMediaType(contentType)
	charset, given := parameters["charset"]
	return err == nil && mediaType == legacyJSON.mediaType && (!given || strings.EqualFold(charset, "utf-8"))
}
