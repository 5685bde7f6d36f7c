package imports_test

import "whojoins/internal/register"

// validROR reports whether an id has the right check digits.
func validROR(id string) bool {
	_, err := register.Identifier("ror", id)
	return err == nil
}
