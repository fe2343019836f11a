"""Training the paper's SkinVL: a LLaVA base, LoRA on its language model, its projector in full.

config.py           a recipe (YAML) and its rules
conversation.py     templates, token ids and the loss mask
records.py          conversation files and imported data sets -> records, broken ones counted
splits.py           validation part by image; no image or group on two sides
collate.py          records -> padded batches with pixels
base.py             the base model: its sizes from config.json alone, or with weights
model.py            what learns: LoRA, projector, precision, quantized base
memory_estimate.py  bytes per device
trainer.py          learning rate of the projector, batches of like length
train.py            the run
dry_run.py          the run without the training
"""
