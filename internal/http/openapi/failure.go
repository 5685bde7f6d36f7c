package openapi

import (
	"maps"
	"net/http"
	"strconv"
)

// errorTypes are the media types of errors: those of questions and entities, and those of files.
var errorTypes = []string{"application/json", "application/graphql-response+json"}

// failed are the statuses of errors, with what they mean.
var failed = map[string]string{
	"WrongRequest": "A parameter is wrong, missing or unknown; the error names the right ones.",
	"NotFound":     "No entity, question or file has this name; the error suggests others.",
	"TooMany":      "The caller's budget is spent; Retry-After is the number of seconds to wait.",
	"Failure":      "The service cannot answer now, or the answer would be too large or too expensive; the code of the error says which.",
}

// failures returns the responses that report errors.
func failures() object {
	all := object{}
	for name, meaning := range failed {
		content := object{}
		for _, mediaType := range errorTypes {
			content[mediaType] = object{"schema": refer("Errors")}
		}
		one := object{"description": meaning, "content": content}
		if name == "TooMany" {
			one["headers"] = object{"Retry-After": object{"description": "Seconds to wait.", "schema": object{"type": "integer"}}}
		}
		all[name] = one
	}
	return all
}

// withFailures adds the responses that every address can give.
func withFailures(responses object) object {
	all := maps.Clone(responses)
	for status, name := range map[string]string{
		strconv.Itoa(http.StatusBadRequest): "WrongRequest", strconv.Itoa(http.StatusNotFound): "NotFound",
		strconv.Itoa(http.StatusTooManyRequests): "TooMany", "default": "Failure",
	} {
		all[status] = object{"$ref": "#/components/responses/" + name}
	}
	all[strconv.Itoa(http.StatusNotModified)] = object{"description": "The tag in If-None-Match is that of the answer."}
	return all
}

// errorsSchema returns the schema of errors.
func errorsSchema() object {
	return object{
		"type": "object", "required": []string{"errors"},
		"properties": object{"errors": object{"type": "array", "items": object{
			"type": "object", "required": []string{"message", "extensions"},
			"properties": object{
				"message": object{"type": "string", "description": "What is wrong, and what would be right."},
				"extensions": object{"type": "object", "required": []string{"code"}, "properties": object{
					"code": object{"type": "string", "description": "The kind of the error, such as BAD_USER_INPUT, NOT_FOUND or RATE_LIMITED."},
					"hint": object{"type": "string", "description": "What would be right."},
				}},
			},
		}}},
	}
}
