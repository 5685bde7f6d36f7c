package picture_test

import (
	"bytes"
	"image/png"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"whojoins/internal/picture"
)

// TestPreview expects an image of the right size for every kind of small picture, the same each time,
// in which the words and the picture have left their colours.
func TestPreview(t *testing.T) {
	all := samples()
	for _, name := range slices.Sorted(maps.Keys(all)) {
		if !strings.HasSuffix(name, "-small") {
			continue
		}
		card := picture.Card{
			Kind: "Joint action", Title: "European Action One on the Networks of Institutes", Lines: []string{"6 of 121 partners on record", "From 2024-11 to 2028-10"},
			Site: "Whojoins · whojoins.example", Picture: all[name],
		}
		file, err := card.PNG()
		again, _ := card.PNG()
		if err != nil || !bytes.Equal(file, again) {
			t.Errorf("%s has two previews, or %v", name, err)
		}
		img, err := png.Decode(bytes.NewReader(file))
		if err != nil {
			t.Fatal(err)
		}
		if size := img.Bounds().Size(); size.X != picture.PreviewWidth || size.Y != picture.PreviewHeight {
			t.Errorf("the preview of %s is %v", name, size)
		}
		var left, right int
		for y := 0; y < picture.PreviewHeight; y += 3 {
			for x := 20; x < picture.PreviewWidth; x += 3 {
				if r, g, b, _ := img.At(x, y).RGBA(); r == 0xffff && g == 0xffff && b == 0xffff {
					continue
				}
				if x < picture.PreviewWidth/2 {
					left++
				} else {
					right++
				}
			}
		}
		if left < 500 || right < 500 {
			t.Errorf("the preview of %s has %d pixels of words and %d of the picture", name, left, right)
		}
		if *folder != "" {
			if err := os.WriteFile(filepath.Join(*folder, name+".png"), file, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	if _, err := (picture.Card{Title: strings.Repeat("long ", 1000)}).PNG(); err != nil {
		t.Error(err)
	}
}
