"""Renderers: contents as PDF, Word, workbook pages and e-mail drafts."""
