package web

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
)

// digest tells one content from another, for an ETag.
func digest(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:12])
}

// acceptsGzip says whether an Accept-Encoding header allows gzip (RFC 9110, 12.5.3): by
// its name, else by *, with a weight that is not zero.
func acceptsGzip(values []string) bool {
	allowed := false
	for coding := range strings.SplitSeq(strings.Join(values, ","), ",") {
		name, parameter, _ := strings.Cut(coding, ";")
		switch strings.ToLower(strings.TrimSpace(name)) {
		case "gzip", "x-gzip":
			return weight(parameter) > 0
		case "*":
			allowed = weight(parameter) > 0
		}
	}
	return allowed
}

// weight is the q of a coding: 1 when there is none, 0 when it cannot be read.
func weight(parameter string) float64 {
	name, value, found := strings.Cut(parameter, "=")
	if !found || !strings.EqualFold(strings.TrimSpace(name), "q") {
		return 1
	}
	q, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
	if err != nil {
		return 0
	}
	return q
}
