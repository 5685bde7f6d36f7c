package pages

import (
	"context"
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"whojoins/internal/http/negotiate"
	"whojoins/internal/picture"
	"whojoins/internal/questions"
	"whojoins/internal/wording"
)

// The extension of pictures below /export without its point, and their media type.
const (
	PictureExtension = "svg"
	PictureType      = "image/svg+xml"
)

// The extensions of the answer as a picture, and of the preview of its page.
const (
	pictureExtension = "." + PictureExtension
	previewExtension = ".png"
)

// pictureForms are the forms of a question whose answer has a picture.
var pictureForms = []form{{extension: pictureExtension, mediaType: PictureType, label: "SVG"}}

// previewForm is the form of the preview of a page.
var previewForm = form{extension: previewExtension, mediaType: "image/png"}

// drawn reports whether the requested form is a picture.
func (x *questionExchange) drawn() bool {
	return x.form.extension == pictureExtension || x.form.extension == previewExtension
}

// draw answers with the picture of an answer, or with the preview of its page. variables have ids.
func (x *questionExchange) draw(ctx context.Context, q *questions.Question, variables map[string]any) {
	var d dataset
	if !x.query(ctx, datasetQuery, nil, &d) {
		return
	}
	site := negotiate.Site(x.r, x.site)
	if x.cached(negotiate.Tag(design, x.chosen(), d.Meta.Version, d.Meta.DataVersion, site, q.Name, x.form.extension, x.r.URL.RawQuery)) {
		return
	}
	var data json.RawMessage
	if !x.query(ctx, q.GraphQL, variables, &data) {
		return
	}
	a, err := x.answered(ctx, x.run(), q, data, d, variables, x.chosen())
	if err != nil {
		x.internal()
		return
	}
	a.caption.Note = x.coverage(ctx, q, variables)
	if x.form.extension == previewExtension {
		x.preview(a, site)
		return
	}
	x.sendAnswer(a)
}

// sendAnswer answers with the first picture of an answer; one without rows is empty, and says so.
func (x *questionExchange) sendAnswer(a answered) {
	all := a.pictures()
	if len(all) == 0 {
		a.caption.Note = strings.TrimSpace(a.caption.Note + " " + questions.Nothing(x.chosen()))
		all = append(all, picture.Bars{Caption: a.caption})
	}
	x.sendPicture(all[0])
}

// sendPicture answers with a picture as a file, which states how much it has no room for.
func (x *questionExchange) sendPicture(p picture.Picture) {
	d := p.Draw()
	if d.Left > 0 {
		d.Note = strings.TrimSpace(d.Note + " " + phrasef("PictureCut", grouped(d.Left)).In(x.chosen()))
	}
	x.w.Header().Set("Content-Security-Policy", picture.FilePolicy)
	x.send(http.StatusOK, PictureType, d.File())
}

func grouped(n int) string { return wording.Grouped(strconv.Itoa(n)) }

// sendCard answers with a preview.
func (x *questionExchange) sendCard(c picture.Card) {
	file, err := c.PNG()
	if err != nil {
		x.internal()
		return
	}
	x.w.Header().Set("Content-Type", "image/png")
	_, _ = x.w.Write(file) // the caller may have left, which is no fault of the picture
}

// preview answers with the preview of the page of an answer.
func (x *questionExchange) preview(a answered, site string) {
	c := picture.Card{Kind: a.words["Question"], Title: a.caption.Title, Site: siteLine(site)}
	if a.centre.Name != "" {
		c.Lines = append(c.Lines, a.centre.Name)
	}
	if a.caption.Note != "" {
		c.Lines = append(c.Lines, a.caption.Note)
	}
	if len(c.Lines) == 0 {
		c.Lines = append(c.Lines, a.caption.Description)
	}
	a.caption.Small = true
	if all := a.pictures(); len(all) > 0 {
		c.Picture = all[0]
	}
	x.sendCard(c)
}

// previewOf returns how other sites show a link to the page of an answer.
func (x *questionExchange) previewOf(q *questions.Question, values url.Values) preview {
	if x.chosen() != wording.Languages[0] {
		values = maps.Clone(values)
		values.Set(questions.LanguageKey, x.chosen())
	}
	return preview{q.Description.In(x.language), negotiate.Site(x.r, x.site) + q.Address(previewExtension, values)}
}

// siteLine returns the name of the service, with the host of its address if that is known.
func siteLine(site string) string {
	const name = "Whojoins"
	if _, host, ok := strings.Cut(site, "://"); ok {
		return name + " · " + host
	}
	return name
}
