"""Public image collections, read into samples that training can trust.

Imports published datasets, joins duplicates, divides by group, measures lesions on pixels and
writes captions and questions. The result is a dataset folder of `skinvl.contract.sample`.
"""
