namespace FeedHandler.Concurrency.Models;

/// <summary>A rule that an interleaving broke.</summary>
internal sealed class ModelViolationException(string rule) : Exception(rule);
