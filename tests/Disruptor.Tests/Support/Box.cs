namespace Disruptor.Tests.Support;

/// <summary>A reference event.</summary>
internal sealed class Box
{
    internal long Value { get; set; } = -1;
}
