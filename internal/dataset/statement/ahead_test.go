package statement_test

import (
	"errors"
	"strconv"
	"sync"
	"testing"

	"whojoins/internal/dataset/statement"
)

// numbered yields n statements, and then an error if fails is true. ended is set when nobody reads on.
type numbered struct {
	n     int
	fails error
	mu    sync.Mutex
	ended int
}

func (s *numbered) stream(yield func(statement.Statement, error) bool) {
	defer func() {
		s.mu.Lock()
		s.ended++
		s.mu.Unlock()
	}()
	for i := range s.n {
		if !yield(statement.Statement{Field: strconv.Itoa(i)}, nil) {
			return
		}
	}
	if s.fails != nil {
		yield(statement.Statement{}, s.fails)
	}
}

// TestAhead reads streams of several lengths twice, whole and in part: it yields the same in the same
// order, and the stream has ended whenever the reader goes on.
func TestAhead(t *testing.T) {
	failure := errors.New("made up")
	for _, n := range []int{0, 1, 255, 256, 257, 5000} {
		s := &numbered{n: n, fails: failure}
		ahead := statement.Ahead(s.stream)
		for _, stop := range []int{n + 1, n / 2, 1} {
			before, at := s.ended, 0
			for st, err := range ahead {
				if last := at == n; last && !errors.Is(err, failure) || !last && (err != nil || st.Field != strconv.Itoa(at)) {
					t.Fatalf("of %d, number %d is %q, %v", n, at, st.Field, err)
				}
				if at++; at >= stop {
					break
				}
			}
			if want := min(max(stop, 1), n+1); at != want || s.ended != before+1 {
				t.Errorf("of %d, read until %d: %d were read, %d streams ended; want %d and %d", n, stop, at, s.ended, want, before+1)
			}
		}
	}
}
