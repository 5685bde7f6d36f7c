//go:build outside

package cli

import "testing"

func TestOutsideStoresAnswerAlike(t *testing.T) { storesAnswerAlike(t, 1) }
