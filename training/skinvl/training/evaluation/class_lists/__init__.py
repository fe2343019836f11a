"""The closed label sets of published experiments, as data: one JSON file per experiment."""
