"""The diagnosis head: class logits per modality, a modality verdict and typicality."""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor, nn


class HeadOutput(NamedTuple):
    """dermoscopy [B, Kd], clinical [B, Kc], modality [B, 4] logits; typicality [B]."""

    dermoscopy: Tensor
    clinical: Tensor
    modality: Tensor
    typicality: Tensor


class DiagnosisHead(nn.Module):
    """Linear classifiers on the pooled vision features [B, F].

    Typicality is minus the squared Mahalanobis distance to the nearest class mean of the more
    likely skin modality, in a whitened subspace of the features (Lee et al., "A Simple Unified
    Framework for Detecting Out-of-Distribution Samples", 2018); 0 is the most typical.
    Its buffers are fitted on training features by `fit_typicality`.
    """

    typicality_centre: Tensor
    typicality_projection: Tensor
    typicality_means: Tensor

    def __init__(
        self,
        features: int,
        dermoscopy: int,
        clinical: int,
        modalities: int,
        rank: int,
        dropout: float,
    ) -> None:
        super().__init__()
        self.dropout = nn.Dropout(dropout)
        self.dermoscopy = nn.Linear(features, dermoscopy)
        self.clinical = nn.Linear(features, clinical)
        self.modality = nn.Linear(features, modalities)
        self.register_buffer("typicality_centre", torch.zeros(features))
        self.register_buffer("typicality_projection", torch.zeros(features, rank))
        self.register_buffer("typicality_means", torch.zeros(clinical + dermoscopy, rank))

    def forward(self, features: Tensor) -> HeadOutput:
        dropped = self.dropout(features)
        modality = self.modality(dropped)
        return HeadOutput(
            self.dermoscopy(dropped),
            self.clinical(dropped),
            modality,
            self.typicality(features, modality),
        )

    def typicality(self, features: Tensor, modality: Tensor) -> Tensor:
        """Typicality [B] of features [B, F] given modality logits [B, 4]."""
        white = (features.float() - self.typicality_centre) @ self.typicality_projection
        distances = (
            white.square().sum(1, keepdim=True)
            - 2 * white @ self.typicality_means.T
            + self.typicality_means.square().sum(1)
        )
        split = self.clinical.out_features
        clinical = -distances[:, :split].min(dim=1).values
        dermoscopy = -distances[:, split:].min(dim=1).values
        return torch.where(modality[:, 0] > modality[:, 1], clinical, dermoscopy)

    @torch.no_grad()
    def fit_typicality(self, features: Tensor, classes: Tensor) -> None:
        """Fit the buffers on training features [N, F] with classes [N] in 0..Kc+Kd-1 (clinical
        first). Within-class covariance, shrunk towards its mean variance, decides the whitening.

        Raises: ValueError when a class has no sample.
        """
        features = features.double()
        count = self.typicality_means.shape[0]
        means = []
        for index in range(count):
            members = features[classes == index]
            if len(members) == 0:
                raise ValueError(f"typicality: class {index} has no training sample")
            means.append(members.mean(0))
        stacked = torch.stack(means)
        centre = features.mean(0)
        within = features - stacked[classes]
        covariance = within.T @ within / max(1, len(features) - count)
        covariance = 0.9 * covariance + 0.1 * torch.eye(len(centre)) * covariance.diagonal().mean()
        values, vectors = torch.linalg.eigh(covariance)
        rank = self.typicality_projection.shape[1]
        projection = vectors[:, -rank:] / values[-rank:].sqrt()
        self.typicality_centre.copy_(centre.float())
        self.typicality_projection.copy_(projection.float())
        self.typicality_means.copy_(((stacked - centre) @ projection).float())
