package identity

import (
	"crypto/sha256"
	"encoding/hex"

	"whojoins/internal/names"
)

// code numbers the rules that are written in Go. Raise it whenever these match records otherwise.
const code = "4"

// Rules names the rules by which records are matched: those in Go, the words of names and the phrases
// around them. It changes whenever these do, so that a workspace is built again, under another version,
// after an upgrade of the program.
func Rules() string {
	sum := sha256.Sum256([]byte(formsFile))
	return code + " " + hex.EncodeToString(sum[:]) + " " + names.Fingerprint()
}
