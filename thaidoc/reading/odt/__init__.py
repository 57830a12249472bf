"""OpenDocument and OpenOffice.org texts."""
