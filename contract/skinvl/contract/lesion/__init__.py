"""What is measured on a lesion, in one definition for the training data and the workstation."""
