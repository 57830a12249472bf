"""Accuracy: the parser, run afresh, against what people confirmed field by field."""
