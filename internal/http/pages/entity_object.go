package pages

import "whojoins/internal/answer"

// object is an object of an answer.
type object = answer.Object
