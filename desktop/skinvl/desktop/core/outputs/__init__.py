"""Files for other programs: tables, FHIR, DICOM, research.

Every export is chosen by a person, written whole or not at all, counted, and in the audit log.
"""
