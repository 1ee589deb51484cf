// Pictures on their way into a text: sent, put behind the block they were dropped on, and asked what they show.

/** ``insert(editor, files, at)`` and ``describe(editor, at)`` for a form with an editor; ``token()`` is the form's own. */
export function placing({ form, words, known, pictures, panels, token }) {
  async function insert(target, files, at) {
    let where = at ?? target.state.selection.to;
    for (const file of files) {
      const done = panels.progress(form, file.name, words);
      try {
        const kept = await pictures.send(form, file, {}, words, done.tell);
        known.set(kept.src, { id: kept.id, alt: kept.alt, decorative: kept.decorative, credit: kept.credit });
        const { src, width, height, alt, credit, decorative } = kept;
        where = behind(target.state.doc, where);
        target.chain().insertContentAt(where, { type: "figure", attrs: { src, width, height, alt, credit, decorative } }).run();
        done.end();
        const found = positionOf(target, src);
        if (found !== null && !alt && !kept.decorative) await describe(target, found);
      } catch (problem) {
        done.end(problem.message);
      }
    }
  }

  async function describe(target, at) {
    const { src, alt, credit, decorative } = target.state.doc.nodeAt(at).attrs;
    const said = await panels.askPicture({ src, alt, credit, decorative });
    const where = said ? positionOf(target, src) : null;
    if (where === null) return;
    const node = target.state.doc.nodeAt(where);
    const kept = known.get(src);
    if (kept) known.set(src, { ...kept, ...said }); // before the text is drawn anew
    const attrs = { ...node.attrs, ...said, alt: said.decorative ? "" : said.alt };
    target.view.dispatch(target.state.tr.setNodeMarkup(where, null, attrs));
    target.commands.setTextSelection(where + 1);
    target.view.focus();
    if (kept) await tell(kept.id, said);
  }

  // The paper keeps what a picture shows with the picture too. The text has it in any case.
  async function tell(id, said) {
    const body = new URLSearchParams({ ...said, decorative: said.decorative ? "on" : "", csrfmiddlewaretoken: token() });
    await fetch(`${form.dataset.pictures}${id}/`, { method: "POST", body, headers: { Accept: "application/json" } }).catch(() => null);
  }

  return { insert, describe };
}

// Behind the block somebody dropped it on: no sentence is cut in two by a picture.
function behind(doc, at) {
  const place = doc.resolve(Math.min(at, doc.content.size));
  return place.depth ? place.after(1) : place.pos;
}

function positionOf(target, src) {
  let found = null;
  target.state.doc.descendants((node, at) => {
    if (node.type.name === "figure" && node.attrs.src === src) found = at;
  });
  return found;
}
