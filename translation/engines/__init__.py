"""Translation engines: each translates lists of plain segments and knows nothing else."""
