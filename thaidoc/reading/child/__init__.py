"""The process that reads: it runs under limits and may die without taking the run along."""
