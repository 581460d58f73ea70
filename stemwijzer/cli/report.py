"""``stemwijzer report``: the whole answer as one document."""

from __future__ import annotations

from stemwijzer.cli import documents, options
from stemwijzer.cli.session import Session


def report(
    sheet: options.Sheet,
    application: options.Application = "",
    draws: options.Draws = 10_000,
    seed: options.Seed = 1,
    no_cache: options.NoCache = False,
    form: documents.Form = None,
    json: options.Json = False,
    output: documents.Output = None,
    lang: options.Lang = None,
    data: options.Data = None,
    no_color: options.NoColor = False,
    plain: options.Plain = False,
) -> None:
    """Write one report: a stand-alone page with pictures, a PDF, or Markdown."""
    chosen = documents.chosen_form(form, json, output)
    known = documents.known_form(chosen)
    session = Session("report", lang, data, known, False, output, no_color, plain)
    who = session.respondent(sheet)
    from stemwijzer.report.making import make_report

    whole = chosen in (documents.DocumentForm.JSON, documents.DocumentForm.CSV)
    sampling = session.sampling(draws, seed, no_cache=no_cache)
    result = make_report(session.catalogue, who, application, sampling, whole=whole)
    if known:
        session.show([result])
        return
    from stemwijzer.report import document

    texts = session.texts
    blocks, title = document.blocks(result, texts), document.title(result, texts)
    documents.write_document(session, chosen, blocks, title)
