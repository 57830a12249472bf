"""PDF: text and boxes through pdfium, laid out, judged page by page."""
