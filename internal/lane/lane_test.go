package lane_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"whojoins/internal/lane"
)

// crowd runs operations on a lane in the fake time of synctest, and sums what each caller gets.
type crowd struct {
	*lane.Lane
	mu sync.Mutex
	// served and wasted are the times of operations that ended within their deadline, and of
	// those that did not; refused counts refusals.
	served, wasted map[string]time.Duration
	refused        map[lane.Reason]int
}

func newCrowd(c lane.Config) *crowd {
	return &crowd{Lane: lane.New(c), served: map[string]time.Duration{}, wasted: map[string]time.Duration{}, refused: map[lane.Reason]int{}}
}

// run runs one operation that takes a time, within a limit of time, and reports whether it was
// answered.
func (c *crowd) run(t *testing.T, caller string, cost int, took, limit time.Duration) bool {
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	defer cancel()
	turn, err := c.Enter(ctx, caller, cost)
	var refusal *lane.Refusal
	if errors.As(err, &refusal) {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.refused[refusal.Reason]++
		return false
	}
	if err != nil {
		t.Errorf("%s: %v", caller, err)
		return false
	}
	begun := time.Now()
	select {
	case <-time.After(took):
	case <-ctx.Done():
	}
	c.Leave(turn)
	c.mu.Lock()
	defer c.mu.Unlock()
	if ctx.Err() != nil {
		c.wasted[caller] += time.Since(begun)
		return false
	}
	c.served[caller] += took
	return true
}

// loop sends operations of a caller one after the other, on a number of connections, until an
// end. A refused caller tries again after a second.
func (c *crowd) loop(t *testing.T, wait *sync.WaitGroup, caller string, connections, cost int, took time.Duration, end time.Time) {
	for range connections {
		wait.Go(func() {
			for time.Now().Before(end) {
				if !c.run(t, caller, cost, took, 10*time.Second) {
					time.Sleep(time.Second)
				}
			}
		})
	}
}

// idle fails the test if the lane is not empty.
func (c *crowd) idle(t *testing.T) {
	t.Helper()
	if s := c.Stats(); s.Running != 0 || s.Waiting != 0 {
		t.Errorf("%d operations run and %d wait at the end", s.Running, s.Waiting)
	}
	if n := c.Callers(); n != 0 {
		t.Errorf("%d callers are tracked at the end", n)
	}
}

// TestEqualShares checks that callers get equal time, whatever the number of their connections
// and the cost of their operations.
func TestEqualShares(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCrowd(lane.Config{Slots: 2, Waiting: 256, Patience: 2500 * time.Millisecond})
		var wait sync.WaitGroup
		end := time.Now().Add(5 * time.Minute)
		c.loop(t, &wait, "many connections", 64, 100, 100*time.Millisecond, end)
		c.loop(t, &wait, "long operations", 8, 400, 400*time.Millisecond, end)
		c.loop(t, &wait, "short operations", 8, 50, 50*time.Millisecond, end)
		c.loop(t, &wait, "few connections", 3, 100, 100*time.Millisecond, end)
		wait.Wait()
		for caller, got := range c.served {
			if share := got.Seconds() / 600; share < 0.2 || share > 0.3 {
				t.Errorf("%s gets %.0f %% of the time, want about 25 %%", caller, 100*share)
			}
		}
		if len(c.served) != 4 || len(c.wasted) != 0 {
			t.Errorf("served %v, wasted %v", c.served, c.wasted)
		}
		c.idle(t)
	})
}

// TestTenTimesTheWork checks that almost all of the time goes into answers that are delivered
// when callers ask for ten times what the machine can do.
func TestTenTimesTheWork(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const slots, minutes = 1, 10
		c := newCrowd(lane.Config{Slots: slots, Waiting: 256, Patience: 2500 * time.Millisecond})
		random := rand.New(rand.NewPCG(1, 2))
		var wait sync.WaitGroup
		for end := time.Now().Add(minutes * time.Minute); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
			// Operations of 0.1 to 3.2 seconds, 1 on average, whose cost is wrong by a factor of up to three.
			took := time.Duration(100+random.ExpFloat64()*900) * time.Millisecond
			took = min(took, 3200*time.Millisecond)
			cost := int(took.Microseconds() * int64(33+random.IntN(267)) / 100)
			caller := fmt.Sprint(random.IntN(20))
			wait.Go(func() { c.run(t, caller, cost, took, 10*time.Second) })
		}
		wait.Wait()
		var served, wasted time.Duration
		for caller := range c.served {
			served, wasted = served+c.served[caller], wasted+c.wasted[caller]
		}
		if used := served.Minutes() / (slots * minutes); used < 0.9 {
			t.Errorf("%.0f %% of the time went into answers, want at least 90 %%", 100*used)
		}
		if wasted > served/5 {
			t.Errorf("%v went into answers that nobody got, %v into the others", wasted, served)
		}
		if len(c.refused) == 0 || c.refused[lane.Full] > 0 {
			t.Errorf("refused: %v; want early refusals, before the queue is full", c.refused)
		}
		c.idle(t)
	})
}

// TestANewcomerWaitsBriefly checks that a caller that asks for little does not wait for those
// that ask for much: at most for one turn of each.
func TestANewcomerWaitsBriefly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCrowd(lane.Config{Slots: 1, Waiting: 256, Patience: time.Hour})
		var wait sync.WaitGroup
		for i := range 200 {
			wait.Go(func() { c.run(t, fmt.Sprint("hog ", i%4), 100, 100*time.Millisecond, time.Hour) })
		}
		time.Sleep(3 * time.Second)
		start := time.Now()
		if !c.run(t, "newcomer", 100, 100*time.Millisecond, 10*time.Second) {
			t.Errorf("the newcomer is refused: %v", c.refused)
		}
		if took := time.Since(start); took > 600*time.Millisecond {
			t.Errorf("the newcomer was answered after %v, want one turn of each caller", took)
		}
		wait.Wait()
		c.idle(t)
	})
}

// TestIdleTimeIsNotSaved checks that a caller that arrives late gets an equal share from then on,
// and not more.
func TestIdleTimeIsNotSaved(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCrowd(lane.Config{Slots: 1, Waiting: 256, Patience: 10 * time.Second})
		var wait sync.WaitGroup
		end := time.Now().Add(2 * time.Minute)
		c.loop(t, &wait, "early", 4, 100, 100*time.Millisecond, end)
		time.Sleep(time.Minute)
		c.loop(t, &wait, "late", 4, 100, 100*time.Millisecond, end)
		wait.Wait()
		if got := c.served["late"].Seconds(); got < 28 || got > 32 {
			t.Errorf("the caller that came after a minute of two got %.1f s, want 30", got)
		}
		c.idle(t)
	})
}

// TestRefusals checks each reason for a refusal, with the time after which to try again.
func TestRefusals(t *testing.T) {
	const half = 500 * time.Millisecond // what an operation of a second has left on average
	for _, c := range []struct {
		name   string
		config lane.Config
		caller string
		cost   int
		limit  time.Duration
		reason lane.Reason
		wait   time.Duration
		after  time.Duration
		// allowed is the bound that is reached; 0 for none.
		allowed int
	}{
		{"nothing may wait", lane.Config{Slots: 1}, "other", 1000, time.Minute, lane.Full, half, 0, 1},
		{"the wait is too long", lane.Config{Slots: 1, Waiting: 20, Patience: 400 * time.Millisecond}, "other", 1000, time.Minute, lane.Late, half, 0, 0},
		{"the operation is too long", lane.Config{Slots: 1, Waiting: 20, Patience: time.Minute}, "other", 5000, 4 * time.Second, lane.Late, half, 0, 0},
		{"both are too long together", lane.Config{Slots: 1, Waiting: 20, Patience: time.Minute}, "other", 3700, 4 * time.Second, lane.Late, half, 0, 0},
		{"patience ends", lane.Config{Slots: 1, Waiting: 20, Patience: 700 * time.Millisecond}, "other", 1000, time.Minute, lane.Waited, half, 700 * time.Millisecond, 0},
		{"time for the operation ends", lane.Config{Slots: 1, Waiting: 20, Patience: time.Minute}, "other", 1000, 1600 * time.Millisecond, lane.Waited, half, 600 * time.Millisecond, 0},
		{"the caller has its share", lane.Config{Slots: 2, Share: 1}, "hog", 1000, time.Minute, lane.Share, time.Second, 0, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				crowd := newCrowd(c.config)
				crowd.run(t, "earlier", 1000, time.Second, time.Minute) // so that the lane knows its pace
				var wait sync.WaitGroup
				wait.Go(func() { crowd.run(t, "hog", 1000, time.Second, time.Minute) })
				synctest.Wait()
				ctx, cancel := context.WithTimeout(t.Context(), c.limit)
				defer cancel()
				start := time.Now()
				_, err := crowd.Enter(ctx, c.caller, c.cost)
				var refusal *lane.Refusal
				if !errors.As(err, &refusal) || refusal.Reason != c.reason || refusal.Wait != c.wait || refusal.Allowed != c.allowed || time.Since(start) != c.after {
					t.Errorf("got %+v after %v, want %v after %v, to try again after %v, where %d are allowed", refusal, time.Since(start), c.reason, c.after, c.wait, c.allowed)
				}
				if got := crowd.Stats().Refused[c.reason]; got != 1 {
					t.Errorf("%d refusals are counted, want 1", got)
				}
				wait.Wait()
				crowd.idle(t)
			})
		})
	}
}

// TestAFullQueueIsFair checks that a full queue refuses the caller that fills it, and not the
// others.
func TestAFullQueueIsFair(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCrowd(lane.Config{Slots: 1, Waiting: 10, Patience: time.Hour})
		var wait sync.WaitGroup
		for range 20 {
			wait.Go(func() { c.run(t, "hog", 100, time.Second, time.Hour) })
		}
		synctest.Wait()
		if c.refused[lane.Full] != 9 {
			t.Fatalf("%v are refused, want the 9 for which there is no room", c.refused)
		}
		wait.Go(func() {
			if !c.run(t, "other", 100, time.Second, time.Hour) {
				t.Error("the other caller is refused")
			}
		})
		synctest.Wait()
		if c.refused[lane.Full] != 10 {
			t.Errorf("%v are refused, want one more of the hog", c.refused)
		}
		var refusal *lane.Refusal
		if _, err := c.Enter(t.Context(), "hog", 100); !errors.As(err, &refusal) || refusal.Allowed != 10 {
			t.Errorf("another one of the hog: %+v, want to read that 10 may wait", refusal)
		}
		wait.Wait()
		c.idle(t)
	})
}

// TestCallersWhoLeave checks that operations whose caller leaves give up their place and their
// turn, and that the others move up.
func TestCallersWhoLeave(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCrowd(lane.Config{Slots: 1, Waiting: 10, Patience: time.Minute})
		first, err := c.Enter(t.Context(), "first", 1)
		if err != nil {
			t.Fatal(err)
		}
		ctx, leave := context.WithCancel(t.Context())
		left := make(chan error, 3)
		for range cap(left) {
			go func() {
				_, err := c.Enter(ctx, "second", 1)
				left <- err
			}()
		}
		synctest.Wait()
		var wait sync.WaitGroup
		wait.Go(func() { c.run(t, "third", 1, time.Second, time.Minute) })
		synctest.Wait()
		leave()
		c.Leave(first) // in the same moment: one of the three may have its turn already
		for range cap(left) {
			if err := <-left; !errors.Is(err, context.Canceled) {
				t.Errorf("got %v, want the error of the context", err)
			}
		}
		start := time.Now()
		wait.Wait()
		if took := time.Since(start); took != time.Second {
			t.Errorf("the third caller is answered after %v, want 1 s", took)
		}
		c.idle(t)
	})
}

// TestTry checks that an operation that does not wait gets a free slot or none.
func TestTry(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCrowd(lane.Config{Slots: 1, Waiting: 10, Patience: time.Minute})
		turn, err := c.Try("first", 1)
		if err != nil {
			t.Fatal(err)
		}
		var refusal *lane.Refusal
		if _, err := c.Try("second", 1); !errors.As(err, &refusal) || refusal.Reason != lane.Full {
			t.Errorf("without a free slot: %v", err)
		}
		c.Leave(turn)
		c.idle(t)
	})
}

// TestFreeSlotsAreCheap checks that a free slot is taken without an allocation.
func TestFreeSlotsAreCheap(t *testing.T) {
	l, ctx := lane.New(lane.Config{Slots: 2}), t.Context()
	if got := testing.AllocsPerRun(100, func() {
		turn, err := l.Enter(ctx, "caller", 1)
		if err != nil {
			t.Fatal(err)
		}
		l.Leave(turn)
	}); got != 0 {
		t.Errorf("%v allocations, want none", got)
	}
}
