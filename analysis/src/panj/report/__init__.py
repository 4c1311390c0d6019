"""Reports: one self-contained HTML page for each result file."""

from panj.report.page import report_html, write_report

__all__ = ["report_html", "write_report"]
