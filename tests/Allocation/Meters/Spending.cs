namespace FeedHandler.Allocation.Meters;

/// <summary>What a piece of work cost the managed heap.</summary>
/// <param name="Bytes">Bytes that its thread allocated.</param>
/// <param name="Collections">Collections of any generation that the process made meanwhile.</param>
internal readonly record struct Spending(long Bytes, int Collections)
{
    public static Spending Nothing => default;
}
